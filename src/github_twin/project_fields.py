"""What each field of a project answers in GraphQL, in tables by type like those of `fields`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from graphql import GraphQLResolveInfo

from github_twin import tokens
from github_twin.nodes import Item, make_id, make_issue_item
from github_twin.objects import render_time
from github_twin.pages import Page, make_page
from github_twin.project_access import RANKS, find_barrier, find_level
from github_twin.project_edits import find_project
from github_twin.projects import Card, Field, Project
from github_twin.refusals import RefusedError
from github_twin.world import World, find_listed_project, find_listed_projects

Resolver = Callable[..., Any]
Info = GraphQLResolveInfo[Any]
VALUES = {
    "TEXT": "ProjectV2ItemFieldTextValue",
    "NUMBER": "ProjectV2ItemFieldNumberValue",
    "DATE": "ProjectV2ItemFieldDateValue",
    "SINGLE_SELECT": "ProjectV2ItemFieldSingleSelectValue",
    "ITERATION": "ProjectV2ItemFieldIterationValue",
}
ORDERS: dict[str, Callable[[Any], Any]] = {
    "NUMBER": lambda one: one.number,
    "TITLE": lambda one: one.title.casefold(),
    "NAME": lambda one: one.name.casefold(),
    "CREATED_AT": lambda one: (one.made_at, one.id),
    "UPDATED_AT": lambda one: (one.updated_at, one.id),
    "POSITION": lambda one: 0,
}


def make_project_item(project: Project) -> Item:
    """Wrap a project."""
    return Item("ProjectV2", None, project)


def make_field_item(project: Project, field: Field) -> Item:
    """Wrap a field of a project; its type follows from its sort."""
    kinds = {"SINGLE_SELECT": "ProjectV2SingleSelectField", "ITERATION": "ProjectV2IterationField"}
    return Item(kinds.get(field.sort, "ProjectV2Field"), project, field)


def make_card_item(project: Project, card: Card) -> Item:
    """Wrap an item of a project."""
    return Item("ProjectV2Item", project, card)


def make_project_url(world: World, project: Project) -> str:
    """Make the address of a project's page."""
    shelf = "orgs" if world.users[project.owner].kind == "Organization" else "users"
    return f"{world.site}/{shelf}/{project.owner}/projects/{project.number}"


def _sort(records: Iterable[Any], order: dict[str, str] | None, default: str) -> list[Any]:
    chosen = order or {"field": default, "direction": "ASC"}
    found = sorted(records, key=ORDERS[chosen["field"]])
    return found[::-1] if chosen["direction"] == "DESC" else found


# Lists of projects


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


def find_project_item(item: Item, info: Info, number: int) -> Item:
    """Find an owner's project by its number, which never lags; refuse as though there were none."""
    world, token = info.context.world, info.context.token
    owner: str = item.it.login
    barrier = find_barrier(world, token, owner)
    found = find_project(world, owner, number)
    if barrier or found is None or find_level(found, token.user) == "none":
        raise barrier or RefusedError("no-project", number=number)
    return make_project_item(found)


def list_cards(item: Item, info: Info, includeArchived: bool = True, **arguments: Any) -> Page:  # noqa: N803
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


# A project


def _view(item: Item, info: Info, number: int) -> Item | None:
    found = next((one for one in item.it.views if one.number == number), None)
    return Item("ProjectV2View", item.it, found) if found else None


def _list(pick: Callable[[Project], Iterable[Any]], wrap: Callable[[Project, Any], Item]) -> Resolver:
    """Make the resolver of a list inside a project; it lags like all lists."""

    def resolve(item: Item, info: Info, orderBy: dict[str, str] | None = None, **arguments: Any) -> Page:  # noqa: N803
        seen = find_listed_project(info.context.world, item.it)
        found = [wrap(seen, one) for one in _sort(pick(seen), orderBy, "POSITION")]
        return make_page(found, lambda one: one.it.id, arguments)

    return resolve


def _cards(item: Item, info: Info, orderBy: dict[str, str] | None = None, **arguments: Any) -> Page:  # noqa: N803
    """Page through the items; archived ones are left out, as by the default of production's `archivedStates`."""
    world = info.context.world
    seen = find_listed_project(world, item.it)
    shown = [one for one in seen.cards.values() if world.archived_listed or not one.archived_at]
    # A list may be behind, but each item in it is as it is now.
    newest = [make_card_item(item.it, item.it.cards.get(one.id, one)) for one in _sort(shown, orderBy, "POSITION")]
    return make_page(newest, lambda one: one.it.id, arguments)


