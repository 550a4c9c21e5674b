"""Markdown is cut into code and text, and not a byte of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.text.blocks import find_blocks, find_code_places, is_within

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


def test_the_places_of_code_hold_fences_and_what_is_indented() -> None:
    text = "a\n\n    b\n\n- c\n\n  ```\n  d\n  ```\ne\n<pre>\n```\n</pre>\n"
    places = find_code_places(text)
    assert [text[start:end].strip() for start, end in places] == ["b", "```\n  d\n  ```"]


def test_an_offset_lies_within_a_place_from_its_first_sign_to_before_its_end() -> None:
    places = [(2, 4), (4, 5), (9, 12)]
    within = [offset for offset in range(14) if is_within(offset, places)]
    assert within == [2, 3, 4, 9, 10, 11]
    assert not is_within(3, ())


def test_the_sign_of_an_item_is_no_part_of_its_words() -> None:
    blocks = list(find_blocks("> 1234567. a\n\n1234567 b\n"))
    assert [block.lead for block in blocks] == [len("> 1234567."), 0, 0]
