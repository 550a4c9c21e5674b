"""How long a pause is that somebody asks for, counted from the day of the comment."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.comments.spans import MOST_DAYS, UNKNOWN, Span, count_days, find_span

MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day", "days"),
    [
        ("this week", 0, 7),
        ("this week", 6, 1),
        ("until friday", 0, 5),
        ("until friday", 4, 1),
        ("until friday", 5, 7),
        ("到本周五", 4, 1),
        ("到本周五", 5, 0),
        ("到下周五", 6, 6),
        ("until 2026-11-23", 0, 1),
        ("until 2026-11-23", 1, 0),
        ("到11月23日", 0, 1),
        ("到11月23日", 1, 0),
        ("until jan 5", 0, 44),
        ("until dec 5th", 0, 13),
        ("until 5 december", 0, 13),
        ("until dec 32", 0, 0),
        ("到5月20日", 0, 179),
        ("到5月30日", 0, 0),
        ("二十一天", 0, 21),
        ("到13月1日", 0, 0),
        ("for the next 2 weeks", 0, 14),
        ("366 days", 0, 366),
        ("367 days", 0, 0),
        ("0 days", 0, 0),
        ("2 months", 0, 0),
        ("on friday", 0, 0),
        ("本周五", 0, 0),
        ("until next friday", 0, 0),
        ("next week", 0, 0),
    ],
)
def test_a_span_is_counted_from_its_day(text: str, day: int, days: int) -> None:
    found = find_span(text, 0)
    assert found is not None
    span, end = found
    assert (count_days(span, MONDAY + dt.timedelta(days=day)), end) == (days, len(text))


@pytest.mark.parametrize(
    "text",
    ["this weekend", "week", "fridays", "2 epochs", "本周末", "until the end", "a moment", "12:40"],
)
def test_other_words_are_no_span(text: str) -> None:
    assert find_span(text, 0) is None


def test_a_day_that_comes_every_four_years_may_be_too_far_away() -> None:
    assert count_days(Span("month and day", (2, 29)), dt.date(2027, 12, 1)) == 91
    assert count_days(Span("month and day", (2, 29)), MONDAY) == 0


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.sampled_from(["this week", "until sunday", "到周日", "到本周日"]),
)
def test_on_any_day_a_week_ends_on_its_sunday(day: dt.date, text: str) -> None:
    found = find_span(text, 0)
    assert found is not None
    end = day + dt.timedelta(days=count_days(found[0], day) - 1)
    assert end.weekday() == 6
    assert end.isocalendar()[:2] == day.isocalendar()[:2]


NUMBER = st.integers(0, 99)


@given(st.dates(dt.date(1, 1, 1), dt.date(9000, 1, 1)), st.integers(0, 9999), NUMBER, NUMBER)
def test_no_date_is_too_odd(day: dt.date, year: int, month: int, on: int) -> None:
    spans = Span("date", (year, month, on)), Span("month and day", (month, on)), UNKNOWN
    assert all(0 <= count_days(span, day) <= MOST_DAYS for span in spans)
