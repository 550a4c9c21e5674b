"""What can be done to milestones: make, edit and delete, by REST only (F3.8–F3.13, F4.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from github_twin.clock import stamp
from github_twin.refusals import RefusedError
from github_twin.repositories import Milestone, Repository
from github_twin.world import World, put_repository, take_id

PACIFIC = ZoneInfo("America/Los_Angeles")


def floor_due(text: str | None) -> dt.datetime | None:
    """Floor a due date to midnight Pacific, as GitHub does: `2020-09-24T06:59:00Z` is still the 23rd (F3.13)."""
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise RefusedError("due-invalid", value=text) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    day = moment.astimezone(PACIFIC).date()
    return dt.datetime.combine(day, dt.time(), PACIFIC).astimezone(dt.UTC)


def create_milestone(
    world: World, repository: Repository, creator: str, fields: Mapping[str, str | None]
) -> tuple[World, Milestone]:
    """Make a milestone from `title`, `description`, `due_on` and `state`."""
    world, new_id = take_id(world)
    number = max(repository.milestones, default=0) + 1
    now = stamp(world)
    blank = Milestone(new_id, number, "", None, None, creator, now, now)
    return edit_milestone(world, repository, blank, fields)


def edit_milestone(
    world: World, repository: Repository, milestone: Milestone, fields: Mapping[str, str | None]
) -> tuple[World, Milestone]:
    """Change what `fields` names of a milestone."""
    now = stamp(world)
    title = str(fields.get("title") or milestone.title)
    if not title:
        raise RefusedError("milestone-title")
    if any(one.title == title and one.number != milestone.number for one in repository.milestones.values()):
        raise RefusedError("milestone-exists")
    closed_at = milestone.closed_at
    if fields.get("state") not in (None, "open", "closed"):
        raise RefusedError("milestone-state", value=fields["state"])
    if fields.get("state"):
        closed_at = (closed_at or now) if fields["state"] == "closed" else None
    changed = replace(
        milestone,
        title=title,
        description=fields.get("description", milestone.description),
        due_on=floor_due(fields["due_on"]) if "due_on" in fields else milestone.due_on,
        closed_at=closed_at,
        updated_at=now,
    )
    shelf = {**repository.milestones, changed.number: changed}
    return put_repository(world, replace(repository, milestones=shelf)), changed


def delete_milestone(world: World, repository: Repository, number: int) -> World:
    """Delete a milestone; its issues stay, without one (F3.11)."""
    if number not in repository.milestones:
        raise RefusedError("not-found")
    issues = {
        key: replace(issue, milestone=None) if issue.milestone == number else issue
        for key, issue in repository.issues.items()
    }
    shelf = {key: one for key, one in repository.milestones.items() if key != number}
    return put_repository(world, replace(repository, milestones=shelf, issues=issues))
