"""Read from GitHub, a page or a whole list, and never take a part for the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from roadmap_bot.http.answers import (
    FINE,
    UNSURE,
    Meaning,
    Reading,
    find_gravest,
    read_answer,
    read_query,
)
from roadmap_bot.http.queries import name_repository, number_variables, query
from roadmap_bot.http.request import Request, Send, Token

Node = Mapping[str, Any]  # a thing as GraphQL shows it

PAGES = 400  # requests for one look; past that something is wrong
LARGEST = 100  # things on a page, the most that GitHub gives
SMALLEST = 5  # things on a page that a look asks for at least
AHEAD = 10  # numbers to try after the last one listed
DELAYS = ("unsure", "smaller", "wait")  # what another try may bring
CLEAR = ("fine", "stale")  # what answers whether a number is taken, or not


class ReadFailed(Exception):  # noqa: N818
    """What was asked could not be read whole; `meaning` says what to do about it."""

    def __init__(self, meaning: Meaning) -> None:
        super().__init__(meaning.kind)
        self.meaning = meaning


@dataclass
class Pile:
    """The nodes of a list gathered so far by their `key`, and the cursors that go on from there."""

    key: str = "id"
    nodes: dict[Any, Node] = field(default_factory=dict)
    total: int = 0
    cursors: dict[str, str] = field(default_factory=dict)

    def add(self, connection: Node, cursor: str) -> None:
        """Add a page; the variable `cursor` goes on behind its end."""
        for node in connection["nodes"]:
            self.nodes[need(node)[self.key]] = node
        self.total = connection["totalCount"]
        if connection["nodes"]:
            self.cursors[cursor] = connection["pageInfo"]["endCursor"]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return len(self.nodes) >= self.total


def need(node: Node | None) -> Node:
    """Return a node that must not be missing."""
    if node is None:
        raise ReadFailed(UNSURE)
    return node


@dataclass(frozen=True)
class Reader:
    """Asks about the repository `name` (`owner/repo`).

    Raises ReadFailed where anything is missing or refused.
    """

    send: Send
    now: Callable[[], float]
    name: str
    token: Token = "repository"  # noqa: S105

    @property
    def names(self) -> dict[str, Any]:
        """The variables that name the repository."""
        return name_repository(self.name)

    def query(self, document: str, variables: Mapping[str, Any], times: int = 1) -> Node:
        """Send a GraphQL document and return its data."""
        reading = self._ask(query(document, variables, times))
        data = reading.found
        for meaning in reading.meanings:
            if meaning is not FINE:
                raise ReadFailed(_find_reason(meaning, data))
        if not data or None in data.values():
            raise ReadFailed(UNSURE)
        return data

    def query_each(self, document: str, variables: Mapping[str, Any], times: int) -> Node:
        """Send a GraphQL document and return its data; what cannot be seen is None there."""
        reading = self._ask(query(document, variables, times))
        if reading.meaning is not FINE:
            raise ReadFailed(reading.meaning)
        waits = [meaning for meaning in reading.failed.values() if meaning.kind in DELAYS]
        if waits or len(reading.found) < times:
            raise ReadFailed(find_gravest([UNSURE, *waits]))
        return reading.found

    def find_nodes(self, document: str, ids: Sequence[str]) -> tuple[list[Node], Meaning]:
        """Find the nodes of these ids, and what it means where GitHub will not show some."""
        reading = self._ask(query(document, {"ids": list(ids)}))
        failed = reading.failed.get("nodes", reading.meaning)
        if failed.kind not in ("fine", "refused", "stale"):
            raise ReadFailed(failed)
        nodes = reading.found.get("nodes") or ()
        return [node for node in nodes if node], failed

    def find_issues(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Find which of these numbers are issues: this never lags, as lists do."""
        variables = {**self.names, **number_variables(numbers)}
        reading = self._ask(query("find_issues", variables, len(numbers)))
        issues = reading.found.get("repository")
        is_clear = all(meaning.kind in CLEAR for meaning in reading.meanings)
        if issues is not None and is_clear:
            return tuple(node["number"] for node in issues.values() if node)
        if reading.meaning is FINE:
            raise ReadFailed(UNSURE)
        raise ReadFailed(_find_reason(reading.meaning, {}))

    def get(self, path: str) -> Mapping[str, Any]:
        """Return what REST holds at a path below the repository's own."""
        request = Request("GET", f"/repos/{self.name}{path}")
        reading = read_answer(self.send(request), self.now())
        if reading.meaning is not FINE:
            raise ReadFailed(reading.meaning)
        return reading.data

    def list_all(self, path: str) -> Sequence[Mapping[str, Any]]:
        """Return a list that REST holds at a path below the repository's own, a page at most."""
        listed = self.get(path).get("list", ())
        return [one for one in listed if isinstance(one, Mapping)]

    def _ask(self, request: Request) -> Reading:
        answer = self.send(replace(request, token=self.token))
        return read_query(answer, self.now())


def _find_reason(failed: Meaning, data: Node) -> Meaning:
    """Say why a read failed.

    There is no such repository, or at this address no GitHub; GitHub refuses it; else look again.
    """
    if failed.kind == "refused":
        return Meaning("barred", failed.problem)
    if failed.kind != "stale" or failed.problem is None:
        return UNSURE if failed.kind == "stale" else failed
    if failed.problem.code == "github.not-found" or data.get("repository", data) is None:
        return Meaning("barred", replace(failed.problem, code="github.not-found"))
    return Meaning("unsure", failed.problem)
