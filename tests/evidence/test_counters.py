"""What is gathered is counted from the tree and from ticks, and never guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.evidence.counters import Gathered, find_gathered
from roadmap_bot.repository import Tree
from roadmap_bot.roadmap.goal import Goal
from tests.kit.small_roadmap import make_goal, make_state

EXERCISES = {
    "id": "EX",
    "title": "Exercises",
    "goal": 10,
    "files": "exercises/**/*.py",
    "groups": [
        {"title": "Lists", "goal": 2, "folder": "lists"},
        {"title": "Trees", "goal": 3, "folder": "trees"},
    ],
}
BOXES = {
    "id": "TEN",
    "title": "Steps",
    "goal": 3,
    "week": 3,
    "boxes": ["W01-1.1", "W03-2.1", "P1.1"],
}


def goal_with(counter: dict[str, Any], *paths: str) -> Goal:
    return replace(make_goal(counters=[counter]), tree=Tree(frozenset(paths)))


def count(goal: Goal, **state: Any) -> Gathered:
    (gathered,) = find_gathered(make_state(goal, **state), goal)
    return gathered


def test_files_are_counted_in_all_and_by_folder() -> None:
    goal = goal_with(
        EXERCISES,
        "exercises/lists/one.py",
        "exercises/lists/deep/two.py",
        "exercises/trees/three.py",
        "exercises/four.py",
        "exercises/lists/notes.md",
        "lists/five.py",
    )
    gathered = count(goal)
    assert gathered.whole.done == 4
    assert [group.done for group in gathered.groups] == [2, 1]
    assert [group.folder for group in gathered.groups] == ["exercises/lists/", "exercises/trees/"]


def test_what_goes_beyond_a_group_is_any_other() -> None:
    lists = [f"exercises/lists/{number}.py" for number in range(5)]
    rest = count(goal_with(EXERCISES, *lists, "exercises/else.py")).rest
    assert rest
    assert (rest.done, rest.goal) == (4, 5)


def test_a_counter_whose_groups_are_all_of_it_leaves_no_rest() -> None:
    assert count(goal_with({**EXERCISES, "goal": 5}, "exercises/one.py")).rest is None
    assert count(goal_with({**EXERCISES, "groups": []}, "exercises/one.py")).rest is None


@pytest.mark.parametrize("name", ["__init__.py", "_draft.py", ".hidden.py"])
def test_what_holds_no_work_does_not_count(name: str) -> None:
    assert count(goal_with(EXERCISES, f"exercises/lists/{name}")).whole.done == 0


@pytest.mark.parametrize("tree", [None, Tree(is_whole=False, trouble="cut")])
def test_where_files_cannot_be_listed_whole_nobody_knows(tree: Tree | None) -> None:
    gathered = count(replace(make_goal(counters=[EXERCISES]), tree=tree))
    every = (gathered.whole, *gathered.groups, gathered.rest)
    assert {each.done if each else 0 for each in every} == {None}


def test_boxes_count_where_they_are_ticked_or_their_issue_is_done() -> None:
    goal = make_goal(counters=[BOXES])
    assert count(goal).whole.done == 0
    assert count(goal, ticked=["W03-2.1", "W03-2.2"]).whole.done == 1
    assert count(goal, ticked=["W03-2.1"], closed={"W01-1": 3}).whole.done == 2


def test_what_was_left_out_counts_by_its_ticks_alone() -> None:
    goal = make_goal(counters=[BOXES])
    assert count(goal, closed={"W01-1": 3}, why="not_planned").whole.done == 0


def test_an_empty_shelf_is_shown_from_its_week_on_and_a_filled_one_at_once() -> None:
    goal = make_goal(counters=[BOXES])
    assert [count(goal).is_shown(week) for week in (0, 2, 3)] == [False, False, True]
    assert count(goal, ticked=["P1.1"]).is_shown(1)


PATHS = st.frozensets(
    st.builds(
        "exercises/{}{}.py".format,
        st.sampled_from(["", "lists/", "trees/", "x/"]),
        st.integers(0, 9),
    ),
    max_size=20,
)


@given(some=PATHS, more=PATHS)
def test_more_files_never_lower_a_count(some: frozenset[str], more: frozenset[str]) -> None:
    before, after = count(goal_with(EXERCISES, *some)), count(goal_with(EXERCISES, *some, *more))
    pairs = zip((before.whole, *before.groups), (after.whole, *after.groups), strict=True)
    assert all((one.done or 0) <= (two.done or 0) for one, two in pairs)


@given(paths=PATHS)
def test_groups_up_to_their_goals_and_the_rest_are_the_whole(paths: frozenset[str]) -> None:
    gathered = count(goal_with(EXERCISES, *paths))
    assert gathered.rest
    parts = [min(group.done or 0, group.goal) for group in gathered.groups]
    assert sum(parts) + (gathered.rest.done or 0) == gathered.whole.done == len(paths)
