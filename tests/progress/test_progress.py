"""How far the learner is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.progress.progress import Progress
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import Issue, Milestone
from tests.kit.learner import Learner, with_tasks
from tests.kit.small_roadmap import ROADMAP, day, make_goal, make_state, measure

GOAL = make_goal(10)
PIECES = ("W01-1", "W01-2", "W01-3", "W03-1", "W03-2", "P1", "P2A", "P2B")
STEPS = (
    "W01-1.1",
    "W01-1.2",
    "W03-2.1",
    "W03-2.2",
    "P1.1",
    "P1.2",
    "P2A.1",
    "P2B.1",
    "P2B.2",
    "P2B.3",
    "W01.1",
)


def statuses(progress: Progress) -> list[str]:
    return [row.status for row in progress.milestones]


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
    assert statuses(waiting) == ["criteria", "done"]
    assert waiting.first_open_week == 2
    finished = measure(goal, make_state(goal, closed=tasks | {"W01": 31, "W03": 31}))
    assert (finished.is_finished, finished.todos, statuses(finished)) == (
        True,
        (),
        ["done", "done"],
    )
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


def test_milestones_carry_their_units_and_dates() -> None:
    rows = measure(make_goal(1)).milestones
    assert [(row.id, row.due, row.hours, row.total) for row in rows] == [
        ("M4", day(28), 60, 6),
        ("M6", day(42), 20, 1),
    ]


@pytest.mark.parametrize(
    ("today", "closed", "expected"),
    [
        (0, {}, ["planned", "planned"]),
        (1, {}, ["current", "planned"]),
        (1, {"P2A": 1}, ["current", "done"]),
        (28, {}, ["current", "planned"]),
        (29, {}, ["late", "current"]),
        (43, {}, ["late", "late"]),
    ],
)
def test_a_milestone_is_late_current_or_done(
    today: int, closed: dict[str, int], expected: list[str]
) -> None:
    goal = make_goal(today)
    assert statuses(measure(goal, make_state(goal, closed=closed))) == expected


def test_a_milestone_begun_before_its_time_is_ahead() -> None:
    goal = make_goal(1)
    progress = measure(goal, make_state(goal, ticked=["P2A.1"]))
    assert statuses(progress) == ["current", "ahead"]
    assert [row.share for row in progress.milestones] == [0, 0.5]


def test_a_milestone_that_a_person_closed_is_done() -> None:
    assert (
        statuses(measure(make_goal(1), {"milestone/M4": Milestone("", "", None, closed=True)}))[0]
        == "done"
    )


def test_without_milestones_there_are_no_rows() -> None:
    assert measure(make_goal(1, milestones=[])).milestones == ()


def test_todos_come_in_planned_order() -> None:
    goal = make_goal(1)
    progress = measure(
        goal,
        make_state(goal, closed={"W01-1": 1, "W01-2": 1, "W01-3": 1}, ticked=["W01.1", "P1.1"]),
    )
    assert [todo.id for todo in progress.todos] == ["W01", "W03-1", "W03-2", "P1", "P2A"]
    assert [(todo.ticked, todo.steps) for todo in progress.todos] == [
        (1, 2),
        (0, 0),
        (0, 4),
        (1, 4),
        (0, 2),
    ]
    assert progress.todos[0].due == day(14)


def test_missing_criteria_do_not_hide_the_next_tasks() -> None:
    units = [{**ROADMAP["units"][0], "id": f"U{n}", "tasks": []} for n in range(1, 8)]
    for number, unit in enumerate(units, start=1):
        owner = f"U{number}"
        unit["boxes"] = [{"title": "C", "steps": [{"id": f"{owner}.1", "text": "x"}]}]
        unit["tasks"] = [{"id": f"{owner}-{n}", "title": "t", "kind": "drill"} for n in (1, 2)]
    goal = make_goal(1, units=units, electives=[])
    closed = {f"U{number}-{n}": 1 for number in range(1, 5) for n in (1, 2)}
    progress = measure(goal, make_state(goal, closed=closed))
    assert [todo.id for todo in progress.next] == [
        "U5-1",
        "U5-2",
        "U6-1",
        "U6-2",
        "U7-1",
        "U1",
        "U2",
        "U3",
    ]


def test_self_check_squares_fill_week_by_week() -> None:
    goal = make_goal(1)
    state = make_state(goal, closed={"W01-1": 1}, ticked=["W03.1", "P1.1", "P1.2"])
    checks = measure(goal, state).checks
    assert [row[0] for row in checks] == [
        1,
        1,
        1,
        0,
        None,
        None,
    ]  # W03 has no theory task: its criteria stand for it
    assert [row[1] for row in checks] == [
        None,
        None,
        0.5,
        0,
        0,
        0,
    ]  # half of P1 is all of its first week
    assert [row[2] for row in checks] == [None] * 6


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


@settings(max_examples=40)
@given(done, ticks)
def test_milestones_add_up_to_the_whole(closed: set[str], ticked: set[str]) -> None:
    progress = measure(GOAL, make_state(GOAL, closed=dict.fromkeys(closed, 3), ticked=ticked))
    rows = progress.milestones
    assert sum(row.hours for row in rows) == pytest.approx(progress.hours)
    assert sum(row.hours_done for row in rows) == pytest.approx(progress.hours_done)
    assert (sum(row.done for row in rows), sum(row.total for row in rows)) == (
        progress.done,
        progress.total,
    )
    assert sum(hours for _, hours in progress.history) <= progress.hours_done + 1e-9
    assert progress.plan[-1] == pytest.approx(progress.hours)


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
