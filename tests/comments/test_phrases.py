"""Words are found whole and longest first."""

from __future__ import annotations

import time

import pytest

from roadmap_bot.comments.phrases import any_of, is_all

WORDS = any_of(("a", "a b", "忙", "太忙", "太"))


@pytest.mark.parametrize(
    ("text", "found"), [("a b", "a b"), ("a bc", "a"), ("ab", ""), ("太忙了", "太忙"), ("a's", "")]
)
def test_the_longest_word_is_found(text: str, found: str) -> None:
    match = WORDS.match(text)
    assert (match[0] if match else "") == found


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("a, a b", True), ("太忙 太", True), ("a c", False), ("", False), (" ", False)],
)
def test_a_text_is_nothing_but_words(text: str, is_one: bool) -> None:
    assert is_all(text, WORDS) is is_one


def test_words_that_may_be_read_in_two_ways_take_no_time() -> None:
    start = time.process_time()
    assert not is_all("太忙" * 20_000 + "!", WORDS)
    assert time.process_time() - start < 1
