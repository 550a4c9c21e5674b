"""How far a project is, by its boxes; what is open of the units that complete a portfolio."""

from __future__ import annotations

from typing import Any

from roadmap_bot.evidence.portfolio import Rest, Standing, find_rests, find_standings
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Project, Settings
from roadmap_bot.state import State
from tests.kit.small_roadmap import ROADMAP, make_goal, make_state, measure

SHOWN = Settings(projects={"P1": Project(repository="a/b")})


def stand(settings: Settings = SHOWN, **done: Any) -> Standing:
    goal = make_goal(10, settings=settings)
    [standing] = find_standings(goal.roadmap, settings, make_state(goal, **done))
    return standing


def finish(*ids: str) -> list[dict[str, Any]]:
    """The units of the small roadmap, of which these complete a portfolio."""
    return [{**unit, "portfolio": unit["id"] in ids} for unit in ROADMAP["units"]]


def rest(goal: Goal, state: State) -> list[Rest]:
    counted = measure(goal, state).counted
    return list(find_rests(goal.roadmap, goal.settings, counted, state))


def test_a_project_stands_by_its_boxes() -> None:
    standing = stand(ticked=("P1.1", "P1.3"))
    assert (standing.met, standing.total, standing.open) == (2, 4, ("Step 2", "Step 4"))


def test_a_closed_project_has_met_everything_and_a_dropped_one_only_what_is_ticked() -> None:
    assert stand(closed={"P1": 3}).met == 4
    assert stand(closed={"P1": 3}, ticked=("P1.1",), why="not_planned").met == 1


def test_boxes_that_the_settings_leave_out_ask_for_nothing() -> None:
    settings = SHOWN.model_copy(update={"without": ("P1.2",)})
    assert stand(settings).total == 3


def test_a_unit_without_boxes_stands_by_its_tasks() -> None:
    settings = Settings(projects={"W03": Project(repository="a/b")})
    units = [{**unit, "boxes": []} for unit in ROADMAP["units"]]
    goal = make_goal(10, settings=settings, units=units)
    state = make_state(goal, closed={"W03-1": 3})
    [standing] = find_standings(goal.roadmap, settings, state)
    assert (standing.met, standing.total, standing.open) == (1, 2, ("Task W03-2",))


def test_only_what_is_open_and_counts_is_left() -> None:
    goal = make_goal(10, units=finish("W01", "P1"))
    left = rest(goal, make_state(goal, closed={"W01-1": 3}, ticked=("W01.1", "P1.1")))
    found = [
        (one.unit.id, [task.id for task in one.tasks], [box.id for box in one.steps])
        for one in left
    ]
    assert found == [
        ("W01", ["W01-2", "W01-3"], ["W01.2"]),
        ("P1", [], ["P1.2", "P1.3", "P1.4"]),
    ]


def test_nothing_is_left_of_what_is_done_dropped_left_out_or_shown_as_a_project() -> None:
    goal = make_goal(10, units=finish("P1"))
    assert rest(goal, make_state(goal, closed={"P1": 3})) == []
    assert rest(goal, make_state(goal, closed={"P1": 3}, why="not_planned")) == []
    for settings in (SHOWN, Settings(without=("P1",))):
        goal = make_goal(10, settings=settings, units=finish("P1"))
        assert rest(goal, make_state(goal)) == []


def test_a_roadmap_that_names_no_such_unit_lists_nothing() -> None:
    goal = make_goal(10)
    assert rest(goal, make_state(goal)) == []
