"""What goes with a unit that is closed, and comes back with one that is opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roadmap_bot.acts.close import close_open, find_counted, is_elsewhere
from roadmap_bot.commits.order import Order
from roadmap_bot.keys import Key, issue_key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import Closed, Comment, Issue, State, Thing, find_issue


def find_companions(state: State, goal: Goal, orders: Iterable[Order]) -> Iterator[Key]:
    """Find the units and tasks of which it must be known when each was closed, opened, spoken of.

    Those are what a closed unit may take along, and what may come back with one that a commit opens
    again.
    """
    reopened = {order.id for order in orders if order.verb == "reopen"}
    for unit in goal.roadmap.units:
        tasks = find_counted(unit.tasks, goal.settings)
        if unit.id in reopened:
            yield from (issue_key(task.id) for task in tasks)
        left = [issue_key(task.id) for task in tasks if _may_go_along(state, task, unit)]
        if left:
            yield from (issue_key(unit.id), *left)


def _may_go_along(state: State, task: Task, unit: Unit) -> bool:
    """Whether a task is open though it was there when its unit was closed."""
    issue, parent = find_issue(state, task.id), find_issue(state, unit.id)
    if issue is None or parent is None or issue.made_at is None or parent.closed_at is None:
        return False
    if issue.closed or parent.closed not in ("completed", "not_planned"):
        return False
    return issue.made_at <= parent.closed_at and not is_elsewhere(issue, issue_key(unit.id))


def take_along(state: State, goal: Goal) -> State:
    """Close the open tasks of closed units, the same way: those that were there when it closed.

    What was reopened since the unit's close began stays open.
    """
    things, words = dict(state), _Words.of(state)
    for unit in goal.roadmap.units:
        parent = find_issue(state, unit.id)
        for task in find_counted(unit.tasks, goal.settings):
            if parent and _goes_along(state, task, unit, words):
                close_open(things, task.id, parent.closed, goal.calendar.now)
    return things


def close_along(state: State, goal: Goal, unit: Unit, reason: Closed) -> dict[Key, Thing]:
    """Close all open tasks of a unit, as it is just being closed."""
    things = dict(state)
    for task in find_counted(unit.tasks, goal.settings):
        issue = find_issue(state, task.id)
        if issue and issue.made_at and not is_elsewhere(issue, issue_key(unit.id)):
            close_open(things, task.id, reason, goal.calendar.now)
    return things


def bring_back(state: State, goal: Goal, unit: Unit, closed: Issue) -> dict[Key, Thing]:
    """Reopen the tasks that a unit's close took along, now that the unit is open again.

    `closed` is the unit as it was. Tasks that a person or a commit of their own closed stay closed.
    """
    things, words = dict(state), _Words.of(state)
    began = words.find_close(issue_key(unit.id), closed)
    for task in find_counted(unit.tasks, goal.settings):
        key, issue = issue_key(task.id), find_issue(state, task.id)
        if issue and began and _went_along(issue, began, words.of_issue(key)):
            things[key] = replace(issue, closed=None, reopened=True, reopened_at=goal.calendar.now)
    return things


def _goes_along(state: State, task: Task, unit: Unit, words: _Words) -> bool:
    """Whether a task was there when its unit was closed, and was not reopened since."""
    issue, parent = find_issue(state, task.id), find_issue(state, unit.id)
    if issue is None or parent is None or not _may_go_along(state, task, unit):
        return False
    key, above = issue_key(task.id), issue_key(unit.id)
    began = words.find_close(above, parent)
    if began is None:
        return False
    reopened = [word.made_at for word in words.of_issue(key) if word.verb == "reopen"]
    times = [time for time in (issue.reopened_at, *reopened) if time]
    return all(time < began for time in times)


def _went_along(issue: Issue, began: dt.datetime, words: Iterable[Comment]) -> bool:
    """Whether a task was closed with its unit, by the bot, not by what concerned it alone."""
    opened = issue.reopened_at or issue.made_at
    if issue.disputed or opened is None or issue.closed_at is None or issue.closed_at < began:
        return False
    if issue.moved_at and issue.moved_at >= issue.closed_at:
        return False
    return all(word.made_at and word.made_at <= opened for word in words)


@dataclass(frozen=True)
class _Words:
    """What the bot said on each issue that it did to it."""

    by_issue: Mapping[Key, Sequence[Comment]]

    @classmethod
    def of(cls, state: State) -> _Words:
        """Collect them from a state."""
        by_issue: dict[Key, list[Comment]] = {}
        for thing in state.values():
            if isinstance(thing, Comment):
                by_issue.setdefault(thing.issue, []).append(thing)
        return cls(by_issue)

    def of_issue(self, key: Key) -> Sequence[Comment]:
        """Return what was said on an issue."""
        return self.by_issue.get(key, ())

    def find_close(self, key: Key, closed: Issue) -> dt.datetime | None:
        """Find when the close of a unit began: with the bot's word where a commit asked for it."""
        if closed.closed_at is None or closed.made_at is None:
            return None
        moved = closed.moved_at or closed.made_at  # by a person: what was said before is past
        words = [word for word in self.of_issue(key) if word.made_at]
        times = [word.made_at for word in words if word.made_at and word.made_at >= moved]
        last = max((time for time in times if time <= closed.closed_at), default=None)
        is_order = any(word.verb != "reopen" for word in words if word.made_at == last)
        return last if last and is_order else closed.closed_at
