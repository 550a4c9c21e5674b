"""What is written as YAML is read as the same text."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.imports.files.quoting import quote

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff\x00"))


@given(TEXTS)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert yaml.safe_load(f"{{a: {quote(text)}, b: 1}}") == {"a": text, "b": 1}
    assert "\n" not in quote(text)


def test_plain_words_need_no_quotes() -> None:
    assert quote("Read the book（第 1 章）") == "Read the book（第 1 章）"
    assert [quote(word) for word in ("yes", "null", "a: b", "12", "-")] == [
        '"yes"',
        '"null"',
        '"a: b"',
        '"12"',
        '"-"',
    ]
