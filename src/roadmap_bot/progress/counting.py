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
from roadmap_bot.progress.hours import is_dropped, split_hours
from roadmap_bot.progress.pieces import Piece, group_by_unit
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Step, Task, Unit
from roadmap_bot.state import Issue, State, find_issue


@dataclass(frozen=True)
class Count:
    """All that counts, in the roadmap's order: the pieces, and the units that have tasks.

    Of such a unit `share` is that of its own boxes, as though they were all.
    """

    pieces: tuple[Piece, ...]
    parents: tuple[Piece, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all units and tasks that count."""
        counted = self.pieces + self.parents
        return frozenset(piece.id for piece in counted)


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
        owners: tuple[Unit | Task, ...] = (unit, *unit.tasks)
        for owner in owners:
            issue = find_issue(state, owner.id)
            if not owner.is_named(settings.without) and not is_dropped(issue):
                yield _make_piece(unit, owner, hours[owner.id], settings, issue)


def _make_piece(
    unit: Unit, owner: Unit | Task, hours: float, settings: Settings, issue: Issue | None
) -> Piece:
    steps = [step for step in owner.steps if not step.is_named(settings.without)]
    done = _find_done(steps, issue)
    return Piece(
        id=owner.id,
        title=owner.title,
        unit=unit,
        kind=owner.kind,
        hours=hours,
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
