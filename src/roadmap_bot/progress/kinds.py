"""How many hours of each kind of work are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_bot.progress.hours import find_share
from roadmap_bot.progress.pieces import Piece, sum_done, sum_hours
from roadmap_bot.roadmap.model import Roadmap


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
