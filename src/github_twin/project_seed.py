"""Projects to begin with, made by the acts of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from github_twin.actor import Actor
from github_twin.card_people import add_card
from github_twin.project_people import add_field, close_project, create_project
from github_twin.repositories import Repository
from github_twin.world import World

FIRST_OPTIONS = {"SINGLE_SELECT": ("One",)}


def seed_projects(
    world: World, repository: Repository, given: Iterable[Mapping[str, Any]]
) -> World:
    """Make projects, each like {"title", "linked", "items": [1], "fields": {"Phase": "TEXT"}, …}.

    The other keys are those of `create_project`. An item is an issue's number; a field of sort
    SINGLE_SELECT gets the one option `One`.
    """
    actor = Actor(world, repository, repository.owner)
    for one in given:
        actor = actor.then(_seed_project(actor, one))
    return actor.world


def _seed_project(actor: Actor, given: Mapping[str, Any]) -> World:
    settings = dict(given)
    numbers = settings.pop("items", ())
    fields = settings.pop("fields", {})
    closed = settings.pop("closed", False)
    world, _ = create_project(actor, **settings)
    project = world.project_numbers[actor.repository.owner]
    for name, sort in fields.items():
        options = FIRST_OPTIONS.get(sort, ())
        world, _ = add_field(actor.then(world), name, sort, options, project)
    for number in numbers:
        world, _ = add_card(actor.then(world), number, project)
    if closed:
        world, _ = close_project(actor.then(world), project)
    return world
