"""Where learners choose, the most complete counts, or what they named."""

from __future__ import annotations

from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Issue
from tests.kit.small_roadmap import (
    ROADMAP,
    count,
    make_goal,
    make_state,
    make_task,
    make_unit,
    shares,
)


def test_of_an_elective_the_most_complete_counts_and_the_first_of_equals() -> None:
    goal = make_goal()
    assert "P2A" in count(goal).ids
    assert "P2B" not in count(goal).ids
    further = count(goal, make_state(goal, ticked=["P2A.1", "P2B.1", "P2B.2", "P2B.3"]))
    assert "P2B" in further.ids
    assert "P2A" not in further.ids


def test_a_chosen_elective_counts_however_far_the_other_is() -> None:
    goal = make_goal(settings=Settings(electives={"E": ("P2A",)}))
    assert shares(goal, make_state(goal, closed={"P2B": 3}))["P2A"] == 0


def test_all_of_a_group_may_be_left_out() -> None:
    goal = make_goal(settings=Settings(without=("P2A", "P2B")))
    assert not {"P2A", "P2B"} & count(goal).ids


def test_work_on_a_longer_elective_never_makes_the_share_fall() -> None:
    units = [*ROADMAP["units"][:4], {**ROADMAP["units"][4], "hours": 200}]
    goal = make_goal(units=units)
    before, after = (
        count(
            goal, make_state(goal, closed={"W01-1": 2, "W01-2": 2, "P1": 3}, ticked=ticked)
        ).pieces
        for ticked in (["P2A.1"], ["P2A.1", "P2B.1", "P2B.2", "P2B.3"])
    )
    first, last = (
        sum(each.done for each in pieces) / sum(each.hours for each in pieces)
        for pieces in (before, after)
    )
    assert first < last


def test_a_unit_without_hours_is_never_the_most_complete() -> None:
    tasks = make_task("P2A-1", "project"), make_task("P2A-2", "theory")
    unit = make_unit("P2A", (5, 6), "project", 0, *tasks)
    goal = make_goal(units=[*ROADMAP["units"][:3], unit, ROADMAP["units"][4]])
    counted = count(goal, {"issue/P2A-2": Issue("t", "", closed="not_planned")})
    assert "P2B" in counted.ids
    assert "P2A-1" not in counted.ids
