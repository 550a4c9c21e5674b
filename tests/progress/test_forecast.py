"""The plan against the days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.progress.forecast import (
    days_ahead,
    find_finish,
    find_pace,
    find_streak,
    planned_hours,
)
from roadmap_bot.roadmap.calendar import Calendar
from roadmap_bot.roadmap.settings import Pause
from tests.kit.small_roadmap import START, at, day

PLAN = (0.0, 7.0, 14.0, 14.0, 28.0)  # nothing is planned in week 3


def calendar(today: int, *pauses: Pause) -> Calendar:
    return Calendar(START, pauses, "UTC", at(day(today)))


def history(**hours: float) -> tuple[tuple[dt.date, float], ...]:
    return tuple(
        (day(int(number.removeprefix("d").replace("m", "-"))), part)
        for number, part in hours.items()
    )


@pytest.mark.parametrize(
    ("days", "hours"), [(0, 0), (1, 1), (10, 10), (14, 14), (20, 14), (22, 16), (99, 28)]
)
def test_the_plan_grows_evenly_within_a_week(days: int, hours: float) -> None:
    assert planned_hours(PLAN, days) == pytest.approx(hours)


@pytest.mark.parametrize(
    ("done", "elapsed", "days"),
    [
        (0, 0, 0),
        (5, 5, 0),
        (3, 5, -2),
        (8, 5, 3),
        (3.5, 5, -1),  # rounded towards zero
        (14, 18, 0),  # on plan in a week without work
        (14, 5, 9),
        (13, 20, -7),
        (14, 22, -1),
        (28, 99, 0),
        (28.0000001, 20, 8),
        (0, 99, -99),
        (26, 30, -3),
    ],
)
def test_days_are_counted_to_where_the_plan_equals_what_is_done(
    done: float, elapsed: int, days: int
) -> None:
    assert days_ahead(PLAN, done, elapsed) == days


@given(st.floats(0, 28), st.floats(0, 28), st.integers(0, 60))
def test_more_work_never_puts_you_further_behind(one: float, two: float, elapsed: int) -> None:
    assert days_ahead(PLAN, min(one, two), elapsed) <= days_ahead(PLAN, max(one, two), elapsed)


def test_the_pace_is_the_mean_of_the_last_four_weeks() -> None:
    assert find_pace(history(d1=100, d36=8, d50=4), calendar(56)) == pytest.approx(3)


def test_the_pace_of_the_first_days_is_that_of_a_week_at_least() -> None:
    assert find_pace(history(d1=6), calendar(2)) == pytest.approx(6)
    assert find_pace(history(d1=6), calendar(14)) == pytest.approx(3)


def test_work_before_the_start_sets_the_beginning_of_the_pace() -> None:
    assert find_pace(history(dm13=6), calendar(0)) == pytest.approx(3)


def test_days_off_do_not_slow_the_pace() -> None:
    off = Pause(since=day(8), to=day(21))
    assert find_pace(history(d1=6, d28=6), calendar(28, off)) == pytest.approx(6)


def test_without_recent_work_there_is_no_pace_and_no_projection() -> None:
    assert find_pace(history(d1=6), calendar(60)) is None
    assert find_pace((), calendar(1)) is None
    assert find_finish(5, None, calendar(1)) is None


def test_the_projection_goes_on_at_the_same_pace_and_skips_days_off() -> None:
    assert find_finish(10, 5, calendar(7)) == day(21)
    assert find_finish(10.1, 5, calendar(7)) == day(22)
    assert find_finish(10, 5, calendar(7, Pause(since=day(10), to=day(12)))) == day(24)
    assert find_finish(10, 5, calendar(-6)) == day(8)
    assert find_finish(0, 5, calendar(7)) is None


def test_a_streak_counts_weeks_in_a_row() -> None:
    assert find_streak(history(d1=1, d8=1, d15=1), calendar(21)) == 3
    assert find_streak(history(d1=1, d15=1), calendar(21)) == 1
    assert find_streak((), calendar(21)) == 0


def test_this_week_may_still_be_empty_but_not_the_one_before() -> None:
    assert find_streak(history(d1=1, d8=1), calendar(15)) == 2
    assert find_streak(history(d1=1, d8=1), calendar(22)) == 0


def test_weeks_off_do_not_break_a_streak() -> None:
    off = Pause(since=day(8), to=day(21))
    assert find_streak(history(d1=1, d22=1), calendar(23, off)) == 2
