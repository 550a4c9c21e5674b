"""What hours are counted by: a *piece* is a task, or a unit without tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from roadmap_bot.roadmap.units import Unit


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
