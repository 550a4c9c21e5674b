"""What somebody typed into the span of a body: the lines that the bot did not write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from roadmap_bot.issues.body import END, MARK
from roadmap_bot.issues.boxes import render_box, replace_boxes, strip_ids
from roadmap_bot.text.escape import BREAK
from roadmap_bot.text.lines import split_lines

Part = TypeVar("Part")


class _Line(NamedTuple):
    """A line by its number, as it reads without ticks and ids."""

    number: int
    text: str


_Block = list[_Line]  # lines without a blank one between them


def find_notes(have: str, want: str) -> str:
    """Find the lines that `want` does not have, in pieces as they stood."""
    lines = split_lines(have)
    typed = _find_added(_find_blocks(split_lines(want)), _find_blocks(lines))
    pieces: list[list[str]] = [[]]
    for number, line in enumerate(lines):
        if number in typed or not line.strip():
            pieces[-1].append(strip_ids(line))
        else:
            pieces.append([])
    notes = ["\n".join(piece).strip("\n") for piece in pieces]
    return "\n\n".join(note for note in notes if note.strip())


def _find_blocks(lines: Iterable[str]) -> list[_Block]:
    """Cut lines at the blank ones; our own markers are no lines."""
    blocks: list[_Block] = [[]]
    for number, line in enumerate(lines):
        text = _bare(line)
        if text == END or MARK.fullmatch(text):
            continue
        if text:
            blocks[-1].append(_Line(number, text))
        else:
            blocks.append([])
    return [block for block in blocks if block]


def _bare(line: str) -> str:
    bare = replace_boxes(line, lambda box: render_box(box, on=False))
    return bare.replace(BREAK, "").strip()


def _find_added(new: Sequence[_Block], old: Sequence[_Block]) -> set[int]:
    """Find the numbers of the lines in `old` that `new` lacks; what only moved is not lacking."""
    missing: Counter[str] = Counter()
    added: _Block = []
    for gone, come in _find_changes(new, old):
        missing.update(_texts(gone))
        added += come
    missing.subtract(_texts(added))
    return {line.number for line in added if missing[line.text] < 0}


def _find_changes(
    new: Sequence[_Block], old: Sequence[_Block]
) -> Iterator[tuple[Sequence[_Line], Sequence[_Line]]]:
    """Compare whole blocks first, then the lines of those that differ."""
    for gone, come in _differ(new, old, _texts):
        yield from _differ(_join(gone), _join(come), lambda line: line.text)


def _differ(
    new: Sequence[Part], old: Sequence[Part], key: Callable[[Part], Hashable]
) -> Iterator[tuple[Sequence[Part], Sequence[Part]]]:
    from difflib import SequenceMatcher

    before, after = list(map(key, new)), list(map(key, old))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            yield new[first:last], old[start:end]


def _texts(block: Sequence[_Line]) -> tuple[str, ...]:
    return tuple(line.text for line in block)


def _join(blocks: Iterable[_Block]) -> _Block:
    return [line for block in blocks for line in block]
