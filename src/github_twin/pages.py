"""Connections: how GraphQL pages through a list, with cursors that hold when the list grows (F4.16)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from github_twin.nodes import Item
from github_twin.refusals import RefusedError

PAGING = {"first", "last", "after", "before"}
OLDEST_FIRST = {"field": "CREATED_AT", "direction": "ASC"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a connection."""

    nodes: tuple[Item, ...]
    total: int
    start: str | None
    end: str | None
    has_previous: bool
    has_next: bool


def make_cursor(key: object) -> str:
    """Make the cursor of an item."""
    return base64.b64encode(f"cursor:v2:{key}".encode()).decode()


def make_page(items: Sequence[Item], key: Callable[[Item], object], arguments: dict[str, Any]) -> Page:
    """Cut a page out of `items` by first or last, after or before; any other argument is a loud error."""
    strange = {name for name, value in arguments.items() if value not in (None, OLDEST_FIRST)} - PAGING
    if strange:
        raise NotImplementedError(f"the twin cannot page by {', '.join(sorted(strange))}")
    keys = [str(key(item)) for item in items]
    low, high = 0, len(items)
    if arguments.get("after"):
        low = _find(keys, arguments["after"]) + 1
    if arguments.get("before"):
        high = _find(keys, arguments["before"])
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None:
        high = min(high, low + first)
    elif last is not None:
        low = max(low, high - last)
    nodes, shown = tuple(items[low:high]), keys[low:high]
    start, end = (make_cursor(shown[0]), make_cursor(shown[-1])) if shown else (None, None)
    return Page(nodes, len(items), start, end, low > 0, high < len(items))


def _find(keys: list[str], cursor: str) -> int:
    try:
        return keys.index(base64.b64decode(cursor, validate=True).decode().removeprefix("cursor:v2:"))
    except (ValueError, binascii.Error, UnicodeDecodeError):
        raise RefusedError("bad-cursor", cursor=cursor) from None
