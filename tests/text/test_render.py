"""Templates and dates."""

from __future__ import annotations

import datetime as dt

import pytest
from jinja2 import UndefinedError

from roadmap_bot.text.render import render, render_date, tie
from roadmap_bot.text.words import load_words


@pytest.mark.parametrize(
    ("language", "today", "text"),
    [
        ("en", dt.date(2027, 1, 1), "May 3"),
        ("en", dt.date(2026, 1, 1), "May 3, 2027"),
        ("en", None, "May 3, 2027"),
        ("zh", dt.date(2027, 1, 1), "5 月 3 日"),
        ("zh", dt.date(2026, 1, 1), "2027 年 5 月 3 日"),
    ],
)
def test_a_date_names_its_year_only_where_it_is_another(
    language: str, today: dt.date | None, text: str
) -> None:
    assert render_date(dt.date(2027, 5, 3), load_words(language), today) == text


def test_a_value_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("badge.svg.j2")


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("1 月 31 日", "1\u00a0月\u00a031\u00a0日"),
        ("▸ 进行中", "▸\u00a0进\u2060行\u2060中"),
        ("in progress", "in\u00a0progress"),
    ],
)
def test_a_text_that_is_tied_has_no_place_to_break(text: str, tied: str) -> None:
    assert tie(text) == tied
