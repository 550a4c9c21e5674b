"""What counts, and for how many hours."""

from __future__ import annotations

from typing import Any

import pytest

from roadmap_bot.progress.counting import counted_ids
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Issue
from tests.kit.small_roadmap import (
    count,
    make_goal,
    make_roadmap,
    make_state,
    make_task,
    make_unit,
    shares,
)


def test_a_unit_belongs_to_the_first_milestone_on_or_after_its_end_else_to_the_last() -> None:
    roadmap = make_roadmap()
    owners = {unit.id: roadmap.milestone_of(unit) for unit in roadmap.units}
    assert {id: owner.id for id, owner in owners.items() if owner} == {
        "W01": "M4",
        "W03": "M4",
        "P1": "M4",
        "P2A": "M6",
        "P2B": "M6",
    }
    late = make_roadmap(milestones=[{"id": "M1", "title": "Early", "week": 1}])
    assert late.milestone_of(late.units[0]) == late.milestones[0]
    assert make_roadmap(milestones=[]).milestone_of(roadmap.units[0]) is None


def test_open_tasks_count_by_their_ticked_steps_and_units_without_tasks_by_their_boxes() -> None:
    goal = make_goal()
    state = make_state(
        goal, closed={"W01-2": 3}, ticked=["W01-1.2", "P1.1", "P1.2", "P1.3", "W01.1"]
    )
    assert shares(goal, state) == {
        "W01-1": 0.5,
        "W01-2": 1,
        "W01-3": 0,
        "W03-1": 0,
        "W03-2": 0,
        "P1": 0.75,
        "P2A": 0,
    }


def test_a_closed_unit_does_not_close_its_tasks() -> None:
    goal = make_goal()
    assert shares(goal, make_state(goal, closed={"W01": 3, "P1": 3})) | {"P1": 1} == shares(
        goal, make_state(goal, closed={"P1": 3})
    )


@pytest.mark.parametrize("why", ["not_planned", "duplicate"])
def test_what_is_not_planned_leaves_both_sides(why: Any) -> None:
    goal = make_goal()
    made = count(goal, make_state(goal, closed={"W01-1": 3, "P1": 3, "P2A": 3, "W03": 3}, why=why))
    assert [piece.id for piece in made.pieces] == ["W01-2", "W01-3", "W03-1", "W03-2", "P2B"]
    assert [piece.id for piece in made.parents] == ["W01"]
    assert made.ids == {"W01", "W01-2", "W01-3", "W03-1", "W03-2", "P2B"}


def test_the_settings_leave_units_and_tasks_out() -> None:
    goal = make_goal(settings=Settings(without=("W01", "W03-2", "P2A")))
    assert counted_ids(goal.roadmap, goal.settings, {}) == {"W03", "W03-1", "P1", "P2B"}


def test_old_ids_count_as_the_new_ones() -> None:
    units = [
        make_unit(
            "W01", (1, 1), "theory", 0, make_task("W01-1", "theory", 1) | {"aliases": ["W09-1"]}
        )
    ]
    units[0]["tasks"][0]["steps"][0]["aliases"] = ["W09-1.1"]
    goal = make_goal(units=units, electives=[])
    body = "- [x] Step <!-- W09-1.1 -->"
    assert shares(goal, {"issue/W01-1": Issue("t", body)}) == {"W01-1": 1}
    assert (
        count(make_goal(units=units, electives=[], settings=Settings(without=("W09-1",)))).pieces
        == ()
    )
