"""Answers as GitHub writes them: of REST, of GraphQL, and an error inside one."""

from __future__ import annotations

import json
from typing import Any

from roadmap_bot.http.request import Answer

DOCS = "https://docs.github.com/rest"


def rest(status: int, message: str = "", *, errors: Any = None, **headers: str) -> Answer:
    """Make an answer of REST; the `_` in the names of headers are `-`."""
    body = {"message": message, "documentation_url": DOCS, **({"errors": errors} if errors else {})}
    return Answer(
        status, {name.replace("_", "-"): value for name, value in headers.items()}, json.dumps(body)
    )


def graph(*errors: Any, data: Any = None, status: int = 200, **headers: str) -> Answer:
    """Make an answer of GraphQL with these errors."""
    body = {"data": data, "errors": list(errors)}
    return Answer(
        status, {name.replace("_", "-"): value for name, value in headers.items()}, json.dumps(body)
    )


def entry(message: str, sort: str | None = None, *path: object) -> dict[str, Any]:
    """Make an error of GraphQL."""
    return {
        "message": message,
        **({"type": sort} if sort else {}),
        **({"path": list(path)} if path else {}),
    }
