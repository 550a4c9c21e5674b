"""How far the learner is: made from the roadmap, settings, calendar and issues alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from roadmap_bot.progress.checkpoints import Checkpoint, make_checkpoints
from roadmap_bot.progress.counting import make_count
from roadmap_bot.progress.forecast import (
    History,
    days_ahead,
    find_finish,
    find_pace,
    find_streak,
    make_history,
    make_plan,
    planned_hours,
)
from roadmap_bot.progress.hours import find_share
from roadmap_bot.progress.pieces import KindHours, make_kind_hours, sum_done, sum_hours
from roadmap_bot.progress.reviews import find_notes
from roadmap_bot.progress.self_check import Checks, make_checks
from roadmap_bot.progress.todos import Todo, find_current, find_open_week, find_planned, find_todos
from roadmap_bot.roadmap.calendar import DAY, Calendar
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import State

NEXT, NEXT_CRITERIA = 5, 3


@dataclass(frozen=True)
class Progress:
    """All figures of a report; `done` and `total` count tasks, topics of units, other units."""

    hours_done: float
    hours: float
    done: int
    total: int
    week: int
    last_week: int
    plan: tuple[float, ...]  # hours planned by the end of week 0, 1, …
    planned: float  # the share planned by this morning
    days: int  # ahead of the plan, or behind where negative; study days
    pace: float | None  # hours a week
    finish: dt.date | None  # projected
    streak: int  # weeks
    milestones: tuple[Checkpoint, ...]
    todos: tuple[Todo, ...]
    current: str | None  # the unit that the work has come to
    due_unit: str | None  # the unit that the plan has come to
    first_open_week: int | None
    checks: Checks
    counted: frozenset[str]
    history: History  # hours closed per day
    kinds: tuple[KindHours, ...]  # those that hours are planned for

    @property
    def share(self) -> float:
        """The part of all hours that is done, 0 to 1."""
        return find_share(self.hours_done, self.hours)

    @property
    def next(self) -> tuple[Todo, ...]:
        """The next tasks, and then the next units that lack their criteria only.

        A few of each, so that neither hides the other.
        """
        tasks = [todo for todo in self.todos if not todo.criteria]
        criteria = [todo for todo in self.todos if todo.criteria]
        return (*tasks[:NEXT], *criteria[:NEXT_CRITERIA])

    @property
    def is_finished(self) -> bool:
        """Whether everything that counts is done, criteria and all."""
        return self.total > 0 and not self.todos


def make_progress(
    roadmap: Roadmap, settings: Settings, calendar: Calendar, state: State
) -> Progress:
    """Make the figures of a report."""
    count = make_count(roadmap, settings, state)
    pieces = count.pieces
    hours, done = sum_hours(pieces), sum_done(pieces)
    elapsed = calendar.study_days(calendar.today - DAY)
    plan = make_plan(pieces, roadmap.last_week)
    planned = planned_hours(plan, elapsed, calendar.week_days)
    history = make_history(pieces, calendar)
    pace = find_pace(history, calendar)
    todos = find_todos(roadmap, calendar, count)
    week, current = calendar.week_on(calendar.today), find_current(todos)
    counted = [unit for unit in roadmap.units if unit.id in count.units]
    return Progress(
        hours_done=done,
        hours=hours,
        done=sum(piece.is_done for piece in pieces),
        total=len(pieces),
        week=week,
        last_week=roadmap.last_week,
        plan=plan,
        planned=find_share(planned, hours),
        days=days_ahead(plan, done, elapsed, calendar.week_days),
        pace=pace,
        finish=find_finish(hours - done, pace, calendar),
        streak=find_streak(history, calendar),
        milestones=make_checkpoints(roadmap, calendar, state, count),
        todos=todos,
        current=current,
        due_unit=find_planned(counted, week, current),
        first_open_week=find_open_week(pieces, todos),
        checks=make_checks(roadmap, count, roadmap.last_week, find_notes(roadmap, calendar, state)),
        counted=count.ids,
        history=history,
        kinds=make_kind_hours(roadmap, pieces),
    )
