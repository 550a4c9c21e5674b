"""Which issues are pinned: each at most once, and only where a place is free.

What a person unpinned stays so, and what a person pinned is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from roadmap_bot.keys import Key, issue_id, pin_key
from roadmap_bot.state import PLACES, Pin, State, Thing


def settle_pins(
    state: State, wanted: Sequence[Key], once: Sequence[str]
) -> tuple[State, tuple[str, ...]]:
    """Pin what is wanted and never was, unpin what the bot pinned and is wanted no more.

    `once` are the ids of what was pinned before; returned are those, with what is new.
    """
    things = dict(unpin_own(state, once, kept=set(wanted)))
    known = list(once)
    free = PLACES - len(list(find_pins(things)))
    for issue in wanted:
        key, id = pin_key(issue), issue_id(issue)
        pin = things.get(key)
        is_taken = isinstance(pin, Pin) and pin.is_on
        if id in known or (is_taken and not _is_bots(pin)):
            continue
        if is_taken or free > 0:
            known.append(id)
        if not is_taken and free > 0:
            things[key] = Pin(issue)
            free -= 1
    return things, tuple(known)


def unpin_own(state: State, once: Sequence[str], kept: Set[Key] = frozenset()) -> State:
    """Unpin what the bot pinned, but for what is kept."""
    freed: dict[Key, Thing] = {}
    for key, pin in find_pins(state):
        is_own = (pin.is_bots or pin.is_viewers) and issue_id(pin.issue) in once
        if is_own and pin.issue not in kept:
            freed[key] = replace(pin, is_on=False)
    return {**state, **freed}


def _is_bots(pin: Thing | None) -> bool:
    return isinstance(pin, Pin) and pin.is_bots


def find_pins(state: State) -> Iterator[tuple[Key, Pin]]:
    """Find what is pinned, with the keys of the places."""
    for key, thing in state.items():
        if isinstance(thing, Pin) and thing.is_on:
            yield key, thing
