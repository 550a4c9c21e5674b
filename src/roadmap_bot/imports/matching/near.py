"""Match by text that is near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from roadmap_bot.imports.matching.likeness import NEAR, NEVER, SAME, find_alike
from roadmap_bot.imports.matching.match import Match, find_kind
from roadmap_bot.imports.things import BOX, TASK, UNIT, Kind


def match_near_units(match: Match) -> None:
    """Match units by a title that is near."""
    _match_near(match, UNIT, lambda one, other: NEAR)


def match_near_tasks(match: Match) -> None:
    """Match tasks that are near in one unit, or nearly the same."""
    _match_near(match, TASK, _near_tasks(match))


def match_near_boxes(match: Match) -> None:
    """Match boxes of one owner that are near."""
    _match_near(match, BOX, _near_boxes(match))


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
    old, new = find_kind(match.old, kind), find_kind(match.new, kind)
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