def _repositories(item: Item, info: Info, orderBy: dict[str, str] | None = None, **arguments: Any) -> Page:  # noqa: N803
    world, linked = info.context.world, find_listed_project(info.context.world, item.it).repositories
    found = [
        one for one in world.repositories.values() if one.id in linked and tokens.sees(world, info.context.token, one)
    ]
    return make_page([Item("Repository", one, one) for one in found], lambda one: one.it.id, arguments)


def _owner(item: Item, info: Info) -> Item:
    owner = info.context.world.users[item.it.owner]
    return Item(owner.kind, None, owner)


# A card


def _content(item: Item, info: Info) -> Item | None:
    """Return the issue or pull request; what the token may not see is hidden (F4.15)."""
    world = info.context.world
    home = next((one for one in world.repositories.values() if one.id == item.it.home), None)
    issue = home.issues.get(item.it.number) if home else None
    if home is None or issue is None or not tokens.sees(world, info.context.token, home):
        return None
    return make_issue_item(home, issue)


def _value(item: Item, info: Info, name: str) -> Item | None:
    field = item.repository.named(name)
    value = item.it.values.get(field.id) if field else None
    return Item(VALUES[field.sort], item.repository, (item.it, field, value)) if field and value else None


def _option(pick: str) -> Resolver:
    return lambda item, info: getattr(item.it[1].option(item.it[2].held), pick)


def _id(item: Item, info: Info) -> str:
    return make_id(item.type, item.repository.id, item.it.id)


def _it(name: str) -> Resolver:
    return lambda item, info: getattr(item.it, name)


VALUE: dict[str, Resolver] = {
    "id": lambda item, info: make_id("ProjectV2ItemFieldValue", item.repository.id, f"{item.it[0].id}_{item.it[1].id}"),
    "field": lambda item, info: make_field_item(item.repository, item.it[1]),
    "createdAt": lambda item, info: render_time(item.it[2].made_at),
    "updatedAt": lambda item, info: render_time(item.it[2].updated_at),
}
FIELD: dict[str, Resolver] = {
    "id": _id,
    "databaseId": _it("id"),
    "name": _it("name"),
    "dataType": _it("sort"),
    "options": lambda item, info, names=None: [one for one in item.it.options if names is None or one.name in names],
}
HELD: Resolver = lambda item, info: item.it[2].held  # noqa: E731
PROJECT_FIELDS: dict[str, dict[str, Resolver]] = {
    "ProjectV2": {
        "id": lambda item, info: make_id("ProjectV2", item.it.id),
        "number": _it("number"),
        "title": _it("title"),
        "shortDescription": lambda item, info: item.it.about or None,
        "readme": lambda item, info: item.it.readme or None,
        "public": _it("public"),
        "closed": lambda item, info: item.it.closed_at is not None,
        "url": lambda item, info: make_project_url(info.context.world, item.it),
        "viewerCanUpdate": lambda item, info: find_level(item.it, info.context.token.user) in ("write", "admin"),
        "owner": _owner,
        "fields": _list(lambda project: project.fields, make_field_item),
        "view": _view,
        "views": _list(lambda project: project.views, lambda project, one: Item("ProjectV2View", project, one)),
        "items": _cards,
        "repositories": _repositories,
    },
    **dict.fromkeys(("ProjectV2Field", "ProjectV2IterationField", "ProjectV2SingleSelectField"), FIELD),
    "ProjectV2SingleSelectFieldOption": {
        name: lambda option, info, name=name: getattr(option, name) for name in ("id", "name", "color", "description")
    },
    "ProjectV2View": {
        "id": _id,
        "number": _it("number"),
        "name": _it("name"),
        "layout": lambda item, info: f"{item.it.layout.upper()}_LAYOUT",
    },
    "ProjectV2Item": {
        "id": _id,
        "fullDatabaseId": lambda item, info: str(item.it.id),
        "isArchived": lambda item, info: item.it.archived_at is not None,
        "content": _content,
        "project": lambda item, info: make_project_item(item.repository),
        "fieldValueByName": _value,
    },
    "ProjectV2ItemFieldSingleSelectValue": {**VALUE, "name": _option("name"), "optionId": _option("id")},
    "ProjectV2ItemFieldNumberValue": {**VALUE, "number": HELD},
    "ProjectV2ItemFieldDateValue": {**VALUE, "date": HELD},
    **dict.fromkeys(
        (
            "ProjectV2ItemFieldTextValue",
            "ProjectV2ItemFieldIterationValue",
            "ProjectV2ItemFieldLabelValue",
            "ProjectV2ItemFieldMilestoneValue",
            "ProjectV2ItemFieldPullRequestValue",
            "ProjectV2ItemFieldRepositoryValue",
            "ProjectV2ItemFieldReviewerValue",
            "ProjectV2ItemFieldUserValue",
        ),
        VALUE,
    ),
}
