"""What can be done to projects, their fields and views, the same for GraphQL, REST and people."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from github_twin import project_contents as contents
from github_twin.clock import stamp
from github_twin.projects import BUILT_IN, Field, Option, Project, View, make_fields
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.world import World, drop_project, put_project, take_id


def find_project(world: World, owner: str, number: int) -> Project | None:
    """Find a project by its owner's login and its number."""
    for project in world.projects.values():
        if project.owner == owner and project.number == number:
            return project
    return None


def find_linked(world: World, repository: Repository) -> list[Project]:
    """Find the projects linked to a repository, by number."""
    linked = [one for one in world.projects.values() if repository.id in one.repositories]
    return sorted(linked, key=lambda one: one.number)


@dataclass(frozen=True, slots=True)
class Draft:
    """A project about to be made."""

    owner: str
    title: str
    repository: int | None = None


def create_project(world: World, creator: str, draft: Draft) -> tuple[World, Project]:
    """Make a private project: built-in fields, one table, two workflows (F4.11–F4.15)."""
    _check_title(draft.title)
    world, first = _take_ids(world, len(BUILT_IN) + 2)
    now = stamp(world)
    linked: tuple[int, ...] = ()
    if draft.repository:
        linked = (draft.repository,)
    made = Project(
        id=first,
        number=_next_number(world, draft.owner),
        owner=draft.owner,
        creator=creator,
        title=draft.title,
        made_at=now,
        updated_at=now,
        repositories=linked,
        collaborators={creator: "admin"},
        fields=make_fields(first + 1, now),
    )
    made = _add_first_view(made, world.last_id, now)
    return put_project(world, made), made


def _check_title(title: str) -> None:
    if not title.strip():
        raise RefusedError("project-title")


def _take_ids(world: World, count: int) -> tuple[World, int]:
    """Give out several database ids in a row; return the first."""
    first = world.last_id + 1
    last = world.last_id + count
    return replace(world, last_id=last), first


def _next_number(world: World, owner: str) -> int:
    """Return the owner's next number; one that was deleted is not given again."""
    return world.project_numbers.get(owner, 0) + 1


def _add_first_view(project: Project, id: int, now: dt.datetime) -> Project:
    shown = contents.find_shown(project)
    view = View(id, 0, "View 1", "table", project.creator, now, now, visible_fields=shown)
    return contents.add_view(project, view)


def edit_project(world: World, project: Project, /, **changes: Any) -> World:
    """Change a project by the names of its record."""
    if "title" in changes:
        _check_title(str(changes["title"]))
    edited = replace(project, updated_at=stamp(world), **changes)
    return put_project(world, edited)


def delete_project(world: World, project: Project) -> World:
    """Delete a project with all it holds."""
    return drop_project(world, project)


def copy_project(world: World, project: Project, creator: str, title: str) -> tuple[World, Project]:
    """Copy a project with readme, fields, views and workflows, but without its cards and links."""
    world, made = create_project(world, creator, Draft(project.owner, title))
    size = len(project.fields)
    world, first = _take_ids(world, size + len(project.views))
    fields = {one.id: replace(one, id=id) for id, one in enumerate(project.fields, first)}
    ids = {old: new.id for old, new in fields.items()}
    views = [_copy_view(one, id, ids) for id, one in enumerate(project.views, first + size)]
    copied = replace(
        made,
        about=project.about,
        readme=project.readme,
        fields=tuple(fields.values()),
        views=tuple(views),
        last_view=project.last_view,
        rules=project.rules,
    )
    return put_project(world, copied), copied


def _copy_view(view: View, id: int, ids: Mapping[int, int]) -> View:
    """Copy a view; `ids` tells the new id of each field."""
    return replace(
        view,
        id=id,
        visible_fields=tuple(ids[one] for one in view.visible_fields),
        sort_by=tuple((ids[one], way) for one, way in view.sort_by),
        group_by=tuple(ids[one] for one in view.group_by),
        vertical_group_by=tuple(ids[one] for one in view.vertical_group_by),
    )


# Fields


def create_field(
    world: World, project: Project, name: str, sort: str, options: Iterable[Mapping[str, Any]] = ()
) -> tuple[World, Field]:
    """Make a custom field; its options all get new ids."""
    world, new_id = take_id(world)
    made: list[Option] = []
    for one in options:
        world, id = _take_option_id(world)
        made.append(_make_option(id, one))
    if sort != "SINGLE_SELECT":
        made = []
    new = Field(new_id, name, sort, stamp(world), tuple(made))
    project = contents.add_field(project, new)
    return put_project(world, project), new


def set_options(
    world: World, project: Project, target: Field, options: Iterable[Mapping[str, Any]]
) -> tuple[World, Field]:
    """Overwrite the options of a field: those that come with their id stay who they are (F4.7)."""
    if target.sort != "SINGLE_SELECT":
        raise RefusedError("options-misplaced")
    made: list[Option] = []
    for one in options:
        id = one.get("id")
        if not id:
            world, id = _take_option_id(world)
        elif target.option(id) is None:
            raise RefusedError("option-unknown", id=id)
        made.append(_make_option(id, one))
    project, new = contents.replace_options(project, target, made)
    return put_project(world, project), new


def _take_option_id(world: World) -> tuple[World, str]:
    world, number = take_id(world)
    digest = hashlib.sha256(str(number).encode())
    return world, digest.hexdigest()[:8]


def _make_option(id: str, given: Mapping[str, Any]) -> Option:
    color = given.get("color", "GRAY")
    description = given.get("description", "")
    return Option(id, given["name"], color, description)


# Views


def create_view(
    world: World, project: Project, creator: str, given: Mapping[str, Any]
) -> tuple[World, View]:
    """Make a view from the body of the REST call."""
    world, new_id = take_id(world)
    now = stamp(world)
    sorting = given.get("sort_by") or ()
    view = View(
        id=new_id,
        number=0,
        name=given["name"],
        layout=given["layout"],
        creator=creator,
        made_at=now,
        updated_at=now,
        filter=given.get("filter"),
        visible_fields=_choose_fields(project, given),
        sort_by=tuple((one, way) for one, way in sorting),
        group_by=tuple(given.get("group_by") or ()),
        vertical_group_by=_choose_columns(project, given),
    )
    project = contents.add_view(project, view)
    return put_project(world, project), project.views[-1]


def _choose_fields(project: Project, given: Mapping[str, Any]) -> tuple[int, ...]:
    """Choose the fields that a view shows; a roadmap shows none."""
    if given.get("visible_fields"):
        return tuple(given["visible_fields"])
    if given["layout"] == "roadmap":
        return ()
    return contents.find_shown(project)


def _choose_columns(project: Project, given: Mapping[str, Any]) -> tuple[int, ...]:
    """Choose the field that makes the columns: a board has its Status where nobody chose."""
    if given.get("vertical_group_by"):
        return tuple(given["vertical_group_by"])
    if given["layout"] == "board":
        return (project.status.id,)
    return ()
