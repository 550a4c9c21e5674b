"""Projects, their fields, items and views as the objects of GitHub's REST answers."""

from __future__ import annotations

from typing import Any

from github_twin import tokens
from github_twin.issue_objects import render_issue
from github_twin.nodes import find_field_type, find_issue_type, make_id
from github_twin.objects import Object, render_time, render_user
from github_twin.projects import Card, Field, Option, Project, View
from github_twin.repositories import Issue, Repository
from github_twin.world import Token, World, find_repository_by_id


def make_project_path(world: World, project: Project) -> str:
    """Make the part of a project's addresses that says whose it is."""
    owner = world.users[project.owner]
    if owner.kind == "Organization":
        return f"orgs/{project.owner}"
    return f"users/{project.owner}"


def make_project_api_url(world: World, project: Project) -> str:
    """Make a project's address in the API."""
    path = make_project_path(world, project)
    return f"{world.url}/{path}/projectsV2/{project.number}"


def make_project_url(world: World, project: Project) -> str:
    """Make the address of a project's page."""
    path = make_project_path(world, project)
    return f"{world.site}/{path}/projects/{project.number}"


def render_project(world: World, project: Project) -> Object:
    """Render a project."""
    return {
        "id": project.id,
        "node_id": make_id("ProjectV2", project.id),
        "owner": render_user(world, project.owner),
        "creator": render_user(world, project.creator),
        "title": project.title,
        "description": project.readme or None,
        "short_description": project.about or None,
        "public": project.public,
        "number": project.number,
        "state": _name_state(project),
        "created_at": render_time(project.made_at),
        "updated_at": render_time(project.updated_at),
        "closed_at": render_time(project.closed_at),
        "deleted_at": None,
        "deleted_by": None,
        "is_template": False,
    }


def _name_state(project: Project) -> str:
    if project.closed_at:
        return "closed"
    return "open"


def render_field(world: World, project: Project, field: Field) -> Object:
    """Render a field; only one with options tells of them."""
    kind = find_field_type(field)
    shown = {
        "id": field.id,
        "node_id": make_id(kind, project.id, field.id),
        "project_url": make_project_api_url(world, project),
        "name": field.name,
        "data_type": field.sort.lower(),
        "created_at": render_time(field.made_at),
        "updated_at": render_time(field.made_at),
    }
    if field.options:
        shown["options"] = [_render_option(one) for one in field.options]
    return shown


def _render_option(option: Option) -> Object:
    return {
        "id": option.id,
        "name": _render_text(option.name),
        "color": option.color,
        "description": _render_text(option.description),
    }


def _render_text(text: str) -> Object:
    return {"raw": text, "html": text}


def render_card(world: World, token: Token, project: Project, card: Card) -> Object:
    """Render an item with its content and its custom values."""
    home = find_repository_by_id(world, card.home)
    assert home
    issue = home.issues[card.number]
    api = make_project_api_url(world, project)
    fields = [one for one in project.fields if not one.is_built_in or one.options]
    return {
        "id": card.id,
        "node_id": make_id("ProjectV2Item", project.id, card.id),
        "project_url": api,
        "item_url": f"{api}/items/{card.id}",
        "content_type": find_issue_type(issue),
        "content": _render_content(world, token, home, issue),
        "creator": render_user(world, card.creator),
        "created_at": render_time(card.made_at),
        "updated_at": render_time(card.updated_at),
        "archived_at": render_time(card.archived_at),
        "fields": [_render_value(card, one) for one in fields],
    }


def _render_content(world: World, token: Token, home: Repository, issue: Issue) -> Object | None:
    """Render the issue of an item; what the token may not see is hidden (F4.15)."""
    if not tokens.sees(world, token, home):
        return None
    return render_issue(world, home, issue)


def _render_value(card: Card, field: Field) -> Object:
    return {
        "id": field.id,
        "name": field.name,
        "data_type": field.sort.lower(),
        "value": _render_held(card, field),
    }


def _render_held(card: Card, field: Field) -> Any:
    value = card.values.get(field.id)
    if value is None:
        return None
    option = field.option(str(value.held))
    if option is None:
        return value.held
    return _render_option(option)


def render_view(world: World, project: Project, view: View) -> Object:
    """Render a view."""
    page = make_project_url(world, project)
    return {
        "id": view.id,
        "number": view.number,
        "name": view.name,
        "layout": view.layout,
        "node_id": make_id("ProjectV2View", project.id, view.id),
        "project_url": make_project_api_url(world, project),
        "html_url": f"{page}/views/{view.number}",
        "creator": render_user(world, view.creator),
        "created_at": render_time(view.made_at),
        "updated_at": render_time(view.updated_at),
        "filter": view.filter,
        "visible_fields": list(view.visible_fields),
        "sort_by": [list(pair) for pair in view.sort_by],
        "group_by": list(view.group_by),
        "vertical_group_by": list(view.vertical_group_by),
    }
