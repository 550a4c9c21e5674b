"""What is still to do, in planned order."""

from __future__ import annotations

from tests.kit.small_roadmap import ROADMAP, day, make_goal, make_state, measure


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


def test_the_unit_at_work_is_the_first_with_more_to_do_than_criteria() -> None:
    goal = make_goal(1)
    done = {"W01-1": 1, "W01-2": 1, "W01-3": 1}
    assert measure(goal, make_state(goal)).current == "W01"
    assert measure(goal, make_state(goal, closed=done)).current == "W03"
    rest = {"W03-1": 1, "W03-2": 1, "W03": 1, "P1": 1, "P2A": 1}
    assert measure(goal, make_state(goal, closed={**done, **rest})).current == "W01"
    assert measure(goal, make_state(goal, closed={**done, **rest, "W01": 1})).current is None


def test_the_unit_of_the_plan_is_that_of_the_week_and_the_one_at_work_where_both_are() -> None:
    for today, expected in ((-3, None), (1, "W01"), (20, "W03"), (30, "P2A"), (60, None)):
        goal = make_goal(today)
        assert measure(goal, make_state(goal)).due_unit == expected
    goal = make_goal(20)
    closed = {"W01-1": 1, "W01-2": 1, "W01-3": 1, "W01": 1, "W03-1": 9, "W03-2": 9, "W03": 9}
    assert measure(goal, make_state(goal, closed=closed)).due_unit == "P1"
