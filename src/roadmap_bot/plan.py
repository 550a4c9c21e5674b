"""The one diff: what must change so that GitHub holds the target.

Law: `make_plan(after(actual, plan), target) == ()` for `plan = make_plan(actual, target)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.keys import Key
from roadmap_bot.state import (
    Board,
    Comment,
    Companion,
    Field,
    File,
    Issue,
    Item,
    Label,
    Milestone,
    Pin,
    Reaction,
    State,
    Thing,
    View,
)

T = TypeVar("T", bound=Thing)
Step = Callable[[Thing | None, Thing], Thing | None]


def make_plan(actual: State, target: State) -> Plan:
    """Make the changes that turn `actual` into `target`, in the order in which they are sent."""
    changes: list[Change] = []
    for key, want in target.items():
        changes += _find_changes(key, actual.get(key), want)
    return tuple(sorted(changes, key=_find_place))


def after(actual: State, plan: Plan) -> State:
    """Return the state once every change of the plan is made."""
    return {**actual, **{change.key: change.want for change in plan}}


def _find_place(change: Change) -> tuple[int, bool]:
    """Tell when a change is sent: a unit closes after its tasks, and is rewritten after them.

    Else a run that ends between the two would take the tasks along otherwise, or lose the ticks
    of boxes that move from a unit to a task of it.
    """
    is_late = change.sort in (Sort.UPDATE_ISSUE, Sort.CLOSE_ISSUE)
    is_parent = isinstance(change.want, Issue) and change.want.parent is None
    return change.sort.place, is_late and is_parent


def _find_changes(key: Key, have: Thing | None, want: Thing) -> Iterator[Change]:
    if have == want:
        return
    for sort, step in STEPS[type(want)].items():
        then = step(have, want)
        if then is not None and then != have:
            yield Change(sort, key, have, then)
            have = then


# The steps from what there is to what is wanted, each a sort of change: what there is after it


def _create(have: Thing | None, want: Thing) -> Thing:
    return have or want


def _create_open(have: Thing | None, want: Thing) -> Thing | None:
    if have is not None:
        return have
    match want:
        case Issue():
            return replace(want, closed=None)
        case Milestone():
            return replace(want, closed=False)
    return want


def _create_bare(have: Thing | None, want: Thing) -> Thing | None:
    """Create a board with its title alone, an item without values: GitHub takes no more at once."""
    if have is not None:
        return have
    match want:
        case Board():
            return replace(want, about="", readme="", public=False, knows=frozenset())
        case Item():
            return Item(want.issue)
    return want


def _commit(have: Thing | None, want: Thing) -> Thing | None:
    is_gone = isinstance(want, File) and want.gone
    if have is None and is_gone:
        return None
    return want


def _mend(kind: type[T], change: Callable[[T, T], T]) -> Step:
    """Make a step that changes things of one kind where they exist already."""

    def step(have: Thing | None, want: Thing) -> Thing | None:
        if isinstance(have, kind) and isinstance(want, kind):
            return change(have, want)
        return have

    return step


def _take(have: T, want: T) -> T:
    return want


def _describe_milestone(have: Milestone, want: Milestone) -> Milestone:
    return replace(want, closed=have.closed)


def _close_milestone(have: Milestone, want: Milestone) -> Milestone:
    if want.closed:
        return want
    return have


def _describe_issue(have: Issue, want: Issue) -> Issue:
    body = have.body if want.waits_for else want.body
    return replace(have, title=want.title, body=body, milestone=want.milestone)


def _answer_issue(have: Issue, want: Issue) -> Issue:
    return replace(have, body=want.body, waits_for=want.waits_for)


def _add_labels(have: Issue, want: Issue) -> Issue:
    return replace(have, labels=have.labels | want.labels)


def _remove_labels(have: Issue, want: Issue) -> Issue:
    return replace(have, labels=want.labels)


def _remove_parent(have: Issue, want: Issue) -> Issue:
    if want.parent:
        return have
    return replace(have, parent=None)


def _add_parent(have: Issue, want: Issue) -> Issue:
    return replace(have, parent=want.parent)


def _reopen_issue(have: Issue, want: Issue) -> Issue:
    """Open it; a reason changes only together with the state (F3.18), so for that it opens, too."""
    if have.closed == want.closed:
        return have
    return replace(have, closed=None)


def _close_issue(have: Issue, want: Issue) -> Issue:
    if have.closed == want.closed:
        return have
    return replace(have, closed=want.closed)


def _unpin(have: Pin, want: Pin) -> Pin:
    return have if want.is_on else want


def _pin(have: Thing | None, want: Thing) -> Thing | None:
    is_off = have is None and isinstance(want, Pin) and not want.is_on
    return have if is_off else want


def _link_board(have: Board, want: Board) -> Board:
    return replace(have, linked=want.linked)


def _fill_item(have: Item, want: Item) -> Item:
    return replace(have, values=want.values)


STEPS: Mapping[type[Thing], Mapping[Sort, Step]] = {
    Label: {Sort.CREATE_LABEL: _create, Sort.UPDATE_LABEL: _mend(Label, _take)},
    Milestone: {
        Sort.CREATE_MILESTONE: _create_open,
        Sort.UPDATE_MILESTONE: _mend(Milestone, _describe_milestone),
        Sort.CLOSE_MILESTONE: _mend(Milestone, _close_milestone),
        Sort.REOPEN_MILESTONE: _mend(Milestone, _take),
    },
    Issue: {
        Sort.CREATE_ISSUE: _create_open,
        Sort.UPDATE_ISSUE: _mend(Issue, _describe_issue),
        Sort.ADD_LABELS: _mend(Issue, _add_labels),
        Sort.REMOVE_LABELS: _mend(Issue, _remove_labels),
        Sort.REMOVE_PARENT: _mend(Issue, _remove_parent),
        Sort.ADD_PARENT: _mend(Issue, _add_parent),
        Sort.REOPEN_ISSUE: _mend(Issue, _reopen_issue),
        Sort.CLOSE_ISSUE: _mend(Issue, _close_issue),
        Sort.ANSWER_ISSUE: _mend(Issue, _answer_issue),
    },
    Pin: {Sort.UNPIN_ISSUE: _mend(Pin, _unpin), Sort.PIN_ISSUE: _pin},
    Comment: {Sort.ADD_COMMENT: _create},
    Reaction: {Sort.ADD_REACTION: _create},
    File: {Sort.COMMIT: _commit},
    Companion: {},  # somebody else's, only looked at
    Board: {
        Sort.CREATE_BOARD: _create_bare,
        Sort.LINK_BOARD: _mend(Board, _link_board),
        Sort.UPDATE_BOARD: _mend(Board, _take),
    },
    Field: {Sort.CREATE_FIELD: _create, Sort.UPDATE_FIELD: _mend(Field, _take)},
    View: {Sort.CREATE_VIEW: _create},
    Item: {
        Sort.ADD_ITEM: _create_bare,
        Sort.UPDATE_ITEM: _mend(Item, _fill_item),
        Sort.ARCHIVE_ITEM: _mend(Item, _take),
    },
}
