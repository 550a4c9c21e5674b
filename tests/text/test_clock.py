"""Moments are told by the reader's own clock, whose zone is named."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.errors import Moment, Problem
from roadmap_bot.text.clock import render_moment
from roadmap_bot.text.problems import render_problem
from roadmap_bot.text.words import load_words

EVENING = dt.datetime(2026, 11, 26, 15, 50, tzinfo=dt.UTC)
LATER = Moment(EVENING + dt.timedelta(minutes=34), EVENING)
ZONES = ("Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC")


@pytest.mark.parametrize(
    ("zone", "language", "told"),
    [
        ("Asia/Shanghai", "zh", "11 月 27 日 00:24（北京时间）"),
        ("Asia/Shanghai", "en", "Nov 27, 00:24 (Beijing time)"),
        ("Asia/Tokyo", "zh", "01:24（东京时间）"),
        ("Europe/Lisbon", "en", "16:24 (Lisbon time)"),
        ("America/Sao_Paulo", "zh", "13:24（Sao Paulo 时间）"),
        ("UTC", "en", "16:24 (UTC)"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_the_reader(zone: str, language: str, told: str) -> None:
    assert render_moment(LATER, load_words(language).at(zone)) == told


@given(st.sampled_from(ZONES), st.integers(0, 200_000))
def test_a_date_is_told_only_where_it_is_not_todays(zone: str, seconds: int) -> None:
    moment = Moment(EVENING + dt.timedelta(seconds=seconds), EVENING)
    told = render_moment(moment, load_words("en").at(zone))
    here = ZoneInfo(zone)
    is_today = moment.when.astimezone(here).date() == EVENING.astimezone(here).date()
    assert told.startswith(f"{moment.when.astimezone(here):%H:%M}") == is_today


def test_a_problem_speaks_of_a_moment_in_the_readers_words() -> None:
    limit = Problem(
        "run.unfinished", {"done": 37, "total": 95, "until": LATER}, link="https://x.test"
    )
    assert render_problem(limit, load_words("zh").at("Asia/Shanghai")) == (
        "已完成 37/95。GitHub 暂时限速：11 月 27 日 00:24（北京时间）以后点 "
        "[Run workflow](https://x.test)，或等自动运行，会从这里接着做。"
    )
