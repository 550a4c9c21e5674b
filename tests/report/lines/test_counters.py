"""What was gathered is shown in README, page, guide and figures, and only where there is a word."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from roadmap_bot.report.guide import render_guide
from roadmap_bot.report.lines.counters import list_counters, render_counters
from roadmap_bot.report.page import render_page
from roadmap_bot.report.progress_json import render_figures
from roadmap_bot.report.region import make_facts, render_region
from roadmap_bot.repository import Tree
from roadmap_bot.roadmap.goal import Goal
from tests.evidence.test_counters import BOXES, EXERCISES
from tests.kit.golden_file import check_golden
from tests.kit.small_roadmap import make_goal, make_state, measure

FILES = [f"exercises/lists/{number}.py" for number in range(3)] + ["exercises/trees/one.py"]
ODD = {"id": "ODD", "title": "Notes | @ada #12 <b>", "goal": 4, "files": "notes/**/*.md"}


def goal_on(day: int, *paths: str, language: str = "en", counters: Any = None) -> Goal:
    counters = [EXERCISES, BOXES, ODD] if counters is None else counters
    goal = make_goal(day, language, counters=counters)
    return replace(goal, tree=Tree(frozenset(paths)))


def lines(goal: Goal, **state: Any) -> list[object]:
    found = make_state(goal, **state)
    return [each["line"] for each in render_counters(measure(goal, found), found, goal)]


def region(goal: Goal) -> str:
    state = make_state(goal, closed={"W01-1": 2})
    return render_region(measure(goal, state), state, goal, ".github/progress")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_region_with_counters_looks_like_its_golden_file(language: str) -> None:
    check_golden(f"region/counters.{language}.md", region(goal_on(9, *FILES, language=language)))


def test_each_counter_is_one_line_from_its_week_on() -> None:
    assert lines(goal_on(3, *FILES)) == [
        "Exercises ■■□□□\u00a04/10",
        "Notes \\| @<!-- -->ada #<!-- -->12 &lt;b> –\u00a00/4",
    ]
    assert lines(goal_on(16, *FILES))[1] == "Steps –\u00a00/3"


def test_nobody_is_told_of_an_empty_shelf_before_the_plan_begins() -> None:
    assert lines(goal_on(-3)) == []
    assert "Gathered" not in region(goal_on(-3, counters=[EXERCISES, ODD]))


def test_a_roadmap_without_counters_says_nothing_of_them() -> None:
    assert "Gathered" not in region(goal_on(9, *FILES, counters=[]))


def test_files_that_could_not_be_listed_are_no_zero() -> None:
    goal = replace(goal_on(9), tree=Tree(is_whole=False, trouble="cut"))
    first, *_ = lines(goal)
    assert "not counted this time" in str(first)
    assert "0/10" not in region(goal)
    state = make_state(goal)
    rows = list_counters(measure(goal, state), state, goal)
    assert rows[0]["done"] == "– / 10"


def test_a_page_lists_each_counter_with_its_groups() -> None:
    goal = goal_on(9, *FILES)
    page = render_page(make_state(goal), goal)
    assert '<h2 id="counters">Running totals</h2>' in page
    assert page.index(">Exercises<") < page.index(">Lists<") < page.index(">of any topic<")
    assert 'id="counters"' not in render_page({}, goal_on(9, counters=[]))


def test_figures_hold_every_counter() -> None:
    goal = goal_on(3, *FILES)
    state = make_state(goal)
    figures = json.loads(render_figures(measure(goal, state), "0" * 16, state, goal))
    assert figures["counters"][0] == {
        "id": "EX",
        "title": "Exercises",
        "done": 4,
        "goal": 10,
        "groups": [
            {"title": "Lists", "done": 3, "goal": 2},
            {"title": "Trees", "done": 1, "goal": 3},
        ],
    }
    assert [each["id"] for each in figures["counters"]] == ["EX", "TEN", "ODD"]


def test_a_new_file_is_a_new_fact_and_any_other_file_is_none() -> None:
    def facts(*paths: str) -> str:
        goal = goal_on(3, *paths)
        state = make_state(goal)
        return make_facts(measure(goal, state), state, goal)

    assert facts(*FILES) != facts(*FILES, "exercises/new.py")
    assert facts(*FILES) == facts(*FILES, "src/new.py")


def test_the_guide_says_what_counts_and_where_it_goes() -> None:
    goal = goal_on(3)
    guide = render_guide(measure(goal), goal)
    assert "- **Exercises**: 10 · each file that fits `exercises/**/*.py` counts\n" in guide
    assert "  - Lists: 2, in `exercises/lists/`\n" in guide
    assert "  - of any topic: 5\n" in guide
    assert "each of these boxes counts: `W01-1.1`, `W03-2.1`, `P1.1`\n" in guide
    assert guide == render_guide(measure(goal), goal_on(30, *FILES))
