"""Pairs of things of two versions, and what is still free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from roadmap_bot.imports.things import Kind, Thing


@dataclass
class Match:
    """Which old thing each new one is, by index; `unsure` are new ones with many candidates."""

    old: Sequence[Thing]
    new: Sequence[Thing]
    pairs: dict[int, int] = field(default_factory=dict)
    unsure: dict[int, tuple[int, ...]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    @cached_property
    def _times(self) -> Counter[Hashable]:
        """How often a text with its address occurs, in the version that has more of it."""
        before, after = _count(self.old), _count(self.new)
        return before | after

    def is_twin(self, thing: Thing) -> bool:
        """Whether one version has several things of this text and address."""
        return self._times[thing.kind, thing.key] > 1

    def pair(self, old: int, new: int) -> None:
        """Note that two are the same, unless one of them is something else already."""
        if old not in self.used and new not in self.pairs:
            self.pairs[new] = old
            self.used.add(old)
            self.unsure.pop(new, None)

    def find_old(self, kind: Kind, owner: int | None = None) -> list[int]:
        """Find the old things of a kind, perhaps of one owner, that are not found again yet."""
        return [index for index in find_kind(self.old, kind, owner) if index not in self.used]

    def find_new(self, kind: Kind, owner: int | None = None) -> list[int]:
        """Find the new things of a kind, perhaps of one owner, that are not known yet."""
        return [index for index in find_kind(self.new, kind, owner) if index not in self.pairs]


def _count(things: Sequence[Thing]) -> Counter[Hashable]:
    return Counter((one.kind, one.key) for one in things)


def find_kind(things: Sequence[Thing], kind: Kind, owner: int | None = None) -> list[int]:
    """Find the things of a kind, perhaps of one owner."""
    return [
        index
        for index, thing in enumerate(things)
        if thing.kind == kind and (owner is None or thing.owner == owner)
    ]


def pair_unique(
    match: Match,
    old: Iterable[int],
    new: Iterable[int],
    tell: Callable[[Thing], Hashable],
) -> None:
    """Pair what is told from all others, in both versions, by the same."""
    before = _find_unique(match.old, old, tell)
    after = _find_unique(match.new, new, tell)
    for sign, index in after.items():
        if sign in before:
            match.pair(before[sign], index)


def _find_unique(
    things: Sequence[Thing], indices: Iterable[int], tell: Callable[[Thing], Hashable]
) -> Mapping[Hashable, int]:
    signs = [(tell(things[index]), index) for index in indices]
    times = Counter(sign for sign, _ in signs)
    return {sign: index for sign, index in signs if sign is not None and times[sign] == 1}
