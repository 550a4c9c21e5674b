"""The REST calls of projects: set an item's fields, make a view, show a project, its fields, an item (F3.37–F3.42)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from github_twin import project_edits as edits
from github_twin.project_access import READ, WRITE, check_write, find_barrier, make_refusal, sees
from github_twin.project_objects import render_card, render_field, render_project, render_view
from github_twin.projects import LAYOUTS, NOT_GROUPABLE, Card, Project
from github_twin.refusals import RefusedError
from github_twin.rest_call import Body, Call
from github_twin.world import Token

VIEW_KEYS = ("name", "layout", "filter", "visible_fields", "sort_by", "group_by", "vertical_group_by")


def _need_project(call: Call, shelf: str, owner: str, number: str, *, write: bool = False) -> Project:
    """Find the project of a path, or refuse: a token that may not see it is told that there is none."""
    user = call.world.users.get(owner)
    kind = {"orgs": "Organization", "users": "User"}[shelf]
    project = edits.find_project(call.world, owner, int(number)) if user and user.kind == kind else None
    _check_scope(call.token, WRITE if write else READ)
    barrier = find_barrier(call.world, call.token, owner, write=write) if user else None
    if barrier or project is None or not sees(project, call.token):
        raise barrier or RefusedError("not-found")
    if write:
        check_write(call.world, call.token, project, "UpdateProjectV2")
    return project


def _check_scope(token: Token, scope: str) -> None:
    if token.kind == "classic" and not token.scopes & {scope, WRITE}:
        raise make_refusal("projectV2", scope, token)


def _need_card(project: Project, id: str) -> Card:
    card = project.cards.get(int(id))
    if card is None:
        raise RefusedError("not-found")
    return card


def show_project(call: Call, shelf: str, owner: str, number: str) -> tuple[int, Body]:
    """Show a project."""
    return 200, render_project(call.world, _need_project(call, shelf, owner, number))


def list_fields(call: Call, shelf: str, owner: str, number: str) -> tuple[int, Body]:
    """List a project's fields, fifty at most."""
    project = _need_project(call, shelf, owner, number)
    return 200, [render_field(call.world, project, one) for one in project.fields]


def show_item(call: Call, shelf: str, owner: str, number: str, id: str) -> tuple[int, Body]:
    """Show an item with all its values."""
    project = _need_project(call, shelf, owner, number)
    return 200, render_card(call.world, call.token, project, _need_card(project, id))


def update_item(call: Call, shelf: str, owner: str, number: str, id: str) -> tuple[int, Body]:
    """Set several fields of an item, all or none; null clears one (F3.42)."""
    project = _need_project(call, shelf, owner, number, write=True)
    card = _need_card(project, id)
    fields = call.given.get("fields")
    if not isinstance(fields, list):
        raise _invalid('"fields" wasn\'t supplied.')
    for one in fields:
        if not isinstance(one, dict) or not {"id", "value"} <= one.keys() or not isinstance(one["id"], int):
            raise _invalid('For \'items/fields\', an integer "id" and a "value" are required.')
    call.world = edits.set_values(call.world, project, card, {one["id"]: one["value"] for one in fields})
    newest = call.world.projects[project.id]
    return 200, render_card(call.world, call.token, newest, newest.cards[card.id])


def create_view(call: Call, shelf: str, owner: str, number: str) -> tuple[int, Body]:
    """Make a view (F3.38); a user is named by id here, an organization by its login."""
    if shelf == "users":
        found = next((one.login for one in call.world.users.values() if str(one.id) == owner), None)
        if found is None:
            raise RefusedError("not-found")
        owner = found
    project = _need_project(call, shelf, owner, number, write=True)
    _check_view(project, call.given)
    call.world, view = edits.create_view(call.world, project, call.token.user, call.given)
    return 201, render_view(call.world, call.world.projects[project.id], view)


def _check_view(project: Project, given: Mapping[str, Any]) -> None:
    """Refuse a body that the published description does not allow, and fields that are not there or not fit."""
    for key in sorted(set(given) - set(VIEW_KEYS)):
        raise _invalid(f'"{key}" is not a permitted key.')
    for key in ("name", "layout"):
        if not isinstance(given.get(key), str) or not given[key].strip():
            raise _invalid(f'"{key}" wasn\'t supplied.')
    if given["layout"] not in LAYOUTS:
        raise _invalid(f'{given["layout"]} is not a member of ["table", "board", "roadmap"].')
    if given["layout"] == "roadmap" and given.get("visible_fields"):
        raise RefusedError("view-invalid", field="visible_fields", value=given["visible_fields"])
    for key in ("visible_fields", "group_by", "vertical_group_by"):
        _check_ids(project, key, given.get(key) or [])
    pairs = given.get("sort_by") or []
    if any(not isinstance(pair, list) or len(pair) != 2 or pair[1] not in ("asc", "desc") for pair in pairs):
        raise RefusedError("view-invalid", field="sort_by", value=pairs)
    _check_ids(project, "sort_by", [pair[0] for pair in pairs])


def _check_ids(project: Project, key: str, ids: Any) -> None:
    found = [project.field(one) for one in ids] if isinstance(ids, list) else [None]
    is_group = key.endswith("group_by")
    unfit = [one for one in found if one is None or (is_group and one.sort in NOT_GROUPABLE)]
    if unfit or (is_group and len(found) > 1):
        raise RefusedError("view-invalid", field=key, value=ids)


def _invalid(words: str) -> RefusedError:
    return RefusedError("invalid-request", words=words)


HERE = "/(?P<shelf>users|orgs)/{owner}/projectsV2/{number}"
ROUTES: list[tuple[str, str, Callable[..., tuple[int, Body]]]] = [
    ("GET", HERE, show_project),
    ("GET", f"{HERE}/fields", list_fields),
    ("GET", f"{HERE}/items/(?P<id>\\d+)", show_item),
    ("PATCH", f"{HERE}/items/(?P<id>\\d+)", update_item),
    ("POST", f"{HERE}/views", create_view),
]
