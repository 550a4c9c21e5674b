"""What is still to do, in planned order, the unit it has come to, the first week with open work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmap_bot.progress.counting import Count
from roadmap_bot.progress.forecast import EPSILON
from roadmap_bot.progress.hours import find_share
from roadmap_bot.progress.pieces import Piece, group_by_unit, sum_done, sum_hours
from roadmap_bot.roadmap.calendar import Calendar
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit


@dataclass(frozen=True, slots=True)
class Todo:
    """An open task, the topics of a unit, a unit with neither, or one that lacks its criteria."""

    id: str
    title: str
    unit: str
    criteria: bool
    study: bool
    ticked: int
    steps: int
    due: dt.date


def find_todos(roadmap: Roadmap, calendar: Calendar, count: Count) -> tuple[Todo, ...]:
    """Find everything that is still to do, in planned order."""
    rest = [piece for piece in count.pieces if not piece.is_done]
    rest += _find_criteria(count, rest)
    units = group_by_unit(rest)
    planned = [unit for unit in roadmap.units if unit.id in units]
    planned.sort(key=lambda unit: unit.span[0])
    return tuple(_make_todo(piece, calendar) for unit in planned for piece in units[unit.id])


def find_current(todos: Sequence[Todo]) -> str | None:
    """Find the unit that the work has come to: the first with more to do than meet criteria."""
    tasks = [todo.unit for todo in todos if not todo.criteria]
    criteria = [todo.unit for todo in todos]
    return next(iter(tasks + criteria), None)


def find_planned(units: Sequence[Unit], week: int, current: str | None) -> str | None:
    """Find the unit that the plan has come to; it is the current one where both are planned."""
    planned = [unit for unit in units if week in unit.span]
    planned.sort(key=lambda unit: (unit.id != current, unit.span[0]))
    return planned[0].id if planned else None


def find_open_week(pieces: Sequence[Piece], todos: Sequence[Todo]) -> int | None:
    """Find the first week with open work: what is done of a unit fills its weeks in order."""
    busy = {todo.unit for todo in todos}
    units = group_by_unit(piece for piece in pieces if piece.unit.id in busy)
    weeks = map(_find_week, units.values())
    return min(weeks, default=None)


def _find_criteria(count: Count, open_pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Find the units of which only their own boxes are left."""
    busy = {piece.unit.id for piece in open_pieces}
    for unit in count.parents:
        if unit.closed or unit.id in busy:
            continue
        if unit.ticked < unit.steps:
            yield unit


def _make_todo(piece: Piece, calendar: Calendar) -> Todo:
    last_week = piece.unit.weeks[1]
    return Todo(
        id=piece.id,
        title=piece.title,
        unit=piece.unit.id,
        criteria=piece.is_parent,
        study=piece.role == "study",
        ticked=piece.ticked,
        steps=piece.steps,
        due=calendar.last_day(last_week),
    )


def _find_week(pieces: Sequence[Piece]) -> int:
    """Find the week of one unit that its work has come to."""
    span = pieces[0].unit.span
    share = find_share(sum_done(pieces), sum_hours(pieces))
    full = int(share * len(span) + EPSILON)
    return min(span[-1], span[0] + full)
