"""Words are found whole and longest first."""

from __future__ import annotations

import time

import pytest

from roadmap_bot.comments.phrases import any_of, drop

WORDS = any_of(("a", "a b", "忙", "太忙", "太"))


@pytest.mark.parametrize(
    ("text", "found"), [("a b", "a b"), ("a bc", "a"), ("ab", ""), ("太忙了", "太忙"), ("a's", "")]
)
def test_the_longest_word_is_found(text: str, found: str) -> None:
    match = WORDS.match(text)
    assert (match[0] if match else "") == found


@pytest.mark.parametrize(
    ("text", "rest"), [("a, a b", ""), ("太忙 太", ""), ("a c a", "c a"), ("", ""), ("ab", "ab")]
)
def test_words_are_dropped_from_the_beginning_of_a_text(text: str, rest: str) -> None:
    assert drop(text, WORDS) == rest


def test_words_that_may_be_read_in_two_ways_take_no_time() -> None:
    start = time.process_time()
    assert drop("太忙" * 20_000 + "!", WORDS) == "!"
    assert time.process_time() - start < 1
