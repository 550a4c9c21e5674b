"""What people do with projects in the page, each as one act like those of `people`, and projects to begin with.

`project` is a project's number; without it the act goes to the first one linked to the repository. Cards are named by
the number of their issue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from github_twin import issues, projects
from github_twin import project_contents as contents
from github_twin import project_edits as edits
from github_twin.actor import Actor, Done
from github_twin.clock import stamp
from github_twin.projects import Card, Field, Project
from github_twin.repositories import Repository
from github_twin.world import World, put_project, put_repository, refresh, take_id

ELSEWHERE = "elsewhere"


def _find(actor: Actor, number: int | None) -> Project:
    linked = edits.find_linked(actor.world, actor.repository)
    found = (
        linked[0] if linked and number is None else edits.find_project(actor.world, actor.repository.owner, number or 0)
    )
    if found is None:
        raise ValueError(f"{actor.repository.full_name} has no project {number or ''}")
    return found


def _find_card(actor: Actor, project: Project, number: int) -> Card:
    card = project.card(actor.repository.id, number)
    if card is None:
        raise ValueError(f"issue {number} is not on project {project.number}")
    return card


def _find_field(project: Project, name: str) -> Field:
    field = project.named(name)
    if field is None:
        raise ValueError(f"project {project.number} has no field {name!r}")
    return field


def _hold(field: Field, value: Any) -> Any:
    """Turn the name of an option into its id."""
    return next((one.id for one in field.options if one.name == value), value)


# Projects


def create_project(actor: Actor, title: str, linked: bool = False, **changes: Any) -> Done:
    """Make a project by hand."""
    draft = edits.Draft(actor.repository.owner, title, actor.repository.id if linked else None)
    world, made = edits.create_project(actor.world, actor.user, draft)
    return edits.edit_project(world, made, **changes), None


def change_project(actor: Actor, project: int | None = None, **changes: Any) -> Done:
    """Change `title`, `about`, `readme` or `public`."""
    return edits.edit_project(actor.world, _find(actor, project), **changes), None


def close_project(actor: Actor, project: int | None = None, on: bool = True) -> Done:
    """Close a project, or open it again."""
    closed_at = stamp(actor.world) if on else None
    return edits.edit_project(actor.world, _find(actor, project), closed_at=closed_at), None


def delete_project(actor: Actor, project: int | None = None) -> Done:
    """Delete a project."""
    return edits.delete_project(actor.world, _find(actor, project)), None


def copy_project(actor: Actor, title: str, project: int | None = None) -> Done:
    """Copy a project, its readme with it, its cards not."""
    return edits.copy_project(actor.world, _find(actor, project), actor.user, title)[0], None


def unlink_project(actor: Actor, project: int | None = None) -> Done:
    """Take the link to the repository away."""
    found = _find(actor, project)
    kept = tuple(one for one in found.repositories if one != actor.repository.id)
    return edits.edit_project(actor.world, found, repositories=kept), None


def grant(actor: Actor, login: str, level: str = "write", project: int | None = None) -> Done:
    """Let somebody read, write or administer a project; `none` takes it back."""
    found = _find(actor, project)
    return edits.edit_project(actor.world, found, collaborators={**found.collaborators, login: level}), None


def switch_rule(actor: Actor, rule: str = projects.CLOSED, on: bool = False, project: int | None = None) -> Done:
    """Switch a built-in workflow off or on."""
    found = _find(actor, project)
    switched = {**found.rules, rule: replace(found.rules[rule], enabled=on)}
    return edits.edit_project(actor.world, found, rules=switched), None


# Fields and cards


def add_field(
    actor: Actor, name: str, sort: str = "TEXT", options: Sequence[str] = (), project: int | None = None
) -> Done:
    """Add a custom field."""
    given = [{"name": one} for one in options]
    return edits.create_field(actor.world, _find(actor, project), name, sort, given)[0], None


def add_option(actor: Actor, field: str, name: str, project: int | None = None) -> Done:
    """Add an option to a field; those that are there stay who they are."""
    found = _find(actor, project)
    target = _find_field(found, field)
    kept: list[Mapping[str, Any]] = [
        {"id": one.id, "name": one.name, "color": one.color, "description": one.description} for one in target.options
    ]
    return edits.set_options(actor.world, found, target, [*kept, {"name": name}])[0], None


def add_card(actor: Actor, number: int, project: int | None = None) -> Done:
    """Add an issue of the repository."""
    return edits.add_card(actor.world, _find(actor, project), actor.repository, number, actor.user)[0], None


def add_foreign_card(actor: Actor, title: str = "Something else", project: int | None = None) -> Done:
    """Add an issue of another repository; its number is one that the repository has, too."""
    found = _find(actor, project)
    world, home = _make_elsewhere(actor.world, actor.repository.owner)
    world, issue = issues.create_issue(world, home, actor.user, issues.Draft(title))
    return edits.add_card(world, found, refresh(world, home), issue.number, actor.user)[0], None


def _make_elsewhere(world: World, owner: str) -> tuple[World, Repository]:
    known = world.repositories.get(f"{owner}/{ELSEWHERE}".lower())
    if known:
        return world, known
    world, new_id = take_id(world)
    now = stamp(world)
    made = Repository(new_id, owner, ELSEWHERE, now, now, now)
    return put_repository(world, made), made


def set_field(actor: Actor, number: int, field: str, value: Any, project: int | None = None) -> Done:
    """Set a field of a card by hand, a choice by its name; None clears it."""
    found = _find(actor, project)
    target = _find_field(found, field)
    card = _find_card(actor, found, number)
    return edits.set_values(actor.world, found, card, {target.id: _hold(target, value)}), None


def move_card(actor: Actor, number: int, status: str | None, project: int | None = None) -> Done:
    """Drag a card to another column."""
    return set_field(actor, number, projects.STATUS, status, project)


def archive_card(actor: Actor, number: int, on: bool = True, project: int | None = None) -> Done:
    """Archive a card, or restore it."""
    found = _find(actor, project)
    return edits.archive_card(actor.world, found, _find_card(actor, found, number), on=on), None


def remove_card(actor: Actor, number: int, project: int | None = None) -> Done:
    """Take a card off the project."""
    found = _find(actor, project)
    return put_project(actor.world, contents.drop_card(found, _find_card(actor, found, number))), None


# Views


def add_view(actor: Actor, name: str, layout: str = "table", project: int | None = None) -> Done:
    """Add a view."""
    return edits.create_view(actor.world, _find(actor, project), actor.user, {"name": name, "layout": layout})[0], None


def change_view(actor: Actor, view: str, project: int | None = None, **changes: Any) -> Done:
    """Change a view's `name`, `layout`, `filter` …"""
    found = _find(actor, project)
    changed = tuple(replace(one, **changes) if one.name == view else one for one in found.views)
    return put_project(actor.world, replace(found, views=changed)), None


