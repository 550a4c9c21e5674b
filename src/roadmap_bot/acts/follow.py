"""The roadmap laid over what exists: who owns what, what closes by itself, what heals, what left."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.acts.close import is_elsewhere
from roadmap_bot.issues.body import merge_body
from roadmap_bot.issues.desired import Desired
from roadmap_bot.keys import Key, is_foreign
from roadmap_bot.state import Issue, Milestone, State, Thing


def follow(state: State, desired: Desired) -> State:
    """Lay what the roadmap asks for over what exists; all that is the learner's stays."""
    things: dict[Key, Thing] = {
        key: settle(want, state.get(key), desired) for key, want in desired.things.items()
    }
    rest = {key: _heal(key, thing) for key, thing in state.items() if key not in things}
    return {**{key: _keep_out(key, thing, state) for key, thing in things.items()}, **rest}


def settle(want: Thing, have: Thing | None, desired: Desired) -> Thing:
    """Say who owns what: take over from `have` all that is the learner's; plain equality does the rest."""
    if isinstance(want, Issue) and isinstance(have, Issue):
        return have if have.disputed else _settle_issue(want, have, desired)
    if isinstance(want, Milestone) and isinstance(have, Milestone):
        description = merge_body(want.description, have.description, desired.aliases)
        # What is done stays as it was, even when a pause moves the calendar.
        due = have.due if have.closed else want.due
        return replace(have, title=want.title, description=description, due=due)
    return want if have is None else have


def _settle_issue(want: Issue, have: Issue, desired: Desired) -> Issue:
    return replace(
        have,
        title=want.title,
        body=merge_body(want.body, have.body, desired.aliases),
        labels=(have.labels - desired.labels) | want.labels,
        milestone=want.milestone or _theirs(have.milestone),
        parent=want.parent or have.parent,
    )


def _theirs(key: Key | None) -> Key | None:
    return key if key and is_foreign(key) else None


def _keep_out(key: Key, thing: Thing, state: State) -> Thing:
    """Leave an open task that moves into a closed unit where it is: it was not there when the unit was closed."""
    have, unit = state.get(key), state.get(thing.parent or "") if isinstance(thing, Issue) else None
    if isinstance(thing, Issue) and isinstance(have, Issue) and isinstance(unit, Issue):
        return (
            replace(thing, parent=have.parent)
            if unit.closed and is_elsewhere(have, thing.parent)
            else thing
        )
    return thing


def move_in(state: State, desired: Desired) -> State:
    """Move tasks that are closed by now into their unit: they were kept out of a closed one only while open."""
    moved: dict[Key, Thing] = {}
    for key, want in desired.things.items():
        have = state.get(key)
        if (
            isinstance(want, Issue)
            and want.parent
            and isinstance(have, Issue)
            and have.closed
            and not have.disputed
        ):
            moved[key] = replace(have, parent=want.parent)
    return {**state, **moved}


def _heal(key: Key, thing: Thing) -> Thing:
    """Close a twin that nobody touched, and take it from its parent."""
    if (
        isinstance(thing, Issue)
        and "~" in key
        and not (thing.touched or thing.disputed or thing.closed)
    ):
        return replace(thing, closed="duplicate", parent=_theirs(thing.parent))
    return thing
