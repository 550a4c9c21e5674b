"""What learners look at, in a browser: as it was found good, within the screen, for everybody."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.paths import REPORT
from tests.kit.browser import needs_chromium
from tests.kit.chromium import Chromium
from tests.kit.github_page import make_themed_page
from tests.kit.golden_file import FOLDER
from tests.kit.learner_states import STATES
from tests.kit.pictures import FAR, check_picture, find_difference
from tests.kit.published import axe_script
from tests.kit.scene import load
from tests.kit.screens import DESK, PHONE, Screen, find_screens, write_screen
from tests.kit.small_roadmap import goal_of, make_state, measure

SCREENS = {screen.name: screen for screen in find_screens()}
MOST, MOST_BYTES = 40, 3_000_000  # of the golden pictures
TALL = {PHONE: 1500, DESK: 1100}  # px of a page that are looked at
SCALE = {PHONE: 0.8, DESK: 0.6}
# Whatever can be read, but for code, which scrolls, and what only readers of the keyboard see.
OUTSIDE = """[...document.querySelectorAll("h1,h2,h3,p,li,dt,dd,th,td,img,summary,meter,a")]
  .filter(one => !one.closest("pre, details:not([open]) > :not(summary), .skip, .heat"))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.left < -0.5 || box.right > innerWidth + 0.5))
  .map(([one, box]) => `${one.localName} ${one.textContent.trim()} ${box.right}`)"""
HEIGHT = "Math.ceil(document.documentElement.getBoundingClientRect().height)"
JUDGE = """axe.run({resultTypes: ["violations"]}).then(found => found.violations.map(each =>
  [each.id, each.nodes.map(node => node.html)]))"""


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> Screen:
    return SCREENS[request.param]


@needs_chromium
def test_a_screen_looks_as_it_was_found_good_and_nothing_lies_outside(
    screen: Screen, chromium: Chromium, tmp_path: Path
) -> None:
    page = write_screen(screen, tmp_path)
    chromium.open(page, screen.width, dark=screen.dark)
    assert chromium.evaluate(OUTSIDE) == []
    height = min(TALL[screen.width], chromium.evaluate(HEIGHT))
    picture = chromium.shoot(screen.width, height, SCALE[screen.width])
    check_picture(chromium, f"screens/{screen.name}.png", picture)


@needs_chromium
@pytest.mark.parametrize("kind", sorted({screen.kind for screen in SCREENS.values()}))
def test_axe_finds_nothing_to_complain_of(kind: str, chromium: Chromium, tmp_path: Path) -> None:
    script = axe_script()
    for screen in SCREENS.values():
        if screen.kind == kind:
            chromium.open(write_screen(screen, tmp_path), screen.width, dark=screen.dark)
            chromium.evaluate(f"{script};0")
            assert chromium.evaluate(JUDGE) == [], screen.name


@needs_chromium
def test_another_figure_is_seen_to_differ(chromium: Chromium, tmp_path: Path) -> None:
    shots = []
    for state in ("midway", "behind"):
        page = write_screen(Screen("card", state, dark=False, width=PHONE, language="zh"), tmp_path)
        chromium.open(page, PHONE)
        shots.append(chromium.shoot(PHONE, 300, SCALE[PHONE]))
    assert find_difference(chromium, shots[0], shots[0])["far"] == 0
    assert find_difference(chromium, *shots)["far"] > FAR


@needs_chromium
@pytest.mark.parametrize("today", [1, 44, 80])
def test_a_course_of_three_hundred_tasks_fits_a_phone_and_leads_with_the_unit_at_work(
    today: int, chromium: Chromium, tmp_path: Path
) -> None:
    goal = goal_of(load("big-en"), today)
    state = make_state(goal)
    region = render_region(measure(goal, state), state, goal, REPORT, ".github/GUIDE.md")
    page = tmp_path / "region.html"
    page.write_text(make_themed_page(region, goal.roadmap.title, "en"), encoding="utf-8")
    chromium.open(page, PHONE)
    assert chromium.evaluate(OUTSIDE) == []
    assert chromium.evaluate(HEIGHT) < 3 * TALL[PHONE]
    assert region.index(goal.roadmap.units[0].title) < region.index("chart.svg")


def find_pairs(screens: Iterator[Screen]) -> set[tuple[Any, ...]]:
    """Find the pairs of values that screens show together."""
    pairs: set[tuple[Any, ...]] = set()
    for one in screens:
        values = (one.kind, one.dark, one.width, one.language)
        pairs |= set(itertools.combinations(enumerate(values), 2))
    return pairs


def test_every_pair_of_kind_theme_width_and_language_is_looked_at() -> None:
    kinds = {screen.kind for screen in SCREENS.values()}
    whole = itertools.product(kinds, ("midway",), (False, True), (PHONE, DESK), ("zh", "en"))
    wanted = find_pairs(Screen(*values) for values in whole)
    assert wanted - find_pairs(iter(SCREENS.values())) == set()
    assert {screen.state for screen in SCREENS.values()} == STATES.keys()


def test_the_golden_pictures_are_few_small_and_all_of_a_screen() -> None:
    files = {path.stem: path.stat().st_size for path in (FOLDER / "screens").glob("*.png")}
    assert files.keys() == SCREENS.keys()
    assert len(files) <= MOST
    assert sum(files.values()) <= MOST_BYTES
