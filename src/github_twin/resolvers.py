"""What the resolvers of GraphQL fields are made of: each takes an item, answers one field of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLResolveInfo

from github_twin.nodes import Item, make_id, make_user_id
from github_twin.objects import render_time
from github_twin.world import World

Resolver = Callable[..., Any]
Info = GraphQLResolveInfo[Any]
# What tells apart the things of a type in one repository: their database ids, these aside.
KEYS: dict[str, Callable[[Any], object]] = {
    "Repository": lambda it: "",
    "Issue": lambda it: it.number,
    "PullRequest": lambda it: it.number,
    "Milestone": lambda it: it.number,
    "IssueComment": lambda it: it[1].id,
    "Commit": lambda it: it.sha,
    "Blob": lambda it: it.oid,
    "Tree": lambda it: it,
    "Ref": lambda it: it,
}


def find_world(info: Info) -> World:
    """Return the world of a request, as it is by now."""
    world: World = info.context.world
    return world


def make_person_item(world: World, login: str | None) -> Item | None:
    """Wrap somebody, None where nobody."""
    if login is None or login not in world.users:
        return None
    user = world.users[login]
    return Item(user.kind, None, user)


def show(name: str) -> Resolver:
    """Make a resolver that shows an attribute of the record."""
    return lambda item, info: getattr(item.it, name)


def show_time(name: str) -> Resolver:
    """Make a resolver that shows a time of the record."""
    return lambda item, info: render_time(getattr(item.it, name))


def show_state(item: Item, info: Info) -> str:
    """Show whether an issue or a milestone is OPEN or CLOSED."""
    state: str = item.it.state
    return state.upper()


def show_id(item: Item, info: Info) -> str:
    """Show the node id of an item."""
    if item.repository is None:
        return make_user_id(item.it)
    key = _find_key(item)
    return make_id(item.type, item.repository.id, key)


def _find_key(item: Item) -> object:
    find = KEYS.get(item.type)
    if find is None:
        return item.it.id
    return find(item.it)
