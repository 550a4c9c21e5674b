"""Lists of projects and lists inside one, as GraphQL pages through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from github_twin import tokens
from github_twin.lists import find_listed_project, find_listed_projects
from github_twin.nodes import Item, make_card_item, make_project_item
from github_twin.pages import Page, make_page
from github_twin.project_access import find_barrier, find_level, reaches, sees
from github_twin.projects import Card, Project
from github_twin.resolvers import Info, Resolver
from github_twin.world import Token, World

Order = dict[str, str]
ORDERS: dict[str, Callable[[Any], Any]] = {
    "NUMBER": lambda one: one.number,
    "TITLE": lambda one: one.title.casefold(),
    "NAME": lambda one: one.name.casefold(),
    "CREATED_AT": lambda one: (one.made_at, one.id),
    "UPDATED_AT": lambda one: (one.updated_at, one.id),
    "POSITION": lambda one: 0,
}


def list_projects(
    item: Item,
    info: Info,
    query: str | None = None,
    orderBy: Order | None = None,  # noqa: N803
    minPermissionLevel: str = "READ",  # noqa: N803
    **arguments: Any,
) -> Page:
    """Page through an owner's projects, or a repository's, whose titles hold all words asked for.

    Projects out of a fine-grained token's reach are counted, but null with a refusal each, as in
    https://github.com/raycast/extensions/issues/24028.
    """
    world = info.context.world
    token = info.context.token
    _check_kind(world, token)
    least = minPermissionLevel.lower()
    words = (query or "").casefold().split()
    shown: list[Project] = []
    for project in find_listed_projects(world):
        level = find_level(project, token.user)
        if _belongs(project, item) and reaches(level, least) and _is_named(project, words):
            shown.append(project)
    items = [make_project_item(one) for one in _sort(shown, orderBy, "NUMBER")]
    page = make_page(items, _find_id, arguments)
    return _refuse_unreached(world, token, page)


def _check_kind(world: World, token: Token) -> None:
    """Refuse the job's token, which sees no projects."""
    if token.kind == "actions":
        barrier = find_barrier(world, token, token.user)
        assert barrier
        raise barrier


def _belongs(project: Project, item: Item) -> bool:
    """Tell whether a project is linked to a repository, or somebody's own."""
    if item.type == "Repository":
        return item.it.id in project.repositories
    owner: str = item.it.login
    return project.owner == owner


def _is_named(project: Project, words: Iterable[str]) -> bool:
    title = project.title.casefold()
    return all(word in title for word in words)


def _refuse_unreached(world: World, token: Token, page: Page) -> Page:
    nodes: list[Any] = []
    for item in page.nodes:
        barrier = find_barrier(world, token, item.it.owner)
        nodes.append(barrier or item)
    return replace(page, nodes=tuple(nodes))


def _sort(records: Iterable[Any], order: Order | None, default: str) -> list[Any]:
    """Sort records as asked; downwards turns them round, those of one rank with them."""
    chosen = order or {"field": default, "direction": "ASC"}
    key = ORDERS[chosen["field"]]
    found = sorted(records, key=key)
    if chosen["direction"] == "DESC":
        found.reverse()
    return found


def _find_id(item: Item) -> object:
    return item.it.id


def list_issue_cards(
    item: Item,
    info: Info,
    includeArchived: bool = True,  # noqa: N803
    **arguments: Any,
) -> Page:
    """Page through the items that an issue is on, in all projects that the token sees."""
    world = info.context.world
    found: list[Item] = []
    for project in find_listed_projects(world):
        card = project.card(item.repository.id, item.it.number)
        if card is None or not _reaches_project(world, info.context.token, project):
            continue
        if includeArchived or not card.archived_at:
            found.append(_make_newest(world, project, card))
    return make_page(found, _find_id, arguments)


def _reaches_project(world: World, token: Token, project: Project) -> bool:
    barrier = find_barrier(world, token, project.owner)
    return barrier is None and sees(project, token)


def _make_newest(world: World, project: Project, card: Card) -> Item:
    """Wrap a card that a list names as it is now: a list may be behind, what it names is not."""
    newest = world.projects.get(project.id, project)
    newest_card = newest.cards.get(card.id, card)
    return make_card_item(newest, newest_card)


# Inside a project


def list_parts(
    pick: Callable[[Project], Iterable[Any]], wrap: Callable[[Project, Any], Item]
) -> Resolver:
    """Make the resolver of a list inside a project; it lags like all lists."""

    def resolve(
        item: Item,
        info: Info,
        orderBy: Order | None = None,  # noqa: N803
        **arguments: Any,
    ) -> Page:
        seen = find_listed_project(info.context.world, item.it)
        parts = _sort(pick(seen), orderBy, "POSITION")
        items = [wrap(seen, one) for one in parts]
        return make_page(items, _find_id, arguments)

    return resolve


def list_project_cards(
    item: Item,
    info: Info,
    orderBy: Order | None = None,  # noqa: N803
    **arguments: Any,
) -> Page:
    """Page through the items, without archived ones, as production's `archivedStates` has it."""
    world = info.context.world
    project = item.it
    seen = find_listed_project(world, project)
    shown = [one for one in seen.cards.values() if world.archived_listed or not one.archived_at]
    # A list may be behind, but each item in it is as it is now.
    newest = [project.cards.get(one.id, one) for one in _sort(shown, orderBy, "POSITION")]
    items = [make_card_item(project, one) for one in newest]
    return make_page(items, _find_id, arguments)


def list_repositories(
    item: Item,
    info: Info,
    orderBy: Order | None = None,  # noqa: N803
    **arguments: Any,
) -> Page:
    """Page through the repositories that a project is linked to, as far as the token sees them."""
    world = info.context.world
    token = info.context.token
    linked = find_listed_project(world, item.it).repositories
    items: list[Item] = []
    for repository in world.repositories.values():
        if repository.id in linked and tokens.sees(world, token, repository):
            items.append(Item("Repository", repository, repository))
    return make_page(items, _find_id, arguments)
