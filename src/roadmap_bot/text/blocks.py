"""Cut Markdown into its blocks: what is code, and what is text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from roadmap_bot.text.lines import LINE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*\Z")


class Block(NamedTuple):
    """Lines that belong together."""

    text: str
    is_code: bool


class _Leaf(NamedTuple):
    """Where a block ends, and what it is."""

    end: int
    is_code: bool


def find_blocks(markdown: str) -> Iterator[Block]:
    """Find the blocks of a text whose tags will all be escaped; a fence left open is closed."""
    lines = LINE.findall(markdown)
    tokens = parse_blocks(markdown, html=False)
    leaves = _find_leaves(tokens, has_notes=may_have_notes(markdown))
    yield from _cut(lines, leaves)
    for token in reversed(tokens):
        if _is_open_fence(token, lines):
            yield Block(_close_fence(token, lines), is_code=True)
            return


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


def _find_leaves(tokens: Sequence[Token], *, has_notes: bool) -> dict[int, _Leaf]:
    """Find the blocks that hold lines themselves, by their first lines."""
    kinds = {"fence", "inline", "code_block"}
    if has_notes:
        kinds.remove("code_block")  # it may be the text of a note
    leaves: dict[int, _Leaf] = {}
    for token in tokens:
        if token.map and token.type in kinds:
            first, end = token.map
            leaves[first] = _Leaf(end, is_code=token.type != "inline")
    return leaves


def _cut(lines: Sequence[str], leaves: Mapping[int, _Leaf]) -> Iterator[Block]:
    here = 0
    while here < len(lines):
        leaf = leaves.get(here) or _Leaf(here + 1, is_code=False)
        yield Block("".join(lines[here : leaf.end]), leaf.is_code)
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
