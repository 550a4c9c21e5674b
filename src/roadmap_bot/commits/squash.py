"""Split a commit message into the messages that it holds: git's own squash message holds many."""

from __future__ import annotations

import re
from collections.abc import Sequence

LIMIT = 64 * 1024  # bytes of a message that are read
_BOM = "\ufeff"  # with which some editors begin a text
_SQUASH = re.compile(r"Squashed commit of the following:\s*\Z")
_SQUASHED = re.compile(r"commit [0-9a-f]{7,40}\s*\Z")


def split_message(message: str) -> list[list[str]]:
    """Split a message into its own lines and those of each message that it holds.

    The newest comes first, without blank lines at its ends.
    """
    lines = _strip_blank(_read_lines(message))
    heads = (number for number, line in enumerate(lines) if _SQUASH.match(line))
    start = next(heads, len(lines))
    return [_strip_blank(lines[:start]), *_split_squash(lines[start:])]


def _read_lines(message: str) -> list[str]:
    # UTF-8 needs at least one byte for a character, so nothing behind the limit is even encoded.
    raw = message[: LIMIT + 1].encode("utf-8", "surrogatepass")
    lines = raw[:LIMIT].decode("utf-8", "replace").splitlines()
    if len(raw) > LIMIT:
        lines = lines[:-1]  # half a line could say something else than the whole
    return lines


def _is_blank(line: str) -> bool:
    return not line.replace(_BOM, "").strip()


def _strip_blank(lines: Sequence[str]) -> list[str]:
    solid = [number for number, line in enumerate(lines) if not _is_blank(line)]
    if not solid:
        return []
    first, *rest = lines[solid[0] : solid[-1] + 1]
    return [first.lstrip(_BOM), *rest]


def _split_squash(lines: Sequence[str]) -> list[list[str]]:
    """Split git's squash message into those it holds, the newest first.

    Each is indented by four spaces.
    """
    messages: list[list[str]] = []
    for line in lines:
        if _SQUASHED.match(line):
            messages.append([])
        elif messages and (line.startswith("    ") or not line.strip()):
            messages[-1].append(line[4:])
    return [_strip_blank(message) for message in reversed(messages)]
