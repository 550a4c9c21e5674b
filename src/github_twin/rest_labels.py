"""REST: labels and milestones."""

from __future__ import annotations

import datetime as dt

from github_twin import labels, milestones
from github_twin.issue_objects import render_label, render_milestone
from github_twin.lists import find_listed
from github_twin.refusals import RefusedError
from github_twin.repositories import Milestone
from github_twin.rest_call import Body, Call, cut_page
from github_twin.tokens import check_issues_on, check_read, check_write
from github_twin.world import refresh


def list_labels(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List the labels."""
    repository = call.repository(owner, name)
    seen = find_listed(call.world, repository)
    page = cut_page(call, list(seen.labels.values()))
    return 200, [render_label(call.world, seen, label) for label in page]


def create_label(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Make a label."""
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "CreateLabel")
    given = call.given
    label_name = str(given.get("name", ""))
    color = str(given.get("color", "ededed"))
    draft = labels.Draft(label_name, color, given.get("description"))
    call.world, made = labels.create_label(call.world, repository, draft)
    return 201, render_label(call.world, repository, made)


def list_milestones(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List the milestones, the next one due first."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    seen = find_listed(call.world, repository)
    state = call.query.get("state", "open")
    found = [one for one in seen.milestones.values() if state in (one.state, "all")]
    found.sort(key=_order)
    page = cut_page(call, found)
    return 200, [render_milestone(call.world, seen, milestone) for milestone in page]


def _order(milestone: Milestone) -> tuple[bool, dt.datetime, int]:
    """Order milestones by when they are due, those without a date last."""
    is_undated = milestone.due_on is None
    day = milestone.due_on or milestone.made_at
    return is_undated, day, milestone.number


def create_milestone(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Make a milestone."""
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "CreateMilestone")
    check_issues_on(repository)
    given = call.given
    call.world, made = milestones.create_milestone(call.world, repository, call.user, given)
    newest = refresh(call.world, repository)
    return 201, render_milestone(call.world, newest, made)


def edit_milestone(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Change what the body names of a milestone."""
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "UpdateMilestone")
    milestone = repository.milestones.get(int(number))
    if milestone is None:
        raise RefusedError("not-found")
    given = call.given
    call.world, changed = milestones.edit_milestone(call.world, repository, milestone, given)
    newest = refresh(call.world, repository)
    return 200, render_milestone(call.world, newest, changed)
