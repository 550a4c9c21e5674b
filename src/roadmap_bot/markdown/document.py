"""Parse Markdown into the tree of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from roadmap_bot.markdown.fences import blank_nested
from roadmap_bot.markdown.inline import read_line
from roadmap_bot.markdown.introduced import make_parts
from roadmap_bot.markdown.lists import LISTS, find_inline, find_line, read_list, read_text
from roadmap_bot.markdown.tree import (
    Line,
    OpenSection,
    Part,
    Row,
    Section,
    Table,
    open_section,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_SUMMARY = re.compile(r"<summary[^>]*>(.*?)</summary>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
_CLOSE = re.compile(r"</details>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def parse_document(text: str) -> Section:
    """Parse a document; what stands in code is no part of it."""
    from markdown_it.tree import SyntaxTreeNode

    root = SyntaxTreeNode(_parser().parse(blank_nested(text)))
    builder = _Builder()
    for node in root.children:
        builder.take(node)
    return _close(builder.stack[0])


def _close(read: OpenSection) -> Section:
    sections = map(_close, read.sections)
    parts, introduced = make_parts(read.parts)
    return Section(read.title, read.line, read.level, parts, (*introduced, *sections))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Builder:
    """Puts one block after the other where it belongs."""

    def __init__(self) -> None:
        self.stack = [OpenSection(Line(""), 0, 0.0)]

    def take(self, node: SyntaxTreeNode) -> None:
        """Take the next block."""
        if node.type == "heading":
            self._open(read_line(find_inline(node)), find_line(node), float(node.tag[1]))
        elif node.type == "html_block":
            self._take_html(node)
        elif node.type == "blockquote":
            for child in node.children:
                self.take(child)
        else:
            self.stack[-1].parts += _read_parts(node)

    def _take_html(self, node: SyntaxTreeNode) -> None:
        for found in _HEADING.finditer(node.content):
            self._open(_read_html(found[2]), find_line(node), float(found[1]))
        for found in _SUMMARY.finditer(node.content):
            level = min(self.stack[-1].level, 6.0) + 0.5
            self._open(_read_html(found[1]), find_line(node), level)
        if _CLOSE.search(node.content):
            self._close_summary()

    def _open(self, title: Line, line: int, level: float) -> None:
        open_section(self.stack, OpenSection(title, line, level))

    def _close_summary(self) -> None:
        """End the section of the last summary, where one is open."""
        levels = [section.level for section in self.stack]
        halves = [index for index, level in enumerate(levels) if level % 1]
        if halves:
            del self.stack[halves[-1] :]


def _read_html(text: str) -> Line:
    return Line(" ".join(unescape(_TAG.sub(" ", text)).split()))


def _read_parts(node: SyntaxTreeNode) -> Iterator[Part]:
    if node.type in LISTS:
        yield read_list(node)
    elif node.type == "table":
        yield _read_table(node)
    elif node.type == "paragraph":
        yield from read_text(node)


def _read_table(node: SyntaxTreeNode) -> Table:
    rows: list[Row] = []
    for group in node.children:
        for row in group.children:
            cells = tuple(read_line(find_inline(cell)) for cell in row.children)
            rows.append(Row(find_line(row), cells))
    heads = tuple(cell.text for cell in rows[0].cells)
    filled = tuple(row for row in rows[1:] if any(cell.text for cell in row.cells))
    return Table(find_line(node), heads, filled)
