"""Boxes are read however they are drawn; what only looks like one is none."""

from __future__ import annotations

import pytest

from roadmap_bot.markdown.document import parse_document
from roadmap_bot.markdown.marks import read_box, read_state
from roadmap_bot.markdown.tree import Items


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("[ ] a", False),
        ("[] a", False),
        ("[x] a", True),
        ("[ X ] a", True),
        ("[✓] a", True),
        ("[-] a", False),
        ("【 】a", False),
        ("【√】a", True),
    ],
)
def test_a_box_is_read(text: str, state: bool) -> None:
    assert read_box(text) == (state, "a")


@pytest.mark.parametrize("text", ["[W3C](u) a", "[1] a", "a [ ]", "[ab] c", "[ ]: url"])
def test_what_is_no_box_stays_as_it_is(text: str) -> None:
    assert read_box(text) == (None, text)


@pytest.mark.parametrize(
    ("cell", "state"),
    [("☐", False), ("✅", True), ("未开始", False), ("Done", True), ("🟡", False), ("hecho", True)],
)
def test_a_cell_says_whether_a_task_is_done(cell: str, state: bool) -> None:
    assert read_state(cell) is state


@pytest.mark.parametrize("cell", ["", "⭐⭐", "Linux", "2025.12.1", "a long sentence of words"])
def test_most_cells_do_not(cell: str) -> None:
    assert read_state(cell) is None


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("- ✅ fast\n- ✅ small\n", 0),
        ("- ✅ read\n- ☐ write\n", 2),
        ("- ❌ only watch\n- ✅ write it\n", 0),
        ("☐ read\n☑ write\n", 2),
        ("-[ ] read\n-[x] write\n", 2),
        ("1. [ ] read\n", 1),
        ("- \\[ \\] read\n", 1),
    ],
)
def test_a_tick_is_a_box_only_beside_an_open_one(text: str, boxes: int) -> None:
    parts = parse_document(text).parts
    lists = [part for part in parts if isinstance(part, Items)]
    assert sum(item.is_done is not None for part in lists for item in part.items) == boxes
