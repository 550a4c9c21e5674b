"""REST: projects, their fields and items, and a view to be made (F3.37–F3.42)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from github_twin import project_cards as cards
from github_twin import project_edits as edits
from github_twin.project_access import READ, WRITE, check_write, find_barrier, make_refusal, sees
from github_twin.project_objects import render_card, render_field, render_project, render_view
from github_twin.projects import LAYOUTS, NOT_GROUPABLE, Card, Field, Project
from github_twin.refusals import RefusedError
from github_twin.rest_call import Body, Call
from github_twin.world import Token

OWNER_KINDS = {"orgs": "Organization", "users": "User"}
NEEDED = ("name", "layout")
FIELD_LISTS = ("visible_fields", "group_by", "vertical_group_by")
VIEW_KEYS = (*NEEDED, *FIELD_LISTS, "filter", "sort_by")
WAYS = ("asc", "desc")


def show_project(call: Call, shelf: str, owner: str, number: str) -> tuple[int, Body]:
    """Show a project."""
    project = _need_readable(call, shelf, owner, number)
    return 200, render_project(call.world, project)


def list_fields(call: Call, shelf: str, owner: str, number: str) -> tuple[int, Body]:
    """List a project's fields, fifty at most."""
    project = _need_readable(call, shelf, owner, number)
    return 200, [render_field(call.world, project, one) for one in project.fields]


def show_item(call: Call, shelf: str, owner: str, number: str, id: str) -> tuple[int, Body]:
    """Show an item with all its values."""
    project = _need_readable(call, shelf, owner, number)
    card = _need_card(project, id)
    return 200, render_card(call.world, call.token, project, card)


def update_item(call: Call, shelf: str, owner: str, number: str, id: str) -> tuple[int, Body]:
    """Set several fields of an item, all or none; null clears one (F3.42)."""
    project = _need_writable(call, shelf, owner, number)
    card = _need_card(project, id)
    values = _parse_values(call.given.get("fields"))
    call.world = cards.set_values(call.world, project, card, values)
    newest = call.world.projects[project.id]
    return 200, render_card(call.world, call.token, newest, newest.cards[card.id])


def create_view(call: Call, shelf: str, owner: str, number: str) -> tuple[int, Body]:
    """Make a view (F3.38); a user is named by id here, an organization by its login."""
    if shelf == "users":
        owner = _need_login(call, owner)
    project = _need_writable(call, shelf, owner, number)
    _check_view(project, call.given)
    call.world, view = edits.create_view(call.world, project, call.token.user, call.given)
    newest = call.world.projects[project.id]
    return 201, render_view(call.world, newest, view)


# What a path names


def _need_readable(call: Call, shelf: str, owner: str, number: str) -> Project:
    _check_scope(call.token, READ)
    return _need_project(call, shelf, owner, number)


def _need_writable(call: Call, shelf: str, owner: str, number: str) -> Project:
    _check_scope(call.token, WRITE)
    project = _need_project(call, shelf, owner, number, write=True)
    check_write(call.world, call.token, project, "UpdateProjectV2")
    return project


def _check_scope(token: Token, scope: str) -> None:
    if token.kind == "classic" and not token.scopes & {scope, WRITE}:
        raise make_refusal("projectV2", scope, token)


def _need_project(
    call: Call, shelf: str, owner: str, number: str, *, write: bool = False
) -> Project:
    """Find the project of a path, or refuse: who may not see it is told that there is none."""
    user = call.world.users.get(owner)
    if user is None:
        raise RefusedError("not-found")
    barrier = find_barrier(call.world, call.token, owner, write=write)
    if barrier:
        raise barrier
    project = edits.find_project(call.world, owner, int(number))
    if user.kind != OWNER_KINDS[shelf] or project is None or not sees(project, call.token):
        raise RefusedError("not-found")
    return project


def _need_card(project: Project, id: str) -> Card:
    card = project.cards.get(int(id))
    if card is None:
        raise RefusedError("not-found")
    return card


def _need_login(call: Call, id: str) -> str:
    for user in call.world.users.values():
        if str(user.id) == id:
            return user.login
    raise RefusedError("not-found")


# What a body asks


def _parse_values(fields: Any) -> dict[int, Any]:
    """Parse the values to set, by the ids of their fields."""
    if not isinstance(fields, list):
        raise _invalid('"fields" wasn\'t supplied.')
    if not all(_is_value(one) for one in fields):
        raise _invalid('For \'items/fields\', an integer "id" and a "value" are required.')
    return {one["id"]: one["value"] for one in fields}


def _is_value(given: Any) -> bool:
    if not isinstance(given, dict):
        return False
    return "value" in given and isinstance(given.get("id"), int)


def _check_view(project: Project, given: Mapping[str, Any]) -> None:
    """Refuse a body that the published description does not allow, and fields that do not fit."""
    for key in sorted(given):
        if key not in VIEW_KEYS:
            raise _invalid(f'"{key}" is not a permitted key.')
    for key in NEEDED:
        _check_text(key, given.get(key))
    _check_layout(given)
    for key in FIELD_LISTS:
        _check_ids(project, key, given.get(key) or [])
    _check_sorting(project, given.get("sort_by") or [])


def _check_text(key: str, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise _invalid(f'"{key}" wasn\'t supplied.')


def _check_layout(given: Mapping[str, Any]) -> None:
    layout = given["layout"]
    if layout not in LAYOUTS:
        raise _invalid(f'{layout} is not a member of ["table", "board", "roadmap"].')
    shown = given.get("visible_fields")
    if layout == "roadmap" and shown:
        raise RefusedError("view-invalid", field="visible_fields", value=shown)


def _check_sorting(project: Project, pairs: Any) -> None:
    if not all(_is_sorting(pair) for pair in pairs):
        raise RefusedError("view-invalid", field="sort_by", value=pairs)
    _check_ids(project, "sort_by", [pair[0] for pair in pairs])


def _is_sorting(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and pair[1] in WAYS


def _check_ids(project: Project, key: str, ids: Any) -> None:
    """Refuse fields that are not there, or may not group; only one may."""
    refusal = RefusedError("view-invalid", field=key, value=ids)
    if not isinstance(ids, list):
        raise refusal
    found = [project.field(id) for id in ids]
    if None in found:
        raise refusal
    if key.endswith("group_by") and not _may_group(found):
        raise refusal


def _may_group(fields: list[Field | None]) -> bool:
    if len(fields) > 1:
        return False
    return not any(one and one.sort in NOT_GROUPABLE for one in fields)


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
