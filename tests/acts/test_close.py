"""What closes when it is finished, and what a closed unit takes along; a person's word stays."""

from __future__ import annotations

import datetime as dt

import pytest

from github_twin import seed
from roadmap_bot.decide import Act
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Issue
from roadmap_bot.target import make_target
from tests.kit.learner import Learner, change_task, changes, with_settings, with_tasks, wrong
from tests.kit.scene import Scene, load
from tests.kit.stories import FIRST, THIRD, find_number

LEARNER, HELPER = seed.LEARNER, seed.HELPER


# Milestones


def test_a_milestone_closes_when_all_its_counted_issues_are_and_opens_when_one_is_opened_again(
    learner: Learner,
) -> None:
    learner.tick_all("W01")
    learner.close_all("W01-1", "W01-2")
    learner.apply()
    assert learner.home.milestones[1].state == "open"
    learner.close_all("W01-3")
    assert changes(learner.apply()) == [
        ("close_issue", "issue/W01"),
        ("close_milestone", "milestone/M1"),
    ]
    learner.write_settings("start: 2027-01-04\n")
    assert learner.plan().plan == ()  # what is done stays as it was
    learner.do("reopen", "W01-2")
    assert changes(learner.apply()) == [
        ("update_milestone", "milestone/M1"),
        ("reopen_milestone", "milestone/M1"),
    ]
    assert learner.due == dt.date(2027, 1, 10)
    assert learner.count(learner.apply) == 0


def test_a_milestone_that_somebody_closed_early_stays_closed_until_new_work_comes_up(
    learner: Learner,
) -> None:
    learner.twin.act("edit_milestone", LEARNER, number=1, state="closed")
    learner.twin.advance(60)
    assert learner.plan().plan == ()
    learner.close_all("W01-2")
    assert learner.plan().plan == ()
    learner.do("reopen", "W01-2")
    assert changes(learner.apply()) == [("reopen_milestone", "milestone/M1")]


def test_a_new_task_opens_a_closed_milestone(learner: Learner) -> None:
    learner.twin.act("edit_milestone", LEARNER, number=1, state="closed")
    learner.twin.advance(60)
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [*tasks, {"id": "W01-4", "title": "Eat", "kind": "bake"}]
    )
    made = [change for change in changes(learner.apply()) if change[0] != "update_issue"]
    assert made == [("create_issue", "issue/W01-4"), ("reopen_milestone", "milestone/M1")]
    assert learner.plan().plan == ()


def test_skipped_tasks_hold_no_milestone_up(learner: Learner) -> None:
    learner.tick_all("W01")
    learner.close_all("W01-1", "W01-2")
    learner.close_all("W01-3", reason="not_planned")
    learner.apply()
    assert learner.home.milestones[1].state == "closed"


def test_a_milestone_whose_every_issue_was_skipped_is_not_reached(learner: Learner) -> None:
    learner.close_all("W01", reason="not_planned")
    learner.apply()
    assert [learner.reason(id) for id in ("W01-1", "W01-2", "W01-3")] == ["not_planned"] * 3
    assert learner.home.milestones[1].state == "open"
    assert learner.plan().plan == ()


# Closing


def test_a_task_closes_when_all_its_steps_are_ticked_and_not_before(learner: Learner) -> None:
    learner.do("tick", "W01-1", text="Weigh")
    learner.apply()
    assert learner.is_open("W01-1")
    learner.do("tick", "W01-1", text="Knead")
    assert changes(learner.apply()) == [("close_issue", "issue/W01-1")]
    assert learner.reason("W01-1") == "completed"


def test_a_task_without_steps_never_closes_by_itself(learner: Learner) -> None:
    learner.apply()
    assert learner.is_open("W01-2")


@pytest.mark.parametrize("why", ["completed", "not_planned", "duplicate"])
def test_what_a_person_closed_stays_closed_for_that_reason_and_is_never_made_again(
    learner: Learner, why: str
) -> None:
    learner.do("close", "W01-2", reason=why)
    change_task(learner, 1, title="Let it rest")
    assert changes(learner.apply()) == [("update_issue", "issue/W01-2")]
    assert learner.reason("W01-2") == why
    assert len(learner.home.issues) == 4


def test_a_box_taken_off_again_opens_no_closed_task(learner: Learner) -> None:
    learner.tick_all("W01-1")
    learner.apply()
    learner.do("tick", "W01-1", text="Weigh", on=False)
    assert learner.plan().plan == ()
    assert not learner.is_open("W01-1")


