"""The learner's README: the bot's own lines follow the language, the learner's never change."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.keys import file_key
from roadmap_bot.report.files import MANUAL, OWN, ROOT, TRANSLATED
from roadmap_bot.report.readme import translate_readme, write_readme
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import File, State
from tests.kit.small_roadmap import make_moment, measure

COPY = {file_key(ROOT): File(f"{MANUAL}\n")}


def write(goal: Goal, state: State) -> str:
    text = write_readme(OWN, measure(goal, state), state, goal)
    assert text is not None
    return text


def switch(text: str, goal: Goal, state: State, language: str) -> str:
    """Write the README anew after `language:` was set."""
    return write(goal.spoken(language), {**state, file_key(OWN): File(text)})


@pytest.fixture(name="moment")
def make_copy() -> tuple[Goal, State]:
    goal, state = make_moment("midway")
    return goal, {**state, **COPY}


def test_a_readme_that_nobody_changed_follows_the_language_and_back(
    moment: tuple[Goal, State],
) -> None:
    goal, state = moment
    english, chinese = write(goal, state), write(goal.spoken("zh"), state)
    assert "## How to continue" in english
    assert switch(english, goal, state, "zh") == chinese
    assert switch(chinese, goal, state, "en") == english


def test_what_the_learner_wrote_or_changed_stays(moment: tuple[Goal, State]) -> None:
    goal, state = moment
    text = write(goal, state).replace("## How to continue", "## How I go on")
    text = f"Mine above.\n\n{text}\nMy progress, kept up to date by me.\n"
    shown = switch(text, goal, state, "zh")
    assert shown.startswith("Mine above.\n\n# ")
    assert "\n## How I go on\n" in shown
    assert shown.endswith("\nMy progress, kept up to date by me.\n")
    assert "How it all works" not in shown
    assert "手册" in shown


LINES = st.lists(st.text(alphabet="abc 学习-#[]()\r\t", max_size=12), max_size=6)


@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]), st.integers(0, 99))
def test_lines_of_the_learner_survive_every_switch(
    above: list[str], below: list[str], newline: str, seed: int
) -> None:
    goal, state = make_moment("behind")
    own = write(goal, state).replace("\n", newline).split(newline)
    place = random.Random(seed).randrange(len(own))
    ours = own[place]
    text = newline.join([*above, ours, *below])
    there = translate_readme(text, OWN, state, goal.spoken("zh"))
    back = translate_readme(there, OWN, state, goal)
    assert back == text
    shown = there.split(newline)
    assert len(shown) == len(text.split(newline))


def test_the_manual_is_linked_in_the_readers_language(moment: tuple[Goal, State]) -> None:
    goal, state = moment
    chinese = {**state, file_key(TRANSLATED["zh"]): File("# 手册\n")}
    assert "](../README.md)" in write(goal.spoken("zh"), state)
    assert "](../README.zh-CN.md)" in write(goal.spoken("zh"), chinese)
    assert "](../README.md)" in write(goal, chinese)
