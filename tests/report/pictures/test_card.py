"""The card: what it shows, that everything finds room in any script, that it can be heard, too."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.report.generated import FILES
from roadmap_bot.report.pictures.card import HEAT, WIDTH, render_card
from roadmap_bot.report.progress_json import render_figures
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Closed, State
from roadmap_bot.text.words import load_words
from tests.kit.browser import needs_chromium
from tests.kit.chromium import Chromium
from tests.kit.golden_file import check_golden
from tests.kit.small_roadmap import ALL_CLOSED, MOMENTS, make_goal, make_moment, make_state, measure

SVG = "{http://www.w3.org/2000/svg}"
TITLES = {
    "en": "The Principal Engineer's Wonderful Roadmap to Everything Worth Knowing",
    "zh": "人工智能大模型工程师二十四周系统学习路线图（含项目实战与求职）",
    "ja": "二十四週間で学ぶ大規模言語モデルエンジニアの道",
    "ko": "이십사 주 동안 배우는 대규모 언어 모델 엔지니어 로드맵",
    "ru": "Дорожная карта инженера больших языковых моделей за двадцать недель",
    "th": "แผนการเรียนรู้ยี่สิบสี่สัปดาห์สำหรับวิศวกรโมเดลภาษาขนาดใหญ่",
    "hi": "चौबीस सप्ताह में बड़े भाषा मॉडल इंजीनियर बनने का रोडमैप",
}
OUTSIDE = """[...document.querySelectorAll("text")].filter(text => {
  const box = text.getBBox();
  return box.x < 8 || box.x + box.width > LIMIT - 8;
}).map(text => text.textContent)"""


def draw(name: str, language: str = "en", *, dark: bool = False) -> str:
    goal, state = make_moment(name, language)
    return render_card(measure(goal, state), goal, dark=dark)


def find_texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", MOMENTS)
def test_a_card_looks_like_its_golden_file(name: str, language: str) -> None:
    check_golden(f"card/{name}.{language}.svg", draw(name, language))


def test_dark_and_light_differ_in_colour_only() -> None:
    light, dark = (re.sub(r"#[0-9a-f]{6}", "#", draw("midway", dark=on)) for on in (False, True))
    assert light == dark


@pytest.mark.parametrize("name", MOMENTS)
def test_it_tells_those_who_do_not_see_it(name: str) -> None:
    root = ET.fromstring(draw(name))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    assert title is not None
    assert title.text == "Bread | and @butter #12"
    assert description is not None
    assert re.search(r"\d+ % done\. \d of 7 tasks", description.text or "")


def test_every_milestone_has_its_mark_and_those_reached_are_filled() -> None:
    marks = [re.findall(r'l6 6l-6 6l-6-6Z" fill="(.*?)"', draw(name)) for name in MOMENTS]
    filled = [[fill != "#ffffff" for fill in fills] for fills in marks]
    assert filled == [*[[False, False]] * 5, [True, True]]


def test_every_day_of_the_plan_is_drawn_once() -> None:
    days = re.findall(r"M([\d.]+) ([\d.]+)h", draw("midway"))
    assert len(days) == len(set(days)) == 6 * 7
    assert min(float(top) for _, top in days) == HEAT


def find_numbers(text: str) -> set[str]:
    """Find the numbers of a text, but for those of its own mark-up."""
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def find_known(state: State, goal: Goal) -> set[str]:
    """Find the numbers that `progress.json` holds, as a reader may see them."""
    figures = json.loads(render_figures(measure(goal, state), "", state, goal))
    rows = figures["milestones"]
    held = [figures["week"], figures["last_week"], figures["streak_weeks"], len(rows)]
    held += [*figures["tasks"].values(), sum(row["status"] == "done" for row in rows)]
    held += [abs(figures["days_ahead"]), 0, 50, 100]
    held += [int(figures[key] * 100 + 1e-9) for key in ("share", "planned_share")]
    dates = [figures["start"], figures["finish"] or "", *(row["due"] for row in rows)]
    dates.append(max((day["date"] for day in figures["history"]), default=""))
    numbers = {f"{number:g}" for number in held}
    numbers |= {f"{round(hours, 1):g}" for hours in figures["hours"].values()}
    return numbers | {number.lstrip("0") for date in dates for number in find_numbers(date)}


@settings(max_examples=60)
@given(
    st.integers(-3, 60),
    st.dictionaries(st.sampled_from(sorted(ALL_CLOSED)), st.integers(1, 60)),
    st.sets(st.sampled_from(["W01.1", "W01-1.2", "W03-2.1", "P1.1", "P2A.1", "P2B.3"])),
    st.sampled_from(["completed", "not_planned"]),
    st.sampled_from([None, 5, 12.5]),
    st.sampled_from(["en", "zh"]),
)
def test_no_picture_holds_a_number_that_the_figures_do_not(
    today: int,
    closed: dict[str, int],
    ticked: set[str],
    why: Closed,
    hours: float | None,
    language: str,
) -> None:
    goal = make_goal(today, language, Settings(hours=hours), title="Bread")
    state = make_state(goal, closed=closed, ticked=ticked, why=why)
    known = find_known(state, goal)
    for path, draw_file in FILES.items():
        if path.endswith(".svg"):
            root = ET.fromstring(draw_file(measure(goal, state), goal))
            parts = [root.get("aria-label") or "", *root.itertext()]
            assert find_numbers(" ".join(parts)) <= known, path


@needs_chromium
@pytest.mark.parametrize("language", TITLES)
def test_a_title_of_any_script_finds_room(
    language: str, chromium: Chromium, tmp_path: Path
) -> None:
    goal = make_goal(20, title=TITLES[language])
    goal = replace(goal, words=load_words("zh" if language == "zh" else "en"))
    state = make_state(goal, closed=ALL_CLOSED)
    page = tmp_path / "card.svg"
    svg = render_card(measure(goal, state), goal, dark=False)
    page.write_text(svg, encoding="utf-8")
    chromium.open(page, WIDTH)
    assert chromium.evaluate(OUTSIDE.replace("LIMIT", str(WIDTH))) == []
    assert find_texts(svg)[1][:5] == TITLES[language][:5]
