"""The roadmap laid over what exists: who owns what, what closes by itself, what heals, what left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from roadmap_bot.body import find_ticks, is_review, merge_body
from roadmap_bot.counting import counted_ids
from roadmap_bot.desired import Desired
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.goal import Goal
from roadmap_bot.keys import Key, is_foreign, issue_id, issue_key, milestone_key
from roadmap_bot.model import Settings, Step, Task, Unit
from roadmap_bot.state import Closed, Comment, Issue, Milestone, State, Thing, find_issue

PRUNE_LIMIT = 0.3
Owner = TypeVar("Owner", Unit, Task, Step)


def follow(state: State, desired: Desired) -> State:
    """Lay what the roadmap asks for over what exists; all that is the learner's stays."""
    things: dict[Key, Thing] = {key: settle(want, state.get(key), desired) for key, want in desired.things.items()}
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
        return replace(thing, parent=have.parent) if unit.closed and _is_elsewhere(have, thing.parent) else thing
    return thing


def move_in(state: State, desired: Desired) -> State:
    """Move tasks that are closed by now into their unit: they were kept out of a closed one only while open."""
    moved: dict[Key, Thing] = {}
    for key, want in desired.things.items():
        have = state.get(key)
        if isinstance(want, Issue) and want.parent and isinstance(have, Issue) and have.closed and not have.disputed:
            moved[key] = replace(have, parent=want.parent)
    return {**state, **moved}


def _is_elsewhere(task: Issue, unit: Key | None) -> bool:
    """Whether a task stands under another unit of ours; a twin of the unit is no other."""
    parent = (task.parent or "").partition("~")[0]
    return task.closed is None and parent.startswith("issue/") and parent != unit


def _heal(key: Key, thing: Thing) -> Thing:
    """Close a twin that nobody touched, and take it from its parent."""
    if isinstance(thing, Issue) and "~" in key and not (thing.touched or thing.disputed or thing.closed):
        return replace(thing, closed="duplicate", parent=_theirs(thing.parent))
    return thing


def take_along(state: State, goal: Goal, units: Iterable[Unit] | None = None) -> State:
    """Close the open tasks of closed units, the same way: those that were there, untold of since, when it closed."""
    things = dict(state)
    said: dict[Key, dt.datetime] = {}
    for thing in state.values():
        if isinstance(thing, Comment) and thing.made_at:
            said[thing.issue] = max(thing.made_at, said.get(thing.issue, thing.made_at))
    for unit in goal.roadmap.units if units is None else units:
        parent = find_issue(state, unit.id)
        if parent is None or parent.closed not in ("completed", "not_planned") or parent.closed_at is None:
            continue
        for task in _counted(unit.tasks, goal.settings):
            issue = find_issue(state, task.id)
            if issue and issue.made_at and not _is_elsewhere(issue, issue_key(unit.id)):
                times = (issue.made_at, issue.reopened_at, said.get(issue_key(task.id)))
                if max(filter(None, times)) <= parent.closed_at:
                    _close(things, task.id, parent.closed, goal.calendar.now)
    return things


def close_finished(state: State, goal: Goal) -> State:
    """Close tasks whose steps are all ticked, then finished units, then finished milestones.

    What somebody reopened is never closed again by boxes.
    """
    things = dict(state)
    for unit in _counted(goal.roadmap.units, goal.settings):
        for task in _counted(unit.tasks, goal.settings):
            _close(things, task.id, _task_reason(things, task, goal.settings), goal.calendar.now)
        _close(things, unit.id, _unit_reason(things, unit, goal.settings), goal.calendar.now)
    return {**things, **_close_milestones(things, goal)}


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
        key for key, thing in state.items() if isinstance(thing, Issue) and thing.closed is None and not is_review(key)
    ]
    if left and not force and len(left) > PRUNE_LIMIT * len(live):
        raise UserError(Problem("run.prune", {"count": len(left), "total": len(live)}))
    closed: dict[Key, Thing] = {}
    for key in left:
        thing = state[key]
        if isinstance(thing, Issue) and not thing.disputed:
            closed[key] = replace(thing, closed="not_planned")
    return {**state, **closed}


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
    tasks = [find_issue(state, task.id) for task in _counted(unit.tasks, settings)]
    boxes = _find_boxes(unit, issue, settings)
    if not (tasks or boxes) or not all(boxes) or any(task is None or task.closed is None for task in tasks):
        return None
    is_done = not tasks or any(task is not None and task.closed == "completed" for task in tasks)
    return "completed" if is_done else "not_planned"


def _find_boxes(owner: Unit | Task, issue: Issue, settings: Settings) -> list[bool]:
    steps = _counted(owner.steps, settings)
    ticks = find_ticks(issue.body) if steps else {}
    return [ticks.get(step.id, False) for step in steps]


def _counted(owners: Iterable[Owner], settings: Settings) -> list[Owner]:
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
        issue.made_at and max(issue.made_at, issue.reopened_at or issue.made_at) <= closed_at for issue in still_open
    )
