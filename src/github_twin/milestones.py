"""What can be done to milestones: make, edit and delete, by REST only (F3.8–F3.13, F4.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from github_twin.clock import stamp
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Milestone, Repository
from github_twin.world import World, put_repository, take_id

PACIFIC = ZoneInfo("America/Los_Angeles")
STATES = ("open", "closed")
Fields = Mapping[str, str | None]


def floor_due(text: str | None) -> dt.datetime | None:
    """Floor a due date to midnight Pacific: `2020-09-24T06:59:00Z` is still the 23rd (F3.13)."""
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise RefusedError("due-invalid", value=text) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    day = moment.astimezone(PACIFIC).date()
    midnight = dt.datetime.combine(day, dt.time(), PACIFIC)
    return midnight.astimezone(dt.UTC)


def create_milestone(
    world: World, repository: Repository, creator: str, fields: Fields
) -> tuple[World, Milestone]:
    """Make a milestone from `title`, `description`, `due_on` and `state`."""
    world, new_id = take_id(world)
    number = max(repository.milestones, default=0) + 1
    now = stamp(world)
    blank = Milestone(new_id, number, "", None, None, creator, now, now)
    return edit_milestone(world, repository, blank, fields)


def edit_milestone(
    world: World, repository: Repository, milestone: Milestone, fields: Fields
) -> tuple[World, Milestone]:
    """Change what `fields` names of a milestone."""
    title = str(fields.get("title") or milestone.title)
    _check_title(repository, milestone, title)
    now = stamp(world)
    closed_at = _find_closed_at(milestone, fields, now)
    due_on = milestone.due_on
    if "due_on" in fields:
        due_on = floor_due(fields["due_on"])
    changed = replace(
        milestone,
        title=title,
        description=fields.get("description", milestone.description),
        due_on=due_on,
        closed_at=closed_at,
        updated_at=now,
    )
    milestones = {**repository.milestones, changed.number: changed}
    return put_repository(world, replace(repository, milestones=milestones)), changed


def _check_title(repository: Repository, milestone: Milestone, title: str) -> None:
    if not title:
        raise RefusedError("milestone-title")
    for other in repository.milestones.values():
        if other.title == title and other.number != milestone.number:
            raise RefusedError("milestone-exists")


def _find_closed_at(milestone: Milestone, fields: Fields, now: dt.datetime) -> dt.datetime | None:
    """Find when a milestone was closed, None where it is open; a closed one keeps its time."""
    state = fields.get("state")
    if state is None:
        return milestone.closed_at
    if state not in STATES:
        raise RefusedError("milestone-state", value=state)
    if state == "open":
        return None
    return milestone.closed_at or now


def delete_milestone(world: World, repository: Repository, number: int) -> World:
    """Delete a milestone; its issues stay, without one (F3.11)."""
    if number not in repository.milestones:
        raise RefusedError("not-found")
    issues = {key: _take_out(issue, number) for key, issue in repository.issues.items()}
    milestones = dict(repository.milestones)
    del milestones[number]
    return put_repository(world, replace(repository, milestones=milestones, issues=issues))


def _take_out(issue: Issue, milestone: int) -> Issue:
    if issue.milestone != milestone:
        return issue
    return replace(issue, milestone=None)
