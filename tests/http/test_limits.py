"""How long GitHub asks to wait, in all forms that it may say so, and some that it should not."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest

from roadmap_bot.http.limits import DAY, find_seconds, is_limit
from roadmap_bot.http.pace import MINUTE
from roadmap_bot.http.request import Answer

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
SPENT = {"x-ratelimit-remaining": "0"}
SOON = format_datetime(NOW + dt.timedelta(minutes=2), usegmt=True)

AFTER = [
    ("a date", SOON, 120.0),
    ("a date gone by", "Thu, 01 Jan 1970 00:00:00 GMT", 1.0),
    ("zero", "0", 1.0),
    ("absurdly long", "9" * 15, DAY),
    ("too many digits", "9" * 400, MINUTE),
    ("other digits", "²", MINUTE),
    ("negative", "-5", MINUTE),
    ("the year 99999", "Mon, 01 Jan 99999 00:00:00 GMT", MINUTE),
]


@pytest.mark.parametrize(
    ("after", "seconds"), [case[1:] for case in AFTER], ids=[case[0] for case in AFTER]
)
def test_retry_after_is_read_in_all_its_forms(after: str, seconds: float) -> None:
    answer = Answer(429, {"retry-after": after})
    assert is_limit(answer, "")
    assert find_seconds(answer, NOW.timestamp()) == pytest.approx(seconds)


def test_retry_after_goes_before_reset() -> None:
    headers = {"retry-after": "5", **SPENT, "x-ratelimit-reset": "9999999999"}
    assert find_seconds(Answer(429, headers), NOW.timestamp()) == 5.0


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [("1", 1.0), ("", MINUTE), ("9" * 18, DAY)],
    ids=["in the past", "not told", "at the end of time"],
)
def test_a_spent_budget_is_waited_for_until_it_is_reset(reset: str, seconds: float) -> None:
    answer = Answer(403, {**SPENT, "x-ratelimit-reset": reset})
    assert is_limit(answer, "")
    assert find_seconds(answer, NOW.timestamp()) == seconds


def test_a_budget_that_is_left_asks_for_no_wait() -> None:
    headers = {"x-ratelimit-remaining": "1", "x-ratelimit-reset": "9999999999"}
    answer = Answer(403, headers)
    assert not is_limit(answer, "must have admin rights")
    assert find_seconds(answer, NOW.timestamp()) is None
