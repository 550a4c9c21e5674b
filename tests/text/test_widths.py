"""Widths of text without a browser; the badge's tests compare them with one."""

from __future__ import annotations

import pytest

from roadmap_bot.text.widths import find_width

SIZE = 12


def test_every_chinese_character_is_one_em_wide() -> None:
    assert find_width("学习进度", SIZE) == 4 * SIZE
    # Two signs in a row share their white.
    assert find_width("（五），周。", SIZE) == 6 * SIZE - SIZE / 2


def test_accents_and_invisible_signs_add_no_width() -> None:
    assert find_width("é", SIZE) == find_width("e\u0301", SIZE) == find_width("e", SIZE)
    assert find_width("a\u200bb\u0323", SIZE) == find_width("ab", SIZE)
    assert find_width("ệ", SIZE) == find_width("e", SIZE)


def test_an_emoji_of_many_code_points_is_as_wide_as_one() -> None:
    one = find_width("😀", SIZE)
    assert one > SIZE
    for emoji in ("👩‍🚀", "👍🏽", "❤️", "🇨🇳"):
        assert find_width(emoji, SIZE) == pytest.approx(one), emoji


def test_unknown_letters_are_guessed() -> None:
    assert 0.4 * SIZE < find_width("ა", SIZE) < SIZE
