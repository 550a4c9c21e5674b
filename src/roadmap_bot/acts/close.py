"""What closes by itself: finished tasks, units and milestones."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.keys import Key, issue_id, issue_key, milestone_key, older_key
from roadmap_bot.progress.counting import counted_ids
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Step, Task, Unit
from roadmap_bot.state import (
    Closed,
    Issue,
    Milestone,
    State,
    Thing,
    find_issue,
    find_issues,
    is_open_again,
)

Owner = TypeVar("Owner", Unit, Task, Step)


def is_elsewhere(task: Issue, unit: Key | None) -> bool:
    """Whether a task stands under another unit of ours; a twin of the unit is no other."""
    parent = older_key(task.parent or "")
    return task.closed is None and parent.startswith("issue/") and parent != unit


def close_finished(state: State, goal: Goal) -> State:
    """Close tasks whose steps are all ticked, then finished units, then finished milestones.

    What somebody reopened is never closed again by boxes.
    """
    now, settings = goal.calendar.now, goal.settings
    things = dict(state)
    for unit in find_counted(goal.roadmap.units, settings):
        for task in find_counted(unit.tasks, settings):
            close_open(things, task.id, _task_reason(things, task, settings), now)
        close_open(things, unit.id, _unit_reason(things, unit, settings), now)
    milestones = dict(_settle_milestones(things, goal))
    return {**things, **milestones}


def close_open(state: dict[Key, Thing], id: str, reason: Closed | None, now: dt.datetime) -> None:
    """Close an issue that is open, where there is a reason to."""
    if reason is None:
        return
    issue = find_issue(state, id)
    if issue and issue.closed is None and not issue.disputed:
        state[issue_key(id)] = replace(issue, closed=reason, closed_at=now)


def _task_reason(state: State, task: Task, settings: Settings) -> Closed | None:
    """Find the reason to close a task, None where there is none."""
    issue = find_issue(state, task.id)
    if issue is None or not _may_close(issue):
        return None
    boxes = _find_boxes(task, issue, settings)
    if boxes and all(boxes):
        return "completed"
    return None


def _unit_reason(state: State, unit: Unit, settings: Settings) -> Closed | None:
    """Find the reason to close a unit, None where there is none."""
    issue = find_issue(state, unit.id)
    if issue is None or not _may_close(issue):
        return None
    boxes = _find_boxes(unit, issue, settings)
    ends = _find_ends(state, unit, settings)
    is_empty = not boxes and not ends
    if is_empty or None in ends or not all(boxes):
        return None
    if ends and "completed" not in ends:
        return "not_planned"
    return "completed"


def _may_close(issue: Issue) -> bool:
    return issue.closed is None and not issue.reopened


def _find_ends(state: State, unit: Unit, settings: Settings) -> list[Closed | None]:
    """Find how each task of a unit was closed, None for one that is open or missing."""
    tasks = find_counted(unit.tasks, settings)
    issues = [find_issue(state, task.id) for task in tasks]
    return [issue.closed if issue else None for issue in issues]


def _find_boxes(owner: Unit | Task, issue: Issue, settings: Settings) -> list[bool]:
    steps = find_counted(owner.steps, settings)
    if not steps:
        return []
    ticks = find_ticks(issue.body)
    return [ticks.get(step.id, False) for step in steps]


def find_counted(owners: Iterable[Owner], settings: Settings) -> list[Owner]:
    """Find those that the settings do not leave out."""
    return [owner for owner in owners if not owner.is_named(settings.without)]


# Milestones


def find_late_openings(state: State) -> Iterator[Key]:
    """Find what is open again under a milestone that was closed: when it was opened decides."""
    for key, issue in find_issues(state):
        milestone = state.get(issue.milestone or "")
        is_over = isinstance(milestone, Milestone) and milestone.closed
        if is_over and is_open_again(issue):
            yield key


def _settle_milestones(state: State, goal: Goal) -> Iterator[tuple[Key, Milestone]]:
    """Close the milestones that are reached, and open those that are not."""
    issues = _group_by_milestone(state, goal)
    for point in goal.roadmap.milestones:
        key = milestone_key(point.id)
        milestone = state.get(key)
        if not isinstance(milestone, Milestone) or key not in issues:
            continue
        if _is_reached(milestone, issues[key]):
            yield key, replace(milestone, closed=True)
        else:
            due = goal.calendar.last_day(point.week)
            yield key, replace(milestone, closed=False, due=due)


def _group_by_milestone(state: State, goal: Goal) -> dict[Key, list[Issue]]:
    counted = counted_ids(goal.roadmap, goal.settings, state)
    issues: dict[Key, list[Issue]] = defaultdict(list)
    for key, issue in find_issues(state):
        if issue.milestone and issue_id(key) in counted:
            issues[issue.milestone].append(issue)
    return issues


def _is_reached(milestone: Milestone, issues: Iterable[Issue]) -> bool:
    """Whether all that counts is closed.

    A milestone that a person closed early stays closed until new work comes up.
    """
    rest = [issue for issue in issues if issue.closed is None]
    if not rest or not milestone.closed:
        return not rest
    return all(_was_there(issue, milestone.closed_at) for issue in rest)


def _was_there(issue: Issue, moment: dt.datetime | None) -> bool:
    """Whether an issue that is open now was open then."""
    if moment is None or issue.made_at is None:
        return False
    opened = issue.reopened_at or issue.made_at
    return max(issue.made_at, opened) <= moment
