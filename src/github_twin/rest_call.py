"""One REST request at work: what it asks, and the page of a list that it gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
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

    def repository(self, owner: str, name: str) -> Repository:
        """Return the repository of the path, as it is now."""
        return need_repository(self.world, self.token, f"{owner}/{name}")


def parse_call(world: World, token: Token, target: str, body: str) -> Call:
    """Parse path, query and body of a request."""
    path, _, query = target.partition("?")
    try:
        given = json.loads(body) if body else {}
    except ValueError:
        raise RefusedError("bad-json") from None
    pairs = {name: values[-1] for name, values in parse_qs(query).items()}
    return Call(world, token, path, pairs, given if isinstance(given, dict) else {})


def cut_page(call: Call, items: list[Any]) -> list[Any]:
    """Cut the asked page out of a list and link to its neighbours."""
    size = min(max(int(call.query.get("per_page", "30")), 1), LARGEST_PAGE)
    number = max(int(call.query.get("page", "1")), 1)
    last = max((len(items) + size - 1) // size, 1)
    links = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
    shown = {
        name: to
        for name, to in links.items()
        if (number > 1 if name in ("prev", "first") else number < last) and 1 <= to <= last
    }
    if shown:
        call.headers["link"] = ", ".join(
            f'<{call.world.url}{call.path}?{urlencode({**call.query, "page": to})}>; rel="{name}"'
            for name, to in shown.items()
        )
    return items[(number - 1) * size : number * size]
