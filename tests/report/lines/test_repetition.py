"""A review asks for another look at what was done 1, 3, 7 and 16 weeks before, at most five."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.report.lines.repetition import AGES, MOST, render_repetition
from roadmap_bot.roadmap.goal import Goal
from tests.kit.small_roadmap import day, make_goal, make_state, make_task, make_unit, measure

TASKS = [f"W01-{number}" for number in range(1, 13)]
LONG: dict[str, Any] = {
    "units": [make_unit("W01", (1, 30), "theory", 0, *(make_task(id, "drill") for id in TASKS))],
    "phases": [{"id": "F1", "title": "All", "weeks": [1, 30], "label": {"name": "all"}}],
    "electives": [],
    "milestones": [],
}
DUE = 7 * 20  # the Sunday of week 20


def find(closed: dict[str, int], goal: Goal | None = None, **state: Any) -> list[str]:
    goal = goal or make_goal(DUE, **LONG)
    found = make_state(goal, closed=closed, **state)
    return render_repetition(day(DUE), measure(goal, found), found, goal)


def ids(rows: list[str]) -> list[str]:
    return [match[0] for match in re.finditer(r"W01-\d+(?= Task)", "\n".join(rows))]


@pytest.mark.parametrize("age", AGES)
def test_what_was_closed_in_the_week_that_ended_so_many_weeks_ago_is_named(age: int) -> None:
    last = DUE - 7 * age
    (row,) = find({"W01-1": last, "W01-2": last + 1, "W01-3": last - 7})
    weeks = "1 week ago" if age == 1 else f"{age} weeks ago"
    assert row.startswith("[W01-1 Task W01-1](https://github.test/")
    assert row.endswith(f" · done {weeks}")


def test_each_age_has_its_turn_before_one_has_two() -> None:
    closed = dict(zip(TASKS[:3], [DUE - 13, DUE - 12, DUE - 11], strict=True))
    closed |= {"W01-4": DUE - 7 * 3, "W01-5": DUE - 7 * 7, "W01-6": DUE - 7 * 16}
    assert ids(find(closed)) == ["W01-1", "W01-4", "W01-5", "W01-6", "W01-2"]


def test_what_was_skipped_opened_again_or_left_out_is_not_asked_for() -> None:
    closed = {"W01-1": DUE - 7}
    assert find(closed, why="not_planned") == []
    assert find({}) == []


DAYS = st.dictionaries(st.sampled_from(TASKS), st.integers(1, DUE), max_size=len(TASKS))


@given(closed=DAYS)
def test_there_are_at_most_five_each_once_and_the_same_each_time(closed: dict[str, int]) -> None:
    rows = find(closed)
    assert len(rows) <= MOST
    assert len(set(ids(rows))) == len(rows)
    assert rows == find(dict(reversed(closed.items())))
    assert {(DUE - closed[id]) // 7 for id in ids(rows)} <= set(AGES)