def test_what_a_person_reopened_is_never_closed_again_by_boxes(learner: Learner) -> None:
    learner.tick_all("W01-1")
    learner.apply()
    learner.do("reopen", "W01-1")
    assert learner.plan().plan == ()
    learner.do("tick", "W01-1", text="Weigh", on=False)
    learner.do("tick", "W01-1", text="Weigh")
    assert learner.plan().plan == ()


def test_a_unit_closes_when_all_its_tasks_are_closed_and_all_its_boxes_ticked(
    learner: Learner,
) -> None:
    learner.close_all("W01-1", "W01-2", "W01-3")
    learner.apply()
    assert learner.is_open("W01")
    learner.tick_all("W01")
    learner.apply()
    assert learner.reason("W01") == "completed"


def test_a_unit_whose_boxes_alone_are_ticked_stays_open(learner: Learner) -> None:
    learner.tick_all("W01")
    learner.apply()
    assert learner.is_open("W01")


def test_the_last_step_closes_task_unit_and_milestone_in_one_run(learner: Learner) -> None:
    learner.tick_all("W01")
    learner.close_all("W01-2", "W01-3")
    learner.tick_all("W01-1")
    assert set(changes(learner.apply())) == {
        ("close_issue", "issue/W01-1"),
        ("close_issue", "issue/W01"),
        ("close_milestone", "milestone/M1"),
    }
    assert learner.count(learner.apply) == 0


@pytest.mark.parametrize("why", ["not_planned", "duplicate"])
def test_a_unit_whose_every_task_was_skipped_is_skipped(learner: Learner, why: str) -> None:
    learner.tick_all("W01")
    learner.close_all("W01-1", "W01-2", "W01-3", reason=why)
    learner.apply()
    assert learner.reason("W01") == "not_planned"


def test_a_unit_that_somebody_reopened_is_not_closed_again(learner: Learner) -> None:
    learner.tick_all("W01")
    learner.close_all("W01-1", "W01-2", "W01-3")
    learner.apply()
    learner.do("reopen", "W01")
    assert changes(learner.apply()) == [("reopen_milestone", "milestone/M1")]
    assert learner.plan().plan == ()
    assert learner.is_open("W01")


def test_a_project_closes_when_all_its_boxes_are_ticked() -> None:
    learner = Learner("seed")
    project = next(unit for unit in learner.roadmap.units if not unit.tasks and unit.steps)
    learner.edit(project.id, lambda body: body.replace("[ ]", "[x]"))
    assert ("close_issue", f"issue/{project.id}") in changes(learner.apply())


# Units that take their tasks along


@pytest.mark.parametrize("why", ["completed", "not_planned"])
def test_a_unit_that_a_person_closes_takes_its_open_tasks_with_it_the_same_way(
    learner: Learner, why: str
) -> None:
    learner.do("close", "W01-3", reason="not_planned")
    learner.do("close", "W01", reason=why)
    assert changes(learner.apply())[:2] == [
        ("close_issue", "issue/W01-1"),
        ("close_issue", "issue/W01-2"),
    ]
    assert [learner.reason(id) for id in ("W01-1", "W01-2", "W01-3")] == [why, why, "not_planned"]
    assert learner.count(learner.apply) == 0


def test_a_unit_closed_as_duplicate_takes_nothing_along(learner: Learner) -> None:
    learner.do("close", "W01", reason="duplicate")
    assert learner.plan().plan == ()


def test_a_task_made_or_reopened_after_its_unit_was_closed_stays_open(learner: Learner) -> None:
    learner.do("close", "W01")
    learner.apply()
    learner.do("reopen", "W01-1")
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [*tasks, {"id": "W01-4", "title": "Eat", "kind": "bake"}]
    )
    learner.apply()
    learner.twin.advance(60)
    assert learner.plan().plan == ()
    assert [learner.is_open(id) for id in ("W01-1", "W01-2", "W01-4")] == [True, False, True]


