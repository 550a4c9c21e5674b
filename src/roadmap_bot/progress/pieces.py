"""What hours are counted by: a *piece* is a task, the topics of a unit, or a unit with neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.progress.hours import find_share
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit

# What a piece stands for: a task, or a unit with nothing but its boxes; the topics of a unit; the
# conditions of a unit whose hours are counted by its tasks or topics.
Role = Literal["work", "study", "parent"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What counts of a unit or task: `share` of its `hours` is done, 0 to 1."""

    id: str
    title: str
    unit: Unit
    kind: str | None
    role: Role
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
        """Whether the hours are counted by others, and these boxes are conditions."""
        return self.role == "parent"

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do; topics have no issue of their own that could be closed."""
        if self.role == "study":
            return self.ticked == self.steps
        return self.closed


def sum_hours(pieces: Iterable[Piece]) -> float:
    """Sum up the hours of pieces."""
    return sum(piece.hours for piece in pieces)


def sum_done(pieces: Iterable[Piece]) -> float:
    """Sum up the hours done of pieces."""
    return sum(piece.done for piece in pieces)


def group_by_unit(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """Group pieces by the ids of their units."""
    groups: dict[str, list[Piece]] = {}
    for piece in pieces:
        group = groups.setdefault(piece.unit.id, [])
        group.append(piece)
    return groups


@dataclass(frozen=True, slots=True)
class KindHours:
    """A kind of work, and the hours of all that counts of it."""

    id: str
    title: str
    hours_done: float
    hours: float

    @property
    def share(self) -> float:
        """The part of its hours that is done, 0 to 1."""
        return find_share(self.hours_done, self.hours)


def make_kind_hours(roadmap: Roadmap, pieces: Sequence[Piece]) -> tuple[KindHours, ...]:
    """Add up the hours by kind, in the roadmap's order, without the kinds that nothing is of."""
    kinds: list[KindHours] = []
    for kind in roadmap.kinds:
        own = [piece for piece in pieces if piece.kind == kind.id]
        if own:
            kinds.append(KindHours(kind.id, kind.title, sum_done(own), sum_hours(own)))
    return tuple(kinds)
