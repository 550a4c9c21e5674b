"""The plan against the days: what was planned by when, what was done when, how fast, until when."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from roadmap_bot.progress.pieces import Piece
from roadmap_bot.roadmap.calendar import DAY, WEEK, Calendar

WINDOW = 28  # days that the pace looks back
EPSILON = 1e-6

History = tuple[tuple[dt.date, float], ...]


def make_plan(pieces: Sequence[Piece], last_week: int) -> tuple[float, ...]:
    """Add up the hours planned by the end of week 0, 1, …: those of a unit spread evenly."""
    weekly = [0.0] * (last_week + 1)
    for piece in pieces:
        weeks = piece.unit.span
        part = piece.hours / len(weeks)
        for week in weeks:
            weekly[week] += part
    return tuple(accumulate(weekly))


def planned_hours(plan: Sequence[float], days: int, week_days: float = WEEK) -> float:
    """Return the hours planned for the first `days` study days."""
    weeks = days / week_days
    full = int(weeks)
    if full >= len(plan) - 1:
        return plan[-1]
    before, after = plan[full : full + 2]
    return before + (after - before) * (weeks - full)


def days_ahead(plan: Sequence[float], done: float, elapsed: int, week_days: float = WEEK) -> int:
    """Count the study days between today and the day whose plan equals what is done.

    Rounded towards zero; negative where less is done than was planned.
    """
    planned = planned_hours(plan, elapsed, week_days)
    reached = min(done, plan[-1])
    if math.isclose(reached, planned, abs_tol=EPSILON):
        return 0
    weeks = _find_weeks(plan, reached, latest=reached < planned)
    days = weeks * week_days - elapsed
    return int(days + math.copysign(EPSILON, reached - planned))


def _find_weeks(plan: Sequence[float], hours: float, *, latest: bool) -> float:
    """Find after how many weeks so many hours are planned: the latest such moment, or the first."""
    find = bisect_right if latest else bisect_left
    last = len(plan) - 1
    week = min(max(find(plan, hours), 1), last)
    before = plan[week - 1]
    rise = (plan[week] - before) or 1.0
    return week - 1 + (hours - before) / rise


def make_history(pieces: Sequence[Piece], calendar: Calendar) -> History:
    """Add up the hours closed per day; what this very run closes counts as closed today."""
    hours: dict[dt.date, float] = defaultdict(float)
    for piece in pieces:
        if piece.closed:
            hours[_find_day(piece, calendar)] += piece.hours
    return tuple(sorted(hours.items()))


def _find_day(piece: Piece, calendar: Calendar) -> dt.date:
    if piece.closed_at is None:
        return calendar.today
    return min(calendar.date_of(piece.closed_at), calendar.today)  # a pause may be on


def find_pace(history: History, calendar: Calendar) -> float | None:
    """Find the hours a week of the last four weeks.

    Days off and the time before the beginning do not count.
    """
    today = calendar.today
    window = today - DAY * (WINDOW - 1)
    hours = sum(hours for day, hours in history if window <= day <= today)
    if not hours:
        return None
    first_closed, _ = history[0]
    began = min(calendar.start, first_closed)
    days = _count_days(max(window, began), calendar)
    weeks = max(1.0, days / WEEK)
    return hours / weeks


def _count_days(first: dt.date, calendar: Calendar) -> int:
    """Count the days from `first` until today that were not days off."""
    today = calendar.today
    days = (today - first).days + 1
    return days - calendar.paused_days(first, today)


def find_finish(left: float, pace: float | None, calendar: Calendar) -> dt.date | None:
    """Project the day when the hours left are done at this pace, if any are and anything moves."""
    if pace is None or left < EPSILON:
        return None
    today = calendar.today
    since_start = (today - calendar.start).days + 1
    number = calendar.study_days(today) + min(0, since_start)
    days = math.ceil(left / pace * WEEK - EPSILON)
    return calendar.study_day(number + days)


def find_streak(history: History, calendar: Calendar) -> int:
    """Count the weeks in a row with something closed.

    This week may be empty yet; weeks off do not count.
    """
    active = {_week(day) for day, _ in history}
    this_week = _week(calendar.today)
    first = min(active, default=this_week + 1)
    streak = 0
    for week in range(this_week, first - 1, -1):
        if week in active:
            streak += 1
        elif week != this_week and not _is_off(week, calendar):
            break
    return streak


def _week(day: dt.date) -> int:
    """Number the weeks from Monday to Sunday."""
    return (day.toordinal() - 1) // WEEK


def _is_off(week: int, calendar: Calendar) -> bool:
    monday = dt.date.fromordinal(week * WEEK + 1)
    sunday = monday + DAY * 6
    return calendar.paused_days(monday, sunday) == WEEK
