"""The one seam between the bot and GitHub: a request goes in, an answer comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

GRAPHQL = "/graphql"
Token = Literal["repository", "board", "cohort"]  # what it is for


@dataclass(frozen=True, slots=True)
class Request:
    """A request: `path` below the API's root, a JSON `body`, and its number of content writes."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    writes: int = 0
    token: Token = "repository"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: header names in lower case; status 0 where nothing did (time-out, reset)."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


Send = Callable[[Request], Answer]
