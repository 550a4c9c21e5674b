"""Ask about projects with the board's token, and say what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from roadmap_bot.board.token import explain_refusal
from roadmap_bot.errors import Problem
from roadmap_bot.http.answers import FINE, UNSURE, Reading, find_gravest, read_query
from roadmap_bot.http.queries import name_repository, number_variables, query
from roadmap_bot.http.reader import CLEAR, Node, ReadFailed
from roadmap_bot.http.request import Answer, Send
from roadmap_bot.repository import Repository

Variables = Mapping[str, Any]


class BoardRefusedError(Exception):
    """The token is not good enough, or there is no board to be had; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True)
class BoardReader:
    """Asks about projects with the board's token, `size` items at a time.

    Raises BoardRefusedError, or ReadFailed where anything is missing.
    """

    send: Send
    now: Callable[[], float]
    repository: Repository
    size: int

    @property
    def names(self) -> dict[str, str]:
        """The variables that name the repository."""
        return name_repository(self.repository.name)

    def query(self, document: str, variables: Variables, times: int = 1) -> Node:
        """Send a document and return its data."""
        reading = self._read(document, variables, times)
        data = reading.found
        gravest = find_gravest(reading.meanings)
        if gravest.kind == "stale" and data.get("repository", data) is None:
            raise self._refuse("no-repository")
        if gravest.kind not in ("fine", "stale"):
            raise ReadFailed(gravest)
        if gravest is not FINE or not data or None in data.values():
            raise ReadFailed(UNSURE)
        return data

    def find_projects(self, numbers: Sequence[int]) -> bool:
        """Tell whether the owner has projects of these numbers: this never lags, as lists do."""
        variables = {"owner": self.names["owner"], **number_variables(numbers)}
        reading = self._read("find_boards", variables, len(numbers))
        projects = reading.found.get("repositoryOwner")
        is_clear = all(meaning.kind in CLEAR for meaning in reading.meanings)
        if projects is None or not is_clear:
            raise ReadFailed(UNSURE)
        return any(projects.values())

    def _read(self, document: str, variables: Variables, times: int) -> Reading:
        request = replace(query(document, variables, times), token="board")  # noqa: S106
        answer = self.send(request)
        if _lacks_scope(answer):
            raise self._refuse("scope")
        reading = read_query(answer, self.now())
        gravest = find_gravest(reading.meanings)
        if gravest.kind in ("barred", "refused") and gravest.problem:
            raise self._refuse(gravest.problem)
        return reading

    def _refuse(self, problem: Problem | str) -> BoardRefusedError:
        return BoardRefusedError(explain_refusal(problem, self.repository))


def _lacks_scope(answer: Answer) -> bool:
    """Tell by what GitHub says of a classic token on every answer; others have no scopes."""
    header = answer.headers.get("x-oauth-scopes", "")
    scopes = [scope.strip() for scope in header.split(",")]
    return any(scopes) and "project" not in scopes
