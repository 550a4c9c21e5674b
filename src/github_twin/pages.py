"""Connections: how GraphQL pages through a list, with cursors that hold when it grows (F4.16)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from github_twin.nodes import Item
from github_twin.refusals import RefusedError

PAGING = {"first", "last", "after", "before"}
OLDEST_FIRST = {"field": "CREATED_AT", "direction": "ASC"}
CURSOR = "cursor:v2:"


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
    text = f"{CURSOR}{key}"
    return base64.b64encode(text.encode()).decode()


def make_page(
    items: Sequence[Item], key: Callable[[Item], object], arguments: Mapping[str, Any]
) -> Page:
    """Cut a page out of `items` by first or last, after or before, and nothing else."""
    _check_arguments(arguments)
    keys = [str(key(item)) for item in items]
    low, high = _find_bounds(keys, arguments)
    nodes = tuple(items[low:high])
    start = end = None
    if nodes:
        start = make_cursor(keys[low])
        end = make_cursor(keys[high - 1])
    return Page(nodes, len(items), start, end, low > 0, high < len(items))


def _check_arguments(arguments: Mapping[str, Any]) -> None:
    """Raise loudly for an argument that the twin does not know."""
    given = {name for name, value in arguments.items() if value not in (None, OLDEST_FIRST)}
    strange = sorted(given - PAGING)
    if strange:
        names = ", ".join(strange)
        raise NotImplementedError(f"the twin cannot page by {names}")


def _find_bounds(keys: list[str], arguments: Mapping[str, Any]) -> tuple[int, int]:
    low = 0
    high = len(keys)
    if arguments.get("after"):
        low = _find_place(keys, arguments["after"]) + 1
    if arguments.get("before"):
        high = _find_place(keys, arguments["before"])
    first = arguments.get("first")
    last = arguments.get("last")
    if first is not None:
        high = min(high, low + first)
    elif last is not None:
        low = max(low, high - last)
    return low, high


def _find_place(keys: list[str], cursor: str) -> int:
    try:
        text = base64.b64decode(cursor, validate=True).decode()
        key = text.removeprefix(CURSOR)
        return keys.index(key)
    except (ValueError, binascii.Error, UnicodeDecodeError):
        raise RefusedError("bad-cursor", cursor=cursor) from None
