"""The sentence and the badge's value say where the learner stands, and blame nobody."""

from __future__ import annotations

import pytest

from roadmap_bot.report.lines.sentences import badge_value, render_sentence
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import State
from tests.kit.small_roadmap import (
    ALL_CLOSED,
    ROADMAP,
    day,
    make_goal,
    make_moment,
    make_state,
    measure,
)


def sentence(goal: Goal, state: State | None = None) -> str:
    return render_sentence(measure(goal, state), goal)


def test_the_sentence_of_the_design() -> None:
    goal = make_goal(33, "zh")
    said = sentence(
        goal, make_state(goal, closed={"W01-1": 20, "W01-2": 27}, ticked=["P1.1", "P1.2"])
    )
    assert (
        said == "**第 5 周** · 完成 32 % · 落后 15 天 · 按现在的速度 2027 年 3 月 16 日完成"
        " · 连续 2 周有进展"
    )


@pytest.mark.parametrize(
    ("today", "closed", "said"),
    [
        (-3, {}, "**Starts on Nov 9** · 0 % done"),
        (1, {}, "**Week 1** · 0 % done · on plan"),
        (2, {}, "**Week 1** · 0 % done · 1 day behind"),
        (50, {}, "**Week 8** (planned: 6) · 0 % done · 49 days behind"),
        (
            45,
            ALL_CLOSED,
            "**Finished** · 100 % done · completed on Dec 18 · active 6 weeks in a row",
        ),
    ],
)
def test_the_sentence_says_where_the_learner_stands(
    today: int, closed: dict[str, int], said: str
) -> None:
    goal = make_goal(today)
    assert sentence(goal, make_state(goal, closed=closed)) == said


def test_work_ahead_and_streaks_are_praised() -> None:
    goal = make_goal(9)
    said = sentence(goal, make_state(goal, closed={"W01-1": 3, "W03-1": 8}))
    assert "6 days ahead" in said
    assert said.endswith("active 2 weeks in a row")


def test_a_pause_is_named() -> None:
    goal = make_goal(9, settings=Settings(pauses=(Pause(since=day(8)),)))
    assert sentence(goal).startswith("**Week 1** (paused)")


def test_only_what_is_whole_says_a_hundred_percent() -> None:
    goal = make_goal(42)
    nearly = ALL_CLOSED | {"W01-2": 0}
    assert "95 %" in sentence(goal, make_state(goal, closed=nearly))
    units = [{**ROADMAP["units"][0], "hours": 4999}, *ROADMAP["units"][1:]]
    goal = make_goal(42, units=units)
    assert "99 %" in sentence(goal, make_state(goal, closed=ALL_CLOSED | {"W03-2": 0}))


def test_the_badge_names_no_delay() -> None:
    goal, state = make_moment("behind")
    assert badge_value(measure(goal, state), goal) == "23 % · week 5"
