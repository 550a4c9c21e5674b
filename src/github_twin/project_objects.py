"""Projects, their fields, items and views as the objects of GitHub's REST answers."""

from __future__ import annotations

from typing import Any

from github_twin import tokens
from github_twin.issue_objects import render_issue
from github_twin.nodes import make_field_item, make_id
from github_twin.objects import render_time, render_user
from github_twin.projects import Card, Field, Option, Project, View
from github_twin.world import Token, World

Object = dict[str, Any]


def make_project_api_url(world: World, project: Project) -> str:
    """Make a project's address in the API."""
    shelf = "orgs" if world.users[project.owner].kind == "Organization" else "users"
    return f"{world.url}/{shelf}/{project.owner}/projectsV2/{project.number}"


def make_project_url(world: World, project: Project) -> str:
    """Make the address of a project's page."""
    shelf = "orgs" if world.users[project.owner].kind == "Organization" else "users"
    return f"{world.site}/{shelf}/{project.owner}/projects/{project.number}"


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
        "state": "closed" if project.closed_at else "open",
        "created_at": render_time(project.made_at),
        "updated_at": render_time(project.updated_at),
        "closed_at": render_time(project.closed_at),
        "deleted_at": None,
        "deleted_by": None,
        "is_template": False,
    }


def render_field(world: World, project: Project, field: Field) -> Object:
    """Render a field."""
    options = {"options": [_render_option(one) for one in field.options]} if field.options else {}
    return {
        "id": field.id,
        "node_id": make_id(make_field_item(project, field).type, project.id, field.id),
        "project_url": make_project_api_url(world, project),
        "name": field.name,
        "data_type": field.sort.lower(),
        "created_at": render_time(field.made_at),
        "updated_at": render_time(field.made_at),
        **options,
    }


def _render_option(option: Option) -> Object:
    def twice(text: str) -> Object:
        return {"raw": text, "html": text}

    return {
        "id": option.id,
        "name": twice(option.name),
        "color": option.color,
        "description": twice(option.description),
    }


def render_card(world: World, token: Token, project: Project, card: Card) -> Object:
    """Render an item with its content and its custom values."""
    home = next(one for one in world.repositories.values() if one.id == card.home)
    issue = home.issues[card.number]
    return {
        "id": card.id,
        "node_id": make_id("ProjectV2Item", project.id, card.id),
        "project_url": make_project_api_url(world, project),
        "item_url": f"{make_project_api_url(world, project)}/items/{card.id}",
        "content_type": "PullRequest" if issue.is_pull else "Issue",
        "content": render_issue(world, home, issue) if tokens.sees(world, token, home) else None,
        "creator": render_user(world, card.creator),
        "created_at": render_time(card.made_at),
        "updated_at": render_time(card.updated_at),
        "archived_at": render_time(card.archived_at),
        "fields": [_render_value(card, one) for one in project.fields if not one.is_built_in or one.options],
    }


def _render_value(card: Card, field: Field) -> Object:
    held = card.values[field.id].held if field.id in card.values else None
    option = field.option(str(held)) if field.options else None
    shown = _render_option(option) if option else held
    return {"id": field.id, "name": field.name, "data_type": field.sort.lower(), "value": shown}


def render_view(world: World, project: Project, view: View) -> Object:
    """Render a view."""
    return {
        "id": view.id,
        "number": view.number,
        "name": view.name,
        "layout": view.layout,
        "node_id": make_id("ProjectV2View", project.id, view.id),
        "project_url": make_project_api_url(world, project),
        "html_url": f"{make_project_url(world, project)}/views/{view.number}",
        "creator": render_user(world, view.creator),
        "created_at": render_time(view.made_at),
        "updated_at": render_time(view.updated_at),
        "filter": view.filter,
        "visible_fields": list(view.visible_fields),
        "sort_by": [list(pair) for pair in view.sort_by],
        "group_by": list(view.group_by),
        "vertical_group_by": list(view.vertical_group_by),
    }
