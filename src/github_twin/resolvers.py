"""What the resolvers of GraphQL fields are made of: each takes an item and answers one field of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLResolveInfo

from github_twin.nodes import Item, make_id, make_user_id
from github_twin.objects import render_time
from github_twin.world import World

Resolver = Callable[..., Any]
Info = GraphQLResolveInfo[Any]


def find_world(info: Info) -> World:
    """Return the world of a request, as it is by now."""
    world: World = info.context.world
    return world


def make_actor(world: World, login: str | None) -> Item | None:
    """Wrap somebody, None where nobody."""
    user = world.users.get(login) if login else None
    return Item(user.kind, None, user) if user else None


def show_id(item: Item, info: Info) -> str:
    """Show the node id of an item."""
    keys: dict[str, Callable[[Any], object]] = {
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
    if item.repository is None:
        return make_user_id(item.it)
    key = keys[item.type](item.it) if item.type in keys else item.it.id
    return make_id(item.type, item.repository.id, key)


def show_time(name: str) -> Resolver:
    """Make a resolver that shows a time of the record."""
    return lambda item, info: render_time(getattr(item.it, name))


def show(name: str) -> Resolver:
    """Make a resolver that shows an attribute of the record."""
    return lambda item, info: getattr(item.it, name)
