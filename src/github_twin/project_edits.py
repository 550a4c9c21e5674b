"""What can be done to projects in a world, the same for GraphQL, REST and people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from github_twin import project_contents as contents
from github_twin.clock import stamp
from github_twin.projects import ADDED, BUILT_IN, CLOSED, Card, Field, Option, Project, View, make_fields
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.world import World, put_project, take_id


def find_project(world: World, owner: str, number: int) -> Project | None:
    """Find a project by its owner's login and its number."""
    return next((one for one in world.projects.values() if (one.owner, one.number) == (owner, number)), None)


def find_linked(world: World, repository: Repository) -> list[Project]:
    """Find the projects linked to a repository, by number."""
    linked = (one for one in world.projects.values() if repository.id in one.repositories)
    return sorted(linked, key=lambda one: one.number)


@dataclass(frozen=True, slots=True)
class Draft:
    """A project about to be made."""

    owner: str
    title: str
    repository: int | None = None


def create_project(world: World, creator: str, draft: Draft) -> tuple[World, Project]:
    """Make a project: private, with the built-in fields, one table and two built-in workflows (F4.11–F4.15)."""
    if not draft.title.strip():
        raise RefusedError("project-title")
    first, now = world.last_id + 1, stamp(world)
    world = replace(world, last_id=first + len(BUILT_IN) + 1)
    made = Project(
        first,
        _next_number(world, draft.owner),
        draft.owner,
        creator,
        draft.title,
        now,
        now,
        repositories=(draft.repository,) if draft.repository else (),
        collaborators={creator: "admin"},
        fields=make_fields(first + 1, now),
    )
    shown = contents.find_shown(made)
    made = contents.add_view(made, View(world.last_id, 0, "View 1", "table", creator, now, now, visible_fields=shown))
    return put_project(world, made), made


def _next_number(world: World, owner: str) -> int:
    """Return the owner's next number; one that was deleted is not given again."""
    return world.project_numbers.get(owner, 0) + 1


def edit_project(world: World, project: Project, /, **changes: Any) -> World:
    """Change a project by the names of its record."""
    if not str(changes.get("title", "x")).strip():
        raise RefusedError("project-title")
    return put_project(world, replace(project, updated_at=stamp(world), **changes))


def delete_project(world: World, project: Project) -> World:
    """Delete a project with all it holds."""
    return put_project(world, project, gone=True)


def copy_project(world: World, project: Project, creator: str, title: str) -> tuple[World, Project]:
    """Copy a project with its readme, fields, views and workflows, but without its cards and links."""
    world, made = create_project(world, creator, Draft(project.owner, title))
    first, size = world.last_id + 1, len(project.fields)
    world = replace(world, last_id=world.last_id + size + len(project.views))
    fields = {one.id: replace(one, id=first + index) for index, one in enumerate(project.fields)}
    views = [_copy_view(one, first + size + index, fields) for index, one in enumerate(project.views)]
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


def _copy_view(view: View, id: int, fields: Mapping[int, Field]) -> View:
    def rename(ids: Iterable[int]) -> tuple[int, ...]:
        return tuple(fields[one].id for one in ids)

    return replace(
        view,
        id=id,
        visible_fields=rename(view.visible_fields),
        sort_by=tuple((fields[one].id, way) for one, way in view.sort_by),
        group_by=rename(view.group_by),
        vertical_group_by=rename(view.vertical_group_by),
    )


# Fields


def create_field(
    world: World, project: Project, name: str, sort: str, options: Iterable[Mapping[str, Any]] = ()
) -> tuple[World, Field]:
    """Make a custom field; its options all get new ids."""
    world, new_id = take_id(world)
    world, made = _make_options(world, None, options)
    new = Field(new_id, name, sort, stamp(world), made if sort == "SINGLE_SELECT" else ())
    return put_project(world, contents.add_field(project, new)), new


