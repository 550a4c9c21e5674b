"""The language of a document, and the hours of its weeks."""

from __future__ import annotations

import pytest

from roadmap_bot.imports.language import USUAL_HOURS, find_hours, find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Learn to code with this plan", "en"),
        ("学习 Python 的路线图，每周一章", "zh"),
        ("Ruta de aprendizaje para la semana y los ejercicios de Python", "es"),
        ("これは学習計画です", "ja"),
        ("파이썬 학습 계획", "ko"),
        ("", "en"),
    ],
)
def test_a_text_says_its_language(text: str, language: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("每周15-20小时分配", (15, 20)),
        ("Plan on 6 to 8 hours per week.", (6, 8)),
        ("about 10 hours/week", (10, 10)),
        ("Dedica 5 horas a la semana", (5, 5)),
        ("| Course | 9 hours/week |", (6, 10)),
        ("nothing", (6, 10)),
        ("400 hours a week", (6, 10)),
    ],
)
def test_a_text_says_how_many_hours_a_week_asks_for(text: str, hours: tuple[int, int]) -> None:
    found = find_hours(text)
    assert (found.least, found.most) == hours
    assert (USUAL_HOURS.least, USUAL_HOURS.most) == (6, 10)