def test_a_closed_unit_that_is_opened_again_leaves_its_tasks_as_they_are(learner: Learner) -> None:
    learner.do("close", "W01")
    learner.apply()
    learner.do("reopen", "W01")
    learner.apply()
    assert [learner.is_open(id) for id in ("W01", "W01-1", "W01-2", "W01-3")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_task_that_moves_into_a_closed_unit_stays_open() -> None:
    data = load("tiny").model_dump(mode="json")
    (first,) = data["units"]
    second = {
        **first,
        "id": "W02",
        "title": "Rest",
        "boxes": [],
        "tasks": [{**first["tasks"][2], "id": "W02-1"}],
    }
    learner = Learner(Roadmap.model_validate({**data, "units": [first, second]}))
    learner.do("close", "W01")
    learner.apply()
    moved = {**second["tasks"][0], "id": "W01-9", "aliases": ["W02-1"]}
    first["tasks"].append(moved)
    learner.roadmap = Roadmap.model_validate({**data, "units": [first, {**second, "tasks": []}]})
    learner.apply()
    learner.twin.advance(60)
    assert learner.count(learner.apply) == 0
    assert learner.is_open("W01-9")
    learner.do("reopen", "W01")
    learner.apply()
    assert learner.thing("W01-9").parent == "issue/W01"
    learner.do("close", "W01")
    learner.apply()
    assert not learner.is_open("W01-9")


def test_a_task_that_somebody_took_out_of_its_unit_goes_along_with_it(learner: Learner) -> None:
    learner.do("move", "W01-1", parent=None)
    learner.do("close", "W01")
    learner.apply()
    assert (learner.reason("W01-1"), learner.thing("W01-1").parent) == ("completed", "issue/W01")
    assert learner.count(learner.apply) == 0


def test_a_run_cut_off_after_the_unit_closed_is_made_up_for(learner: Learner) -> None:
    learner.do("close", "W01")
    learner.do("close", "W01-1", user=HELPER)
    learner.apply()
    assert [learner.reason(id) for id in ("W01-2", "W01-3")] == ["completed", "completed"]


# What is left out


def test_a_task_left_out_is_neither_made_nor_counted_nor_needed() -> None:
    learner = Learner(settings="without: [W01-2]\n")
    assert len(learner.home.issues) == 3
    learner.tick_all("W01")
    learner.close_all("W01-1", "W01-3")
    learner.apply()
    assert learner.reason("W01") == "completed"
    assert learner.home.milestones[1].state == "closed"


def test_a_task_left_out_later_stays_as_it_is(learner: Learner) -> None:
    learner.write_settings("without: [W01-2]\n")
    learner.do("close", "W01")
    done = learner.apply()
    assert [learner.is_open(id) for id in ("W01-1", "W01-2", "W01-3")] == [False, True, False]
    assert [problem.values["id"] for problem in wrong(done)] == ["W01-2"]


@pytest.mark.parametrize(
    ("without", "closes"), [(["W01-1.2"], True), (["W01-1.1", "W01-1.2"], False)]
)
def test_a_step_left_out_is_not_needed_but_a_task_without_any_waits_for_a_person(
    learner: Learner, without: list[str], closes: bool
) -> None:
    learner.do("tick", "W01-1", text="Weigh")
    seen, goal = learner.look()
    target = make_target(seen.things, frozenset({Act.FOLLOW}), with_settings(goal, without=without))
    task = target["issue/W01-1"]
    assert isinstance(task, Issue)
    assert (task.closed == "completed") is closes


def test_electives_not_chosen_are_made_and_labelled_and_hold_no_milestone_up() -> None:
    learner = Learner("seed")
    group = learner.roadmap.electives[0]
    label = learner.roadmap.elective_label.name
    assert all(label in learner.thing(id).labels for id in group.units)
    chosen, left = group.units[: group.choose], group.units[group.choose :]
    number = learner.issue(chosen[0]).milestone
    others = {learner.issue(id).number for id in left}
    for issue in learner.home.issues.values():
        if issue.milestone == number and issue.number not in others:
            learner.act_on("close", issue.number)
    learner.apply()
    assert all(learner.is_open(id) for id in left)
    assert learner.home.milestones[number].state == "closed"


def test_a_task_kept_out_of_a_closed_unit_moves_in_with_the_run_that_closes_it() -> None:
    scene = Scene(roadmap=FIRST)
    scene.apply()
    scene.clock.sleep(60)
    scene.twin.act("close", seed.LEARNER, number=find_number(scene.twin.world, "W03"))
    scene.apply()
    scene.roadmap = THIRD
    scene.apply()
    task, unit = (find_number(scene.twin.world, id) for id in ("W01-5", "W03"))
    assert scene.home.issues[task].parent != unit
    scene.clock.sleep(60)
    push = scene.twin.act("push", seed.LEARNER, commits=[{"message": "done W01-5"}])
    assert push
    scene.run(push.name, push.payload, ref=push.ref)
    assert scene.home.issues[task].parent == unit
    assert scene.plan().plan == ()
