"""Read from GitHub, a page or a whole list, and never take a part for the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roadmap_bot.errors import Problem
from roadmap_bot.http.answers import FINE, UNSURE, Meaning, Reading, read_answer
from roadmap_bot.http.queries import query
from roadmap_bot.http.request import Request, Send

PAGES = 400  # requests for one look; past that something is wrong
AHEAD = 10  # numbers to try after the last one listed


class ReadFailed(Exception):  # noqa: N818
    """What was asked could not be read whole; `meaning` says what to do about it."""

    def __init__(self, meaning: Meaning) -> None:
        super().__init__(meaning.kind)
        self.meaning = meaning


@dataclass(frozen=True)
class Reader:
    """Asks about the repository `name` (`owner/repo`); raises ReadFailed where anything is missing or refused."""

    send: Send
    now: Callable[[], float]
    name: str

    @property
    def names(self) -> dict[str, Any]:
        """The variables that name the repository."""
        owner, _, name = self.name.partition("/")
        return {"owner": owner, "name": name}

    def query(
        self, document: str, variables: Mapping[str, Any], times: int = 1
    ) -> Mapping[str, Any]:
        """Send a GraphQL document and return its data."""
        reading = self._read(query(document, variables, times))
        failed = [
            meaning
            for meaning in (reading.meaning, *reading.failed.values())
            if meaning is not FINE
        ]
        data: Mapping[str, Any] = reading.data.get("data") or {}
        if failed or not data or None in data.values():
            raise ReadFailed(_find_reason(failed[0], data) if failed else UNSURE)
        return data

    def find_issues(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Find which of these numbers are issues: this never lags, as lists do."""
        variables = {f"number{index}": number for index, number in enumerate(numbers)}
        reading = self._read(query("find_issues", {**self.names, **variables}, len(numbers)))
        failed = [reading.meaning, *reading.failed.values()]
        facts = (reading.data.get("data") or {}).get("repository")
        if facts is None or any(meaning.kind not in ("fine", "stale") for meaning in failed):
            raise ReadFailed(_find_reason(failed[0], {}) if reading.meaning is not FINE else UNSURE)
        return tuple(node["number"] for node in facts.values() if node)

    def get(self, path: str) -> Mapping[str, Any]:
        """Return what REST holds at a path below the repository's own."""
        reading = self._read(Request("GET", f"/repos/{self.name}{path}"))
        if reading.meaning is not FINE:
            raise ReadFailed(reading.meaning)
        return reading.data

    def _read(self, request: Request) -> Reading:
        return read_answer(self.send(request), self.now())


def _find_reason(failed: Meaning, data: Mapping[str, Any]) -> Meaning:
    """Say why a read failed: there is no such repository, or at this address no GitHub; else look again."""
    if failed.kind == "stale" and (failed.problem or data.get("repository", data) is None):
        return Meaning(
            "barred", failed.problem or Problem("github.not-found", {"what": "", "needs": ""})
        )
    return UNSURE if failed.kind == "stale" else failed
