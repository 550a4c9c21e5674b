"""What people do with the cards of projects, each as one act like those of `people`.

A card is named by the number of its issue; without `project`, a project's number, the act goes to
the first one linked to the repository.
"""

from __future__ import annotations

from typing import Any

from github_twin import issues, projects
from github_twin import project_cards as cards
from github_twin import project_contents as contents
from github_twin.actor import Actor, Done
from github_twin.clock import stamp
from github_twin.project_people import need_field, need_project
from github_twin.projects import Card, Field, Project
from github_twin.repositories import Repository
from github_twin.world import World, put_project, put_repository, refresh, take_id

ELSEWHERE = "elsewhere"


def add_card(actor: Actor, number: int, project: int | None = None) -> Done:
    """Add an issue of the repository."""
    found = need_project(actor, project)
    world, _ = cards.add_card(actor.world, found, actor.repository, number, actor.user)
    return world, None


def add_foreign_card(
    actor: Actor, title: str = "Something else", project: int | None = None
) -> Done:
    """Add an issue of another repository; its number is one that the repository has, too."""
    found = need_project(actor, project)
    world, home = _make_elsewhere(actor.world, actor.repository.owner)
    world, issue = issues.create_issue(world, home, actor.user, issues.Draft(title))
    home = refresh(world, home)
    world, _ = cards.add_card(world, found, home, issue.number, actor.user)
    return world, None


def _make_elsewhere(world: World, owner: str) -> tuple[World, Repository]:
    """Make another repository of the owner's, or take the one that is there."""
    key = f"{owner}/{ELSEWHERE}".lower()
    known = world.repositories.get(key)
    if known:
        return world, known
    world, new_id = take_id(world)
    now = stamp(world)
    made = Repository(new_id, owner, ELSEWHERE, now, now, now)
    return put_repository(world, made), made


def set_field(
    actor: Actor, number: int, field: str, value: Any, project: int | None = None
) -> Done:
    """Set a field of a card by hand, a choice by its name; None clears it."""
    found = need_project(actor, project)
    target = need_field(found, field)
    card = _need_card(actor, found, number)
    held = _find_held(target, value)
    return cards.set_values(actor.world, found, card, {target.id: held}), None


def move_card(actor: Actor, number: int, status: str | None, project: int | None = None) -> Done:
    """Drag a card to another column."""
    return set_field(actor, number, projects.STATUS, status, project)


def archive_card(actor: Actor, number: int, on: bool = True, project: int | None = None) -> Done:
    """Archive a card, or restore it."""
    found = need_project(actor, project)
    card = _need_card(actor, found, number)
    return cards.archive_card(actor.world, found, card, on=on), None


def remove_card(actor: Actor, number: int, project: int | None = None) -> Done:
    """Take a card off the project."""
    found = need_project(actor, project)
    card = _need_card(actor, found, number)
    kept = contents.drop_card(found, card)
    return put_project(actor.world, kept), None


def _need_card(actor: Actor, project: Project, number: int) -> Card:
    card = project.card(actor.repository.id, number)
    if card is None:
        raise ValueError(f"issue {number} is not on project {project.number}")
    return card


def _find_held(field: Field, value: Any) -> Any:
    """Find what a card holds for a value: a choice is held by its id."""
    for option in field.options:
        if option.name == value:
            return option.id
    return value
