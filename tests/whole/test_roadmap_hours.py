"""The 24-week plan asks of every week what its source says: how many hours, and of what."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations, product

import pytest

from roadmap_bot.progress.counting import make_count
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from tests.kit.scene import find_folder, load

SEED = load("seed")
GROUPS = {
    "theory": "theory",
    "practice": "practice",
    "project": "practice",
    "algorithms": "algorithms",
}
SOURCE = {"theory": 30, "practice": 50, "algorithms": 20}  # percent
PLANNED = range(1, 21)  # the weeks for which the source plans all three
# how many things a title promises: at least the first number before one of these words
PROMISE = re.compile(r"(\d+)(?:–\d+)? (?:题|个|种|篇)")


def choose_electives(roadmap: Roadmap) -> list[Settings]:
    """Make the settings of every learner who chooses."""
    groups = [list(combinations(group.units, group.choose)) for group in roadmap.electives]
    ids = [group.id for group in roadmap.electives]
    return [Settings(electives=dict(zip(ids, chosen, strict=True))) for chosen in product(*groups)]


CHOICES = [Settings(), *choose_electives(SEED)]


def hours_by_week(settings: Settings) -> dict[int, dict[str, float]]:
    """Add up the hours of each calendar week by what they are for."""
    weeks: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for piece in make_count(SEED, settings, {}).pieces:
        for week in piece.unit.span:
            group = GROUPS.get(piece.kind or "", "other")
            weeks[week][group] += piece.hours / len(piece.unit.span)
    return weeks


def find_percents(hours: dict[str, float]) -> dict[str, float]:
    """Find what part each group has, in percent."""
    whole = sum(hours.values())
    return {group: 100 * hours[group] / whole for group in SOURCE}


def test_a_learner_may_choose_in_nine_ways() -> None:
    assert len(CHOICES) == 1 + 3 * 3


@pytest.mark.parametrize("settings", CHOICES, ids=lambda each: str(each.electives))
def test_every_calendar_week_lies_between_15_and_20_hours(settings: Settings) -> None:
    weeks = {week: sum(hours.values()) for week, hours in hours_by_week(settings).items()}
    assert sorted(weeks) == list(range(1, 25))
    outside = {week: hours for week, hours in weeks.items() if not 15 <= hours <= 20}
    assert outside == {}


@pytest.mark.parametrize("settings", CHOICES, ids=lambda each: str(each.electives))
def test_twenty_weeks_are_within_3_points_of_30_50_20(settings: Settings) -> None:
    whole: dict[str, float] = defaultdict(float)
    for week, hours in hours_by_week(settings).items():
        if week in PLANNED:
            for group, part in hours.items():
                whole[group] += part
    assert find_percents(whole) == pytest.approx(SOURCE, abs=3)


@pytest.mark.parametrize("week", PLANNED)
def test_each_of_these_weeks_is_near_30_50_20(week: int) -> None:
    percents = find_percents(hours_by_week(CHOICES[1])[week])
    assert percents == pytest.approx(SOURCE, abs=6)


def test_validate_has_nothing_to_say_of_the_plan() -> None:
    from roadmap_bot.issues.size import check_bodies
    from roadmap_bot.roadmap.load import load_roadmap

    assert load_roadmap(find_folder("seed"), check_bodies).warnings == ()


def test_no_task_closes_with_fewer_ticks_than_its_title_promises() -> None:
    promised = {
        task.id: (int(found[1]), len(task.steps))
        for _, task in SEED.tasks
        if (found := PROMISE.search(task.title))
    }
    assert {id for id, (least, steps) in promised.items() if steps < least} == set()
    assert {"W01-1", "W03-3", "W05-3", "W09-1", "W09-2", "W09-4", "W11-1"} <= promised.keys()


def test_hours_that_are_not_of_the_source_are_marked_as_ours() -> None:
    unmarked: list[str] = []
    for file in sorted(find_folder("seed").glob("*.yml")):
        lines = file.read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            if re.match(r"    hours: ", line) and "我们定的" not in line:
                block = "\n".join(lines[max(0, number - 10) : number])
                above = block.rpartition("\n\n")[2]
                if "我们定的" not in above:
                    unmarked.append(f"{file.name}:{number + 1}")
    assert unmarked == []


def test_the_second_document_platform_is_more_than_the_first_one_done_again() -> None:
    units = {unit.id: unit for unit in SEED.units}
    first, second = units["P3"], units["P4B"]
    assert [len(group.steps) for group in second.boxes] == [6, 12, 7, 4]
    asked = {step.text for step in first.steps}
    on_top = [step.text for step in second.steps if step.text not in asked]
    assert on_top == [
        "文档问答准确率达到 87%",
        "RAG 检索的响应时间在 1.5 秒以内",
        "支持 100+ QPS 并发",
        "自动扩缩容，节省成本 40%",
    ]
    assert not {step.id for step in first.steps} & {step.id for step in second.steps}
