"""The hours a week: as many as were managed of late, on one line of the settings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.acts.control.hours import find_own_hours, replace_hours, write_hours
from roadmap_bot.keys import file_key
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import LEAST_HOURS, MOST_HOURS
from roadmap_bot.state import File, find_file
from tests.kit.small_roadmap import make_goal, make_state, measure

LINES = ("start: 2026-11-09\n", "# my note\n", "pauses: []\n", "zone: Europe/Berlin  # home\n")


@given(st.permutations(LINES), st.integers(LEAST_HOURS, MOST_HOURS), st.integers(0, 4))
def test_one_line_is_replaced_and_all_others_stay(lines: list[str], hours: int, at: int) -> None:
    wanted = f"hours: {hours}\n"
    before = "".join([*lines[:at], "hours: 12.5\n", *lines[at:]])
    assert replace_hours(before, hours) == "".join([*lines[:at], wanted, *lines[at:]])
    assert replace_hours("".join(lines), hours) == "".join([*lines, wanted])
    assert replace_hours(wanted, hours) == wanted


@pytest.mark.parametrize("text", ["{start: 2026-11-09}\n", "- 1\n", "hours: [\n", "a: 1\na: 2\n"])
def test_what_cannot_be_replaced_alone_is_left_alone(text: str) -> None:
    assert replace_hours(text, 5) is None


def test_the_pace_of_four_weeks_becomes_whole_hours_in_the_bounds() -> None:
    goal = make_goal(18)
    assert find_own_hours(make_state(goal), goal) is None
    state = make_state(goal, closed={"W01-1": 4, "W01-2": 9, "W01-3": 12})
    pace = measure(goal, state).pace
    assert pace is not None
    assert find_own_hours(state, goal) == round(pace)
    little = make_state(goal, closed={"W01-2": 16})
    assert (find_own_hours(little, goal) or 0) >= LEAST_HOURS


def test_the_dates_follow_the_hours_and_the_same_hours_change_nothing() -> None:
    goal = make_goal(18)
    state = {**make_state(goal), file_key(SETTINGS): File("start: 2026-11-09\n")}
    written = write_hours(state, goal, 5)
    assert written is not None
    after, changed = written
    file = find_file(after, SETTINGS)
    assert file is not None
    assert file.text == "start: 2026-11-09\nhours: 5\n"
    assert changed.calendar.last_day(6) > goal.calendar.last_day(6)
    assert write_hours(after, changed, 5) == (after, changed)
