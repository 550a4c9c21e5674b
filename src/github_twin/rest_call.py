"""One REST request at work: what it asks, and the page of a list that it gets."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.tokens import need_repository
from github_twin.world import Token, World

Body = Any
LARGEST_PAGE = 100


@dataclass
class Call:
    """One REST request at work: the world changes as it is served."""

    world: World
    token: Token
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def user(self) -> str:
        """Return the login of whom the token speaks for."""
        return self.token.user

    def repository(self, owner: str, name: str) -> Repository:
        """Return the repository of the path, as it is now."""
        return need_repository(self.world, self.token, f"{owner}/{name}")


def parse_call(world: World, token: Token, target: str, body: str) -> Call:
    """Parse path, query and body of a request."""
    path, _, query = target.partition("?")
    pairs = {name: values[-1] for name, values in parse_qs(query).items()}
    given = _parse_body(body)
    return Call(world, token, path, pairs, given)


def _parse_body(body: str) -> dict[str, Any]:
    if not body:
        return {}
    try:
        given = json.loads(body)
    except ValueError:
        raise RefusedError("bad-json") from None
    if not isinstance(given, dict):
        return {}
    return given


def cut_page(call: Call, items: Sequence[Any]) -> Sequence[Any]:
    """Cut the asked page out of a list and link to its neighbours."""
    asked_size = int(call.query.get("per_page", "30"))
    asked_number = int(call.query.get("page", "1"))
    size = min(max(asked_size, 1), LARGEST_PAGE)
    number = max(asked_number, 1)
    last = max((len(items) + size - 1) // size, 1)
    links = _make_links(call, number, last)
    if links:
        call.headers["link"] = ", ".join(links)
    start = (number - 1) * size
    return items[start : start + size]


def _make_links(call: Call, number: int, last: int) -> list[str]:
    """Make the links from a page to those before and after it, as far as there are any."""
    links: list[str] = []
    if 1 < number <= last + 1:
        links.append(_make_link(call, "prev", number - 1))
    if number < last:
        links.append(_make_link(call, "next", number + 1))
        links.append(_make_link(call, "last", last))
    if number > 1:
        links.append(_make_link(call, "first", 1))
    return links


def _make_link(call: Call, name: str, page: int) -> str:
    query = urlencode({**call.query, "page": page})
    return f'<{call.world.url}{call.path}?{query}>; rel="{name}"'
