"""One REST request at work: what it asks, and the page of a list that it gets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.tokens import need_repository
from github_twin.world import Token, World, find_repository_by_id

Body = Any
LARGEST_PAGE = 100
OF_REPOSITORY = re.compile(r"/repos/(?P<name>[^/]+/[^/]+)(?P<rest>.*)")
BY_ID = re.compile(r"/repositories/(?P<id>\d+)(?P<rest>.*)")


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


def lead_on(call: Call, method: str) -> None:
    """Answer a former name with a redirect to the repository's id, and know it by that (F1.52)."""
    named = OF_REPOSITORY.fullmatch(call.path)
    if named and named["name"].lower() in call.world.renamed:
        id = call.world.renamed[named["name"].lower()]
        query = f"?{urlencode(call.query)}" if call.query else ""
        code = "moved-301" if method == "GET" else "moved-307"
        raise RefusedError(code, url=f"{call.world.url}/repositories/{id}{named['rest']}{query}")
    by_id = BY_ID.fullmatch(call.path)
    repository = by_id and find_repository_by_id(call.world, int(by_id["id"]))
    if by_id and repository:
        call.path = f"/repos/{repository.full_name}{by_id['rest']}"


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
