"""Find words in what a comment says: longest first, and no word within another one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_bot.text.characters import fold

_ALIKE = str.maketrans({"’": "'", "❓": "?", "❔": "?", "🤔": "?"})
MENTION = r"@(?:[a-z0-9][a-z0-9_-]{0,38}(?:\[bot\])?|[^\s@,:!]{1,20})"
_LATIN = re.compile(r"[0-9a-z]\Z")


def fold_said(prose: str) -> str:
    """Fold what somebody said: full width and case, the signs of a question."""
    return fold(prose.translate(_ALIKE)).casefold()


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern of any of these words, folded as they are; Chinese needs no space behind."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_make_alternative, longest_first)))


def drop_last(text: str, pattern: re.Pattern[str]) -> str:
    """Drop from the end of a short text what is nothing but what a pattern finds, and spaces."""
    for found in pattern.finditer(text):
        if not drop(text[found.start() :], pattern):
            return text[: found.start()].rstrip(" ,")
    return text


def _make_alternative(word: str) -> str:
    end = r"(?![0-9a-z_'])" if _LATIN.search(word) else ""
    return re.escape(word) + end


def drop(text: str, pattern: re.Pattern[str]) -> str:
    """Drop what a pattern finds from the beginning of a text, and spaces; in linear time."""
    here = 0
    while here < len(text):
        found = pattern.match(text, here)
        if found and found.end() > here:
            here = found.end()
        elif text[here] in " ,":
            here += 1
        else:
            break
    return text[here:]
