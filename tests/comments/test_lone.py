"""When a verb is all that a comment says, and what may stand beside it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.comments.lone import LONGEST, find_lone
from roadmap_bot.comments.prose import find_prose
from roadmap_bot.commits.names import make_names
from tests.kit import sayings
from tests.kit.scene import load

NAMES = make_names(load())


@pytest.mark.parametrize("message", sayings.LONE)
def test_a_verb_alone_is_all_that_a_comment_says(message: str) -> None:
    lone = find_lone(find_prose(message), NAMES)
    assert lone is not None
    assert lone.verb == sayings.LONE[message]


@pytest.mark.parametrize("message", sayings.NO_LONE)
def test_with_more_beside_it_a_verb_is_not_alone(message: str) -> None:
    assert find_lone(find_prose(message), NAMES) is None


@pytest.mark.parametrize("message", [*sayings.CALLS, *sayings.HINTS, *sayings.TALK])
def test_a_call_and_talk_hold_no_lone_verb(message: str) -> None:
    assert find_lone(find_prose(message), NAMES) is None


MORE = ("?", "吗", " not", " yet?", "一半", " chapter 3", " W01-2", "别", "没", " almost")


@given(st.sampled_from([*sayings.LONE]), st.sampled_from(MORE))
def test_what_is_added_takes_its_force(said: str, more: str) -> None:
    assert find_lone(said + more, NAMES) is None
    assert find_lone(f"{more} {said}", NAMES) is None


@pytest.mark.parametrize("piece", ["done ", "这个", "刚", "✅", "'s", "all ", "请", "thanks "])
def test_a_long_comment_takes_no_time(piece: str) -> None:
    start = time.process_time()
    for size in (LONGEST, 64 * 1024):
        find_lone((piece * size)[:size], NAMES)
    assert time.process_time() - start < 1
