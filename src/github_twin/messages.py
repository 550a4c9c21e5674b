"""A request as it comes in, what it asks, and the answer that goes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from github_twin import graph
from github_twin.refusals import make_answer

JSON = {"content-type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request: `path` with its query, `body` as sent."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: str | bytes = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `dropped` says that none came: `timeout` or `reset`."""

    status: int
    headers: Mapping[str, str]
    text: str
    dropped: str = ""


class DroppedError(Exception):
    """No answer came: the connection timed out or was reset."""


@dataclass
class Asked:
    """What a request asks, before anything is done about it."""

    name: str
    writes: int
    body: str
    query: graph.Prepared | None = None
    variables: dict[str, Any] = field(default_factory=dict)

    @property
    def resource(self) -> str:
        """Return the budget that the request draws on: `core` or `graphql`."""
        return "core" if self.query is None else "graphql"


def read_asked(request: Request) -> Asked:
    """Read what a request asks."""
    body = request.body.decode() if isinstance(request.body, bytes) else request.body
    path = request.path.partition("?")[0]
    if path != "/graphql" or request.method != "POST":
        return Asked(path, int(request.method not in ("GET", "HEAD")), body)
    try:
        given = json.loads(body)
    except ValueError:
        given = {}
    text = given.get("query") if isinstance(given, dict) else None
    if not isinstance(text, str):
        return Asked(path, 0, body, graph.Prepared())
    query = graph.prepare(text, given.get("operationName"))
    return Asked(query.name, query.writes, body, query, given.get("variables") or {})


def render_refusal(code: str, values: dict[str, object]) -> Answer:
    """Render a refusal as an answer."""
    status, headers, text = make_answer(code, values)
    return Answer(status, {**JSON, **headers}, text)
