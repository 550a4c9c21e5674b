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
from github_twin.projects import Card, Field, Project
from github_twin.scene import Done, Scene
from github_twin.world import Repository, World, put_project, put_repository, stamp, take_id

ELSEWHERE = "elsewhere"


def _find(scene: Scene, number: int | None) -> Project:
    linked = edits.find_linked(scene.world, scene.repository)
    found = (
        linked[0] if linked and number is None else edits.find_project(scene.world, scene.repository.owner, number or 0)
    )
    if found is None:
        raise ValueError(f"{scene.repository.full_name} has no project {number or ''}")
    return found


def _find_card(scene: Scene, project: Project, number: int) -> Card:
    card = project.card(scene.repository.id, number)
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


def create_project(scene: Scene, title: str, linked: bool = False, **changes: Any) -> Done:
    """Make a project by hand."""
    draft = edits.Draft(scene.repository.owner, title, scene.repository.id if linked else None)
    world, made = edits.create_project(scene.world, scene.user, draft)
    return edits.edit_project(world, made, **changes), None


def change_project(scene: Scene, project: int | None = None, **changes: Any) -> Done:
    """Change `title`, `about`, `readme` or `public`."""
    return edits.edit_project(scene.world, _find(scene, project), **changes), None


def close_project(scene: Scene, project: int | None = None, on: bool = True) -> Done:
    """Close a project, or open it again."""
    closed_at = stamp(scene.world) if on else None
    return edits.edit_project(scene.world, _find(scene, project), closed_at=closed_at), None


def delete_project(scene: Scene, project: int | None = None) -> Done:
    """Delete a project."""
    return edits.delete_project(scene.world, _find(scene, project)), None


def copy_project(scene: Scene, title: str, project: int | None = None) -> Done:
    """Copy a project, its readme with it, its cards not."""
    return edits.copy_project(scene.world, _find(scene, project), scene.user, title)[0], None


def unlink_project(scene: Scene, project: int | None = None) -> Done:
    """Take the link to the repository away."""
    found = _find(scene, project)
    kept = tuple(one for one in found.repositories if one != scene.repository.id)
    return edits.edit_project(scene.world, found, repositories=kept), None


def grant(scene: Scene, login: str, level: str = "write", project: int | None = None) -> Done:
    """Let somebody read, write or administer a project; `none` takes it back."""
    found = _find(scene, project)
    return edits.edit_project(scene.world, found, collaborators={**found.collaborators, login: level}), None


def switch_rule(scene: Scene, rule: str = projects.CLOSED, on: bool = False, project: int | None = None) -> Done:
    """Switch a built-in workflow off or on."""
    found = _find(scene, project)
    switched = {**found.rules, rule: replace(found.rules[rule], enabled=on)}
    return edits.edit_project(scene.world, found, rules=switched), None


# Fields and cards


def add_field(
    scene: Scene, name: str, sort: str = "TEXT", options: Sequence[str] = (), project: int | None = None
) -> Done:
    """Add a custom field."""
    given = [{"name": one} for one in options]
    return edits.create_field(scene.world, _find(scene, project), name, sort, given)[0], None


def add_option(scene: Scene, field: str, name: str, project: int | None = None) -> Done:
    """Add an option to a field; those that are there stay who they are."""
    found = _find(scene, project)
    target = _find_field(found, field)
    kept: list[Mapping[str, Any]] = [
        {"id": one.id, "name": one.name, "color": one.color, "description": one.description} for one in target.options
    ]
    return edits.set_options(scene.world, found, target, [*kept, {"name": name}])[0], None


def add_card(scene: Scene, number: int, project: int | None = None) -> Done:
    """Add an issue of the repository."""
    return edits.add_card(scene.world, _find(scene, project), scene.repository, number, scene.user)[0], None


def add_foreign_card(scene: Scene, title: str = "Something else", project: int | None = None) -> Done:
    """Add an issue of another repository; its number is one that the repository has, too."""
    found = _find(scene, project)
    world, home = _make_elsewhere(scene.world, scene.repository.owner)
    world, issue = issues.create_issue(world, home, scene.user, issues.Draft(title))
    return edits.add_card(world, found, issues.refresh(world, home), issue.number, scene.user)[0], None


def _make_elsewhere(world: World, owner: str) -> tuple[World, Repository]:
    known = world.repositories.get(f"{owner}/{ELSEWHERE}".lower())
    if known:
        return world, known
    world, new_id = take_id(world)
    now = stamp(world)
    made = Repository(new_id, owner, ELSEWHERE, now, now, now)
    return put_repository(world, made), made


def set_field(scene: Scene, number: int, field: str, value: Any, project: int | None = None) -> Done:
    """Set a field of a card by hand, a choice by its name; None clears it."""
    found = _find(scene, project)
    target = _find_field(found, field)
    card = _find_card(scene, found, number)
    return edits.set_values(scene.world, found, card, {target.id: _hold(target, value)}), None


def move_card(scene: Scene, number: int, status: str | None, project: int | None = None) -> Done:
    """Drag a card to another column."""
    return set_field(scene, number, projects.STATUS, status, project)


def archive_card(scene: Scene, number: int, on: bool = True, project: int | None = None) -> Done:
    """Archive a card, or restore it."""
    found = _find(scene, project)
    return edits.archive_card(scene.world, found, _find_card(scene, found, number), on=on), None


def remove_card(scene: Scene, number: int, project: int | None = None) -> Done:
    """Take a card off the project."""
    found = _find(scene, project)
    return put_project(scene.world, contents.drop_card(found, _find_card(scene, found, number))), None


# Views


def add_view(scene: Scene, name: str, layout: str = "table", project: int | None = None) -> Done:
    """Add a view."""
    return edits.create_view(scene.world, _find(scene, project), scene.user, {"name": name, "layout": layout})[0], None


def change_view(scene: Scene, view: str, project: int | None = None, **changes: Any) -> Done:
    """Change a view's `name`, `layout`, `filter` …"""
    found = _find(scene, project)
    changed = tuple(replace(one, **changes) if one.name == view else one for one in found.views)
    return put_project(scene.world, replace(found, views=changed)), None


def delete_view(scene: Scene, view: str, project: int | None = None) -> Done:
    """Delete a view."""
    found = _find(scene, project)
    return put_project(scene.world, replace(found, views=tuple(one for one in found.views if one.name != view))), None


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
        scene = Scene(world, repository, repository.owner)
        world, _ = create_project(scene, **settings)
        number = world.project_numbers[repository.owner]
        for name, sort in fields.items():
            options = ("One",) if sort == "SINGLE_SELECT" else ()
            world, _ = add_field(scene.then(world), name, sort, options, number)
        for card in cards:
            world, _ = add_card(scene.then(world), card, number)
        world, _ = close_project(scene.then(world), number, on=True) if closed else (world, None)
    return world