def delete_view(actor: Actor, view: str, project: int | None = None) -> Done:
    """Delete a view."""
    found = _find(actor, project)
    return put_project(actor.world, replace(found, views=tuple(one for one in found.views if one.name != view))), None


PROJECT_ACTS: dict[str, Callable[..., Done]] = {
    act.__name__: act
    for act in (
        *(create_project, change_project, close_project, delete_project, copy_project, unlink_project),
        *(grant, switch_rule, add_field, add_option),
        *(add_card, add_foreign_card, set_field, move_card, archive_card, remove_card),
        *(add_view, change_view, delete_view),
    )
}


def seed_projects(world: World, repository: Repository, given: Iterable[Mapping[str, Any]]) -> World:
    """Make projects to begin with, each like {"title", "linked", "items": [1], "fields": {"Phase": "TEXT"}, …}.

    The other keys are those of `create_project`. An item is an issue's number; a field of sort SINGLE_SELECT gets the
    one option `One`.
    """
    for one in given:
        settings = dict(one)
        cards, fields = settings.pop("items", ()), settings.pop("fields", {})
        closed = settings.pop("closed", False)
        actor = Actor(world, repository, repository.owner)
        world, _ = create_project(actor, **settings)
        number = world.project_numbers[repository.owner]
        for name, sort in fields.items():
            options = ("One",) if sort == "SINGLE_SELECT" else ()
            world, _ = add_field(actor.then(world), name, sort, options, number)
        for card in cards:
            world, _ = add_card(actor.then(world), card, number)
        world, _ = close_project(actor.then(world), number, on=True) if closed else (world, None)
    return world
