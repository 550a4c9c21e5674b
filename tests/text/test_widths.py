"""Widths of text without a browser; the badge's tests compare them with one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.text.widths import clean_line, find_width, wrap_line

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


@given(st.text(), st.integers(40, 400), st.integers(1, 3))
def test_no_wrapped_line_is_wider_than_its_room_and_nothing_is_lost_unsaid(
    text: str, room: int, most: int
) -> None:
    lines = wrap_line(text, SIZE, room, most)
    assert 1 <= len(lines) <= most
    assert all(find_width(line, SIZE) <= room for line in lines)
    shown, whole = ("".join(part.split()) for part in ("".join(lines), clean_line(text)))
    assert shown == whole or ("…" in lines[-1] and whole.startswith(shown[: shown.index("…")]))


def test_a_line_breaks_between_words_and_before_no_closing_sign() -> None:
    assert wrap_line("one two three", SIZE, 45, 3) == ["one two", "three"]
    assert wrap_line("学习进度，很好", SIZE, 4 * SIZE, 3) == ["学习进", "度，很好"]
    assert wrap_line("学习进度很好", SIZE, 3 * SIZE, 1) == ["学习…"]
