"""The milestones of a report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.progress.progress import Progress
from roadmap_bot.state import Milestone
from tests.kit.small_roadmap import PIECES, STEPS, day, make_goal, make_state, measure

GOAL = make_goal(10)


def statuses(progress: Progress) -> list[str]:
    return [row.status for row in progress.milestones]


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


done = st.sets(st.sampled_from(PIECES))
ticks = st.sets(st.sampled_from(STEPS))


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
