"""Find code spans in a paragraph of Markdown, as CommonMark does, in linear time; make a fence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

NO_ENTITY = r"&(?!\#|[A-Za-z][0-9A-Za-z]*;)"
AUTOLINK = (
    rf"<(?i:https?://|mailto:)(?:[^\x00-\x20<>&]|{NO_ENTITY})*+>"
    r"|<[\w.+-]*[0-9A-Za-z]@[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*+>"
)
_TICKS = re.compile(rf"\\[!-/:-@\[-`{{-~]|{AUTOLINK}|(?P<ticks>`++)", re.ASCII)


class Ticks(NamedTuple):
    """A code span with its delimiters, or a run of backticks that opens none, as offsets."""

    start: int
    end: int
    is_code: bool


def find_code(text: str) -> Iterator[Ticks]:
    """Find the code spans and loose backticks of one paragraph."""
    runs = _find_runs(text)
    here = 0
    while found := _TICKS.search(text, here):
        here = found.end()
        if not found["ticks"]:
            continue
        length = len(found["ticks"])
        closer = _find_next(runs.get(length, ()), here)
        if closer is not None:
            here = closer + length
        yield Ticks(found.start(), here, is_code=closer is not None)


def find_longest_run(text: str) -> int:
    """Find how many backticks stand together at most."""
    return max(map(len, re.findall("`+", text)), default=0)


def make_fence(text: str) -> str:
    """Show a text as code, whatever it holds."""
    fence = "`" * max(3, find_longest_run(text) + 1)
    lines = text.strip("\r\n")
    return f"{fence}\n{lines}\n{fence}\n"


def _find_runs(text: str) -> dict[int, list[int]]:
    """Find where runs of backticks begin, by their lengths."""
    runs: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        starts = runs.setdefault(len(run[0]), [])
        starts.append(run.start())
    return runs


def _find_next(starts: Sequence[int], here: int) -> int | None:
    index = bisect_left(starts, here)
    if index == len(starts):
        return None
    return starts[index]
