"""The stamp of a region tells whether it is still the bot's own words of these facts and week."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.report.stamps import is_current, make_hash, stamp_text

FACTS, WEEK = "0123456789abcdef", "2026-W48"


@given(st.text("ab \n*", max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_stamped_text_is_current_however_its_lines_end(text: str, newline: str) -> None:
    stamped = stamp_text(text, FACTS, WEEK).replace("\n", newline)
    assert is_current(stamped, FACTS, WEEK)
    assert not is_current(stamped, FACTS, "2026-W49")
    assert not is_current(stamped, FACTS[::-1], WEEK)
    assert not is_current(stamped + "c", FACTS, WEEK)


def test_no_stamp_is_not_current() -> None:
    assert not is_current("", FACTS, WEEK)
    assert not is_current("text", FACTS, WEEK)


@given(st.text("ab", max_size=9))
def test_the_hash_of_a_text_knows_nothing_of_what_stands_around_it(text: str) -> None:
    assert make_hash(f" \n{text}\n") == make_hash(text)
    assert make_hash(text + "c") != make_hash(text)
