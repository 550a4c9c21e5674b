"""GraphQL documents: constant files, repeated line by line where one request asks for many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from roadmap_bot.http.request import GRAPHQL, Request

REPEATED = re.compile(
    r"\b(input|change|path|file|folder|number|issue|project|view|member|owner|name)0\b"
)


@cache
def load_document(name: str, times: int = 1) -> str:
    """Load a GraphQL document; lines that end a name in 0 stand `times` times, counting on."""
    path = resources.files("roadmap_bot") / "queries" / f"{name}.graphql"
    return repeat_lines(path.read_text(encoding="utf-8"), times)


def repeat_lines(document: str, times: int) -> str:
    """Repeat the lines that name input0, change0 and their like, once for each index."""
    return "".join(_repeat_lines(document, times))


def _repeat_lines(document: str, times: int) -> Iterator[str]:
    for line in document.splitlines(keepends=True):
        if not REPEATED.search(line):
            yield line
            continue
        for index in range(times):
            yield REPEATED.sub(rf"\g<1>{index}", line)


def query(name: str, variables: Mapping[str, Any], times: int = 1, writes: int = 0) -> Request:
    """Make the request that sends a GraphQL document."""
    body = {"query": load_document(name, times), "variables": variables}
    return Request("POST", GRAPHQL, body, writes)


def name_repository(full_name: str) -> dict[str, str]:
    """Make the variables that name a repository, `owner/repo`."""
    owner, _, name = full_name.partition("/")
    return {"owner": owner, "name": name}


def name_repositories(full_names: Iterable[str]) -> dict[str, str]:
    """Make the variables owner0, name0 and so on of a document that asks for many."""
    variables: dict[str, str] = {}
    for index, full_name in enumerate(full_names):
        named = name_repository(full_name)
        variables |= {f"{key}{index}": value for key, value in named.items()}
    return variables


def number_variables(numbers: Iterable[int]) -> dict[str, int]:
    """Make the variables number0, number1 and so on of a document that asks for many."""
    return {f"number{index}": number for index, number in enumerate(numbers)}
