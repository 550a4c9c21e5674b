"""What closes by itself: finished tasks, units and milestones, and what goes with a closed unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
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


def take_along(state: State, goal: Goal, units: Iterable[Unit] | None = None) -> State:
    """Close the open tasks of closed units, the same way: those that were there, untold of since, when it closed."""
    things = dict(state)
    said: dict[Key, dt.datetime] = {}
    for thing in state.values():
        if isinstance(thing, Comment) and thing.made_at:
            said[thing.issue] = max(thing.made_at, said.get(thing.issue, thing.made_at))
    for unit in goal.roadmap.units if units is None else units:
        parent = find_issue(state, unit.id)
        if (
            parent is None
            or parent.closed not in ("completed", "not_planned")
            or parent.closed_at is None
        ):
            continue
        for task in find_counted(unit.tasks, goal.settings):
            issue = find_issue(state, task.id)
            if issue and issue.made_at and not is_elsewhere(issue, issue_key(unit.id)):
                times = (issue.made_at, issue.reopened_at, said.get(issue_key(task.id)))
                if max(filter(None, times)) <= parent.closed_at:
                    _close(things, task.id, parent.closed, goal.calendar.now)
    return things


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
