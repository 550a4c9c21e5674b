"""Characters that mean the same in an id are one; those that only look so are not."""

from __future__ import annotations

import re

import pytest

from roadmap_bot.text.characters import BIDI, CJK, UNSEEN, fold


@pytest.mark.parametrize(
    ("line", "folded"),
    {
        "Ｗ０３－２": "W03-2",
        "：，＃～！": ":,#~!",
        "a–b—c−d‐e": "a-b-c-d-e",
        "a〜b": "a~b",
        "a\u3000\xa0\t\u2009b": "a b",
        "一ーЗ²٣": "一ーЗ²٣",
        "。、": "。、",
    }.items(),
)
def test_folding(line: str, folded: str) -> None:
    assert fold(line) == folded


def test_folding_twice_changes_nothing_more() -> None:
    line = "".join(map(chr, range(0x20, 0x10000)))
    assert fold(fold(line)) == fold(line)


def test_what_cannot_be_seen_is_known() -> None:
    assert all(
        re.fullmatch(f"[{UNSEEN}]", sign)
        for sign in BIDI + "\x00\u200b\ufeff\u00ad\ufe0f\ud800\u3164"
    )
    assert not re.search(f"[{UNSEEN}]", "W03-2 完成、é")


def test_chinese_japanese_and_korean_are_told_from_what_looks_like_a_dash() -> None:
    assert all(re.fullmatch(f"[{CJK}]", sign) for sign in "完二々かカ한\U00020000")
    assert not re.search(f"[{CJK}]", "一ーㄧｰaЗ。 ")
