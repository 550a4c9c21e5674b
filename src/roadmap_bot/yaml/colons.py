"""The full-width colon behind a key: a Chinese keyboard types it, and to YAML it is text."""

from __future__ import annotations

import re

_KEY = re.compile(r"[ \t-]*(?P<key>[^\s:：\"'#\[{-][^\s:：]*)[ \t]*(?P<colon>：)")


def find_wide_key(text: str) -> str:
    """Find the key that a text begins with, where a full-width colon stands behind it."""
    found = _KEY.match(text)
    return found["key"] if found else ""


def find_wide_colon(text: str, index: int) -> int | None:
    """Find the full-width colon to blame for a mistake at `index`: in its line or the one before.

    The line before it is to blame only where the first key of the line itself is the mistake: it
    was taken for more of the text above.
    """
    start = _find_start(text, index)
    found = _KEY.match(text, start)
    is_first = ":" not in text[start:index]
    above = text[:start].rstrip("\r\n")
    if found is None and is_first:
        found = _KEY.match(above, _find_start(above, len(above)))
    return found.start("colon") if found else None


def _find_start(text: str, index: int) -> int:
    """Find where the line of a character begins."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
