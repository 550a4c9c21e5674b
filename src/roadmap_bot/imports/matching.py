"""What of a newer version is what of the older one: place and text, address, text, near text.

An id goes to nothing else: where there are several candidates, none is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from roadmap_bot.imports.likeness import NEAR, NEVER, SAME, find_alike
from roadmap_bot.imports.things import BOX, TASK, UNIT, Kind, Thing


@dataclass
class Match:
    """Which old thing each new one is, by index; `unsure` are new ones with many candidates."""

    old: Sequence[Thing]
    new: Sequence[Thing]
    pairs: dict[int, int] = field(default_factory=dict)
    unsure: dict[int, tuple[int, ...]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    @cached_property
    def _times(self) -> tuple[Counter[Hashable], Counter[Hashable]]:
        """How often each text with its address occurs in both versions."""
        return Counter(one.key for one in self.old), Counter(one.key for one in self.new)

    def is_ambiguous(self, key: Hashable) -> bool:
        """Whether there are several of a text and address, and not as many as before."""
        before, after = self._times
        return before[key] != after[key] and max(before[key], after[key]) > 1

    def pair(self, old: int, new: int) -> None:
        """Note that two are the same, unless one of them is something else already."""
        if old not in self.used and new not in self.pairs:
            self.pairs[new] = old
            self.used.add(old)

    def find_old(self, kind: Kind, owner: int | None = None) -> list[int]:
        """Find the old things of a kind, perhaps of one owner, that are not found again yet."""
        return [index for index in _find(self.old, kind, owner) if index not in self.used]

    def find_new(self, kind: Kind, owner: int | None = None) -> list[int]:
        """Find the new things of a kind, perhaps of one owner, that are not known yet."""
        return [index for index in _find(self.new, kind, owner) if index not in self.pairs]


def find_matches(old: Sequence[Thing], new: Sequence[Thing]) -> Match:
    """Find what is the same: units first, then their tasks, then the boxes of both."""
    match = Match(old, new)
    _match_units(match)
    for step in (_match_places, _match_addresses, _match_texts, _match_order):
        step(match)
    _match_near(match, TASK, _near_tasks(match))
    _match_boxes(match)
    return match


def _find(things: Sequence[Thing], kind: Kind, owner: int | None = None) -> list[int]:
    return [
        index
        for index, thing in enumerate(things)
        if thing.kind == kind and (owner is None or thing.owner == owner)
    ]


def _match_units(match: Match) -> None:
    """Match units by phase and title, by title, by what is in them, by a title that is near."""
    old, new = _find(match.old, UNIT), _find(match.new, UNIT)
    _pair_unique(match, old, new, lambda thing: (thing.place, thing.bare))
    _pair_unique(match, old, new, lambda thing: thing.bare)
    _pair_by_votes(match)
    _match_near(match, UNIT, lambda one, other: NEAR)


def _pair_by_votes(match: Match) -> None:
    """Pair units of which most tasks are the same, by addresses and texts that occur once."""
    same = Match(match.old, match.new)
    _match_addresses(same)
    _match_texts(same)
    owners = [(match.old[old].owner, match.new[new].owner) for new, old in same.pairs.items()]
    votes = Counter(owners)
    of_old = Counter(old for old, _ in owners)
    of_new = Counter(new for _, new in owners)
    for (old, new), count in votes.items():
        if count * 2 > of_old[old] and count * 2 > of_new[new]:
            match.pair(old, new)


def _match_places(match: Match) -> None:
    """Match tasks of one unit by their text and address, in their order there."""
    for new, old in list(match.pairs.items()):
        if match.new[new].kind == UNIT:
            _pair_in_order(match, match.find_old(TASK, old), match.find_new(TASK, new))
            _pair_rest(match, match.find_old(TASK, old), match.find_new(TASK, new))
            _pair_numbered(match, match.find_old(TASK, old), match.find_new(TASK, new))


def _pair_numbered(match: Match, old: Sequence[int], new: Sequence[int]) -> None:
    """Pair what has the same number and text: what it leads to may have changed."""
    _pair_unique(match, old, new, lambda thing: thing.number and (thing.number, thing.bare))


def _match_addresses(match: Match) -> None:
    old, new = _find(match.old, TASK), _find(match.new, TASK)
    _pair_unique(match, old, new, lambda thing: thing.address or None)


def _match_texts(match: Match) -> None:
    old, new = _find(match.old, TASK), _find(match.new, TASK)
    _pair_unique(match, old, new, lambda thing: thing.bare)


def _match_order(match: Match) -> None:
    """Match tasks of which there are several, as many as before, in the order of the document."""
    before = Counter(match.old[index].key for index in _find(match.old, TASK))
    after = Counter(match.new[index].key for index in _find(match.new, TASK))
    stable = {key for key, times in before.items() if after[key] == times}
    old = [index for index in match.find_old(TASK) if match.old[index].key in stable]
    new = [index for index in match.find_new(TASK) if match.new[index].key in stable]
    _pair_in_order(match, old, new)


def _match_boxes(match: Match) -> None:
    for new, old in list(match.pairs.items()):
        if match.new[new].kind != BOX:
            _pair_in_order(match, match.find_old(BOX, old), match.find_new(BOX, new))
            _pair_rest(match, match.find_old(BOX, old), match.find_new(BOX, new))
    _match_near(match, BOX, _near_boxes(match))


def _pair_unique(
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


def _pair_in_order(match: Match, old: Sequence[int], new: Sequence[int]) -> None:
    """Pair what has the same text and address in the longest sequences that both have.

    Of several that are word for word the same, and not as many as before, none is paired alone.
    """
    before = [match.old[index].key for index in old]
    after = [match.new[index].key for index in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for start, other, size in matcher.get_matching_blocks():
        if size == 1 and match.is_ambiguous(before[start]):
            continue
        for step in range(size):
            match.pair(old[start + step], new[other + step])


def _pair_rest(match: Match, old: Sequence[int], new: Sequence[int]) -> None:
    """Pair what has the same text and address and only stands in another order."""

    def tell(thing: Thing) -> Hashable:
        return None if match.is_ambiguous(thing.key) else thing.key

    _pair_unique(match, old, new, tell)


def _near_tasks(match: Match) -> Callable[[int, int], float]:
    """Let two tasks be near in one unit, or be nearly the same; their addresses are the same."""

    def find_least(old: int, new: int) -> float:
        one, other = match.old[old], match.new[new]
        if one.address != other.address:
            return NEVER
        return NEAR if match.pairs.get(other.owner) == one.owner else SAME

    return find_least


def _near_boxes(match: Match) -> Callable[[int, int], float]:
    """Let two boxes be near that have the same owner."""

    def find_least(old: int, new: int) -> float:
        is_same = match.pairs.get(match.new[new].owner) == match.old[old].owner
        return NEAR if is_same else NEVER

    return find_least


def _match_near(match: Match, kind: Kind, find_least: Callable[[int, int], float]) -> None:
    """Match by text that is near, where there is one candidate on either side.

    `find_least` tells how alike two must be.
    """
    old, new = _find(match.old, kind), _find(match.new, kind)
    near: dict[int, list[int]] = {}
    for index in match.find_new(kind):
        least = {one: find_least(one, index) for one in old}
        pool = {one: (match.old[one].text, bound) for one, bound in least.items() if bound < NEVER}
        near[index] = find_alike(match.new[index].text, pool)
    wanted = Counter(one for candidates in near.values() for one in candidates)
    for index, candidates in near.items():
        free = [one for one in candidates if one not in match.used]
        is_one = len(candidates) == 1 and wanted[candidates[0]] == 1
        if is_one and free and not _is_like_others(match, free[0], index, new):
            match.pair(free[0], index)
        elif free:
            match.unsure[index] = tuple(free)


def _is_like_others(match: Match, old: int, index: int, new: Iterable[int]) -> bool:
    """Whether an old text is near other new ones, too: they are all made after one pattern."""
    others = {one: (match.new[one].text, NEAR) for one in new if one != index}
    return bool(find_alike(match.old[old].text, others))
