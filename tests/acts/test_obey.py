"""What commits say is done: on tasks, units, steps and numbers, and it is told."""

from __future__ import annotations

import pytest

from roadmap_bot.issues.boxes import find_shas, find_ticks
from tests.kit.learner import Learner, with_tasks, wrong
from tests.kit.obeying import (
    LEARNER,
    codes,
    comments,
    commit,
    is_quiet,
    orders_of,
    state,
)

# Doing what commits say


def test_done_closes_the_task_and_leaves_one_comment(learner: Learner) -> None:
    learner.push("Bake bread\n\ndone W01-2")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert comments(learner, "W01-2") == [
        f"<!-- roadmap-bot: W01-2@{learner.sha} done -->\nClosed by `{learner.sha[:7]} Bake bread`."
    ]
    assert is_quiet(learner)


def test_skip_closes_as_not_planned_and_says_so(learner: Learner) -> None:
    learner.push("skip W01-2")
    assert state(learner, "W01-2") == ("closed", "not_planned")
    assert comments(learner, "W01-2")[0].endswith(f"Skipped by `{learner.sha[:7]} skip W01-2`.")


@pytest.mark.parametrize("reason", ["completed", "not_planned", "duplicate"])
def test_reopen_opens_whatever_was_closed_and_says_so(learner: Learner, reason: str) -> None:
    learner.do("close", "W01-2", reason=reason)
    learner.push("reopen W01-2")
    assert state(learner, "W01-2") == ("open", "reopened")
    assert comments(learner, "W01-2")[0].endswith(f"Reopened by `{learner.sha[:7]} reopen W01-2`.")
    assert is_quiet(learner)


def test_done_after_skip_changes_the_reason_and_skip_after_done_changes_nothing(
    learner: Learner,
) -> None:
    learner.push("skip W01-2")
    learner.push("done W01-2")
    assert state(learner, "W01-2") == ("closed", "completed")
    learner.push("skip W01-2")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert len(comments(learner, "W01-2")) == 2
    assert is_quiet(learner)


@pytest.mark.parametrize(("verb", "reason"), [("done", "completed"), ("skip", "not_planned")])
def test_a_unit_takes_its_open_tasks_with_it_the_same_way(
    learner: Learner, verb: str, reason: str
) -> None:
    learner.do("close", "W01-3")
    learner.push(f"{verb} W01")
    assert [state(learner, id) for id in ("W01", "W01-1", "W01-2", "W01-3")] == [
        *[("closed", reason)] * 3,
        ("closed", "completed"),
    ]
    assert [len(comments(learner, id)) for id in ("W01", "W01-1", "W01-2")] == [1, 0, 0]
    assert is_quiet(learner)


def test_both_languages_and_lists_of_ids_work(learner: Learner) -> None:
    learner.push("完成 W01-1、W01-2 和 W01-3")
    assert {state(learner, f"W01-{number}") for number in (1, 2, 3)} == {("closed", "completed")}


def test_a_comment_pings_nobody_and_names_no_issue_whatever_the_subject(learner: Learner) -> None:
    learner.push("`@ada` closes #1 @learner `\n\ndone W01-2")
    (comment,) = comments(learner, "W01-2")
    assert (
        comment.splitlines()[1] == f"Closed by `` {learner.sha[:7]} `@ada` closes #1 @learner ` ``."
    )


def test_a_long_subject_is_cut(learner: Learner) -> None:
    learner.push("a" * 500 + "\n\ndone W01-2")
    assert len(comments(learner, "W01-2")[0].splitlines()[1]) < 100


# Steps


def test_a_step_ticks_its_box_with_the_sha_beside_it_and_leaves_no_comment(
    learner: Learner,
) -> None:
    learner.push("done W01-1.1")
    assert find_ticks(learner.body("W01-1")) == {"W01-1.1": True, "W01-1.2": False}
    assert find_shas(learner.body("W01-1")) == {"W01-1.1": learner.sha[:7]}
    assert comments(learner, "W01-1") == []
    assert is_quiet(learner)


def test_the_last_step_closes_its_task_in_the_same_run(learner: Learner) -> None:
    learner.push("done W01-1.1 and W01-1.2")
    assert state(learner, "W01-1") == ("closed", "completed")


def test_a_step_of_a_unit_is_a_box_of_its_own(learner: Learner) -> None:
    learner.push("done W01.1")
    assert find_ticks(learner.body("W01")) == {"W01.1": True}


def test_reopen_clears_the_box(learner: Learner) -> None:
    learner.push("done W01-1.1")
    learner.push("reopen W01-1.1")
    assert find_ticks(learner.body("W01-1"))["W01-1.1"] is False
    assert find_shas(learner.body("W01-1"))["W01-1.1"] == learner.sha[:7]
    assert is_quiet(learner)


