"""Find what stands between two marker lines of a Markdown text, where Markdown itself would see them.

A marker is an HTML comment alone on its line. In fences, indented code, `<pre>` or another comment it is no marker.
One parser serves the managed part of an issue's body and the README region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
VERBATIM = ("<pre", "<script", "<style", "<textarea", "<?", "<![cdata[")


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets into the text: the markers' lines are `start:inner_start` and `inner_end:end`."""

    start: int
    inner_start: int
    inner_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The markers make no pair: `missing-end`, `missing-begin`, `second` or `reversed`, at a line (from 1)."""

    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A comment alone on its line."""

    text: str
    line: int
    start: int
    end: int


def find_span(text: str, begin: str, end: str) -> Span | Broken | None:
    """Find the one span between the lines `begin` and `end`; None where neither stands."""
    marks = [mark for mark in find_markers(text) if mark.text in (begin, end)]
    kinds = [mark.text == begin for mark in marks]
    if not marks:
        return None
    if kinds == [True, False]:
        return Span(marks[0].start, marks[0].end, marks[1].start, marks[1].end)
    if kinds == [False, True]:
        return Broken("reversed", marks[0].line)
    if len(marks) == 1:
        return Broken("missing-end" if kinds[0] else "missing-begin", marks[0].line)
    return Broken(
        "second",
        next(mark.line for mark in marks[1:] if mark.text == marks[0].text or mark is marks[-1]),
    )


def find_markers(text: str) -> Iterator[Marker]:
    """Find all markers, in order."""
    if "<!--" not in text:
        return
    lines = _lines(text)
    for first, last in _html_blocks(text):
        head = text[lines[first] : lines[first + 1]].lstrip().lower()
        if not head.startswith(VERBATIM):
            yield from _block_markers(text, lines, first, last)


def _lines(text: str) -> list[int]:
    offsets = [0]
    for match in LINE.finditer(text):
        if match.end() > offsets[-1]:
            offsets.append(match.end())
    return offsets


def _html_blocks(text: str) -> Iterator[tuple[int, int]]:
    for token in _parser().parse(text.removeprefix("\ufeff")):
        if token.type == "html_block" and token.level == 0 and token.map:
            yield token.map[0], token.map[1]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable("inline")


def _block_markers(text: str, lines: list[int], first: int, last: int) -> Iterator[Marker]:
    inside = False
    for number in range(first, min(last, len(lines) - 1)):
        line = text[lines[number] : lines[number + 1]].strip(" \t\r\n\ufeff")
        alone = line.startswith("<!--") and line.endswith("-->") and line.count("-->") == 1
        if alone and not inside:
            yield Marker(line, number + 1, lines[number], lines[number + 1])
        opened, closed = line.rfind("<!--"), line.rfind("-->")
        inside = opened > closed if opened >= 0 or closed >= 0 else inside
