"""The one diff: what must change so that GitHub holds the target.

A plan is a value, a tuple of changes; every change is of one sort, and a sort is one kind of write.
Law: `make_plan(after(actual, plan), target) == ()` for `plan = make_plan(actual, target)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from roadmap_bot.keys import Key, field_key, label_key, option_key
from roadmap_bot.state import (
    Board,
    Comment,
    Field,
    File,
    Issue,
    Item,
    Label,
    Milestone,
    State,
    Thing,
    View,
)

T = TypeVar("T", bound=Thing)
Verb = Literal["create", "update", "close", "reopen"]

# In the order in which they are sent: what others name comes first, what says "done" comes last.
SORTS: Mapping[str, Verb] = {
    "create_label": "create",
    "create_milestone": "create",
    "update_milestone": "update",
    "create_issue": "create",
    "update_issue": "update",
    "add_labels": "update",
    "remove_labels": "update",
    "remove_parent": "update",
    "add_parent": "update",
    "reopen_issue": "reopen",
    "close_issue": "close",
    "add_comment": "create",
    "close_milestone": "close",
    "reopen_milestone": "reopen",
    "commit": "update",
    # The board last: where it cannot be had, all else is done.
    "create_board": "create",
    "link_board": "update",
    "create_field": "create",
    "update_field": "update",
    "create_view": "create",
    "update_board": "update",  # its readme says that it is ours and which views were made: after those, before any item
    "add_item": "create",
    "update_item": "update",
    "archive_item": "close",
}
# REST only (F4.3, F3.38), or far cheaper there (F3.42).
ONE_BY_ONE = frozenset(
    sort for sort in SORTS if sort.endswith("_milestone") or sort in ("create_view", "update_item")
)
FILLS = frozenset({"commit", "update_board", "update_item"})  # what they find empty, they create
BOARD_SORTS = frozenset(
    sort for sort in SORTS if sort.endswith(("_board", "_field", "_view", "_item"))
)
CHOICES = frozenset(
    {"Phase", "Kind", "Week", "Status"}
)  # fields whose values have ids of their own
SIGNS = {"create": "+", "update": "~", "close": "-", "reopen": "o"}


@dataclass(frozen=True, slots=True)
class Change:
    """One write: the thing at `key` as it is and as it shall be."""

    sort: str
    key: Key
    have: Thing | None
    want: Thing

    @property
    def verb(self) -> Verb:
        """Return what a reader calls it."""
        if isinstance(self.want, File) and self.want.gone:
            return "close"
        return "create" if self.sort in FILLS and _is_bare(self.have) else SORTS[self.sort]


def _is_bare(have: Thing | None) -> bool:
    """Whether there is nothing yet, or a board or an item without all that GitHub does not take at once."""
    return (
        have is None
        or (isinstance(have, Board) and not have.readme)
        or (isinstance(have, Item) and not have.values)
    )


Plan = tuple[Change, ...]


def make_plan(actual: State, target: State) -> Plan:
    """Make the changes that turn `actual` into `target`, in the order in which they are sent."""
    order = list(SORTS)
    changes = [
        change
        for key, want in target.items()
        if (have := actual.get(key)) != want
        for change in _changes(key, have, want)
    ]
    return tuple(
        sorted(changes, key=lambda change: (order.index(change.sort), _is_closing_parent(change)))
    )


def _is_closing_parent(change: Change) -> bool:
    """Tell a unit that closes: it comes after its tasks, lest a run that ends between takes them along otherwise."""
    return (
        change.sort == "close_issue"
        and isinstance(change.want, Issue)
        and change.want.parent is None
    )


def after(actual: State, plan: Plan) -> State:
    """Return the state once every change of the plan is made."""
    state = dict(actual)
    state.update((change.key, change.want) for change in plan)
    return state


def needs(change: Change) -> Iterator[Key]:
    """Name the keys whose ids must be known before the change can be sent."""
    if change.have is not None:
        yield change.key
    match change.want:
        case Comment(issue=issue):
            yield issue
        case Field() | View() | Item():
            yield from _board_needs(change)
        case Issue() as issue:
            yield from _issue_needs(change.sort, issue)


def _board_needs(change: Change) -> Iterator[Key]:
    yield "board"
    if isinstance(change.want, Item) and change.sort == "add_item":
        yield change.want.issue
    elif (
        isinstance(change.want, Item)
        and change.sort == "update_item"
        and isinstance(change.have, Item)
    ):
        yield from (field_key(name) for name, _ in change.want.values ^ change.have.values)
        yield from (
            option_key(name, value)
            for name, value in change.want.values - change.have.values
            if name in CHOICES
        )


def _issue_needs(sort: str, issue: Issue) -> Iterator[Key]:
    if sort in ("create_issue", "add_labels"):
        yield from (label_key(name) for name in issue.labels)
    if issue.parent and sort in ("create_issue", "add_parent"):
        yield issue.parent
    if issue.milestone and sort in ("create_issue", "update_issue"):
        yield issue.milestone


def find_batch(plan: Iterable[Change], known: Mapping[Key, object], size: int) -> Plan:
    """Find the next changes of one sort whose needs are known: at most `size`, all files at once, REST one by one."""
    by_sort: dict[str, list[Change]] = {}
    for change in plan:
        if all(key in known or key.startswith("file/") for key in needs(change)):
            by_sort.setdefault(change.sort, []).append(change)
    for sort in SORTS:
        if sort in by_sort:
            limit = 1 if sort in ONE_BY_ONE else len(by_sort[sort]) if sort == "commit" else size
            return tuple(by_sort[sort][:limit])
    return ()


def count_verbs(plan: Plan) -> dict[str, int]:
    """Count the things that the plan touches, by verb."""
    return {verb: len({change.key for change in plan if change.verb == verb}) for verb in SIGNS}


def _changes(key: Key, have: Thing | None, want: Thing) -> Iterator[Change]:
    steps = _STEPS[type(want)]
    for sort, step in steps:
        then = step(have, want)
        if then is not None and then != have:
            yield Change(sort, key, have, then)
            have = then


def _create(have: Thing | None, want: Thing) -> Thing | None:
    return want if have is None else None


def _create_open(have: Thing | None, want: Thing) -> Thing | None:
    if have is None and isinstance(want, Issue):
        return replace(want, closed=None)
    if have is None and isinstance(want, Milestone):
        return replace(want, closed=False)
    return None


def _step(
    sort: type[T], change: Callable[[T, T], T | None]
) -> Callable[[Thing | None, Thing], Thing | None]:
    """Make a step of things of one sort that exist already."""

    def step(have: Thing | None, want: Thing) -> Thing | None:
        return change(have, want) if isinstance(have, sort) and isinstance(want, sort) else None

    return step


def _create_bare(have: Thing | None, want: Thing) -> Thing | None:
    """Create a board with its title alone, and an item without values: that is all that GitHub takes at once."""
    if have is None and isinstance(want, Board):
        return replace(want, about="", readme="", public=False, linked=True)
    return Item(want.issue) if have is None and isinstance(want, Item) else None


def _commit(have: Thing | None, want: Thing) -> Thing | None:
    return None if have is None and isinstance(want, File) and want.gone else want


_Step = tuple[str, Callable[[Thing | None, Thing], Thing | None]]
_STEPS: Mapping[type, tuple[_Step, ...]] = {
    Label: (("create_label", _create),),
    Milestone: (
        ("create_milestone", _create_open),
        (
            "update_milestone",
            _step(Milestone, lambda have, want: replace(want, closed=have.closed)),
        ),
        ("close_milestone", _step(Milestone, lambda have, want: want if want.closed else None)),
        ("reopen_milestone", _step(Milestone, lambda have, want: None if want.closed else want)),
    ),
    Issue: (
        ("create_issue", _create_open),
        (
            "update_issue",
            _step(
                Issue, lambda h, w: replace(h, title=w.title, body=w.body, milestone=w.milestone)
            ),
        ),
        ("add_labels", _step(Issue, lambda h, w: replace(h, labels=h.labels | w.labels))),
        ("remove_labels", _step(Issue, lambda h, w: replace(h, labels=w.labels))),
        ("remove_parent", _step(Issue, lambda h, w: None if w.parent else replace(h, parent=None))),
        ("add_parent", _step(Issue, lambda h, w: replace(h, parent=w.parent))),
        # A reason changes only together with the state (F3.18): open again first.
        (
            "reopen_issue",
            _step(Issue, lambda h, w: replace(h, closed=None) if h.closed != w.closed else None),
        ),
        (
            "close_issue",
            _step(Issue, lambda h, w: replace(h, closed=w.closed) if w.closed else None),
        ),
    ),
    Comment: (("add_comment", _create),),
    File: (("commit", _commit),),
    Board: (
        ("create_board", _create_bare),
        ("link_board", _step(Board, lambda have, want: replace(have, linked=want.linked))),
        ("update_board", _step(Board, lambda have, want: want)),
    ),
    Field: (("create_field", _create), ("update_field", _step(Field, lambda have, want: want))),
    View: (("create_view", _create),),
    Item: (
        ("add_item", _create_bare),
        ("update_item", _step(Item, lambda have, want: replace(have, values=want.values))),
        ("archive_item", _step(Item, lambda have, want: want)),
    ),
}
