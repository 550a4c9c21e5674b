"""What of a newer version is what of the older one: place and text, address, text, near text.

An id goes to nothing else: where there are several candidates, none is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from roadmap_bot.imports.matching.match import Match, find_kind, pair_unique
from roadmap_bot.imports.matching.near import match_near_boxes, match_near_tasks, match_near_units
from roadmap_bot.imports.matching.twins import match_twins
from roadmap_bot.imports.things import BOX, TASK, UNIT, Thing


def find_matches(old: Sequence[Thing], new: Sequence[Thing]) -> Match:
    """Find what is the same: units first, then their tasks, then the boxes of both."""
    match = Match(old, new)
    _match_units(match)
    for step in (_match_places, _match_addresses, _match_texts, _match_keys, _match_task_twins):
        step(match)
    match_near_tasks(match)
    _match_task_twins(match)
    _match_boxes(match)
    _forget_used(match)
    return match


def _match_units(match: Match) -> None:
    """Match units by phase and title, by title, by what is in them, by a title that is near."""
    old, new = find_kind(match.old, UNIT), find_kind(match.new, UNIT)
    pair_unique(match, old, new, lambda thing: (thing.place, thing.bare))
    pair_unique(match, old, new, lambda thing: thing.bare)
    _pair_by_votes(match)
    match_near_units(match)


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
    """Match tasks of one unit by text and address, then by number and text: links may change."""

    def tell_key(thing: Thing) -> Hashable:
        if match.is_twin(thing):
            return None
        return thing.key

    def tell_number(thing: Thing) -> Hashable:
        if match.is_twin(thing) or not thing.number:
            return None
        return thing.number, thing.bare

    for new, old in list(match.pairs.items()):
        if match.new[new].kind == UNIT:
            for tell in (tell_key, tell_number):
                pair_unique(match, match.find_old(TASK, old), match.find_new(TASK, new), tell)


def _match_addresses(match: Match) -> None:
    old, new = find_kind(match.old, TASK), find_kind(match.new, TASK)
    pair_unique(match, old, new, lambda thing: thing.address or None)


def _match_texts(match: Match) -> None:
    """Match tasks by text; one that leads elsewhere is the same in its unit only."""

    def is_other(old: int, new: int) -> bool:
        one, other = match.old[old], match.new[new]
        leads_elsewhere = one.address and other.address and one.address != other.address
        return bool(leads_elsewhere) and match.pairs.get(other.owner) != one.owner

    old, new = find_kind(match.old, TASK), find_kind(match.new, TASK)
    pair_unique(match, old, new, lambda thing: thing.bare, is_other)


def _match_keys(match: Match) -> None:
    """Match tasks of which others share the text or the address, but not both."""
    old, new = find_kind(match.old, TASK), find_kind(match.new, TASK)
    pair_unique(match, old, new, lambda thing: thing.key)


def _match_task_twins(match: Match) -> None:
    match_twins(match, TASK, UNIT)


def _match_boxes(match: Match) -> None:
    for new, old in list(match.pairs.items()):
        if match.new[new].kind != BOX:
            before, after = match.find_old(BOX, old), match.find_new(BOX, new)
            pair_unique(match, before, after, lambda thing: thing.key)
    for owners in (UNIT, TASK):
        match_twins(match, BOX, owners)
    match_near_boxes(match)


def _forget_used(match: Match) -> None:
    """Leave of the candidates those that nothing else turned out to be."""
    for new, candidates in list(match.unsure.items()):
        match.unsure[new] = tuple(one for one in candidates if one not in match.used)
