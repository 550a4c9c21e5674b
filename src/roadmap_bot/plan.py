"""The one diff: what must change so that GitHub holds the target.

A plan is a value, a tuple of changes; every change is of one sort, and a sort is one kind of write.
Law: `make_plan(after(actual, plan), target) == ()` for `plan = make_plan(actual, target)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from roadmap_bot.state import Comment, File, Issue, Key, Label, Milestone, State, Thing

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
}
ONE_BY_ONE = frozenset(sort for sort in SORTS if sort.endswith("_milestone"))  # REST only (F4.3)
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
        return "create" if self.sort == "commit" and self.have is None else SORTS[self.sort]


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
    return tuple(sorted(changes, key=lambda change: order.index(change.sort)))


def after(actual: State, plan: Plan) -> State:
    """Return the state once every change of the plan is made."""
    state = dict(actual)
    state.update((change.key, change.want) for change in plan)
    return state


def needs(change: Change) -> Iterator[Key]:
    """Name the keys whose ids must be known before the change can be sent."""
    if change.have is not None:
        yield change.key
    if isinstance(change.want, Comment):
        yield change.want.issue
    if not isinstance(change.want, Issue):
        return
    if change.sort in ("create_issue", "add_labels"):
        yield from (f"label/{name}" for name in change.want.labels)
    if change.want.parent and change.sort in ("create_issue", "add_parent"):
        yield change.want.parent
    if change.want.milestone and change.sort in ("create_issue", "update_issue"):
        yield change.want.milestone


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


def _issue_step(change: Callable[[Issue, Issue], Issue | None]) -> Callable[[Thing | None, Thing], Thing | None]:
    def step(have: Thing | None, want: Thing) -> Thing | None:
        return change(have, want) if isinstance(have, Issue) and isinstance(want, Issue) else None

    return step


def _milestone_step(
    change: Callable[[Milestone, Milestone], Milestone | None],
) -> Callable[[Thing | None, Thing], Thing | None]:
    def step(have: Thing | None, want: Thing) -> Thing | None:
        return change(have, want) if isinstance(have, Milestone) and isinstance(want, Milestone) else None

    return step


_Step = tuple[str, Callable[[Thing | None, Thing], Thing | None]]
_STEPS: Mapping[type, tuple[_Step, ...]] = {
    Label: (("create_label", _create),),
    Milestone: (
        ("create_milestone", _create_open),
        ("update_milestone", _milestone_step(lambda have, want: replace(want, closed=have.closed))),
        ("close_milestone", _milestone_step(lambda have, want: want if want.closed else None)),
        ("reopen_milestone", _milestone_step(lambda have, want: None if want.closed else want)),
    ),
    Issue: (
        ("create_issue", _create_open),
        (
            "update_issue",
            _issue_step(lambda h, w: replace(h, title=w.title, body=w.body, milestone=w.milestone)),
        ),
        ("add_labels", _issue_step(lambda h, w: replace(h, labels=h.labels | w.labels))),
        ("remove_labels", _issue_step(lambda h, w: replace(h, labels=w.labels))),
        ("remove_parent", _issue_step(lambda h, w: None if w.parent else replace(h, parent=None))),
        ("add_parent", _issue_step(lambda h, w: replace(h, parent=w.parent))),
        # A reason changes only together with the state (F3.18): open again first.
        ("reopen_issue", _issue_step(lambda h, w: replace(h, closed=None) if h.closed != w.closed else None)),
        ("close_issue", _issue_step(lambda h, w: replace(h, closed=w.closed) if w.closed else None)),
    ),
    Comment: (("add_comment", _create),),
    File: (("commit", lambda have, want: want),),
}
