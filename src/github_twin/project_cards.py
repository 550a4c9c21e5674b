"""What can be done to the cards of projects, the same for GraphQL, REST and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin import project_contents as contents
from github_twin.clock import stamp
from github_twin.projects import ADDED, CLOSED, Card, Project
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.world import World, put_project, take_id


def add_card(
    world: World, project: Project, repository: Repository, number: int, creator: str
) -> tuple[World, Card]:
    """Add an issue or pull request; one that is there already stays as it is (F4.9)."""
    found = project.card(repository.id, number)
    if found:
        return world, found
    _check_room(world, project)
    world, new_id = take_id(world)
    now = stamp(world)
    card = Card(new_id, repository.id, number, creator, now, now)
    project = contents.put_card(project, card)
    project = contents.obey_rule(project, card, ADDED, now)
    return put_project(world, project), project.cards[new_id]


def _check_room(world: World, project: Project) -> None:
    """Refuse a card too many; archived ones do not count."""
    most = world.most_cards
    if len(project.cards) < most:
        return
    active = sum(card.archived_at is None for card in project.cards.values())
    if active >= most:
        raise RefusedError("cards-many", count=f"{most:,}")


def set_values(world: World, project: Project, card: Card, values: Mapping[int, Any]) -> World:
    """Set several fields of a card, all or none."""
    now = stamp(world)
    for key, held in values.items():
        target = project.field(key)
        if target is None:
            raise RefusedError("field-unknown", id=key)
        newest = project.cards[card.id]
        project = contents.set_value(project, newest, target, held, now)
    return put_project(world, project)


def archive_card(world: World, project: Project, card: Card, *, on: bool = True) -> World:
    """Archive a card, or restore it."""
    if bool(card.archived_at) is on:
        return world
    now = stamp(world)
    archived_at = None
    if on:
        archived_at = now
    changed = replace(card, archived_at=archived_at, updated_at=now)
    project = contents.put_card(project, changed)
    return put_project(world, project)


def follow_closing(world: World, repository: Repository, issue: Issue, rule: str = CLOSED) -> World:
    """Let a built-in workflow move the cards of what was closed or merged; none moves them back."""
    now = stamp(world)
    for project in world.projects.values():
        if project.closed_at:
            continue
        card = project.card(repository.id, issue.number)
        if card is None:
            continue
        moved = contents.obey_rule(project, card, rule, now)
        if moved is not project:
            world = put_project(world, moved)
    return world


def forget_issue(world: World, repository: Repository, number: int) -> World:
    """Take the cards of a deleted issue off all projects."""
    for project in world.projects.values():
        card = project.card(repository.id, number)
        if card:
            kept = contents.drop_card(project, card)
            world = put_project(world, kept)
    return world
