"""When weeks fall."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.roadmap.calendar import (
    DAY,
    Calendar,
    make_calendar,
    merge_pauses,
    pause,
    restart,
    resume,
)
from roadmap_bot.roadmap.model import Roadmap, WeeklyHours
from roadmap_bot.roadmap.settings import Pause, Settings

MONDAY = dt.date(2026, 11, 9)
SHANGHAI = "Asia/Shanghai"


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def calendar(today: dt.date = MONDAY, *pauses: Pause, start: dt.date = MONDAY) -> Calendar:
    return Calendar(start, pauses, "UTC", noon(today))


def off(first: int, last: int | None = None) -> Pause:
    """Days off, counted from the start."""
    return Pause(since=MONDAY + DAY * first, to=None if last is None else MONDAY + DAY * last)


def roadmap(start: object = "first-monday", zone: str = "UTC") -> Roadmap:
    return Roadmap.model_validate(
        {
            "id": "r",
            "title": "R",
            "zone": zone,
            "start": start,
            "hours": {"least": 1, "most": 1},
            "kinds": [{"id": "k", "title": "K", "label": {"name": "k"}}],
            "phases": [{"id": "F", "title": "F", "weeks": [1, 1], "label": {"name": "f"}}],
            "units": [{"id": "W01", "title": "W", "phase": "F", "weeks": [1, 1]}],
        }
    )


def test_weeks_have_seven_days_from_the_start() -> None:
    assert calendar().first_day(1) == MONDAY
    assert calendar().last_day(1) == dt.date(2026, 11, 15)
    assert calendar().last_day(24) == dt.date(2027, 4, 25)


def test_the_week_is_zero_before_the_start_and_goes_on_after_the_end() -> None:
    weeks = [calendar().week_on(MONDAY + DAY * days) for days in (-1, 0, 6, 7, 700)]
    assert weeks == [0, 1, 1, 2, 101]


def test_a_pause_shifts_everything_after_it() -> None:
    paused = calendar(MONDAY, off(3, 5))
    assert (paused.last_day(1), paused.first_day(2)) == (MONDAY + DAY * 9, MONDAY + DAY * 10)
    assert [paused.study_days(MONDAY + DAY * days) for days in range(2, 8)] == [3, 3, 3, 3, 4, 5]


@pytest.mark.parametrize("last", [None, 20])
def test_while_a_pause_is_on_all_is_as_on_its_first_day(last: int | None) -> None:
    first, later = (calendar(MONDAY + DAY * day, off(3, last)) for day in (3, 9))
    assert first.is_paused
    assert later.is_paused
    assert later.today == first.today == MONDAY + DAY * 3
    assert later.date == MONDAY + DAY * 9
    assert later.iso_week == first.iso_week
    assert later.first_day(2) == first.first_day(2) == MONDAY + DAY * (8 if last is None else 25)
    assert later.study_days(later.today) == first.study_days(first.today)


def test_dates_move_once_when_a_pause_is_over() -> None:
    paused = calendar(MONDAY + DAY * 9, off(3))
    over = replace(paused, pauses=resume(paused.pauses, paused.date))
    assert over.pauses == (off(3, 8),)
    assert over.first_day(2) == MONDAY + DAY * 13
    assert (over.today, over.is_paused) == (over.date, False)


def test_pauses_that_touch_rest_from_the_first_day_of_the_first() -> None:
    assert calendar(MONDAY + DAY * 9, off(3, 5), off(6)).today == MONDAY + DAY * 3
    assert calendar(MONDAY + DAY * 9, off(3, 5), off(7)).today == MONDAY + DAY * 7


def test_an_open_pause_yet_to_come_moves_nothing() -> None:
    assert calendar(MONDAY, off(3)).first_day(2) == MONDAY + DAY * 7
    assert not calendar(MONDAY, off(3)).is_paused


def test_days_off_before_the_start_do_not_count() -> None:
    assert calendar(MONDAY, off(-9, -2)).first_day(1) == MONDAY
    assert calendar(MONDAY, off(-9, 1)).first_day(1) == MONDAY + DAY * 2


def test_dates_stop_at_the_end_of_the_calendar() -> None:
    assert calendar(MONDAY, Pause(since=MONDAY, to=dt.date.max)).first_day(1) == MONDAY + DAY
    endless = Pause(since=MONDAY, to=dt.date.max - DAY)
    assert calendar(MONDAY, endless).last_day(50) == dt.date.max


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-08T15:59:59+00:00", "2026-11-08"),
        ("2026-11-08T16:00:00+00:00", "2026-11-09"),
        ("2026-12-31T16:00:00+00:00", "2027-01-01"),
    ],
)
def test_the_day_is_the_learners_own(moment: str, day: str) -> None:
    there = Calendar(MONDAY, (), SHANGHAI, dt.datetime.fromisoformat(moment))
    assert there.today.isoformat() == day


@pytest.mark.parametrize(
    ("moment", "day"), [("08T04:59", 7), ("08T05:00", 8), ("09T03:59", 8), ("09T04:00", 9)]
)
def test_the_day_of_a_clock_change_is_one_day_of_23_hours(moment: str, day: int) -> None:
    now = dt.datetime.fromisoformat(f"2026-03-{moment}:00+00:00")
    assert Calendar(MONDAY, (), "America/New_York", now).today == dt.date(2026, 3, day)


@pytest.mark.parametrize(
    ("day", "week"),
    [("2026-11-23", "2026-W48"), ("2027-01-01", "2026-W53"), ("2027-01-04", "2027-W01")],
)
def test_iso_weeks_keep_their_own_year(day: str, week: str) -> None:
    assert calendar(dt.date.fromisoformat(day)).iso_week == week


def test_the_settings_win_over_the_roadmap() -> None:
    settings = Settings(start=dt.date(2026, 1, 1), zone=SHANGHAI, pauses=(off(1, 2),))
    made = make_calendar(roadmap("2025-05-05", "UTC"), settings, noon(MONDAY), noon(MONDAY))
    assert (made.start, made.zone, made.pauses) == (dt.date(2026, 1, 1), SHANGHAI, settings.pauses)
    assert make_calendar(
        roadmap("2025-05-05"), Settings(), noon(MONDAY), noon(MONDAY)
    ).start == dt.date(2025, 5, 5)


@pytest.mark.parametrize(
    ("made_at", "start"),
    [
        ("2026-11-09T00:00:00+00:00", "2026-11-09"),
        ("2026-11-10T00:00:00+00:00", "2026-11-16"),
        ("2026-11-15T15:59:00+00:00", "2026-11-16"),
        ("2026-11-16T16:00:00+00:00", "2026-11-23"),  # Tuesday in Shanghai
        ("2026-12-29T00:00:00+00:00", "2027-01-04"),
    ],
)
def test_the_start_is_the_first_monday_on_or_after_the_repository_was_made(
    made_at: str, start: str
) -> None:
    moment = dt.datetime.fromisoformat(made_at)
    assert (
        make_calendar(roadmap(zone=SHANGHAI), Settings(), moment, noon(MONDAY)).start.isoformat()
        == start
    )


def at_own_hours(hours: float, today: dt.date = MONDAY, *pauses: Pause) -> Calendar:
    """The calendar of a learner who has so many hours a week, where the plan reckons with ten."""
    plan = roadmap(MONDAY).model_copy(update={"hours": WeeklyHours(least=8, most=12)})
    return make_calendar(plan, Settings(hours=hours, pauses=pauses), noon(MONDAY), noon(today))


@pytest.mark.parametrize(
    ("hours", "ends"),
    [
        (10, (7, 14, 168)),
        (5, (14, 28, 336)),
        (20, (4, 7, 84)),
        (12, (6, 12, 140)),
        (100, (1, 2, 24)),
    ],
)
def test_own_hours_stretch_or_shrink_the_weeks_of_the_plan(
    hours: float, ends: tuple[int, int, int]
) -> None:
    own = at_own_hours(hours)
    assert tuple((own.last_day(week) - MONDAY).days + 1 for week in (1, 2, 24)) == ends
    assert own.first_day(1) == MONDAY
    assert own.first_day(2) == own.last_day(1) + DAY


def test_own_hours_go_with_pauses_and_restarts() -> None:
    paused = at_own_hours(5, MONDAY, off(3, 5))
    assert (paused.last_day(1), paused.first_day(2)) == (MONDAY + DAY * 16, MONDAY + DAY * 17)
    late = at_own_hours(5, MONDAY + DAY * 40)
    assert replace(late, pauses=restart(late, 2)).first_day(2) == late.today


@given(st.floats(1, 100), st.integers(1, 50))
def test_every_day_lies_in_one_week_of_the_plan_whatever_the_hours(hours: float, week: int) -> None:
    own = at_own_hours(hours)
    first, last = own.first_day(week), own.last_day(week)
    assert (own.week_on(first), own.week_on(last)) == (week, week)
    assert (own.week_on(first - DAY), own.week_on(last + DAY)) == (week - 1, week + 1)


def test_pausing_twice_is_pausing_once() -> None:
    once = pause((off(1, 2),), MONDAY + DAY * 9)
    assert once == (off(1, 2), off(9))
    assert pause(once, MONDAY + DAY * 12) == once


def test_pausing_now_takes_in_a_pause_that_was_to_come() -> None:
    assert pause((off(20),), MONDAY + DAY * 9) == (off(9),)


def test_resuming_ends_the_pause_yesterday() -> None:
    assert resume((off(1, 2), off(5)), MONDAY + DAY * 9) == (off(1, 2), off(5, 8))
    assert resume((off(5, 20),), MONDAY + DAY * 9) == (off(5, 8),)


def test_resuming_on_the_day_of_the_pause_forgets_it() -> None:
    assert resume((off(9),), MONDAY + DAY * 9) == ()


def test_resuming_leaves_days_off_that_are_yet_to_come() -> None:
    assert resume((off(30, 40), off(50)), MONDAY + DAY * 9) == (off(30, 40), off(50))


def test_restarting_moves_the_first_open_week_to_today() -> None:
    today = MONDAY + DAY * 30
    late = calendar(today, off(15, 16))
    pauses = restart(late, 2)
    assert pauses == (off(7, 29),)
    moved = replace(late, pauses=pauses)
    assert moved.first_day(2) == today
    assert moved.last_day(1) == late.last_day(1)


def test_restarting_changes_nothing_for_who_is_not_behind() -> None:
    assert restart(calendar(MONDAY + DAY * 3, off(1, 1)), 2) == (off(1, 1),)


def test_restarting_ends_a_pause() -> None:
    today = MONDAY + DAY * 30
    assert restart(calendar(today, off(10)), 4) == (off(10, 29),)
    assert (
        replace(calendar(today), pauses=restart(calendar(today, off(10)), 1)).first_day(1) == today
    )


def test_pauses_that_touch_become_one() -> None:
    assert merge_pauses((off(4, 6), off(1, 3), off(8, 9), off(9))) == (off(1, 6), off(8))
    assert merge_pauses((off(5, 4),)) == ()


stretches = st.tuples(st.integers(-30, 200), st.one_of(st.none(), st.integers(0, 40)))
breaks = st.lists(stretches, max_size=5).map(
    lambda found: tuple(
        off(first, None if length is None else first + length) for first, length in found
    )
)


@given(breaks, st.integers(-20, 250), st.integers(1, 200))
def test_each_study_day_is_counted_once(pauses: tuple[Pause, ...], today: int, number: int) -> None:
    made = calendar(MONDAY + DAY * today, *pauses)
    day = made.study_day(number)
    assert made.study_days(day) == number
    assert made.study_days(day - DAY) == number - 1
    assert made.paused_days(day, day) == 0


@given(breaks, st.integers(0, 100), st.integers(1, 50))
def test_after_a_restart_the_open_week_is_not_in_the_past(
    pauses: tuple[Pause, ...], today: int, week: int
) -> None:
    before = calendar(MONDAY + DAY * today, *pauses)
    after = replace(before, pauses=restart(before, week))
    assert after.first_day(week) >= before.today
    assert replace(after, pauses=restart(after, week)).first_day(week) == after.first_day(week)


@given(breaks, st.integers(0, 100))
def test_after_resume_today_is_a_study_day(pauses: tuple[Pause, ...], today: int) -> None:
    date = MONDAY + DAY * today
    assert not calendar(date, *resume(pauses, date)).is_paused
    assert calendar(date, *pause(pauses, date)).is_paused
