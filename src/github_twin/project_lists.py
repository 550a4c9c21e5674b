"""Lists of projects and lists inside one, as GraphQL pages through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from github_twin import tokens
from github_twin.lists import find_listed_project, find_listed_projects
from github_twin.nodes import Item, make_card_item, make_project_item
from github_twin.pages import Page, make_page
from github_twin.project_access import RANKS, find_barrier, find_level
from github_twin.projects import Project
from github_twin.resolvers import Info, Resolver

ORDERS: dict[str, Callable[[Any], Any]] = {
    "NUMBER": lambda one: one.number,
    "TITLE": lambda one: one.title.casefold(),
    "NAME": lambda one: one.name.casefold(),
    "CREATED_AT": lambda one: (one.made_at, one.id),
    "UPDATED_AT": lambda one: (one.updated_at, one.id),
    "POSITION": lambda one: 0,
}


def _sort(records: Iterable[Any], order: dict[str, str] | None, default: str) -> list[Any]:
    chosen = order or {"field": default, "direction": "ASC"}
    found = sorted(records, key=ORDERS[chosen["field"]])
    return found[::-1] if chosen["direction"] == "DESC" else found


def list_projects(
    item: Item,
    info: Info,
    query: str | None = None,
    orderBy: dict[str, str] | None = None,  # noqa: N803
    minPermissionLevel: str = "READ",  # noqa: N803
    **arguments: Any,
) -> Page:
    """Page through the projects of an owner, or those linked to a repository, whose titles hold all words asked for.

    Projects out of a fine-grained token's reach are counted, but null with a refusal each, as in
    https://github.com/raycast/extensions/issues/24028.
    """
    world, token = info.context.world, info.context.token
    if token.kind == "actions":
        barrier = find_barrier(world, token, token.user)
        assert barrier
        raise barrier
    words = (query or "").casefold().split()
    found = [
        one
        for one in find_listed_projects(world)
        if _belongs(one, item)
        and RANKS.index(find_level(one, token.user)) >= RANKS.index(minPermissionLevel.lower())
        and all(word in one.title.casefold() for word in words)
    ]
    ordered = [make_project_item(one) for one in _sort(found, orderBy, "NUMBER")]
    page = make_page(ordered, lambda one: one.it.id, arguments)
    nodes: Iterable[Any] = (find_barrier(world, token, one.it.owner) or one for one in page.nodes)
    return replace(page, nodes=tuple(nodes))


def _belongs(project: Project, item: Item) -> bool:
    if item.type == "Repository":
        return item.it.id in project.repositories
    return bool(project.owner == item.it.login)


def list_issue_cards(item: Item, info: Info, includeArchived: bool = True, **arguments: Any) -> Page:  # noqa: N803
    """Page through the items that an issue is on, in all projects that the token sees."""
    world, token = info.context.world, info.context.token
    found = []
    for project in find_listed_projects(world):
        card = project.card(item.repository.id, item.it.number)
        is_shown = card and (includeArchived or not card.archived_at) and find_level(project, token.user) != "none"
        if card and is_shown and not find_barrier(world, token, project.owner):
            newest = world.projects.get(project.id, project)
            found.append(make_card_item(newest, newest.cards.get(card.id, card)))
    return make_page(found, lambda one: one.it.id, arguments)


def list_parts(pick: Callable[[Project], Iterable[Any]], wrap: Callable[[Project, Any], Item]) -> Resolver:
    """Make the resolver of a list inside a project; it lags like all lists."""

    def resolve(item: Item, info: Info, orderBy: dict[str, str] | None = None, **arguments: Any) -> Page:  # noqa: N803
        seen = find_listed_project(info.context.world, item.it)
        found = [wrap(seen, one) for one in _sort(pick(seen), orderBy, "POSITION")]
        return make_page(found, lambda one: one.it.id, arguments)

    return resolve


def list_project_cards(item: Item, info: Info, orderBy: dict[str, str] | None = None, **arguments: Any) -> Page:  # noqa: N803
    """Page through the items; archived ones are left out, as by the default of production's `archivedStates`."""
    world = info.context.world
    seen = find_listed_project(world, item.it)
    shown = [one for one in seen.cards.values() if world.archived_listed or not one.archived_at]
    # A list may be behind, but each item in it is as it is now.
    newest = [make_card_item(item.it, item.it.cards.get(one.id, one)) for one in _sort(shown, orderBy, "POSITION")]
    return make_page(newest, lambda one: one.it.id, arguments)


def list_repositories(item: Item, info: Info, orderBy: dict[str, str] | None = None, **arguments: Any) -> Page:  # noqa: N803
    """Page through the repositories that a project is linked to, as far as the token sees them."""
    world, linked = info.context.world, find_listed_project(info.context.world, item.it).repositories
    found = [
        one for one in world.repositories.values() if one.id in linked and tokens.sees(world, info.context.token, one)
    ]
    return make_page([Item("Repository", one, one) for one in found], lambda one: one.it.id, arguments)
