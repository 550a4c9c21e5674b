"""Badge, chart and region as a reader sees them: golden files; pictures light, dark, narrow."""

from __future__ import annotations

import html
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from roadmap_bot.report.generated import FILES, GENERATED, draw_endpoint
from roadmap_bot.report.lines.sentences import badge_value
from roadmap_bot.report.pictures.chart import render_chart
from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.roadmap.settings import Settings
from tests.kit.browser import FAR, check_picture, find_difference, needs_chromium, take_picture
from tests.kit.golden_file import check_golden
from tests.kit.small_roadmap import MOMENTS, make_goal, make_moment, measure

LOOKS = {"light": (980, 2150, False), "dark": (980, 2150, True), "narrow": (400, 4100, False)}
STYLE = """
body { margin: 0; background: #fff; color: #1f2328 }
body { font: 16px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif }
main { display: grid; width: WIDTHpx }
main { grid-template-columns: repeat(auto-fill, minmax(min(100%, 480px), 1fr)) }
section { padding: 12px; overflow: hidden; box-sizing: border-box; border: 1px solid #d1d9e0 }
p, ul { margin: 0 0 10px } ul { padding-left: 2em }
img { max-width: 100%; vertical-align: middle }
table { border-collapse: collapse; display: block; width: max-content; max-width: 100% }
table { margin: 0 0 10px; overflow: auto }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px } a { color: #0969da }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #f0f6fc }
  a { color: #4493f8 }
  section, th, td { border-color: #3d444d }
}
"""


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


@needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("look", LOOKS)
def test_a_browser_shows_every_region_as_it_was_found_good(
    look: str, language: str, tmp_path: Path
) -> None:
    width, height, dark = LOOKS[look]
    page = _write_page(tmp_path, language, width)
    check_picture(f"regions/{look}.{language}.webp", take_picture(page, width, height, dark=dark))


def _write_page(folder: Path, language: str, width: int) -> Path:
    shown = ""
    for name in MOMENTS:
        goal, state = make_moment(name, language)
        progress = measure(goal, state)
        for path, draw in FILES.items():
            file = folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(draw(progress, goal), encoding="utf-8")
        region = render_region(progress, state, goal, f"{name}/{REPORT}")
        markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
        shown += f"<section>{markdown.render(region)}</section>\n"
    page = folder / "page.html"
    style = STYLE.replace("WIDTH", str(width))
    page.write_text(
        f'<meta charset="utf-8"><style>{style}</style><main>{shown}</main>', encoding="utf-8"
    )
    return page


@needs_chromium
def test_a_chart_of_other_figures_is_seen_to_differ(tmp_path: Path) -> None:
    goal, state = make_moment("midway")
    pictures = []
    for share in (0.35, 0.3):
        page = tmp_path / "page.svg"
        progress = measure(goal, state)
        page.write_text(
            render_chart(replace(progress, hours_done=progress.hours * share), goal, dark=False)
        )
        pictures.append(take_picture(page, 480, 260))
    assert find_difference(pictures[0], pictures[0])["far"] == 0
    assert find_difference(*pictures)["far"] > FAR
