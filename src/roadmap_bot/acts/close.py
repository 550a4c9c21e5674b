"""What closes by itself: finished tasks, units and milestones, and what goes with a closed unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from roadmap_bot.issues.body import find_ticks
from roadmap_bot.keys import Key, issue_id, issue_key, milestone_key
from roadmap_bot.progress.counting import counted_ids
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Step, Task, Unit
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Closed, Comment, Issue, Milestone, State, Thing, find_issue

Owner = TypeVar("Owner", Unit, Task, Step)


def is_elsewhere(task: Issue, unit: Key | None) -> bool:
    """Whether a task stands under another unit of ours; a twin of the unit is no other."""
    parent = (task.parent or "").partition("~")[0]
    return task.closed is None and parent.startswith("issue/") and parent != unit


def take_along(state: State, goal: Goal) -> State:
    """Close the open tasks of closed units, the same way: those that were there when it closed.

    What was reopened since the unit's close began stays open.
    """
    things, words = dict(state), _Words.of(state)
    for unit in goal.roadmap.units:
        parent = find_issue(state, unit.id)
        if parent is None or parent.closed not in ("completed", "not_planned"):
            continue
        for task in find_counted(unit.tasks, goal.settings):
            if _goes_along(state, task, unit, words):
                _close(things, task.id, parent.closed, goal.calendar.now)
    return things


def close_along(state: State, goal: Goal, unit: Unit, reason: Closed) -> dict[Key, Thing]:
    """Close all open tasks of a unit, as it is just being closed."""
    things = dict(state)
    for task in find_counted(unit.tasks, goal.settings):
        issue = find_issue(state, task.id)
        if issue and issue.made_at and not is_elsewhere(issue, issue_key(unit.id)):
            _close(things, task.id, reason, goal.calendar.now)
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
    if issue is None or parent is None or issue.made_at is None or parent.closed_at is None:
        return False
    key, above = issue_key(task.id), issue_key(unit.id)
    began = words.find_close(above, parent)
    if began is None or is_elsewhere(issue, above) or issue.made_at > parent.closed_at:
        return False
    reopened = [word.made_at for word in words.of_issue(key) if word.verb == "reopen"]
    times = [time for time in (issue.reopened_at, *reopened) if time]
    return all(time < began for time in times)


def _went_along(issue: Issue, began: dt.datetime, words: Iterable[Comment]) -> bool:
    """Whether a task was closed with its unit, by the bot and by nothing that concerned it alone."""
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
        opened = closed.reopened_at or closed.made_at
        if closed.closed_at is None or opened is None:
            return None
        said = [word.made_at for word in self.of_issue(key) if word.made_at]
        since = [time for time in said if opened <= time <= closed.closed_at]
        return max(since, default=closed.closed_at)


def close_finished(state: State, goal: Goal) -> State:
    """Close tasks whose steps are all ticked, then finished units, then finished milestones.

    What somebody reopened is never closed again by boxes.
    """
    things = dict(state)
    for unit in find_counted(goal.roadmap.units, goal.settings):
        for task in find_counted(unit.tasks, goal.settings):
            _close(things, task.id, _task_reason(things, task, goal.settings), goal.calendar.now)
        _close(things, unit.id, _unit_reason(things, unit, goal.settings), goal.calendar.now)
    return {**things, **_close_milestones(things, goal)}


def _close(state: dict[Key, Thing], id: str, reason: Closed | None, now: dt.datetime) -> None:
    issue = state.get(issue_key(id))
    if reason and isinstance(issue, Issue) and issue.closed is None and not issue.disputed:
        state[issue_key(id)] = replace(issue, closed=reason, closed_at=now)


def _task_reason(state: State, task: Task, settings: Settings) -> Closed | None:
    issue = find_issue(state, task.id)
    if issue is None or issue.closed or issue.reopened:
        return None
    boxes = _find_boxes(task, issue, settings)
    return "completed" if boxes and all(boxes) else None


def _unit_reason(state: State, unit: Unit, settings: Settings) -> Closed | None:
    issue = find_issue(state, unit.id)
    if issue is None or issue.closed or issue.reopened:
        return None
    tasks = [find_issue(state, task.id) for task in find_counted(unit.tasks, settings)]
    boxes = _find_boxes(unit, issue, settings)
    if (
        not (tasks or boxes)
        or not all(boxes)
        or any(task is None or task.closed is None for task in tasks)
    ):
        return None
    is_done = not tasks or any(task is not None and task.closed == "completed" for task in tasks)
    return "completed" if is_done else "not_planned"


def _find_boxes(owner: Unit | Task, issue: Issue, settings: Settings) -> list[bool]:
    steps = find_counted(owner.steps, settings)
    ticks = find_ticks(issue.body) if steps else {}
    return [ticks.get(step.id, False) for step in steps]


def find_counted(owners: Iterable[Owner], settings: Settings) -> list[Owner]:
    """Find those that the settings do not leave out."""
    return [owner for owner in owners if not owner.is_named(settings.without)]


def _close_milestones(state: State, goal: Goal) -> dict[Key, Thing]:
    counted = counted_ids(goal.roadmap, goal.settings, state)
    issues: dict[Key, list[Issue]] = {}
    for key, thing in state.items():
        if isinstance(thing, Issue) and thing.milestone and issue_id(key) in counted:
            issues.setdefault(thing.milestone, []).append(thing)
    closed: dict[Key, Thing] = {}
    for point in goal.roadmap.milestones:
        key = milestone_key(point.id)
        milestone = state.get(key)
        if isinstance(milestone, Milestone) and key in issues:
            reached = _is_reached(milestone, issues[key])
            due = milestone.due if reached else goal.calendar.last_day(point.week)
            closed[key] = replace(milestone, closed=reached, due=due)
    return closed


def _is_reached(milestone: Milestone, issues: list[Issue]) -> bool:
    """Whether all that counts is closed; one that a person closed early stays closed until new work comes up."""
    still_open = [issue for issue in issues if issue.closed is None]
    closed_at = milestone.closed_at
    if not still_open or not milestone.closed or closed_at is None:
        return not still_open
    return all(
        issue.made_at and max(issue.made_at, issue.reopened_at or issue.made_at) <= closed_at
        for issue in still_open
    )
