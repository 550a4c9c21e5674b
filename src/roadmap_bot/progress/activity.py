"""The days of the whole plan and what was closed on each, week by week, as for a heat map."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from roadmap_bot.progress.progress import Progress
from roadmap_bot.roadmap.calendar import DAY, WEEK, Calendar

LEVELS = 4
MOST_WEEKS = 53


@dataclass(frozen=True)
class Active:
    """A day, the hours of what was closed on it, and how much that is, from 0 to `LEVELS`."""

    date: dt.date
    hours: float
    level: int
    is_ahead: bool  # still to come


Weeks = tuple[tuple[Active, ...], ...]


def find_active_weeks(progress: Progress, calendar: Calendar) -> Weeks:
    """Find the days of the plan, each week from Monday on: a year of them at most."""
    hours = dict(progress.history)
    most = max(hours.values(), default=1.0) or 1.0
    weeks: list[tuple[Active, ...]] = []
    for monday in _find_mondays(progress, calendar):
        dates = [monday + DAY * number for number in range(WEEK)]
        week = (_make_day(date, hours.get(date, 0.0), most, calendar.today) for date in dates)
        weeks.append(tuple(week))
    return tuple(weeks)


def _make_day(date: dt.date, hours: float, most: float, today: dt.date) -> Active:
    level = math.ceil(LEVELS * hours / most)
    return Active(date, hours, level, is_ahead=date > today)


def _find_mondays(progress: Progress, calendar: Calendar) -> list[dt.date]:
    """Find the weeks to show: where they are too many, the last up to this one."""
    today = calendar.today
    days = [calendar.start, calendar.last_day(progress.last_week)]
    days += [date for date, _ in progress.history]
    if not progress.is_finished:
        days.append(max(today, calendar.start))
    first, last = _find_monday(min(days)), _find_monday(max(days))
    weeks = range(0, (last - first).days + 1, WEEK)
    passed = (today - first).days // WEEK + 1
    skipped = max(0, min(passed, len(weeks)) - MOST_WEEKS)
    shown = weeks[skipped : skipped + MOST_WEEKS]
    return [first + DAY * days for days in shown]


def _find_monday(date: dt.date) -> dt.date:
    return date - DAY * date.weekday()