def test_a_step_cannot_be_skipped(learner: Learner) -> None:
    assert codes(learner, "skip W01-1.1") == ["order.step-skip"]
    assert not find_ticks(learner.body("W01-1"))["W01-1.1"]


def test_a_box_that_a_person_cleared_stays_clear(learner: Learner) -> None:
    learner.push("done W01-1.1")
    learner.do("tick", "W01-1", text="Weigh", on=False)
    assert is_quiet(learner)
    assert not find_ticks(learner.body("W01-1"))["W01-1.1"]


def test_a_box_that_was_ticked_already_stays_clear_once_somebody_clears_it(
    learner: Learner,
) -> None:
    learner.do("tick", "W01-1", text="Weigh")
    learner.push("done W01-1.1")
    learner.do("tick", "W01-1", text="Weigh", on=False)
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [{**tasks[0], "note": "Use rye."}, *tasks[1:]]
    )
    learner.apply()
    assert is_quiet(learner)
    assert not find_ticks(learner.body("W01-1"))["W01-1.1"]


def test_a_step_that_is_new_in_the_same_push_is_ticked(learner: Learner) -> None:
    step = {"id": "W01-2.1", "text": "Cover it"}
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [tasks[0], {**tasks[1], "steps": [step]}, tasks[2]]
    )
    learner.push("done W01-2.1")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert is_quiet(learner)


# Numbers


def test_a_number_closes_the_bots_own_issue(learner: Learner) -> None:
    number = learner.issue("W01-2").number
    learner.push(f"closes #{number}")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert is_quiet(learner)


def test_where_github_does_not_close_by_number_the_bot_does(learner: Learner) -> None:
    orders = orders_of(learner, commit(learner, f"closes #{learner.issue('W01-2').number}"))
    assert [(order.verb, order.id) for order in orders.orders] == [("done", "W01-2")]


def test_a_number_of_somebody_elses_issue_is_left_alone_and_named(learner: Learner) -> None:
    learner.twin.act("open_issue", LEARNER, title="Mine")
    number = max(learner.home.issues)
    (problem,) = orders_of(learner, commit(learner, f"closes #{number}")).problems
    assert (problem.code, problem.values["number"]) == ("order.not-ours", number)


# Many at once


def many(count: int) -> tuple[Learner, list[str]]:
    learner = Learner("big-en")
    return learner, [task.id for _, task in learner.roadmap.tasks][:count]


def test_more_than_twenty_tasks_wait_for_a_run_by_hand() -> None:
    learner, ids = many(21)
    (problem,) = wrong(learner.push("done " + ", ".join(ids)))
    assert (problem.code, problem.values) == ("order.many", {"count": 21, "limit": 20})
    assert {state(learner, id)[0] for id in ids} == {"open"}
    learner.run("workflow_dispatch")
    assert {state(learner, id) for id in ids} == {("closed", "completed")}


def test_twenty_are_closed_at_once() -> None:
    learner, ids = many(20)
    assert wrong(learner.push("done " + ", ".join(ids))) == []
    assert {state(learner, id)[0] for id in ids} == {"closed"}


def test_tasks_that_a_unit_or_a_last_step_closes_count_and_what_closes_anyway_does_not() -> None:
    learner, _ = many(1)
    unit = max(learner.roadmap.units, key=lambda unit: len(unit.tasks))
    problems = orders_of(
        learner, commit(learner, f"done {unit.id}"), limit=len(unit.tasks) - 1
    ).problems
    assert [(p.code, p.values["count"]) for p in problems] == [("order.many", len(unit.tasks))]
    assert (
        orders_of(learner, commit(learner, f"done {unit.id}"), limit=len(unit.tasks)).problems == ()
    )
    task = next(task for _, task in learner.roadmap.tasks if task.steps)
    steps = ", ".join(step.id for step in task.steps)
    assert orders_of(learner, commit(learner, f"done {steps}"), limit=0).orders == ()
    learner.edit(task.id, lambda body: body.replace("[ ]", "[x]"))
    assert len(orders_of(learner, commit(learner, f"done {task.id}"), limit=0).orders) == 1


# What is told


def test_an_unknown_id_is_told_in_its_own_run_only_with_the_commit(learner: Learner) -> None:
    (problem,) = wrong(learner.push("done W01-7"))
    assert (problem.code, problem.values["sha"]) == ("directive.unknown", learner.sha[:7])
    assert wrong(learner.push("Typo")) == []
    assert wrong(learner.run("schedule")) == []
    assert [one.code for one in wrong(learner.run("workflow_dispatch"))] == ["directive.unknown"]


def test_ten_warnings_are_enough(learner: Learner) -> None:
    messages = [f"done W0{number}-7" for number in range(2, 10)] * 2
    assert len(wrong(learner.push(*[f"{text} {n}" for n, text in enumerate(messages)]))) == 10
