"""The grammar of a call: what may stand around its verb, in time linear in what is said."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.comments.grammar import LONGEST, is_reason, read_saying
from roadmap_bot.text.verbs import BARE, CALLS, COURTESIES, OBJECTS, WISHES

VERBS = [word for verb, words in CALLS.items() if verb not in BARE for word in words]


@given(st.sampled_from(WISHES), st.sampled_from(VERBS), st.sampled_from(COURTESIES))
def test_a_wish_and_a_courtesy_change_nothing(wish: str, verb: str, courtesy: str) -> None:
    said = read_saying(f"{wish} {verb} {courtesy}")
    assert said is not None
    assert said.is_call
    assert verb in CALLS[said.verb]


@pytest.mark.parametrize("verb", CALLS)
def test_a_call_may_say_what_it_is_about(verb: str) -> None:
    for thing in OBJECTS[verb]:
        said = read_saying(f"{CALLS[verb][0]} {thing}")
        assert said is not None
        assert said.is_call, thing


@given(st.text(alphabet="暂停pause 不没有一周2weksif?的了video3:~.,", max_size=LONGEST))
def test_what_is_a_call_holds_a_verb(prose: str) -> None:
    said = read_saying(prose)
    if said and said.is_call:
        assert any(word in prose.casefold() for words in CALLS.values() for word in words)


@pytest.mark.parametrize(
    ("clause", "is_one"),
    [
        ("考试周", True),
        ("最近太忙了", True),
        ("i'm sick", True),
        ("i am", False),
        ("最近", False),
        ("不忙", False),
        ("没考试", False),
        ("the exam was easy", False),
        ("", False),
    ],
)
def test_why_somebody_rests_is_said_in_words_that_are_known(clause: str, is_one: bool) -> None:
    assert is_reason(clause, "pause") is is_one


@pytest.mark.parametrize("piece", ["pause ", "太忙", "暂停一周,", "please ", "@a ", "1", "\n"])
def test_a_long_comment_takes_no_time(piece: str) -> None:
    start = time.process_time()
    for size in (LONGEST, 64 * 1024):
        read_saying((piece * size)[:size])
    assert time.process_time() - start < 1
