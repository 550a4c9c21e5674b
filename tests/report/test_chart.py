"""The burn-up chart: what its lines say, and that it can be read without being seen."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.report.badge import text_width
from roadmap_bot.report.chart import REACH, make_curves, render_chart
from roadmap_bot.report.rows import describe_chart
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import State
from roadmap_bot.text.words import load_words
from tests.kit.small_roadmap import (
    ALL_CLOSED,
    MOMENTS,
    ROADMAP,
    day,
    make_goal,
    make_moment,
    make_state,
    measure,
)

SVG = "{http://www.w3.org/2000/svg}"


def draw(goal: Goal, state: State | None = None, *, dark: bool = False) -> ET.Element:
    return ET.fromstring(render_chart(measure(goal, state), goal, dark=dark))


def texts(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", MOMENTS)
def test_it_tells_its_figures_to_those_who_do_not_see_it(name: str, language: str) -> None:
    goal, state = make_moment(name, language)
    root = draw(goal, state)
    title, said = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert said is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {said.get('id')}"
    assert said.text == describe_chart(measure(goal, state), goal)


@pytest.mark.parametrize("name", MOMENTS)
def test_dark_and_light_differ_in_colour_only(name: str) -> None:
    goal, state = make_moment(name)
    light, dark = (
        re.sub(r"#[0-9a-f]{6}", "#", render_chart(measure(goal, state), goal, dark=on))
        for on in (False, True)
    )
    assert light == dark


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", MOMENTS)
def test_no_text_leaves_the_picture_or_lies_on_another(name: str, language: str) -> None:
    root = draw(*make_moment(name, language))
    rows: dict[str, list[tuple[float, float]]] = {}
    for text in root.iter(f"{SVG}text"):
        width = text_width(text.text or "") * 13 / 12
        share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
        left = float(text.get("x", "")) - share * width
        rows.setdefault(text.get("y", ""), []).append((left, left + width))
    for row in rows.values():
        row.sort()
        assert row[0][0] >= 0
        assert row[-1][1] <= 480
        assert all(one[1] < other[0] for one, other in pairwise(row))


def test_the_legend_breaks_where_a_language_needs_more_room() -> None:
    goal, state = make_moment("midway")
    short = ET.fromstring(render_chart(measure(goal, state), goal, dark=False))
    words = load_words("en")
    long = type(words)(
        "en", {**words._messages, "chart.plan": "this is what was planned: {percent} %"}
    )
    tall = draw(replace(goal, words=long), state)
    assert int(tall.get("height", 0)) == int(short.get("height", 0)) + 20


def test_before_the_start_only_the_plan_is_drawn() -> None:
    curves = make_curves(measure(make_goal(-5)), make_goal(-5))
    assert (curves.done, curves.projected, curves.today) == ((), (), None)
    assert (curves.plan[0], curves.plan[-1]) == ((0, 0.0), (42, 1.0))


def test_the_plan_rests_on_days_off() -> None:
    goal = make_goal(24, settings=Settings(pauses=(Pause(since=day(15), to=day(21)),)))
    curves = make_curves(measure(goal), goal)
    assert curves.plan[:3] == ((0, 0.0), (14, 0.25), (21, 0.25))
    assert curves.pauses == ((14, 21),)
    assert curves.plan[-1] == (49, 1.0)


def test_a_pause_before_the_start_takes_no_room() -> None:
    goal = make_goal(3, settings=Settings(pauses=(Pause(since=day(-9), to=day(-1)),)))
    assert make_curves(measure(goal), goal).pauses == ()


def test_a_finish_far_away_is_cut_off() -> None:
    goal = make_goal(40)
    curves = make_curves(measure(goal, make_state(goal, closed={"W01-2": 20})), goal)
    assert curves.end == round(42 * REACH)
    assert curves.projected[1][0] > curves.end


def test_a_finished_roadmap_ends_where_it_ended() -> None:
    goal = make_goal(400)
    state = make_state(goal, closed=ALL_CLOSED | {"P2B": 60})
    curves = make_curves(measure(goal, state), goal)
    assert (curves.end, curves.today, curves.done[-1]) == (59, None, (59, 1.0))
    assert "today" not in texts(draw(goal, state))


def test_a_roadmap_without_milestones_and_hours_can_be_drawn() -> None:
    goal = make_goal(3, milestones=[])
    skipped = dict.fromkeys(ALL_CLOSED, "x") | {"P2A": "x"}
    root = draw(goal, make_state(goal, closed=dict.fromkeys(skipped, 2), why="not_planned"))
    assert "milestone" not in texts(root)


@settings(max_examples=60)
@given(
    st.integers(-10, 120),
    st.dictionaries(st.sampled_from(sorted(ALL_CLOSED)), st.integers(-5, 120)),
    st.sets(st.sampled_from(["W01.1", "W03-2.1", "W03-2.2", "P1.1", "P2A.1", "P2B.2"])),
    st.booleans(),
)
def test_lines_only_rise_and_end_at_the_figures(
    today: int, closed: dict[str, int], ticked: set[str], paused: bool
) -> None:
    goal = make_goal(
        today, settings=Settings(pauses=(Pause(since=day(10), to=day(17)),) if paused else ())
    )
    progress = measure(
        goal,
        make_state(
            goal, closed={id: min(on, today) for id, on in closed.items() if on}, ticked=ticked
        ),
    )
    curves = make_curves(progress, goal)
    for line in (curves.plan, curves.done, curves.projected):
        assert list(line) == sorted(line)
        assert all(0 <= share <= 1 for _, share in line)
    if curves.done:
        assert curves.done[-1][1] == pytest.approx(progress.share)
    if curves.today is not None:
        before = max((point for point in curves.plan if point[0] <= curves.today), default=(0, 0.0))
        after = min((point for point in curves.plan if point[0] >= curves.today), default=(0, 1.0))
        assert before[1] - 1e-9 <= progress.planned <= after[1] + 1e-9


def test_markup_in_titles_stays_text() -> None:
    milestones = [{**each, "title": "</svg><script>"} for each in ROADMAP["milestones"]]
    assert draw(make_goal(3, milestones=milestones)) is not None
