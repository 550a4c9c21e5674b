"""A request as it comes in, what it asks, and the answer that goes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from github_twin import graph
from github_twin.refusals import make_answer

JSON = {"content-type": "application/json; charset=utf-8"}
READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Request:
    """A request: `path` with its query, `body` as sent."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: str | bytes = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `dropped` names the fault that kept it from coming, or from coming whole."""

    status: int
    headers: Mapping[str, str]
    text: str
    dropped: str = ""

    def with_headers(self, headers: Mapping[str, str]) -> Answer:
        """Add headers, or replace them."""
        return replace(self, headers={**self.headers, **headers})


class DroppedError(Exception):
    """No answer came, or none that is whole: the fault's name, and what was to come."""

    def __init__(self, how: str, answer: Answer) -> None:
        super().__init__(how)
        self.how = how
        self.answer = answer


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
        if self.query is None:
            return "core"
        return "graphql"


def read_asked(request: Request) -> Asked:
    """Read what a request asks."""
    body = request.body
    if isinstance(body, bytes):
        body = body.decode()
    path = request.path.partition("?")[0]
    if path == "/graphql" and request.method == "POST":
        return _read_query(path, body)
    writes = int(request.method not in READING)
    return Asked(path, writes, body)


def _read_query(path: str, body: str) -> Asked:
    given = _parse_object(body)
    text = given.get("query")
    if not isinstance(text, str):
        return Asked(path, 0, body, graph.Prepared())
    query = graph.prepare(text, given.get("operationName"))
    variables = given.get("variables") or {}
    return Asked(query.name, query.writes, body, query, variables)


def _parse_object(body: str) -> dict[str, Any]:
    """Parse an object; what is none is an empty one."""
    try:
        given = json.loads(body)
    except ValueError:
        return {}
    if not isinstance(given, dict):
        return {}
    return given


def render_refusal(code: str, values: Mapping[str, object]) -> Answer:
    """Render a refusal as an answer."""
    status, headers, text = make_answer(code, values)
    return Answer(status, {**JSON, **headers}, text)
