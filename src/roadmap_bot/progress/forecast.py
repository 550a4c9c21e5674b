"""The plan against the days: what was planned by when, what was done when, how fast, and until when."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from roadmap_bot.progress.counting import Piece
from roadmap_bot.roadmap.calendar import DAY, WEEK, Calendar

WINDOW = 28  # days that the pace looks back
EPSILON = 1e-6

History = tuple[tuple[dt.date, float], ...]


def make_plan(pieces: Sequence[Piece], last_week: int) -> tuple[float, ...]:
    """Add up the hours planned by the end of week 0, 1, …: each unit spreads its hours evenly over its weeks."""
    weekly = [0.0] * (last_week + 1)
    for piece in pieces:
        first, last = piece.unit.weeks
        for week in range(first, last + 1):
            weekly[week] += piece.hours / (last - first + 1)
    total = 0.0
    return tuple(total := total + hours for hours in weekly)


def planned_hours(plan: Sequence[float], days: int, week_days: float = WEEK) -> float:
    """Return the hours planned for the first `days` study days."""
    week, part = divmod(days / week_days, 1)
    if week >= len(plan) - 1:
        return plan[-1]
    before, after = plan[int(week)], plan[int(week) + 1]
    return before + (after - before) * part


def days_ahead(plan: Sequence[float], done: float, elapsed: int, week_days: float = WEEK) -> int:
    """Count the study days between today and the day whose plan equals what is done, rounded towards zero."""
    planned, done = planned_hours(plan, elapsed, week_days), min(done, plan[-1])
    if math.isclose(done, planned, abs_tol=EPSILON):
        return 0
    find = bisect_right if done < planned else bisect_left
    week = min(max(find(plan, done), 1), len(plan) - 1)
    before, after = plan[week - 1], plan[week]
    day = week_days * (week - 1 + (done - before) / (after - before if after > before else 1.0))
    return int(day - elapsed + math.copysign(EPSILON, done - planned))


def make_history(pieces: Sequence[Piece], calendar: Calendar) -> History:
    """Add up the hours closed per day; what this very run closes counts as closed today."""
    hours: dict[dt.date, float] = defaultdict(float)
    for piece in pieces:
        if piece.closed:
            hours[calendar.date_of(piece.closed_at) if piece.closed_at else calendar.today] += (
                piece.hours
            )
    return tuple(sorted(hours.items()))


def find_pace(history: History, calendar: Calendar) -> float | None:
    """Find the hours a week of the last four weeks; days off and the time before the beginning do not count."""
    today, window = calendar.today, calendar.today - DAY * (WINDOW - 1)
    hours = sum(hours for day, hours in history if window <= day <= today)
    if not hours:
        return None
    first = max(window, min(calendar.start, history[0][0]))
    days = (today - first).days + 1 - calendar.paused_days(first, today)
    return hours / max(1.0, days / 7)


def find_finish(left: float, pace: float | None, calendar: Calendar) -> dt.date | None:
    """Project the day when the hours left are done at this pace; None where nothing is left or nothing moves."""
    if pace is None or left < EPSILON:
        return None
    today = calendar.study_days(calendar.today) + min(0, (calendar.today - calendar.start).days + 1)
    return calendar.study_day(today + math.ceil(left / pace * 7 - EPSILON))


def find_streak(history: History, calendar: Calendar) -> int:
    """Count the weeks in a row with something closed; this week may be empty yet, weeks off do not count."""
    active = {(day.toordinal() - 1) // 7 for day, _ in history}
    this = (calendar.today.toordinal() - 1) // 7
    streak = 0
    for week in range(this, min(active, default=this + 1) - 1, -1):
        if week in active:
            streak += 1
        elif week != this and not _is_off(week, calendar):
            break
    return streak


def _is_off(week: int, calendar: Calendar) -> bool:
    monday = dt.date.fromordinal(week * 7 + 1)
    return calendar.paused_days(monday, monday + DAY * 6) == 7
