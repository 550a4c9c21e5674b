"""Badge, chart and region as a reader sees them: golden files; pictures light, dark, narrow."""

from __future__ import annotations

import html
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from roadmap_bot.report.generated import FILES, GENERATED, draw_endpoint
from roadmap_bot.report.lines.sentences import badge_value
from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.roadmap.settings import Settings
from tests.kit.golden_file import check_golden
from tests.kit.small_roadmap import MOMENTS, make_goal, make_moment, measure


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", MOMENTS)
def test_a_chart_looks_like_its_golden_file(name: str, language: str) -> None:
    goal, state = make_moment(name, language)
    for path in (path for path in FILES if "chart" in path):
        suffix = Path(path).stem.removeprefix("chart")
        check_golden(
            f"chart/{name}{suffix}.{language}.svg", FILES[path](measure(goal, state), goal)
        )


@pytest.mark.parametrize("name", MOMENTS)
def test_every_picture_says_who_made_it(name: str) -> None:
    goal, state = make_moment(name)
    for draw in FILES.values():
        assert GENERATED in draw(measure(goal, state), goal)


def test_the_endpoint_says_what_the_badge_says_and_nothing_that_shields_rejects() -> None:
    goal, state = make_moment("midway", "zh")
    figures = json.loads(draw_endpoint(measure(goal, state), goal))
    assert figures.keys() == {"schemaVersion", "label", "message", "color", "logoSvg"}
    assert (figures["schemaVersion"], figures["message"]) == (
        1,
        badge_value(measure(goal, state), goal),
    )
    ET.fromstring(figures["logoSvg"])


def test_learner_and_author_may_name_the_badge() -> None:
    for settings, badge, label in (
        (Settings(), None, "progress"),
        (Settings(), "LLM & co", "LLM & co"),
        (Settings(badge="我的 24 周"), "LLM", "我的 24 周"),
    ):
        goal = make_goal(10, settings=settings, badge=badge)
        progress = measure(goal)
        titles = [
            ET.fromstring(FILES[f"{REPORT}/{name}.svg"](progress, goal)).get("aria-label")
            for name in ("badge", "badge-dark")
        ]
        assert titles == [f"{label}: {badge_value(progress, goal)}"] * 2
        assert json.loads(draw_endpoint(progress, goal))["label"] == label
        assert f'alt="{html.escape(label)}: ' in render_region(progress, {}, goal, "")
