"""The full-width colon is blamed where it stands behind a key, and nowhere else."""

from __future__ import annotations

import pytest

from roadmap_bot.yaml.colons import find_wide_colon, find_wide_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("标题：b", "标题"),
        ("  - id：W01 title：x", "id"),
        ("zone ：UTC", "zone"),
        ("title: 注意：b", ""),
        ("'标题'：b", ""),
        ("# 注意：b", ""),
        ("read this first：b", ""),
        ("：b", ""),
        ("10-20", ""),
    ],
)
def test_a_key_is_what_stands_alone_before_the_colon(text: str, key: str) -> None:
    assert find_wide_key(text) == key


@pytest.mark.parametrize(
    ("text", "at", "colon"),
    [
        ("a: 1\n标题：b", "标题", 7),
        ("a: 1\r\n标题：b", "标题", 8),
        ("zone：b\nstart: 2", ": 2", 4),
        ("a: 1\r\nzone：b\r\n\r\nstart: 2", ": 2", 10),
        ("注意：b\nc: d: e", ": e", None),
        ("a: b\nc: d", ": d", None),
        ("a: b", "a", None),
    ],
)
def test_the_line_before_counts_only_for_a_lines_first_key(
    text: str, at: str, colon: int | None
) -> None:
    assert find_wide_colon(text, text.index(at)) == colon
