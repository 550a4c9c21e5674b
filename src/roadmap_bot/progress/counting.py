"""What counts, for how many hours, and how much of it is done.

Hours follow from the roadmap alone; what is left out, closed as *not planned* or an elective not
chosen takes its hours with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.progress.electives import weigh_units
from roadmap_bot.progress.hours import is_dropped
from roadmap_bot.progress.pieces import Piece, Role, group_by_unit
from roadmap_bot.roadmap.hours import split_hours
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Step, Task, Unit
from roadmap_bot.state import Issue, State, find_issue


@dataclass(frozen=True)
class Count:
    """All that counts, in the roadmap's order: the pieces, and the units with more to them.

    Of such a unit `share` is that of its conditions, as though they were all.
    """

    pieces: tuple[Piece, ...]
    parents: tuple[Piece, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all units and tasks that count."""
        return frozenset(piece.id for piece in self.pieces + self.parents)

    @property
    def units(self) -> frozenset[str]:
        """The ids of all units of which anything counts."""
        return frozenset(piece.unit.id for piece in self.pieces)


class _Part(NamedTuple):
    """What becomes a piece: who owns the boxes, what they stand for, and their hours."""

    owner: Unit | Task
    role: Role
    hours: float
    steps: Sequence[Step]


class _Done(NamedTuple):
    """What is done of a unit or task."""

    share: float = 0.0
    ticked: int = 0
    closed: bool = False
    closed_at: dt.datetime | None = None


def make_count(roadmap: Roadmap, settings: Settings, state: State) -> Count:
    """Count all that counts."""
    pieces: list[Piece] = []
    parents: list[Piece] = []
    for piece in _find_pieces(roadmap, settings, state):
        group = parents if piece.is_parent else pieces
        group.append(piece)
    weights = weigh_units(roadmap, settings, state, group_by_unit(pieces))
    counted = [parent for parent in parents if parent.id in weights]
    return Count(tuple(_weigh(pieces, weights)), tuple(counted))


def counted_ids(roadmap: Roadmap, settings: Settings, state: State) -> frozenset[str]:
    """Return the ids of the units and tasks that count."""
    return make_count(roadmap, settings, state).ids


def _find_pieces(roadmap: Roadmap, settings: Settings, state: State) -> Iterator[Piece]:
    hours = split_hours(roadmap)
    for unit in roadmap.units:
        if unit.is_named(settings.without):
            continue
        for part in _find_parts(roadmap, unit, hours, settings):
            issue = find_issue(state, part.owner.id)
            is_left_out = part.owner.is_named(settings.without)
            if not is_left_out and not is_dropped(issue):
                yield _make_piece(unit, part, issue)


def _find_parts(
    roadmap: Roadmap, unit: Unit, hours: Mapping[str, float], settings: Settings
) -> Iterator[_Part]:
    """Find what counts of a unit, in the order in which it is studied."""
    whole = roadmap.hours_of(unit)
    conditions = _drop(unit.conditions, settings)
    studies = _drop(unit.studies, settings)
    if studies:
        left = hours[unit.id] * len(studies) / len(unit.studies)
        yield _Part(unit, "study", left, studies)
    for task in unit.tasks:
        yield _Part(task, "work", hours[task.id], _drop(task.steps, settings))
    if unit.tasks or (unit.studies and conditions):
        yield _Part(unit, "parent", whole, conditions)
    elif not unit.studies:
        yield _Part(unit, "work", whole, conditions)


def _drop(steps: Iterable[Step], settings: Settings) -> list[Step]:
    """Drop the steps that the settings leave out."""
    return [step for step in steps if not step.is_named(settings.without)]


def _make_piece(unit: Unit, part: _Part, issue: Issue | None) -> Piece:
    owner, steps = part.owner, part.steps
    done = _find_done(steps, issue)
    return Piece(
        id=owner.id,
        title=owner.title,
        unit=unit,
        kind=owner.kind,
        role=part.role,
        hours=part.hours,
        share=done.share,
        steps=len(steps),
        ticked=done.ticked,
        closed=done.closed,
        closed_at=done.closed_at,
    )


def _find_done(steps: Sequence[Step], issue: Issue | None) -> _Done:
    if issue is None:
        return _Done()
    if issue.closed == "completed":
        return _Done(1.0, len(steps), closed=True, closed_at=issue.closed_at)
    ticked = _count_ticked(steps, issue)
    return _Done(ticked / max(1, len(steps)), ticked)


def _count_ticked(steps: Sequence[Step], issue: Issue) -> int:
    if not steps:
        return 0
    ticks = find_ticks(issue.body)
    ticked = {id for id, is_ticked in ticks.items() if is_ticked}
    return sum(step.is_named(ticked) for step in steps)


def _weigh(pieces: Iterable[Piece], weights: Mapping[str, float]) -> Iterator[Piece]:
    for piece in pieces:
        weight = weights.get(piece.unit.id)
        if weight == 1:
            yield piece
        elif weight is not None:
            yield replace(piece, hours=piece.hours * weight)
