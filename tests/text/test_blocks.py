"""Markdown is cut into code and text, and not a byte of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.text.blocks import find_blocks

PIECES = (
    "```\n",
    "~~~~\n",
    "a\n",
    "\n",
    "    b\n",
    "- c\r\n",
    "> d\r",
    "<pre>\n",
    "[^1]: e\n",
    "f",
)


def codes(markdown: str) -> list[str]:
    return [block.text for block in find_blocks(markdown) if block.is_code]


@pytest.mark.parametrize(
    ("markdown", "code"),
    [
        ("a\n```\nb\n```\nc\n", ["```\nb\n```\n"]),
        ("a\n\n    b\n\nc\n", ["    b\n"]),
        ("- a\n\n  ~~~\n  b\n  ~~~\n", ["  ~~~\n  b\n  ~~~\n"]),
        ("`a`\n<pre>\nb\n</pre>\n", []),
    ],
)
def test_fences_and_indented_lines_are_code(markdown: str, code: list[str]) -> None:
    assert codes(markdown) == code


def test_where_there_may_be_footnotes_indented_lines_are_text() -> None:
    assert codes("[^1]: a\n\n    b\n") == []


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_fence_that_is_open_at_the_end_is_closed(end: str) -> None:
    assert codes(f"a\n~~~~\nb{end}") == [f"~~~~\nb{end}", f"{'' if end else chr(10)}~~~~\n"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_blocks_make_up_the_text(markdown: str) -> None:
    whole = "".join(block.text for block in find_blocks(markdown))
    closed = whole.removeprefix(markdown).strip()
    assert whole.startswith(markdown)
    assert closed in ("", "```", "~~~~")
