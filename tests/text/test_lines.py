"""Lines end where Markdown ends them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.text.lines import LINE, split_lines


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_line_ends_with_a_newline_of_any_system(newline: str) -> None:
    assert split_lines(f"a{newline}{newline}b") == ["a", "", "b"]


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_no_other_sign_ends_one(sign: str) -> None:
    assert split_lines(f"a{sign}b") == [f"a{sign}b"]
    assert LINE.findall(f"a{sign}b") == [f"a{sign}b"]


@given(st.text(alphabet="a \r\n\u2028"))
def test_lines_with_their_ends_make_up_the_text(text: str) -> None:
    lines = LINE.findall(text)
    assert "".join(lines) == text
    assert len(lines) + text.endswith(("\r", "\n")) + (not text) == len(split_lines(text))
