"""The roadmap laid over what exists: who owns what, what closes by itself, what heals, what left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from roadmap_bot.body import find_ticks, merge_body
from roadmap_bot.counting import counted_ids, is_named
from roadmap_bot.desired import Desired
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.goal import Goal
from roadmap_bot.model import Settings, Task, Unit
from roadmap_bot.state import Closed, Issue, Key, Milestone, State, Thing

PRUNE_LIMIT = 0.3


def follow(state: State, desired: Desired) -> State:
    """Lay what the roadmap asks for over what exists; all that is the learner's stays."""
    things: dict[Key, Thing] = {key: settle(want, state.get(key), desired) for key, want in desired.things.items()}
    rest = {key: _heal(key, thing) for key, thing in state.items() if key not in things}
    return {**things, **rest}


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
        milestone=want.milestone,
        parent=want.parent if want.parent else have.parent,
    )


def _heal(key: Key, thing: Thing) -> Thing:
    """Close a twin that nobody touched, and take it from its parent."""
    if isinstance(thing, Issue) and "~" in key and not (thing.touched or thing.disputed or thing.closed):
        return replace(thing, closed="duplicate", parent=None)
    return thing


def close_finished(state: State, goal: Goal) -> State:
    """Close tasks whose steps are all ticked, what a closed unit takes with it, finished units and milestones.

    What somebody reopened is never closed again by boxes.
    """
    closed = dict(state)
    for unit in goal.roadmap.units:
        if is_named(unit, goal.settings.without):
            continue
        for task in unit.tasks:
            _close(closed, task.id, _task_reason(closed, unit, task, goal), goal.calendar.now)
        _close(closed, unit.id, _unit_reason(closed, unit, goal.settings), goal.calendar.now)
    closed |= _close_milestones(closed, goal)
    return closed


def find_left(state: State, desired: Desired) -> tuple[Key, ...]:
    """Find the open issues that no roadmap asks for any more."""
    return tuple(
        key
        for key, thing in state.items()
        if isinstance(thing, Issue) and key not in desired.things and "~" not in key and thing.closed is None
    )


def prune(state: State, desired: Desired, *, force: bool) -> State:
    """Close what left the roadmap as not planned; raise UserError when that is much of it, unless forced."""
    left = find_left(state, desired)
    live = [key for key, thing in state.items() if isinstance(thing, Issue) and thing.closed is None]
    if left and not force and len(left) > PRUNE_LIMIT * len(live):
        raise UserError(Problem("run.prune", {"count": len(left), "total": len(live)}))
    closed: dict[Key, Thing] = {}
    for key in left:
        thing = state[key]
        if isinstance(thing, Issue):
            closed[key] = replace(thing, closed="not_planned")
    return {**state, **closed}


def _close(state: dict[Key, Thing], id: str, reason: Closed | None, now: dt.datetime) -> None:
    issue = state.get(f"issue/{id}")
    if reason and isinstance(issue, Issue) and issue.closed is None and not issue.disputed:
        state[f"issue/{id}"] = replace(issue, closed=reason, closed_at=now)


def _task_reason(state: State, unit: Unit, task: Task, goal: Goal) -> Closed | None:
    issue, parent = state.get(f"issue/{task.id}"), state.get(f"issue/{unit.id}")
    if not isinstance(issue, Issue) or is_named(task, goal.settings.without):
        return None
    if isinstance(parent, Issue) and _takes_along(parent, issue):
        return parent.closed
    return "completed" if not issue.reopened and task.steps and _all_ticked(task, issue, goal.settings) else None


def _takes_along(parent: Issue, task: Issue) -> bool:
    """Whether the unit was closed, for good or as not planned, after the task was made and last reopened."""
    if parent.closed not in ("completed", "not_planned") or parent.closed_at is None or task.made_at is None:
        return False
    return max(task.made_at, task.reopened_at or task.made_at) <= parent.closed_at


def _unit_reason(state: State, unit: Unit, settings: Settings) -> Closed | None:
    issue = state.get(f"issue/{unit.id}")
    if not isinstance(issue, Issue) or issue.reopened or not _all_ticked(unit, issue, settings):
        return None
    reasons = set(_task_states(state, unit, settings))
    if None in reasons or not (reasons or unit.steps):
        return None
    return "not_planned" if reasons == {"not_planned"} else "completed"


def _task_states(state: State, unit: Unit, settings: Settings) -> Iterator[Closed | None]:
    for task in unit.tasks:
        if not is_named(task, settings.without):
            issue = state.get(f"issue/{task.id}")
            yield issue.closed if isinstance(issue, Issue) else None


def _all_ticked(owner: Unit | Task, issue: Issue, settings: Settings) -> bool:
    ticks = find_ticks(issue.body)
    return all(ticks.get(step.id, False) for step in owner.steps if not is_named(step, settings.without))


def _close_milestones(state: State, goal: Goal) -> dict[Key, Thing]:
    counted = counted_ids(goal.roadmap, goal.settings, state)
    issues: dict[Key, list[Issue]] = {}
    for key, thing in state.items():
        if isinstance(thing, Issue) and thing.milestone and key.removeprefix("issue/") in counted:
            issues.setdefault(thing.milestone, []).append(thing)
    return {
        key: replace(milestone, closed=_is_reached(milestone, issues[key]))
        for key, milestone in state.items()
        if isinstance(milestone, Milestone) and key in issues
    }


def _is_reached(milestone: Milestone, issues: list[Issue]) -> bool:
    """Whether all that counts is closed; one that a person closed early stays closed until new work comes up."""
    still_open = [issue for issue in issues if issue.closed is None]
    closed_at = milestone.closed_at
    if not still_open or not milestone.closed or closed_at is None:
        return not still_open
    return all(
        issue.made_at and max(issue.made_at, issue.reopened_at or issue.made_at) <= closed_at for issue in still_open
    )
