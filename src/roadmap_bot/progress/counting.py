"""What counts, for how many hours, and how much of it is done.

A *piece* is what hours are counted by: a task, or a unit without tasks. Hours follow from the roadmap alone; what is
left out, closed as *not planned* or an elective not chosen takes its hours with it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.progress.hours import is_dropped, split_hours, weigh_units
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import Issue, State, find_issue


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit or task that counts: `share` of its `hours` is done, 0 to 1."""

    id: str
    title: str
    unit: Unit
    kind: str | None
    hours: float
    share: float
    steps: int
    ticked: int
    closed: bool
    closed_at: dt.datetime | None

    @property
    def done(self) -> float:
        """The hours done."""
        return self.hours * self.share

    @property
    def is_parent(self) -> bool:
        """Whether this is a unit with tasks, whose hours are counted by them."""
        return self.id == self.unit.id and bool(self.unit.tasks)


@dataclass(frozen=True)
class Count:
    """All that counts, in the roadmap's order: the pieces, and the units with tasks as though their boxes were all."""

    pieces: tuple[Piece, ...]
    parents: tuple[Piece, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all units and tasks that count."""
        return frozenset(piece.id for piece in (*self.pieces, *self.parents))


def make_count(roadmap: Roadmap, settings: Settings, state: State) -> Count:
    """Count all that counts."""
    found = tuple(_find_pieces(roadmap, settings, state))
    pieces = [piece for piece in found if not piece.is_parent]
    hours, done = _sum_by_unit(pieces)
    weights = weigh_units(roadmap, settings, state, hours, done)
    return Count(
        tuple(
            replace(piece, hours=piece.hours * weights[piece.unit.id])
            for piece in pieces
            if piece.unit.id in weights
        ),
        tuple(piece for piece in found if piece.is_parent and piece.unit.id in weights),
    )


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
    closed = issue is not None and issue.closed == "completed"
    steps = [step for step in owner.steps if not step.is_named(settings.without)]
    ticks = find_ticks(issue.body) if issue and steps and not closed else {}
    on = {id for id, ticked in ticks.items() if ticked}
    ticked = sum(closed or step.is_named(on) for step in steps)
    share = 1.0 if closed else ticked / max(1, len(steps))
    closed_at = issue.closed_at if issue and closed else None
    return Piece(
        owner.id, owner.title, unit, owner.kind, hours, share, len(steps), ticked, closed, closed_at
    )


def _sum_by_unit(pieces: Iterable[Piece]) -> tuple[dict[str, float], dict[str, float]]:
    """Sum up the hours, and the hours done, of each unit."""
    hours: dict[str, float] = defaultdict(float)
    done: dict[str, float] = defaultdict(float)
    for piece in pieces:
        hours[piece.unit.id] += piece.hours
        done[piece.unit.id] += piece.done
    return hours, done