def set_options(
    world: World, project: Project, target: Field, options: Iterable[Mapping[str, Any]]
) -> tuple[World, Field]:
    """Overwrite the options of a field: those that come with their id stay who they are, the others are new (F4.7)."""
    if target.sort != "SINGLE_SELECT":
        raise RefusedError("options-misplaced")
    world, made = _make_options(world, target, options)
    project, new = contents.replace_options(project, target, made)
    return put_project(world, project), new


def _make_options(
    world: World, target: Field | None, given: Iterable[Mapping[str, Any]]
) -> tuple[World, tuple[Option, ...]]:
    made: list[Option] = []
    for one in given:
        id = (one.get("id") or "") if target else ""
        if id and target and target.option(id) is None:
            raise RefusedError("option-unknown", id=id)
        if not id:
            world, number = take_id(world)
            id = hashlib.sha256(str(number).encode()).hexdigest()[:8]
        made.append(Option(id, one["name"], one.get("color", "GRAY"), one.get("description", "")))
    return world, tuple(made)


# Cards


def add_card(world: World, project: Project, repository: Repository, number: int, creator: str) -> tuple[World, Card]:
    """Add an issue or pull request; one that is there already is returned as it is, archived or not (F4.9)."""
    found = project.card(repository.id, number)
    if found:
        return world, found
    full = len(project.cards) >= world.most_cards
    if full and sum(card.archived_at is None for card in project.cards.values()) >= world.most_cards:
        raise RefusedError("cards-many", count=f"{world.most_cards:,}")
    world, new_id = take_id(world)
    now = stamp(world)
    card = Card(new_id, repository.id, number, creator, now, now)
    project = contents.obey_rule(contents.put_card(project, card), card, ADDED, now)
    return put_project(world, project), project.cards[new_id]


def set_values(world: World, project: Project, card: Card, values: Mapping[int, Any]) -> World:
    """Set several fields of a card, all or none."""
    for key, held in values.items():
        target = project.field(key)
        if target is None:
            raise RefusedError("field-unknown", id=key)
        project = contents.set_value(project, project.cards[card.id], target, held, stamp(world))
    return put_project(world, project)


def archive_card(world: World, project: Project, card: Card, *, on: bool = True) -> World:
    """Archive a card, or restore it."""
    if bool(card.archived_at) is on:
        return world
    now = stamp(world)
    return put_project(
        world, contents.put_card(project, replace(card, archived_at=now if on else None, updated_at=now))
    )


def follow_closing(world: World, repository: Repository, issue: Issue) -> World:
    """Let the built-in workflow move the cards of an issue that was just closed; none moves them back."""
    for project in world.projects.values():
        card = None if project.closed_at else project.card(repository.id, issue.number)
        if card:
            moved = contents.obey_rule(project, card, CLOSED, stamp(world))
            world = put_project(world, moved) if moved is not project else world
    return world


def forget_issue(world: World, repository: Repository, number: int) -> World:
    """Take the cards of a deleted issue off all projects."""
    for project in world.projects.values():
        card = project.card(repository.id, number)
        if card:
            world = put_project(world, contents.drop_card(project, card))
    return world


# Views


def create_view(world: World, project: Project, creator: str, given: Mapping[str, Any]) -> tuple[World, View]:
    """Make a view from the body of the REST call; a board has columns by Status where nobody chose."""
    world, new_id = take_id(world)
    now, layout = stamp(world), given["layout"]
    columns = given.get("vertical_group_by") or ([project.status.id] if layout == "board" else ())
    made = View(
        new_id,
        0,
        given["name"],
        layout,
        creator,
        now,
        now,
        given.get("filter"),
        tuple(given.get("visible_fields") or (() if layout == "roadmap" else contents.find_shown(project))),
        tuple((one, way) for one, way in given.get("sort_by") or ()),
        tuple(given.get("group_by") or ()),
        tuple(columns),
    )
    project = contents.add_view(project, made)
    return put_project(world, project), project.views[-1]
