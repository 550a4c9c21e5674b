"""Cut Markdown into its blocks: what is code, and what is text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from roadmap_bot.text.lines import LINE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LEAD = re.compile(r"(?:[ \t]*(?:>|[-+*](?=\s)|[0-9]{1,9}[.)](?=\s)))+")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*\Z")


Place = tuple[int, int]  # where something begins and ends in a text, as offsets


class Block(NamedTuple):
    """Lines that belong together; as many signs as `lead` says make an item of a list of them."""

    text: str
    is_code: bool
    lead: int = 0


class _Leaf(NamedTuple):
    """Where a block ends, and what it is."""

    end: int
    is_code: bool


def find_blocks(markdown: str) -> Iterator[Block]:
    """Find the blocks of a text whose tags will all be escaped; a fence left open is closed."""
    lines = LINE.findall(markdown)
    tokens = parse_blocks(markdown, html=False)
    leaves = _find_leaves(tokens, {"inline", *_find_code_kinds(markdown)})
    items = {token.map[0] for token in tokens if token.map and token.type == "list_item_open"}
    yield from _cut(lines, leaves, items)
    for token in reversed(tokens):
        if _is_open_fence(token, lines):
            yield Block(_close_fence(token, lines), is_code=True)
            return


def find_code_places(markdown: str) -> list[Place]:
    """Find the fences and the indented code of a text, each with its markup."""
    ends = [0, *(line.end() for line in LINE.finditer(markdown))]
    return [
        (ends[token.map[0]], ends[token.map[1]])
        for token in parse_blocks(markdown, html=True)
        if token.map and token.type in ("fence", "code_block")
    ]


def is_within(offset: int, places: Sequence[Place]) -> bool:
    """Whether an offset lies within one of the places, which stand in order and do not overlap."""
    index = bisect_right(places, offset, key=lambda place: place[0])
    return index > 0 and offset < places[index - 1][1]


def find_outline(markdown: str, *, html: bool) -> list[tuple[str, str]]:
    """Find the items of lists and the blocks of code of a text, with what these hold."""
    kinds = {"list_item_open", *_find_code_kinds(markdown)}
    tokens = parse_blocks(markdown, html=html)
    return [(token.type, token.content.rstrip("\r\n")) for token in tokens if token.type in kinds]


def parse_blocks(markdown: str, *, html: bool) -> list[Token]:
    """Parse Markdown as CommonMark, but not what stands in a line; without `html` tags are text."""
    return _parser(html=html).parse(markdown)


@cache
def _parser(*, html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": html}).disable("inline")


def may_have_notes(markdown: str) -> bool:
    """Whether there may be footnotes, which GitHub knows and the parser does not."""
    return "[^" in markdown


def _find_code_kinds(markdown: str) -> set[str]:
    """Find which kinds of blocks are code: what is indented may be the text of a note."""
    if may_have_notes(markdown):
        return {"fence"}
    return {"fence", "code_block"}


def _find_leaves(tokens: Sequence[Token], kinds: Collection[str]) -> dict[int, _Leaf]:
    """Find the blocks that hold lines themselves, by their first lines."""
    leaves: dict[int, _Leaf] = {}
    for token in tokens:
        if token.map and token.type in kinds:
            first, end = token.map
            leaves[first] = _Leaf(end, is_code=token.type != "inline")
    return leaves


def _cut(
    lines: Sequence[str], leaves: Mapping[int, _Leaf], items: Collection[int]
) -> Iterator[Block]:
    """Cut lines into blocks; `items` are the lines that begin an item of a list."""
    here = 0
    while here < len(lines):
        leaf = leaves.get(here) or _Leaf(here + 1, is_code=False)
        text = "".join(lines[here : leaf.end])
        lead = _LEAD.match(text) if here in items else None
        yield Block(text, leaf.is_code, lead.end() if lead else 0)
        here = leaf.end


def _is_open_fence(token: Token, lines: Sequence[str]) -> bool:
    if token.type != "fence" or token.level > 0 or not token.map:
        return False
    first, end = token.map
    last_line = lines[end - 1].rstrip("\r\n")
    found = _FENCE_END.match(last_line)
    return end - first < 2 or found is None or not found[1].startswith(token.markup)


def _close_fence(token: Token, lines: Sequence[str]) -> str:
    if lines[-1].endswith(("\r", "\n")):
        return f"{token.markup}\n"
    return f"\n{token.markup}\n"
