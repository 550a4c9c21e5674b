"""How far the learner is: a value made from the roadmap, the settings, the calendar and the issues alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.calendar import DAY, Calendar
from roadmap_bot.counting import Count, Piece, find_issue, find_unticked, make_count, milestone_of
from roadmap_bot.model import Column, Milestone, Roadmap, Settings, Unit
from roadmap_bot.state import Milestone as MilestoneThing
from roadmap_bot.state import State
from roadmap_bot.tempo import (
    EPSILON,
    History,
    days_ahead,
    find_finish,
    find_pace,
    find_streak,
    make_history,
    make_plan,
    planned_hours,
)

Status = Literal["done", "late", "current", "ahead", "planned"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A row of the milestone table; `ahead` is one that was begun before its time."""

    id: str
    title: str
    week: int
    due: dt.date
    hours_done: float
    hours: float
    done: int
    total: int
    status: Status

    @property
    def share(self) -> float:
        """The part of its hours that is done, 0 to 1."""
        return _share(self.hours_done, self.hours)


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do next: an open task, a unit without tasks, or a unit that lacks its criteria only."""

    id: str
    title: str
    unit: str
    criteria: bool
    ticked: int
    steps: int
    due: dt.date


@dataclass(frozen=True)
class Progress:
    """All figures of a report; `done` and `total` count tasks and units without tasks."""

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
    finish: dt.date | None  # projected, or when the last piece was closed
    streak: int  # weeks
    milestones: tuple[Checkpoint, ...]
    todos: tuple[Todo, ...]
    first_open_week: int | None
    checks: tuple[tuple[float | None, ...], ...]  # week × column: a share, None where nothing is planned
    counted: frozenset[str]
    history: History  # hours closed per day

    @property
    def share(self) -> float:
        """The part of all hours that is done, 0 to 1."""
        return _share(self.hours_done, self.hours)

    @property
    def is_finished(self) -> bool:
        """Whether everything that counts is closed."""
        return 0 < self.total == self.done


def make_progress(roadmap: Roadmap, settings: Settings, calendar: Calendar, state: State) -> Progress:
    """Make the figures of a report."""
    count = make_count(roadmap, settings, state)
    pieces = count.pieces
    hours, done = sum(piece.hours for piece in pieces), sum(piece.done for piece in pieces)
    last_week = max(unit.weeks[1] for unit in roadmap.units)
    plan = make_plan(pieces, last_week)
    history = make_history(pieces, calendar)
    pace = find_pace(history, calendar)
    elapsed = calendar.study_days(calendar.today - DAY)
    todos = _find_todos(roadmap, settings, calendar, state, count)
    return Progress(
        hours_done=done,
        hours=hours,
        done=sum(piece.closed for piece in pieces),
        total=len(pieces),
        week=calendar.week_on(calendar.today),
        last_week=last_week,
        plan=plan,
        planned=_share(planned_hours(plan, elapsed), hours),
        days=days_ahead(plan, done, elapsed),
        pace=pace,
        finish=find_finish(hours - done, pace, history, calendar),
        streak=find_streak(history, calendar),
        milestones=_make_checkpoints(roadmap, calendar, state, pieces),
        todos=todos,
        first_open_week=_find_open_week(roadmap, pieces, todos),
        checks=_make_checks(roadmap.self_check, pieces, last_week),
        counted=count.ids,
        history=history,
    )


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


def _make_checkpoints(
    roadmap: Roadmap, calendar: Calendar, state: State, pieces: Sequence[Piece]
) -> tuple[Checkpoint, ...]:
    own: dict[str, list[Piece]] = {milestone.id: [] for milestone in roadmap.milestones}
    for piece in pieces:
        milestone = milestone_of(roadmap, piece.unit)
        if milestone:
            own[milestone.id].append(piece)
    rows: list[Checkpoint] = []
    for milestone in sorted(roadmap.milestones, key=lambda milestone: milestone.week):
        working = calendar.today >= calendar.start and not any(row.status == "current" for row in rows)
        rows.append(_make_checkpoint(milestone, calendar, state, own[milestone.id], working=working))
    return tuple(rows)


def _make_checkpoint(
    milestone: Milestone, calendar: Calendar, state: State, pieces: Sequence[Piece], *, working: bool
) -> Checkpoint:
    due = calendar.last_day(milestone.week)
    done = sum(piece.done for piece in pieces)
    closed = sum(piece.closed for piece in pieces)
    thing = state.get(f"milestone/{milestone.id}")
    status: Status = "ahead" if done else "planned"
    if closed == len(pieces) or (isinstance(thing, MilestoneThing) and thing.closed):
        status = "done"
    elif due < calendar.today:
        status = "late"
    elif working:
        status = "current"
    hours = sum(piece.hours for piece in pieces)
    return Checkpoint(milestone.id, milestone.title, milestone.week, due, done, hours, closed, len(pieces), status)


def _find_todos(
    roadmap: Roadmap, settings: Settings, calendar: Calendar, state: State, count: Count
) -> tuple[Todo, ...]:
    """Find everything that is still to do, in planned order."""
    own: dict[str, list[Piece]] = defaultdict(list)
    for piece in count.pieces:
        own[piece.unit.id].append(piece)
    todos: list[Todo] = []
    for unit in sorted(roadmap.units, key=lambda unit: unit.weeks[0]):
        due = calendar.last_day(unit.weeks[1])
        rest = [piece for piece in own[unit.id] if not piece.closed]
        todos += [Todo(each.id, each.title, unit.id, False, each.ticked, each.steps, due) for each in rest]
        issue = find_issue(state, unit.id)
        left = len(find_unticked(unit, settings, issue))
        if unit.id in count.ids and unit.tasks and not rest and left and not (issue and issue.closed):
            todos.append(Todo(unit.id, unit.title, unit.id, True, len(unit.steps) - left, len(unit.steps), due))
    return tuple(todos)


def _find_open_week(roadmap: Roadmap, pieces: Sequence[Piece], todos: Sequence[Todo]) -> int | None:
    """Find the first week with open work: what is done of a unit fills its weeks in order."""
    units = {unit.id: unit for unit in roadmap.units}
    return min((_open_week(units[id], pieces) for id in {todo.unit for todo in todos}), default=None)


def _open_week(unit: Unit, pieces: Sequence[Piece]) -> int:
    first, last = unit.weeks
    own = [piece for piece in pieces if piece.unit.id == unit.id]
    share = _share(sum(piece.done for piece in own), sum(piece.hours for piece in own))
    return min(last, first + int(share * (last - first + 1) + EPSILON))


def _make_checks(
    columns: Sequence[Column], pieces: Sequence[Piece], last_week: int
) -> tuple[tuple[float | None, ...], ...]:
    filled = [_fill_weeks(column, pieces, last_week) for column in columns]
    return tuple(tuple(column[week] for column in filled) for week in range(1, last_week + 1))


def _fill_weeks(column: Column, pieces: Sequence[Piece], last_week: int) -> list[float | None]:
    """Fill the weeks of a column: the hours done of a unit fill its weeks in order."""
    own: dict[tuple[int, int, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.kind in column.kinds:
            own[*piece.unit.weeks, piece.unit.id].append(piece)
    planned, filled = [0.0] * (last_week + 1), [0.0] * (last_week + 1)
    for (first, last, _), each in own.items():
        weekly = sum(piece.hours for piece in each) / (last - first + 1)
        left = sum(piece.done for piece in each)
        for week in range(first, last + 1):
            planned[week] += weekly
            filled[week] += min(weekly, left)
            left -= min(weekly, left)
    return [_share(part, whole) if whole > 0 else None for part, whole in zip(filled, planned, strict=True)]
