"""How alike two texts are: from 0 to 1, the same either way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.outlines.alike import measure_likeness


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_either_way(one: str, other: str) -> None:
    likeness = measure_likeness(one, other)
    assert 0 <= likeness <= 1
    assert likeness == measure_likeness(other, one)


@given(st.text())
def test_a_text_is_like_itself(text: str) -> None:
    assert measure_likeness(text, text) == 1


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Learn to bake", "learn, to bake!", 1),
        ("abcd", "bcde", 0.5),
        ("Learn to bake", "Swim", 0),
        ("ab", "AB", 1),
        ("ab", "abc", 0),
        ("学习烘焙", "学习烘焙面包", 2 / 3),
    ],
)
def test_short_sequences_are_compared(one: str, other: str, likeness: float) -> None:
    assert measure_likeness(one, other) == pytest.approx(likeness)
