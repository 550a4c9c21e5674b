"""REST: a repository, its settings, and what somebody may do in it."""

from __future__ import annotations

from dataclasses import replace

from github_twin.clock import stamp
from github_twin.objects import render_user
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.repository_objects import render_repository
from github_twin.rest_call import Body, Call
from github_twin.tokens import check_write
from github_twin.world import find_role, put_repository

SETTINGS = {"has_issues", "name"}
# The permission that roles without a name of their own there show as.
PLAIN_ROLES = {"maintain": "write", "triage": "read"}


def show_repository(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Show a repository."""
    repository = call.repository(owner, name)
    role = find_role(call.world, repository, call.user)
    return 200, render_repository(call.world, repository, role)


def change_repository(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Switch Issues on or off; any other setting is a loud 501."""
    repository = call.repository(owner, name)
    if call.token.kind == "actions":
        raise RefusedError("forbidden-integration", permissions="administration=write")
    check_write(call.world, call.token, repository, "UpdateRepository")
    if not call.given.keys() <= SETTINGS:
        asked = sorted(call.given)
        raise RefusedError("not-implemented", method="PATCH", path=f"{call.path} {asked}")
    if "has_issues" in call.given:
        _switch_issues(call, repository)
    return show_repository(call, owner, name)


def _switch_issues(call: Call, repository: Repository) -> None:
    has_issues = bool(call.given["has_issues"])
    now = stamp(call.world)
    changed = replace(repository, has_issues=has_issues, updated_at=now)
    call.world = put_repository(call.world, changed)


def show_permission(call: Call, owner: str, name: str, user: str) -> tuple[int, Body]:
    """Show what somebody may do in a repository."""
    repository = call.repository(owner, name)
    _check_access(call, repository)
    if user not in call.world.users:
        raise RefusedError("not-found")
    role = find_role(call.world, repository, user)
    person = render_user(call.world, user)
    return 200, {
        "permission": PLAIN_ROLES.get(role, role),
        "role_name": role,
        "user": {**person, "role_name": role},
    }


def _check_access(call: Call, repository: Repository) -> None:
    """Refuse whoever may not push: only they may look up others' permissions."""
    if call.token.kind == "actions":
        return
    role = find_role(call.world, repository, call.user)
    if role in ("none", "read"):
        raise RefusedError("not-found")
