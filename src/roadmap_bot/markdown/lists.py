"""Read lists, and paragraphs whose lines are as good as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from roadmap_bot.markdown.inline import join_lines, read_line, read_lines
from roadmap_bot.markdown.marks import is_open_sign, read_box, read_sign
from roadmap_bot.markdown.tree import Item, Items, Line, Paragraph

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

LISTS = ("bullet_list", "ordered_list")


def read_list(node: SyntaxTreeNode) -> Items:
    """Read a list with all that is in it."""
    items = _read_items(node)
    return Items(find_line(node), items, node.type == "ordered_list")


def read_text(node: SyntaxTreeNode) -> Iterator[Items | Paragraph]:
    """Read a paragraph: a list where its lines begin with boxes."""
    lines, line = read_lines(find_inline(node)), find_line(node)
    if any(_is_bare_box(text) for text in lines):
        items = tuple(_make_item(text, line + index, ()) for index, text in enumerate(lines))
        yield Items(line, mark_signs(items))
    elif len(lines) > 1 and all(text.lead for text in lines):
        for index, text in enumerate(lines):
            yield Paragraph(line + index, text)
    elif lines:
        yield Paragraph(line, join_lines(lines))


def mark_signs(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Take signs for boxes where one of them is of something that is not done.

    A tick before every item is decoration.
    """
    if not any(is_open_sign(item.text.text) for item in items):
        return items
    return tuple(_mark_sign(item) for item in items)


def find_inline(node: SyntaxTreeNode) -> list[Token]:
    """Find what stands in the line of a block."""
    for child in node.children:
        if child.type == "inline" and child.token:
            return child.token.children or []
    return []


def find_line(node: SyntaxTreeNode) -> int:
    """Find the line at which a block begins."""
    return node.map[0] + 1 if node.map else 0


def _read_items(node: SyntaxTreeNode) -> tuple[Item, ...]:
    items = [_read_item(child) for child in node.children]
    return mark_signs(tuple(item for item in items if item.text.text or item.items))


def _read_item(node: SyntaxTreeNode) -> Item:
    texts = [child for child in node.children if child.type in ("paragraph", "heading")]
    text = read_line(find_inline(texts[0])) if texts else Line("")
    inner: list[Item] = []
    for child in node.children:
        if child.type in LISTS:
            inner += _read_items(child)
    return _make_item(text, find_line(node), tuple(inner))


def _make_item(text: Line, line: int, items: tuple[Item, ...]) -> Item:
    is_done, rest = read_box(text.text)
    return Item(line, replace(text, text=rest), is_done, items)


def _mark_sign(item: Item) -> Item:
    if item.is_done is not None:
        return item
    is_done, rest = read_sign(item.text.text)
    return replace(item, text=replace(item.text, text=rest), is_done=is_done)


def _is_bare_box(text: Line) -> bool:
    return read_box(text.text)[0] is not None or is_open_sign(text.text)
