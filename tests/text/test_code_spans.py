"""Code spans are found as CommonMark does."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from roadmap_bot.text.code_spans import find_code

PARSER = MarkdownIt("commonmark").enable("table")


@given(st.text(alphabet="`a\\ \n"))
def test_code_spans_are_found_as_commonmark_does(text: str) -> None:
    paragraph = "a" + re.sub(r"\s+", " ", text) + "a"
    (token,) = (token for token in PARSER.parse(paragraph) if token.type == "inline")
    expected = sum(child.type == "code_inline" for child in token.children or [])
    assert sum(ticks.is_code for ticks in find_code(paragraph)) == expected
