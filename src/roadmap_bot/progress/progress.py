"""How far the learner is: a value made from the roadmap, the settings, the calendar and the issues alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.keys import milestone_key
from roadmap_bot.progress.counting import Count, Piece, make_count
from roadmap_bot.progress.forecast import (
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
from roadmap_bot.roadmap.calendar import DAY, Calendar
from roadmap_bot.roadmap.model import Column, Milestone, Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Milestone as MilestoneThing
from roadmap_bot.state import State

NEXT, NEXT_CRITERIA = 5, 3

Status = Literal["done", "criteria", "late", "current", "ahead", "planned"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A row of the milestone table; `ahead` was begun before its time, `criteria` lacks nothing else."""

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
    finish: dt.date | None  # projected
    streak: int  # weeks
    milestones: tuple[Checkpoint, ...]
    todos: tuple[Todo, ...]
    first_open_week: int | None
    checks: tuple[
        tuple[float | None, ...], ...
    ]  # week × column: a share, None where nothing is planned
    counted: frozenset[str]
    history: History  # hours closed per day

    @property
    def share(self) -> float:
        """The part of all hours that is done, 0 to 1."""
        return _share(self.hours_done, self.hours)

    @property
    def next(self) -> tuple[Todo, ...]:
        """The next tasks, then units that lack their criteria only: a few of each, so that neither hides the other."""
        tasks = [todo for todo in self.todos if not todo.criteria]
        return (*tasks[:NEXT], *[todo for todo in self.todos if todo.criteria][:NEXT_CRITERIA])

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
    hours, done = sum(piece.hours for piece in pieces), sum(piece.done for piece in pieces)
    last_week = max(unit.weeks[1] for unit in roadmap.units)
    plan = make_plan(pieces, last_week)
    history = make_history(pieces, calendar)
    pace = find_pace(history, calendar)
    elapsed = calendar.study_days(calendar.today - DAY)
    todos = _find_todos(roadmap, calendar, count)
    return Progress(
        hours_done=done,
        hours=hours,
        done=sum(piece.closed for piece in pieces),
        total=len(pieces),
        week=calendar.week_on(calendar.today),
        last_week=last_week,
        plan=plan,
        planned=_share(planned_hours(plan, elapsed, calendar.week_days), hours),
        days=days_ahead(plan, done, elapsed, calendar.week_days),
        pace=pace,
        finish=find_finish(hours - done, pace, calendar),
        streak=find_streak(history, calendar),
        milestones=_make_checkpoints(roadmap, calendar, state, count),
        todos=todos,
        first_open_week=_find_open_week(pieces, todos),
        checks=_make_checks(roadmap.self_check, count, last_week),
        counted=count.ids,
        history=history,
    )


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


def _make_checkpoints(
    roadmap: Roadmap, calendar: Calendar, state: State, count: Count
) -> tuple[Checkpoint, ...]:
    own: dict[str, list[Piece]] = defaultdict(list)
    for piece in (*count.pieces, *count.parents):
        milestone = roadmap.milestone_of(piece.unit)
        if milestone:
            own[milestone.id].append(piece)
    rows: list[Checkpoint] = []
    for milestone in sorted(roadmap.milestones, key=lambda milestone: milestone.week):
        working = calendar.today >= calendar.start and all(row.status != "current" for row in rows)
        thing = state.get(milestone_key(milestone.id))
        closed = isinstance(thing, MilestoneThing) and thing.closed
        rows.append(
            _make_checkpoint(milestone, calendar, own[milestone.id], closed=closed, working=working)
        )
    return tuple(rows)


def _make_checkpoint(
    milestone: Milestone, calendar: Calendar, own: Sequence[Piece], *, closed: bool, working: bool
) -> Checkpoint:
    due = calendar.last_day(milestone.week)
    pieces = [piece for piece in own if not piece.is_parent]
    hours, done = sum(piece.hours for piece in pieces), sum(piece.done for piece in pieces)
    count = sum(piece.closed for piece in pieces)
    status: Status = "ahead" if done else "planned"
    if closed or all(piece.closed for piece in own):
        status = "done"
    elif count == len(pieces):
        status = "criteria"
    elif due < calendar.today:
        status = "late"
    elif working:
        status = "current"
    return Checkpoint(
        milestone.id, milestone.title, milestone.week, due, done, hours, count, len(pieces), status
    )


def _find_todos(roadmap: Roadmap, calendar: Calendar, count: Count) -> tuple[Todo, ...]:
    """Find everything that is still to do, in planned order."""
    order = {unit.id: number for number, unit in enumerate(roadmap.units)}
    rest = [piece for piece in count.pieces if not piece.closed]
    busy = {piece.unit.id for piece in rest}
    rest += [
        each
        for each in count.parents
        if not each.closed and each.id not in busy and each.ticked < each.steps
    ]
    rest.sort(key=lambda piece: (piece.unit.weeks[0], order[piece.unit.id]))
    return tuple(
        Todo(
            piece.id,
            piece.title,
            piece.unit.id,
            piece.is_parent,
            piece.ticked,
            piece.steps,
            calendar.last_day(piece.unit.weeks[1]),
        )
        for piece in rest
    )


def _find_open_week(pieces: Sequence[Piece], todos: Sequence[Todo]) -> int | None:
    """Find the first week with open work: what is done of a unit fills its weeks in order."""
    busy = {todo.unit for todo in todos}
    own: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.unit.id in busy:
            own[piece.unit.id].append(piece)
    return min((_open_week(each) for each in own.values()), default=None)


def _open_week(pieces: Sequence[Piece]) -> int:
    first, last = pieces[0].unit.weeks
    share = _share(sum(piece.done for piece in pieces), sum(piece.hours for piece in pieces))
    return min(last, first + int(share * (last - first + 1) + EPSILON))


def _make_checks(
    columns: Sequence[Column], count: Count, last_week: int
) -> tuple[tuple[float | None, ...], ...]:
    filled = [_fill_weeks(_find_work(column, count), last_week) for column in columns]
    return tuple(tuple(column[week] for column in filled) for week in range(1, last_week + 1))


def _find_work(column: Column, count: Count) -> list[list[Piece]]:
    """Find the work of a column unit by unit; where a unit has no task of these kinds, its own boxes stand for it."""
    work: dict[str, list[Piece]] = defaultdict(list)
    for piece in (*count.pieces, *(parent for parent in count.parents if parent.steps)):
        if piece.kind in column.kinds and not (piece.is_parent and work[piece.unit.id]):
            work[piece.unit.id].append(piece)
    return [pieces for pieces in work.values() if pieces]


def _fill_weeks(work: Sequence[Sequence[Piece]], last_week: int) -> list[float | None]:
    """Fill the weeks of a column: what is done of a unit fills its weeks in order."""
    planned, filled = [0.0] * (last_week + 1), [0.0] * (last_week + 1)
    for pieces in work:
        first, last = pieces[0].unit.weeks
        weekly = sum(piece.hours for piece in pieces) / (last - first + 1)
        left = sum(piece.done for piece in pieces)
        for week in range(first, last + 1):
            planned[week] += weekly
            filled[week] += min(weekly, left)
            left -= min(weekly, left)
    return [
        _share(part, whole) if whole > 0 else None
        for part, whole in zip(filled, planned, strict=True)
    ]
