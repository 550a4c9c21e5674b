"""What evidence has ticked is told in one sentence, from the first box on, wherever one looks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_bot.acts.evidence import tick_evident
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.report.guide import render_guide
from roadmap_bot.report.lines.evidence import render_evidence
from roadmap_bot.report.page import render_page
from roadmap_bot.report.region import make_facts, render_region
from roadmap_bot.repository import Tree
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State
from tests.kit.evident import load_evident
from tests.kit.scene import load
from tests.kit.small_roadmap import goal_of, measure

FILES = frozenset({"bakery/scales/red.txt"})
SAID = {
    "en": "🔎 The bot has found evidence for 1 of the 3 boxes it looks after",
    "zh": "🔎 机器人已为 3 个勾选框中的 1 个找到成果",
}


def meet(language: str, paths: frozenset[str] = FILES) -> tuple[State, Goal]:
    """Let a learner who has these files have a run."""
    goal = replace(goal_of(load_evident(), language=language), tree=Tree(paths))
    return tick_evident(make_desired(goal).things, goal), goal


def show(state: State, goal: Goal) -> tuple[str, str]:
    """Render the README's region and the page."""
    return render_region(measure(goal, state), state, goal, "."), render_page(state, goal)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_region_and_page_say_what_was_found(language: str) -> None:
    state, goal = meet(language)
    assert all(SAID[language] in text for text in show(state, goal))


def test_before_the_first_box_nothing_is_said() -> None:
    state, goal = meet("en", frozenset())
    assert render_evidence(state, goal) == ""
    assert not any("🔎 Of" in text for text in show(state, goal))


def test_what_was_found_is_a_new_fact() -> None:
    state, goal = meet("en")
    before, _ = meet("en", frozenset())
    assert make_facts(measure(goal, state), state, goal) != make_facts(
        measure(goal, before), before, goal
    )


def test_the_guide_says_what_the_sign_means_where_boxes_bear_it() -> None:
    _, goal = meet("en")
    assert "🔎 says what the bot looks for" in render_guide(measure(goal), goal)
    plain = goal_of(load())
    assert "🔎" not in render_guide(measure(plain), plain)
