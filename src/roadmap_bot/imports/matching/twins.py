"""Tell apart what is word for word the same: by what stands before it and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from roadmap_bot.imports.matching.match import Match, find_kind
from roadmap_bot.imports.things import Kind, Thing

_FIRST, _LAST = -1, -2  # what stands before the first and after the last of an owner


@dataclass(frozen=True)
class _Run:
    """Things next to each other that are the same, and the names of both neighbours.

    A neighbour that both versions know has a number, the others do not.
    """

    members: tuple[int, ...]
    sign: Hashable
    sides: tuple[Hashable, Hashable]


def match_twins(match: Match, kind: Kind, owners: Kind) -> None:
    """Match twins of the same owner, until those that are known tell no more about the others."""
    known = -1
    while known < len(match.pairs):
        known = len(match.pairs)
        for new, old in list(match.pairs.items()):
            if match.new[new].kind == owners:
                before = find_kind(match.old, kind, old)
                _pair_runs(match, before, find_kind(match.new, kind, new))


def _pair_runs(match: Match, old: Sequence[int], new: Sequence[int]) -> None:
    """Pair runs of which each says that it is the other, and no third one says so."""
    before = _find_runs(match.old, old, _name_old(match, old, new))
    after = _find_runs(match.new, new, _name_new(match, old, new))
    found = list(_find_same(match, before, after))
    of_old = Counter(one for one, _ in found)
    of_new = Counter(other for _, other in found)
    for one, other in found:
        if of_old[one] == of_new[other] == 1:
            for index, its in zip(one.members, other.members, strict=True):
                match.pair(index, its)


def _name_old(match: Match, old: Sequence[int], new: Sequence[int]) -> Mapping[int, Hashable]:
    """Name what is known by its number, the others by their text and address."""
    known = {match.pairs[index] for index in new if index in match.pairs}
    return {index: index if index in known else match.old[index].key for index in old}


def _name_new(match: Match, old: Sequence[int], new: Sequence[int]) -> Mapping[int, Hashable]:
    """Name what is known by the number that it had, the others by their text and address."""
    known = {index: match.pairs[index] for index in new if match.pairs.get(index) in old}
    return {index: known.get(index, match.new[index].key) for index in new}


def _find_runs(
    things: Sequence[Thing], indices: Sequence[int], names: Mapping[int, Hashable]
) -> tuple[_Run, ...]:
    """Find the runs of what is not known yet."""
    groups = [tuple(group) for _, group in groupby(indices, names.__getitem__)]
    signs = [_FIRST, *(names[group[0]] for group in groups), _LAST]
    return tuple(
        _Run(group, signs[place + 1], (signs[place], signs[place + 2]))
        for place, group in enumerate(groups)
        if signs[place + 1] == things[group[0]].key
    )


def _find_same(
    match: Match, before: Sequence[_Run], after: Sequence[_Run]
) -> Iterator[tuple[_Run, _Run]]:
    """Find what is perhaps the same: one side must say so, both where there are fewer now."""
    numbers = _count(before), _count(after)
    free = [run for run in before if not match.used.intersection(run.members)]
    for other in after:
        if match.pairs.keys().isdisjoint(other.members):
            is_fewer = numbers[1][other.sign] < numbers[0][other.sign]
            least = 2 if is_fewer else 1
            yield from ((one, other) for one in free if _is_alike(one, other, least))


def _count(runs: Sequence[_Run]) -> Counter[Hashable]:
    return Counter(run.sign for run in runs for _ in run.members)


def _is_alike(one: _Run, other: _Run, least: int) -> bool:
    if one.sign != other.sign or len(one.members) != len(other.members):
        return False
    sides = [mine for mine, its in zip(one.sides, other.sides, strict=True) if mine == its]
    return len(sides) >= least and any(isinstance(side, int) for side in sides)
