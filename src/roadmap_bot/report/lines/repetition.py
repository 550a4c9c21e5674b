"""What a review asks to look at once more: tasks that were closed some weeks ago, fewer each time.

From the moments of closing alone, so that the same review always asks the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import zip_longest
from operator import itemgetter

from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.lines.rows import link_title
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.units import Task
from roadmap_bot.state import Issue, State, find_issue

AGES = (1, 3, 7, 16)  # weeks after which something is worth another look
MOST = 5
WEEK = dt.timedelta(weeks=1)

Closed = tuple[dt.datetime, Task, Issue]


def render_repetition(due: dt.date, progress: Progress, state: State, goal: Goal) -> list[str]:
    """Render what to look at once more on a day of review: one task of each age, then more."""
    closed = sorted(_find_closed(progress, state, goal), key=itemgetter(0))
    by_age = [_find_of_age(age, due, closed, goal) for age in AGES]
    in_turn = [row for rows in zip_longest(*by_age) for row in rows if row is not None]
    return in_turn[:MOST]


def _find_closed(progress: Progress, state: State, goal: Goal) -> Iterator[Closed]:
    """Find the tasks that count and are done, in the roadmap's order."""
    for _, task in goal.roadmap.tasks:
        issue = find_issue(state, task.id)
        if issue is None or issue.closed != "completed" or issue.closed_at is None:
            continue
        if task.id in progress.counted:
            yield issue.closed_at, task, issue


def _find_of_age(age: int, due: dt.date, closed: list[Closed], goal: Goal) -> list[str]:
    """Find what was closed in the week that ended so many weeks before the review."""
    last = due - WEEK * age
    rows: list[str] = []
    for moment, task, issue in closed:
        if last - WEEK < goal.calendar.date_of(moment) <= last:
            title = link_title(f"{task.id} {task.title}", issue.url)
            rows.append(goal.words("review.repeat.row", title=title, weeks=age))
    return rows
