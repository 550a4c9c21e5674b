"""The burn-up chart: what its lines say, and that it can be read without being seen."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest

from roadmap_bot.progress.curves import make_curves
from roadmap_bot.report.lines.sentences import describe_chart
from roadmap_bot.report.pictures.chart import render_chart
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State
from roadmap_bot.text.widths import find_width
from roadmap_bot.text.words import load_words
from tests.kit.small_roadmap import (
    ALL_CLOSED,
    MOMENTS,
    ROADMAP,
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
        width = find_width(text.text or "", 13)
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


def test_markup_in_titles_stays_text() -> None:
    milestones = [{**each, "title": "</svg><script>"} for each in ROADMAP["milestones"]]
    assert draw(make_goal(3, milestones=milestones)) is not None
