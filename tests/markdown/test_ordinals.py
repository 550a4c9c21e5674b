"""The numbers of parts are read in every language and way to write them."""

from __future__ import annotations

import pytest

from roadmap_bot.markdown.ordinals import find_leading, find_ordinals, strip_ordinal


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        ("Week 3", "week", 3, 3),
        ("📅 Weeks 3–4: Types", "week", 3, 4),
        ("Week 1-2：Python", "week", 1, 2),
        ("WEEK_07", "week", 7, 7),
        ("第 3 周", "week", 3, 3),
        ("第三~四周：JavaScript", "week", 3, 4),
        ("阶段一：基础（第1-8周）", "week", 1, 8),
        ("第十二周", "week", 12, 12),
        ("W1 基础夯实", "week", 1, 1),
        ("Semana 2 a 3", "week", 2, 3),
        ("逻辑回归 | 第54天", "day", 54, 54),
        ("Day01~20 - Python", "day", 1, 20),
        ("Día 5", "day", 5, 5),
        ("Phase 0 🛠️ Basics (Day 1-5)", "phase", 0, 0),
        ("阶段二", "phase", 2, 2),
        ("第一阶段", "phase", 1, 1),
        ("FASE 3: Bucles", "phase", 3, 3),
        ("Month 2", "month", 2, 2),
        ("第2个月", "month", 2, 2),
        ("Tier 0 - Prep", "tier", 0, 0),
        ("Part II", "part", 2, 2),
        ("Module Four", "module", 4, 4),
        ("第五章 函数", "chapter", 5, 5),
        ("3. Loops", "number", 3, 3),
        ("三、循环", "number", 3, 3),
    ],
)
def test_a_heading_says_which_part_it_is(text: str, word: str, first: int, last: int) -> None:
    assert find_ordinals(text)[word] == (first, last)


@pytest.mark.parametrize(
    "text", ["100 Days of Code", "每周 10 小时", "24 周计划", "Weekend", "2024", "Python 3", "周一"]
)
def test_not_every_number_is_one_of_a_part(text: str) -> None:
    assert find_ordinals(text) == {}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Week 1-2：Python", "Python"),
        ("逻辑回归 | 第4天", "逻辑回归 | 第4天"),
        ("Light (Weeks 1-2)", "Light"),
        ("第 1 周（Flask + 错误处理）", "Flask + 错误处理"),
        ("Phase 6: Advanced (Weeks 21+)", "Phase 6: Advanced"),
        ("Week 1", "Week 1"),
        ("Before week 3 begins", "Before week 3 begins"),
    ],
)
def test_a_title_is_what_is_left_without_the_number_at_its_edge(text: str, rest: str) -> None:
    assert strip_ordinal(text, frozenset({"week"})) == rest


def test_only_what_begins_with_its_number_leads() -> None:
    assert find_leading("🎯 Week 2: Types") == "week"
    assert find_leading("Do the work of week 2") == ""
