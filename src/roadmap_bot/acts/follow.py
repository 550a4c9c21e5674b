"""The roadmap laid over what exists: who owns what, what heals, what is kept out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from roadmap_bot.acts.close import is_elsewhere
from roadmap_bot.issues.body import rename_roadmap
from roadmap_bot.issues.desired import Desired
from roadmap_bot.issues.labels import settle_label
from roadmap_bot.issues.merge import merge_body, merge_task, tick_moved
from roadmap_bot.keys import Key, is_foreign, is_twin, issue_id, issue_key
from roadmap_bot.state import Issue, Label, Milestone, State, Thing


def follow(state: State, desired: Desired) -> State:
    """Lay what the roadmap asks for over what exists; all that is the learner's stays."""
    followed: dict[Key, Thing] = {}
    wanted = tick_moved(desired.things, state, desired.aliases)
    for key, want in wanted.items():
        settled = settle(want, state.get(key), desired)
        followed[key] = _keep_out(settled, state.get(key), state)
    for key, thing in state.items():
        if key not in followed:
            followed[key] = _heal(key, _adopt(thing, desired.roadmap))
    return followed


def settle(want: Thing, have: Thing | None, desired: Desired) -> Thing:
    """Say who owns what: take over from `have` all that is the learner's.

    Plain equality does the rest.
    """
    if have is None:
        return want
    match want, have:
        case Issue(), Issue(disputed=True):
            return have
        case Issue(), Issue():
            return _settle_issue(want, have, desired)
        case Milestone(), Milestone():
            return _settle_milestone(want, have, desired)
        case Label(), Label():
            return settle_label(want, have, desired.labels)
    return have


def _settle_issue(want: Issue, have: Issue, desired: Desired) -> Issue:
    theirs = have.labels - desired.labels.keys()
    merge = merge_task if want.parent else merge_body
    return replace(
        have,
        title=want.title,
        body=merge(want.body, have.body, desired.aliases),
        labels=theirs | want.labels,
        milestone=want.milestone or _find_foreign(have.milestone),
        parent=want.parent or have.parent,
    )


def _settle_milestone(want: Milestone, have: Milestone, desired: Desired) -> Milestone:
    """Take over title and description; what is done stays due when it was, whatever is paused."""
    description = merge_body(want.description, have.description, desired.aliases)
    settled = replace(have, title=want.title, description=description)
    if have.closed:
        return settled
    return replace(settled, due=want.due)


def _find_foreign(key: Key | None) -> Key | None:
    """Find the learner's own milestone or parent."""
    if key and is_foreign(key):
        return key
    return None


def _keep_out(want: Thing, have: Thing | None, state: State) -> Thing:
    """Leave an open task that moves into a closed unit where it is.

    It was not there when the unit was closed.
    """
    if not (isinstance(want, Issue) and isinstance(have, Issue)):
        return want
    unit = state.get(want.parent or "")
    is_closed = isinstance(unit, Issue) and unit.closed is not None
    if is_closed and is_elsewhere(have, want.parent):
        return replace(want, parent=have.parent)
    return want


def move_in(state: State, desired: Desired) -> State:
    """Move tasks that are closed by now into their unit: only while open were they kept out."""
    moved: dict[Key, Thing] = {}
    for key, want in desired.things.items():
        have = state.get(key)
        if not (isinstance(want, Issue) and isinstance(have, Issue)):
            continue
        if want.parent and have.closed and not have.disputed:
            moved[key] = replace(have, parent=want.parent)
    return {**state, **moved}


def replace_ids(state: State, aliases: Mapping[str, str]) -> State:
    """Give issues whose ids are old ones the ids that took their place."""
    renamed: dict[Key, Thing] = {}
    for key, thing in state.items():
        if isinstance(thing, Issue):
            parent = thing.parent and _replace_id(thing.parent, aliases)
            renamed[_replace_id(key, aliases)] = replace(thing, parent=parent)
        else:
            renamed[key] = thing
    return renamed


def _replace_id(key: Key, aliases: Mapping[str, str]) -> Key:
    id = aliases.get(issue_id(key))
    return issue_key(id) if id else key


def _adopt(thing: Thing, roadmap: str) -> Thing:
    """Take over what was made while the roadmap had another id, such as a review."""
    match thing:
        case Issue(disputed=False):
            return replace(thing, body=rename_roadmap(thing.body, roadmap))
        case Milestone():
            return replace(thing, description=rename_roadmap(thing.description, roadmap))
    return thing


def _heal(key: Key, thing: Thing) -> Thing:
    """Close a twin that nobody touched, and take it from its parent."""
    if not isinstance(thing, Issue) or not is_twin(key):
        return thing
    if thing.touched or thing.disputed or thing.closed:
        return thing
    return replace(thing, closed="duplicate", parent=_find_foreign(thing.parent))
