"""The progress region of a README."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from roadmap_bot.report.lines.sentences import badge_value
from roadmap_bot.report.pictures.badge import render_badge
from roadmap_bot.report.region import make_facts, render_region
from roadmap_bot.report.stamps import is_current
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import State
from roadmap_bot.text.words import load_words
from tests.kit.golden_file import check_golden
from tests.kit.small_roadmap import (
    MOMENTS,
    ROADMAP,
    day,
    make_goal,
    make_moment,
    make_state,
    measure,
)


def region(goal: Goal, state: State, folder: str = ".github/progress") -> str:
    return render_region(measure(goal, state), state, goal, folder)


def facts(goal: Goal, state: State) -> str:
    return make_facts(measure(goal, state), state, goal)


def html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", MOMENTS)
def test_a_region_looks_like_its_golden_file(name: str, language: str) -> None:
    check_golden(f"region/{name}.{language}.md", region(*make_moment(name, language)))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", MOMENTS)
def test_a_badge_looks_like_its_golden_file(name: str, language: str) -> None:
    goal, state = make_moment(name, language)
    progress, label = measure(goal, state), goal.words("badge.label")
    for dark, suffix in ((False, ""), (True, "-dark")):
        svg = render_badge(
            label, badge_value(progress, goal), progress.share, language=language, dark=dark
        )
        check_golden(f"badge/{name}{suffix}.{language}.svg", svg)


def test_pictures_are_found_from_the_readmes_own_folder() -> None:
    text = region(*make_moment("midway"), folder="../.github/progress")
    assert 'srcset="../.github/progress/badge-dark.svg"' in text
    assert 'src="../.github/progress/badge.svg"' in text


def test_links_lead_to_the_pages_of_github_once_they_exist() -> None:
    goal, state = make_moment("start")
    assert "(https://github.test/ada/plan/milestone/2)" in region(goal, state)
    assert "/milestone/" not in region(goal, {})
    assert "/issues/" not in region(goal, {})


def test_a_region_without_milestones_and_columns_has_no_tables() -> None:
    goal = make_goal(1, milestones=[], self_check=[])
    assert "|" not in region(goal, make_state(goal))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_titles_can_neither_break_the_table_nor_refer_to_anything(language: str) -> None:
    titles = (
        "a | b",
        "x ]( y",
        "`",
        "| |",
        "<b>",
        "@ada",
        "#12",
        "\\",
        "a\nb",
        "<!-- -->",
        "[x](y)",
    )
    for title in titles:
        units = [{**unit, "title": title} for unit in ROADMAP["units"]]
        milestones = [{"id": "M6", "title": title, "week": 6}]
        goal = make_goal(
            1, language, milestones=milestones, units=units, self_check=[{"title": title}]
        )
        page = html(region(goal, make_state(goal)))
        assert [row.count("<td") for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)] == [
            0,
            2,
            0,
            *[2] * 2,
        ], title
        assert "<b>" not in page
        assert not re.search(r"@ada|#12", page)


def test_a_region_is_current_while_its_facts_and_week_are() -> None:
    goal, state = make_moment("midway")
    text = region(goal, state)
    week = goal.calendar.iso_week
    assert is_current(text, facts(goal, state), week)
    assert is_current(text.replace("\n", "\r\n"), facts(goal, state), week)
    assert not is_current(text, facts(goal, state), "2026-W01")
    assert not is_current(text, "0" * 16, week)


@pytest.mark.parametrize("old", ["", "▸", "</details>", "<!-- facts=", "week=2026"])
def test_a_region_that_somebody_changed_is_not_current(old: str) -> None:
    goal, state = make_moment("midway")
    changed = region(goal, state).replace(old, "", 1) if old else ""
    assert changed != region(goal, state)
    assert not is_current(changed, facts(goal, state), goal.calendar.iso_week)


@settings(max_examples=20)
@given(st.integers(-20, 90), st.integers(-20, 90), st.booleans())
def test_the_day_alone_is_no_new_fact(one: int, two: int, paused: bool) -> None:
    chosen = Settings(pauses=(Pause(since=day(5)),) if paused else ())
    state = make_state(make_goal(1), closed={"W01-1": 4}, ticked=["P1.1"])
    first, second = (facts(make_goal(today, settings=chosen), state) for today in (one, two))
    assert first == second


def test_every_other_change_is_a_new_fact() -> None:
    goal = make_goal(1)
    state = make_state(goal)
    moved = replace(goal, calendar=replace(goal.calendar, start=day(8)))
    seen = {
        facts(goal, state),
        facts(goal, make_state(goal, ticked=["P1.1"])),
        facts(goal, make_state(goal, closed={"W01-2": 1})),
        facts(goal, make_state(goal, ticked=["W03.1"])),
        facts(goal, {}),
        facts(moved, state),
        facts(replace(goal, words=load_words("zh")), state),
        facts(make_goal(1, title="Other"), state),
        facts(make_goal(1, settings=Settings(pauses=(Pause(since=day(5), to=day(6)),))), state),
        facts(make_goal(1, settings=Settings(hours=5)), state),
    }
    assert len(seen) == 10
