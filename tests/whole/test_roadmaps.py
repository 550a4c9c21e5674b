"""The committed roadmaps, each one: what their files say, what sets them apart."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Step
from tests.kit.roadmap_data import BIG, SEED, TINY, find_all, load


@pytest.fixture(scope="module")
def seed() -> Roadmap:
    """Give the 24-week roadmap."""
    return load(SEED)


@pytest.mark.parametrize("folder", [SEED, BIG, TINY], ids=lambda folder: folder.name)
def test_every_file_tells_editors_its_schema_and_readers_what_it_holds(folder: Path) -> None:
    for file in folder.glob("*.yml"):
        first, second, third, *_ = file.read_text(encoding="utf-8").splitlines()
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / schema).resolve() == SEED / "schema.json", file.name
        assert second == "#"
        assert re.match(r"# \S", third), file.name


@pytest.mark.parametrize("folder", [SEED, BIG, TINY], ids=lambda folder: folder.name)
def test_no_text_pings_anybody_or_refers_to_an_issue(folder: Path) -> None:
    text = load(folder).model_dump_json()
    assert re.findall(r"(?<![\w/])@\w+|(?<![\w&/])#\d+|\bGH-\d+", text) == []


def test_the_second_roadmap_has_300_tasks_in_12_weeks_and_nothing_of_the_first(
    seed: Roadmap,
) -> None:
    big = load(BIG)
    assert len(list(big.tasks)) == 300
    assert max(unit.weeks[1] for unit in big.units) == 12
    assert max(len(unit.tasks) for unit in big.units) == 100
    assert (big.language, big.start, big.review.weekday) == ("en", dt.date(2027, 1, 4), "friday")
    assert not {kind.id for kind in big.kinds} & {kind.id for kind in seed.kinds}
    assert not {column.title for column in big.self_check} & {
        column.title for column in seed.self_check
    }
    assert big.verbs.done
    assert big.verbs.reopen
    assert big.verbs.skip
    assert sum(kind.share for kind in big.kinds) == 100


def test_the_second_roadmap_remembers_old_ids_of_a_unit_a_task_and_a_step() -> None:
    big = load(BIG)
    old = [unit.aliases for unit in big.units], [task.aliases for _, task in big.tasks]
    assert [sum(map(len, aliases)) for aliases in old] == [1, 1]
    assert sum(len(step.aliases) for step in find_all(big, Step)) == 1


def test_the_smallest_roadmap_has_three_tasks_and_one_milestone() -> None:
    tiny = load(TINY)
    assert (len(tiny.units), len(list(tiny.tasks)), len(tiny.milestones)) == (1, 3, 1)
