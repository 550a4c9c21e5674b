"""Say in a table what each line of a document became, and what was left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from roadmap_bot.imports.make import Import
from roadmap_bot.text.problems import shorten
from roadmap_bot.text.words import Words

_WIDEST = 60  # signs of a text


class Entry(NamedTuple):
    """A line of the table: where, what became of it, its text."""

    line: int
    became: str
    text: str


def render_explanation(made: Import, words: Words) -> Iterator[str]:
    """Render the table, in the order of the document."""
    entries = sorted([*_find_made(made, words), *_find_left(made, words)])
    heads = [words(f"import.head-{name}") for name in ("line", "became", "text")]
    rows = [heads, *([str(line), became, shorten(text, _WIDEST)] for line, became, text in entries)]
    widths = [max(_count_columns(row[column]) for row in rows) for column in range(2)]
    for line, became, text in rows:
        yield f"{_pad(line, widths[0])}  {_pad(became, widths[1])}  {text}"


def _find_made(made: Import, words: Words) -> Iterator[Entry]:
    for thing, id in zip(made.things, made.ids, strict=True):
        yield Entry(thing.line, f"{words(f'import.{thing.kind}')} {id}", thing.text)
    for one in made.outline.milestones:
        yield Entry(one.line, words("import.milestone"), one.title)


def _find_left(made: Import, words: Words) -> Iterator[Entry]:
    for left in made.outline.left:
        yield Entry(left.line, words(f"import.left.{left.why}"), left.text)


def _pad(text: str, width: int) -> str:
    return text + " " * max(0, width - _count_columns(text))


def _count_columns(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
