"""The squares of the self-check table."""

from __future__ import annotations

from tests.kit.small_roadmap import make_goal, make_state, measure


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
