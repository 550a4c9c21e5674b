"""What is worth a hint, and what is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.comments.grammar import LONGEST, read_saying
from roadmap_bot.comments.misses import find_miss
from tests.kit import sayings


@pytest.mark.parametrize("message", sayings.TALK)
def test_talk_is_left_alone(message: str) -> None:
    assert find_miss(message) is None


@pytest.mark.parametrize("message", sayings.CALLS)
def test_a_call_has_missed_nothing(message: str) -> None:
    assert find_miss(message) is None


@pytest.mark.parametrize("message", sayings.HINTS)
def test_what_is_meant_and_cannot_be_read_is_told_what_works(message: str) -> None:
    said = read_saying(message)
    assert (find_miss(message) or "span") == sayings.HINTS[message]
    assert find_miss(message) or (said and said.is_call)


DOUBTS = ("?", "吗", " not", " maybe", " if I can", "不", "或许", '"', "`")


@given(st.sampled_from([*sayings.CALLS, *sayings.HINTS]), st.sampled_from(DOUBTS))
def test_a_doubt_takes_the_hint_from_all_but_what_is_put_to_the_bot(said: str, doubt: str) -> None:
    is_put = any(word in f"{said}{doubt}".casefold() for word in ("can you", "could you", "帮我"))
    assert is_put or find_miss(said + doubt) is None


@pytest.mark.parametrize("piece", ["pause ", "考试,", "can you ", "for ", "1", "吗?", "\n"])
def test_a_long_comment_takes_no_time(piece: str) -> None:
    start = time.process_time()
    for size in (LONGEST, 64 * 1024):
        find_miss((piece * size)[:size])
    assert time.process_time() - start < 1
