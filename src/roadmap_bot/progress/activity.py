"""The days on which something was closed, week by week, as for a heat map."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from roadmap_bot.progress.forecast import History
from roadmap_bot.roadmap.calendar import DAY, WEEK, Calendar

LEVELS = 4
MOST_WEEKS = 53


@dataclass(frozen=True)
class Active:
    """A day, the hours of what was closed on it, and how much that is, from 0 to `LEVELS`."""

    date: dt.date
    hours: float
    level: int


def find_active_weeks(history: History, calendar: Calendar) -> tuple[tuple[Active, ...], ...]:
    """Find the days from the first to today, each week from Monday on; the last year at most."""
    hours = dict(history)
    most = max(hours.values(), default=1.0) or 1.0
    first = _find_first(history, calendar)
    days: list[Active] = []
    for number in range((calendar.today - first).days + 1):
        date = first + DAY * number
        done = hours.get(date, 0.0)
        days.append(Active(date, done, level=math.ceil(LEVELS * done / most)))
    starts = range(0, len(days), WEEK)
    return tuple(tuple(days[start : start + WEEK]) for start in starts)


def _find_first(history: History, calendar: Calendar) -> dt.date:
    """Find the Monday to begin with."""
    today = calendar.today
    first = min([calendar.start, today, *(date for date, _ in history)])
    oldest = _find_monday(today) - DAY * WEEK * (MOST_WEEKS - 1)
    return max(_find_monday(first), oldest)


def _find_monday(date: dt.date) -> dt.date:
    return date - DAY * date.weekday()
