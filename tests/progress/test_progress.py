"""How far the learner is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import Issue
from tests.kit.learner import Learner, with_tasks
from tests.kit.small_roadmap import PIECES, ROADMAP, STEPS, day, make_goal, make_state, measure

GOAL = make_goal(10)


def test_nothing_done_is_nothing_done() -> None:
    progress = measure(make_goal(1))
    assert (progress.hours_done, progress.hours, progress.share) == (0, 80, 0)
    assert (progress.done, progress.total) == (0, 7)
    assert (progress.days, progress.pace, progress.finish, progress.streak) == (0, None, None, 0)
    assert (progress.week, progress.last_week) == (1, 6)


def test_figures_midway() -> None:
    goal = make_goal(11)
    progress = measure(goal, make_state(goal, closed={"W01-1": 5, "W01-2": 9}, ticked=["P1.1"]))
    assert progress.hours_done == pytest.approx(12 + 4 + 5)
    assert (progress.done, progress.total) == (2, 7)
    assert progress.plan == pytest.approx((0, 10, 20, 40, 60, 70, 80))
    assert progress.planned == pytest.approx((10 + 10 * 3 / 7) / 80)
    assert progress.days == 4  # 21 hours are planned for the evening of day 14
    assert progress.history == ((day(5), 12), (day(9), 4))
    assert progress.streak == 2
    assert progress.first_open_week == 2


def test_planned_time_ends_this_morning() -> None:
    assert measure(make_goal(1)).planned == 0
    assert measure(make_goal(2)).days == -1
    assert measure(make_goal(43)).planned == 1


def test_days_off_put_nobody_behind() -> None:
    off = Settings(pauses=(Pause(since=day(3), to=day(9)),))
    assert measure(make_goal(9)).days == -8
    assert measure(make_goal(9, settings=off)).days == -2


def test_half_the_hours_make_half_the_plan() -> None:
    goal = make_goal(15, settings=Settings(hours=5))
    progress = measure(goal, make_state(goal, closed={"W01-1": 5}))
    assert progress.planned == pytest.approx(10 / 80)
    assert (progress.week, progress.days, progress.hours) == (2, 2, 80)
    assert [row.due for row in progress.milestones] == [day(56), day(84)]


def test_everything_closed_is_finished_only_with_its_criteria() -> None:
    goal = make_goal(40)
    tasks = dict.fromkeys(PIECES, 30)
    waiting = measure(goal, make_state(goal, closed=tasks))
    assert (waiting.share, waiting.is_finished, waiting.finish) == (1, False, None)
    assert [(todo.id, todo.criteria, todo.steps) for todo in waiting.todos] == [
        ("W01", True, 2),
        ("W03", True, 2),
    ]
    assert [row.status for row in waiting.milestones] == ["criteria", "done"]
    assert waiting.first_open_week == 2
    finished = measure(goal, make_state(goal, closed=tasks | {"W01": 31, "W03": 31}))
    assert (finished.is_finished, finished.todos) == (True, ())
    assert [row.status for row in finished.milestones] == ["done", "done"]
    assert finished.first_open_week is None


def test_nothing_to_count_is_not_finished() -> None:
    without = Settings(without=tuple(unit["id"] for unit in ROADMAP["units"]))
    progress = measure(make_goal(1, settings=without))
    assert (progress.share, progress.total, progress.is_finished) == (0, 0, False)


def test_what_this_run_closes_counts_as_closed_today() -> None:
    goal = make_goal(3)
    assert measure(goal, {"issue/W01-2": Issue("t", "", closed="completed")}).history == (
        (day(3), 4),
    )


done = st.sets(st.sampled_from(PIECES))
ticks = st.sets(st.sampled_from(STEPS))


@settings(max_examples=40)
@given(done, done, ticks, ticks)
def test_closing_and_ticking_never_lower_the_share(
    closed: set[str], more: set[str], ticked: set[str], extra: set[str]
) -> None:
    before = measure(GOAL, make_state(GOAL, closed=dict.fromkeys(closed, 3), ticked=ticked))
    after = measure(
        GOAL, make_state(GOAL, closed=dict.fromkeys(closed | more, 3), ticked=ticked | extra)
    )
    assert 0 <= before.share <= after.share + 1e-9 <= 1 + 1e-9


def test_a_task_with_a_new_id_changes_no_figure_before_or_after_the_bot_has_followed() -> None:
    learner = Learner("tiny")
    learner.do("close", "W01-2")
    before = figures(learner)
    learner.roadmap = with_tasks(
        learner.roadmap,
        lambda tasks: [
            {**task, "id": "W01-9", "aliases": ["W01-2"]} if task["id"] == "W01-2" else task
            for task in tasks
        ],
    )
    assert figures(learner) == before
    learner.run()
    assert figures(learner) == before
    assert before[:2] == (1, 3)


def figures(learner: Learner) -> tuple[int, int, float, float]:
    """What a report would count of what GitHub holds."""
    seen, goal = learner.look()
    progress = measure(goal, seen.things)
    return progress.done, progress.total, progress.hours_done, progress.hours


@settings(max_examples=20)
@given(done, ticks, st.text(min_size=1).filter(str.strip))
def test_titles_change_no_figure(closed: set[str], ticked: set[str], title: str) -> None:
    units = [{**unit, "title": title} for unit in ROADMAP["units"]]
    renamed = make_goal(10, units=units)
    state = make_state(GOAL, closed=dict.fromkeys(closed, 3), ticked=ticked)
    before, after = measure(GOAL, state), measure(renamed, state)
    assert replace(before, todos=()) == replace(after, todos=())
    assert [todo.id for todo in before.todos] == [todo.id for todo in after.todos]
