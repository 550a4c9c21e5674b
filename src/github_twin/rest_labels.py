"""REST: labels and milestones."""

from __future__ import annotations

from github_twin import labels, milestones
from github_twin.issue_objects import render_label, render_milestone
from github_twin.lists import find_listed
from github_twin.refusals import RefusedError
from github_twin.rest_call import Body, Call, cut_page
from github_twin.tokens import check_issues_on, check_read, check_write
from github_twin.world import refresh


def list_milestones(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List the milestones, the next one due first."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    seen = find_listed(call.world, repository)
    state = call.query.get("state", "open")
    found = [one for one in seen.milestones.values() if state in (one.state, "all")]
    found.sort(key=lambda one: (one.due_on is None, one.due_on or one.made_at, one.number))
    return 200, [render_milestone(call.world, seen, one) for one in cut_page(call, found)]


def create_milestone(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Make a milestone."""
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "CreateMilestone")
    check_issues_on(repository)
    call.world, made = milestones.create_milestone(call.world, repository, call.token.user, call.given)
    return 201, render_milestone(call.world, refresh(call.world, repository), made)


def edit_milestone(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Change what the body names of a milestone."""
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "UpdateMilestone")
    milestone = repository.milestones.get(int(number))
    if milestone is None:
        raise RefusedError("not-found")
    call.world, changed = milestones.edit_milestone(call.world, repository, milestone, call.given)
    return 200, render_milestone(call.world, refresh(call.world, repository), changed)


def list_labels(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List the labels."""
    seen = find_listed(call.world, call.repository(owner, name))
    return 200, [render_label(call.world, seen, one) for one in cut_page(call, list(seen.labels.values()))]


def create_label(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Make a label."""
    repository = call.repository(owner, name)
    check_write(call.world, call.token, repository, "CreateLabel")
    call.world, made = labels.create_label(
        call.world,
        repository,
        labels.Draft(
            str(call.given.get("name", "")), str(call.given.get("color", "ededed")), call.given.get("description")
        ),
    )
    return 201, render_label(call.world, repository, made)
