"""GraphQL documents: constant files, repeated line by line where one request asks for many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from roadmap_bot.http.request import GRAPHQL, Request

REPEATED = re.compile(r"\b(input|change|path|file|number|issue|project|view)0\b")


@cache
def load_document(name: str, times: int = 1) -> str:
    """Load a GraphQL document; its lines that end a name in 0 are repeated `times` times, counting on."""
    text = (resources.files("roadmap_bot") / "queries" / f"{name}.graphql").read_text(
        encoding="utf-8"
    )
    return repeat_lines(text, times)


def repeat_lines(document: str, times: int) -> str:
    """Repeat the lines that name input0, change0 and their like, once for each index."""
    return "".join(
        REPEATED.sub(lambda name, index=index: f"{name[1]}{index}", line)  # type: ignore[misc]
        for line in document.splitlines(keepends=True)
        for index in range(times if REPEATED.search(line) else 1)
    )


def query(name: str, variables: Mapping[str, Any], times: int = 1, writes: int = 0) -> Request:
    """Make the request that sends a GraphQL document."""
    return Request(
        "POST", GRAPHQL, {"query": load_document(name, times), "variables": variables}, writes
    )
