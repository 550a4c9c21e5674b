"""Two issues of one id: the untouched one closes, and where people worked in both, nobody does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from github_twin import seed
from tests.kit.learner import Learner, changes, with_tasks, wrong

LEARNER = seed.LEARNER


def test_two_issues_of_the_bots_without_markers_are_twins(learner: Learner) -> None:
    learner.double("W01-2", body="gone")
    learner.do("delete_marker", "W01-2")
    learner.apply()
    assert [(issue.state, issue.reason) for issue in learner.issues("W01-2")] == [
        ("open", None),
        ("open", None),
    ]
    done = learner.plan()
    assert [problem.code for problem in wrong(done)] == ["issue.disputed"]


def test_of_twins_that_nobody_touched_the_older_stays_and_the_younger_closes_in_the_same_run(
    learner: Learner,
) -> None:
    older, number = learner.issue("W01-2").number, learner.double("W01-2")
    done = learner.apply()
    assert changes(done) == [
        ("remove_parent", f"issue/W01-2~{number}"),
        ("close_issue", f"issue/W01-2~{number}"),
    ]
    younger = learner.home.issues[number]
    assert (younger.reason, younger.duplicate_of, younger.parent) == ("duplicate", older, None)
    assert learner.home.issues[older].state == "open"
    assert learner.plan().plan == ()
    assert wrong(learner.plan()) == []


def close_and_reopen(learner: Learner, number: int) -> None:
    learner.act_on("close", number)
    learner.act_on("reopen", number)


TOUCHES: list[Callable[[Learner, int], None]] = [
    lambda learner, number: learner.act_on("comment", number, body="Mine."),
    lambda learner, number: learner.act_on("assign", number, logins=[LEARNER]),
    lambda learner, number: learner.act_on("label", number, name="question"),
    lambda learner, number: learner.act_on(
        "edit", number, body=learner.home.issues[number].body + "\nnote"
    ),
    lambda learner, number: learner.act_on("tick", number, text="Weigh"),
    lambda learner, number: learner.act_on("close", number),
    lambda learner, number: learner.act_on("close", number, reason="not_planned"),
    close_and_reopen,
]


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_younger_twin_in_which_somebody_worked_stays_and_the_untouched_one_closes(
    learner: Learner, touch: Callable[[Learner, int], None]
) -> None:
    older, number = learner.issue("W01-1").number, learner.double("W01-1")
    touch(learner, number)
    learner.apply()
    assert learner.home.issues[older].reason == "duplicate"
    assert learner.home.issues[number].reason != "duplicate"
    assert learner.home.issues[number].parent == learner.issue("W01").number
    assert learner.thing("W01-1").number == number
    assert learner.plan().plan == ()


def test_a_note_still_counts_after_the_bot_wrote_the_body_itself(learner: Learner) -> None:
    older = learner.issue("W01-2").number
    learner.edit("W01-2", lambda body: body + "\nMy note.\n")
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [tasks[0], {**tasks[1], "note": "Cover it."}, tasks[2]]
    )
    learner.apply()
    number = learner.double("W01-2", body=learner.body("W01-2").replace("\nMy note.\n", ""))
    learner.apply()
    assert learner.home.issues[older].state == "open"
    assert learner.home.issues[number].reason == "duplicate"


@pytest.mark.parametrize("touch", TOUCHES)
def test_twins_in_which_people_worked_are_left_alone_and_named_and_all_else_goes_on(
    learner: Learner, touch: Callable[[Learner, int], None]
) -> None:
    older, number = learner.issue("W01-1").number, learner.double("W01-1")
    learner.act_on("comment", older, body="Mine, too.")
    touch(learner, number)
    before = {name: learner.home.issues[name] for name in (older, number)}
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [{**task, "title": "New"} for task in tasks]
    )
    done = learner.apply()
    assert {name: learner.home.issues[name] for name in (older, number)} == before
    assert set(changes(done)) == {("update_issue", "issue/W01-2"), ("update_issue", "issue/W01-3")}
    (problem,) = wrong(done)
    assert (problem.code, problem.values["id"]) == ("issue.disputed", "W01-1")


def test_a_disputed_task_is_closed_by_neither_its_boxes_nor_its_unit_nor_a_commit(
    learner: Learner,
) -> None:
    number = learner.double("W01-1")
    for box in ("Weigh", "Knead"):
        learner.do("tick", "W01-1", text=box)
    learner.act_on("comment", number, body="Mine.")
    learner.do("close", "W01")
    learner.push("done W01-1")
    assert [issue.state for issue in learner.issues("W01-1")] == ["open", "open"]
    assert learner.issue("W01-1").comments == ()


def test_a_dispute_ends_when_somebody_closes_one_as_duplicate(learner: Learner) -> None:
    older, number = learner.issue("W01-1").number, learner.double("W01-1")
    learner.act_on("comment", older, body="Mine.")
    learner.act_on("comment", number, body="Mine, too.")
    learner.act_on("close", older, reason="duplicate", original=number)
    done = learner.apply()
    assert (done.plan, wrong(done)) == ((), [])
    assert learner.thing("W01-1").number == number


def test_the_tasks_of_a_younger_unit_move_to_the_older(learner: Learner) -> None:
    unit = learner.double("W01")
    task = learner.double("W01-2", parent=unit)
    learner.act_on("comment", task, body="Mine.")
    learner.apply()
    assert learner.home.issues[unit].reason == "duplicate"
    assert learner.home.issues[task].parent == learner.issue("W01").number
    assert learner.plan().plan == ()


def test_a_twin_that_somebody_nested_elsewhere_closes_where_it_is(learner: Learner) -> None:
    learner.twin.act("open_issue", LEARNER, title="My list")
    mine, number = max(learner.home.issues), learner.double("W01-2")
    learner.act_on("move", number, parent=mine)
    learner.apply()
    assert (learner.home.issues[number].reason, learner.home.issues[number].parent) == (
        "duplicate",
        mine,
    )
    assert learner.plan().plan == ()


def test_an_only_issue_that_somebody_closed_as_duplicate_is_never_made_again(
    learner: Learner,
) -> None:
    learner.do("close", "W01-2", reason="duplicate")
    assert learner.thing("W01-2").closed == "duplicate"
    assert learner.plan().plan == ()
