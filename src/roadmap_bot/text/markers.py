"""Find what stands between two marker lines of a Markdown text, where Markdown would see them.

A marker is an HTML comment alone on its line. In fences, indented code, `<pre>` or another comment
it is no marker. One parser serves the managed part of an issue's body and the README region.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from roadmap_bot.text.blocks import parse_blocks
from roadmap_bot.text.lines import LINE

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
    """The markers make no pair; lines count from 1.

    `code` is `missing-end`, `missing-begin`, `second` or `reversed`.
    """

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
    if not marks:
        return None
    found = [mark.text for mark in marks]
    first, last = marks[0], marks[-1]
    if found == [begin, end]:
        return Span(first.start, first.end, last.start, last.end)
    if found == [end, begin]:
        return Broken("reversed", first.line)
    if found == [begin]:
        return Broken("missing-end", first.line)
    if found == [end]:
        return Broken("missing-begin", first.line)
    return Broken("second", _find_second(marks).line)


def find_markers(text: str) -> Iterator[Marker]:
    """Find all markers, in order."""
    if "<!--" not in text:
        return
    ends = [line.end() for line in LINE.finditer(text)]
    lines = [0, *ends]
    for first, last in _html_blocks(text):
        head = text[lines[first] : lines[first + 1]].lstrip().lower()
        if not head.startswith(VERBATIM):
            yield from _block_markers(text, lines[first : last + 1], first + 1)


def _find_second(marks: Sequence[Marker]) -> Marker:
    """Find the first marker that is one too many."""
    first, *rest = marks
    for mark in rest:
        if mark.text == first.text:
            return mark
    return marks[-1]


def _html_blocks(text: str) -> Iterator[tuple[int, int]]:
    for token in parse_blocks(text.removeprefix("\ufeff"), html=True):
        if token.type == "html_block" and token.level == 0 and token.map:
            first, last = token.map
            yield first, last


def _block_markers(text: str, places: Sequence[int], number: int) -> Iterator[Marker]:
    """Find the markers of one block, whose lines begin at these places; `number` is its first."""
    is_inside = False  # of a comment that an earlier line opened
    for line, (start, end) in enumerate(pairwise(places), start=number):
        shown = text[start:end].strip(" \t\r\n\ufeff")
        if _is_comment(shown) and not is_inside:
            yield Marker(shown, line, start, end)
        is_inside = _leaves_open(shown, is_open=is_inside)


def _is_comment(line: str) -> bool:
    return line.startswith("<!--") and line.endswith("-->") and line.count("-->") == 1


def _leaves_open(line: str, *, is_open: bool) -> bool:
    """Whether a comment is open at the end of a line."""
    opened, closed = line.rfind("<!--"), line.rfind("-->")
    if opened == closed:  # neither is there
        return is_open
    return opened > closed
