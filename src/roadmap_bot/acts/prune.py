"""What left the roadmap: found, and closed when that is asked for."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.issues.body import is_review
from roadmap_bot.issues.desired import Desired
from roadmap_bot.keys import Key
from roadmap_bot.state import Issue, State, Thing

PRUNE_LIMIT = 0.3


def find_left(state: State, desired: Desired) -> tuple[Key, ...]:
    """Find the open issues that no roadmap asks for any more; reviews are not of the roadmap."""
    return tuple(
        key
        for key, thing in state.items()
        if isinstance(thing, Issue)
        and key not in desired.things
        and "~" not in key
        and thing.closed is None
        and not is_review(key)
    )


def prune(state: State, desired: Desired, *, force: bool) -> State:
    """Close what left the roadmap as not planned; raise UserError when that is much of it, unless forced."""
    left = find_left(state, desired)
    live = [
        key
        for key, thing in state.items()
        if isinstance(thing, Issue) and thing.closed is None and not is_review(key)
    ]
    if left and not force and len(left) > PRUNE_LIMIT * len(live):
        raise UserError(Problem("run.prune", {"count": len(left), "total": len(live)}))
    closed: dict[Key, Thing] = {}
    for key in left:
        thing = state[key]
        if isinstance(thing, Issue) and not thing.disputed:
            closed[key] = replace(thing, closed="not_planned")
    return {**state, **closed}
