"""The burn-up's lines: they rest on days off, only rise, and end at the figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.progress.curves import REACH, make_curves
from roadmap_bot.roadmap.settings import Pause, Settings
from tests.kit.small_roadmap import ALL_CLOSED, day, make_goal, make_state, measure


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


@settings(max_examples=60, deadline=None)
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
