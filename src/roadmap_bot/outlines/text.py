"""Titles and notes as a roadmap may hold them: short, on one line, with no mark at the edges."""

from __future__ import annotations

import unicodedata

from roadmap_bot.markdown.ordinals import NUMBER, WEEK, strip_ordinal
from roadmap_bot.text.escape import plain
from roadmap_bot.yaml.scalars import replace_unwanted

LONGEST_TITLE = 200
LONGEST_STEP = 500
LONGEST_NOTE = 2000
_TOLD = frozenset({WEEK, NUMBER})


def make_title(text: str) -> str:
    """Make a title: without pictures at its beginning, cut where it is too long."""
    line = plain(replace_unwanted(text), LONGEST_TITLE)
    return _strip_pictures(line) or line


def make_unit_title(text: str) -> str:
    """Make the title of a unit, whose id says its week or number already."""
    return make_title(strip_ordinal(_strip_pictures(text) or text, _TOLD))


def make_step(text: str) -> str:
    """Make the text of a box."""
    return plain(replace_unwanted(text), LONGEST_STEP)


def make_note(text: str) -> str:
    """Make a note."""
    return plain(replace_unwanted(text), LONGEST_NOTE)


def is_cut(text: str) -> bool:
    """Whether a text is too long for a title."""
    return len(text) > LONGEST_TITLE


def _strip_pictures(text: str) -> str:
    """Strip emoji and bullets from the beginning, but nothing that opens a bracket or a quote."""
    start = 0
    for sign in text:
        category = unicodedata.category(sign)
        if category not in ("So", "Sk", "Mn", "Cf", "Zs") and sign not in "·•▶►":
            break
        start += 1
    return text[start:].strip().rstrip(":：").strip()
