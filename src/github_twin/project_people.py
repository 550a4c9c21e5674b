"""What people do with projects in the page, each as one act like those of `people`.

`project` is a project's number; without it the act goes to the first one linked to the repository.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from github_twin import project_edits as edits
from github_twin import projects
from github_twin.actor import Actor, Done
from github_twin.clock import stamp
from github_twin.projects import Field, Option, Project
from github_twin.world import put_project

# Projects


def create_project(actor: Actor, title: str, linked: bool = False, **changes: Any) -> Done:
    """Make a project by hand."""
    home = actor.repository
    draft = edits.Draft(home.owner, title)
    if linked:
        draft = replace(draft, repository=home.id)
    world, made = edits.create_project(actor.world, actor.user, draft)
    return edits.edit_project(world, made, **changes), None


def change_project(actor: Actor, project: int | None = None, **changes: Any) -> Done:
    """Change `title`, `about`, `readme` or `public`."""
    found = need_project(actor, project)
    return edits.edit_project(actor.world, found, **changes), None


def close_project(actor: Actor, project: int | None = None, on: bool = True) -> Done:
    """Close a project, or open it again."""
    found = need_project(actor, project)
    closed_at = None
    if on:
        closed_at = stamp(actor.world)
    return edits.edit_project(actor.world, found, closed_at=closed_at), None


def delete_project(actor: Actor, project: int | None = None) -> Done:
    """Delete a project."""
    found = need_project(actor, project)
    return edits.delete_project(actor.world, found), None


def copy_project(actor: Actor, title: str, project: int | None = None) -> Done:
    """Copy a project, its readme with it, its cards not."""
    found = need_project(actor, project)
    world, _ = edits.copy_project(actor.world, found, actor.user, title)
    return world, None


def unlink_project(actor: Actor, project: int | None = None) -> Done:
    """Take the link to the repository away."""
    found = need_project(actor, project)
    kept = tuple(id for id in found.repositories if id != actor.repository.id)
    return edits.edit_project(actor.world, found, repositories=kept), None


def grant(actor: Actor, login: str, level: str = "write", project: int | None = None) -> Done:
    """Let somebody read, write or administer a project; `none` takes it back."""
    found = need_project(actor, project)
    people = {**found.collaborators, login: level}
    return edits.edit_project(actor.world, found, collaborators=people), None


def switch_rule(
    actor: Actor, rule: str = projects.CLOSED, on: bool = False, project: int | None = None
) -> Done:
    """Switch a built-in workflow off or on."""
    found = need_project(actor, project)
    switched = replace(found.rules[rule], enabled=on)
    rules = {**found.rules, rule: switched}
    return edits.edit_project(actor.world, found, rules=rules), None


# Fields


def add_field(
    actor: Actor,
    name: str,
    sort: str = "TEXT",
    options: Sequence[str] = (),
    project: int | None = None,
) -> Done:
    """Add a custom field."""
    found = need_project(actor, project)
    given = [{"name": one} for one in options]
    world, _ = edits.create_field(actor.world, found, name, sort, given)
    return world, None


def add_option(actor: Actor, field: str, name: str, project: int | None = None) -> Done:
    """Add an option to a field; those that are there stay who they are."""
    found = need_project(actor, project)
    target = need_field(found, field)
    given = [_keep_option(one) for one in target.options]
    given.append({"name": name})
    world, _ = edits.set_options(actor.world, found, target, given)
    return world, None


def rename_field(actor: Actor, field: str, name: str, project: int | None = None) -> Done:
    """Give a field another name; it keeps its id."""
    found = need_project(actor, project)
    target = need_field(found, field)
    renamed = [replace(one, name=name) if one == target else one for one in found.fields]
    return put_project(actor.world, replace(found, fields=tuple(renamed))), None


def rename_option(
    actor: Actor, field: str, option: str, name: str, project: int | None = None
) -> Done:
    """Give an option of a field another name; it keeps its id."""
    found = need_project(actor, project)
    target = need_field(found, field)
    given = [_keep_option(one) for one in target.options]
    named = [{**one, "name": name} if one["name"] == option else one for one in given]
    world, _ = edits.set_options(actor.world, found, target, named)
    return world, None


def _keep_option(option: Option) -> Mapping[str, Any]:
    return {
        "id": option.id,
        "name": option.name,
        "color": option.color,
        "description": option.description,
    }


# Views


def add_view(actor: Actor, name: str, layout: str = "table", project: int | None = None) -> Done:
    """Add a view."""
    found = need_project(actor, project)
    given = {"name": name, "layout": layout}
    world, _ = edits.create_view(actor.world, found, actor.user, given)
    return world, None


def change_view(actor: Actor, view: str, project: int | None = None, **changes: Any) -> Done:
    """Change a view's `name`, `layout`, `filter` …"""
    found = need_project(actor, project)
    views = list(found.views)
    for index, one in enumerate(views):
        if one.name == view:
            views[index] = replace(one, **changes)
    changed = replace(found, views=tuple(views))
    return put_project(actor.world, changed), None


def delete_view(actor: Actor, view: str, project: int | None = None) -> Done:
    """Delete a view."""
    found = need_project(actor, project)
    kept = tuple(one for one in found.views if one.name != view)
    return put_project(actor.world, replace(found, views=kept)), None


# What an act names


def need_project(actor: Actor, number: int | None) -> Project:
    """Find a project by its number, or the first one linked to the repository."""
    found = _find_project(actor, number)
    if found is None:
        raise ValueError(f"{actor.repository.full_name} has no project {number or ''}")
    return found


def _find_project(actor: Actor, number: int | None) -> Project | None:
    if number is not None:
        return edits.find_project(actor.world, actor.repository.owner, number)
    linked = edits.find_linked(actor.world, actor.repository)
    return next(iter(linked), None)


def need_field(project: Project, name: str) -> Field:
    """Find a field by its name."""
    field = project.named(name)
    if field is None:
        raise ValueError(f"project {project.number} has no field {name!r}")
    return field
