"""The roadmap laid over what exists: the bot's fields follow it, the learner's stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from github_twin import seed
from github_twin.world import World
from roadmap_bot.acts.follow import settle
from roadmap_bot.acts.prune import find_left
from roadmap_bot.decide import Act
from roadmap_bot.errors import UserError
from roadmap_bot.issues.body import find_ticks
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.look import look, make_goal
from roadmap_bot.plan import after, make_plan
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Issue, Label
from roadmap_bot.target import make_target
from tests.kit.learner import Learner, changes, with_settings, with_tasks, wrong
from tests.kit.scene import Scene, load
from tests.kit.stories import FIRST, THIRD, find_number

LEARNER, HELPER = seed.LEARNER, seed.HELPER


@pytest.fixture
def learner() -> Learner:
    return Learner()


def is_open(learner: Learner, id: str) -> bool:
    return bool(learner.issue(id).state == "open")


def reason(learner: Learner, id: str) -> str | None:
    """Why an issue is closed, None while it is open."""
    return None if is_open(learner, id) else learner.issue(id).reason


def tick_all(learner: Learner, id: str) -> None:
    while "[ ]" in learner.body(id):
        learner.do("tick", id, text="")


def change_task(learner: Learner, index: int, **fields: Any) -> None:
    """Ship a roadmap with a changed task."""
    learner.roadmap = with_tasks(
        learner.roadmap,
        lambda tasks: [{**task, **fields} if n == index else task for n, task in enumerate(tasks)],
    )


# Converging


@pytest.mark.parametrize("name", ["tiny", "seed", "big-en"])
def test_after_apply_the_next_plan_is_empty_and_a_second_apply_writes_nothing(name: str) -> None:
    learner = Learner(name)
    assert learner.plan().plan == ()
    assert learner.count(learner.apply) == 0


def test_one_edited_title_is_one_write() -> None:
    learner = Learner("seed")
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [{**tasks[0], "title": "新标题"}, *tasks[1:]]
    )
    assert learner.count(learner.apply) == 1
    assert learner.issue(next(learner.roadmap.tasks)[1].id).title.endswith("] 新标题")


def test_a_task_added_one_renamed_and_one_removed_are_exactly_those_changes() -> None:
    learner = Learner("seed")
    unit = learner.roadmap.units[0]
    first, second, third = (task.id for task in unit.tasks[:3])

    def change(tasks: list[Any]) -> list[Any]:
        renamed = {**tasks[1], "id": f"{unit.id}-77", "aliases": [second]}
        renamed["steps"] = [
            {**step, "id": step["id"].replace(second, f"{unit.id}-77"), "aliases": [step["id"]]}
            for step in tasks[1]["steps"]
        ]
        return [
            tasks[0],
            renamed,
            *tasks[3:],
            {**tasks[0], "id": f"{unit.id}-78", "title": "新任务", "steps": []},
        ]

    number = learner.issue(second).number
    learner.roadmap = with_tasks(learner.roadmap, change)
    done = learner.apply()
    assert sorted(changes(done)) == [
        ("create_issue", f"issue/{unit.id}-78"),
        ("update_issue", f"issue/{unit.id}-77"),
    ]
    assert [(problem.code, problem.values["id"]) for problem in wrong(done)] == [
        ("issue.left", third)
    ]
    assert learner.issue(f"{unit.id}-77").number == number
    assert is_open(learner, third)
    assert learner.count(learner.apply) == 0
    assert is_open(learner, first)


# Ownership


def test_managed_fields_come_back(learner: Learner) -> None:
    learner.do("edit", "W01-2", title="[W01-2] Mine")
    learner.do("unlabel", "W01-2", name="bake")
    learner.do("set_milestone", "W01-2", milestone=None)
    learner.do("move", "W01-2", parent=None)
    learner.edit("W01-2", lambda body: body.replace("Done?", "Finished?"))
    assert sorted(changes(learner.apply())) == [
        ("add_labels", "issue/W01-2"),
        ("add_parent", "issue/W01-2"),
        ("update_issue", "issue/W01-2"),
    ]
    task = learner.thing("W01-2")
    assert (task.title, task.milestone, task.parent) == (
        "[W01-2] Let it rise",
        "milestone/M1",
        "issue/W01",
    )
    assert task.labels == {"roadmap", "loaf", "bake"}


def test_what_is_the_learners_stays(learner: Learner) -> None:
    learner.do("label", "W01-1", name="question")
    learner.do("assign", "W01-1", logins=[LEARNER, HELPER])
    learner.do("comment", "W01-1", body="Sticky!")
    learner.do("tick", "W01-1", text="Weigh")
    learner.edit("W01-1", lambda body: f"Above.\n\n{body}\nBelow.\n")
    assert learner.plan().plan == ()
    change_task(learner, 0, title="Mix it well", note="Use rye.")
    assert changes(learner.apply()) == [("update_issue", "issue/W01-1")]
    issue = learner.issue("W01-1")
    assert issue.body.startswith("Above.\n\n<!-- roadmap-bot: tiny W01-1 ")
    assert issue.body.endswith("<!-- roadmap-bot:end -->\n\nBelow.\n")
    assert "Use rye." in issue.body
    assert find_ticks(issue.body) == {"W01-1.1": True, "W01-1.2": False}
    assert issue.assignees == (LEARNER, HELPER)
    assert [comment.body for comment in issue.comments] == ["Sticky!"]
    assert "question" in learner.thing("W01-1").labels


def test_a_label_of_another_kind_goes_and_no_label_of_the_learners(learner: Learner) -> None:
    learner.twin.act("make_label", LEARNER, name="hard")
    data = learner.roadmap.model_dump(mode="json")
    data["kinds"].append({"id": "wait", "title": "Waiting", "label": {"name": "wait"}})
    learner.roadmap = Roadmap.model_validate(data)
    learner.apply()
    for name in ("hard", "wait"):
        learner.do("label", "W01-2", name=name)
    assert changes(learner.apply()) == [("remove_labels", "issue/W01-2")]
    assert learner.thing("W01-2").labels == {"roadmap", "loaf", "bake", "hard"}
    change_task(learner, 1, kind="wait")
    assert changes(learner.apply()) == [
        ("add_labels", "issue/W01-2"),
        ("remove_labels", "issue/W01-2"),
    ]
    assert learner.thing("W01-2").labels == {"roadmap", "loaf", "wait", "hard"}
    assert {"wait", "bake", "hard", "bug"} <= {label.name for label in learner.home.labels.values()}


def test_a_body_that_the_page_saved_with_windows_line_endings_is_no_drift(learner: Learner) -> None:
    learner.edit("W01-1", lambda body: body.replace("[ ] Weigh", "[x] Weigh").replace("\n", "\r\n"))
    assert learner.plan().plan == ()
    change_task(learner, 0, note="Use rye.")
    learner.apply()
    assert find_ticks(learner.body("W01-1"))["W01-1.1"]
    assert learner.plan().plan == ()


def test_lines_typed_inside_the_span_move_below_it(learner: Learner) -> None:
    learner.edit("W01-1", lambda body: body.replace("- [ ] Knead", "500 g.\r\n- [ ] Knead"))
    assert changes(learner.apply()) == [("update_issue", "issue/W01-1")]
    assert learner.body("W01-1").endswith("<!-- roadmap-bot:end -->\n\n500 g.\n")
    assert learner.plan().plan == ()


def test_a_body_is_read_again_right_before_it_is_written(learner: Learner) -> None:
    change_task(learner, 0, note="Use rye.")
    send = learner.send
    ticked: list[object] = []

    def late(request: Any) -> Any:
        answer = send(request)
        if not ticked and "query Look" in str(request.body):
            ticked.append(
                learner.twin.act(
                    "tick", LEARNER, number=learner.issue("W01-1").number, text="Weigh"
                )
            )
        return answer

    learner.send = late
    learner.apply()
    assert find_ticks(learner.body("W01-1"))["W01-1.1"]
    assert "Use rye." in learner.body("W01-1")


def test_a_unit_may_be_nested_by_the_learner_and_a_task_may_not_leave(learner: Learner) -> None:
    learner.twin.act("open_issue", LEARNER, title="My year")
    mine = max(learner.home.issues)
    learner.do("move", "W01", parent=mine)
    learner.do("move", "W01-2", parent=mine)
    assert changes(learner.apply()) == [("add_parent", "issue/W01-2")]
    assert learner.issue("W01").parent == mine


def test_where_the_roadmap_has_no_milestones_one_of_the_learners_stays() -> None:
    learner = Learner(load("tiny").model_copy(update={"milestones": ()}))
    headers = {"authorization": f"token {seed.LEARNER_TOKEN}"}
    learner.twin.send("POST", "/repos/learner/roadmap/milestones", headers, '{"title": "Mine"}')
    learner.do("set_milestone", "W01-2", milestone=1)
    assert learner.plan().plan == ()
    learner.roadmap = load("tiny")
    learner.apply()
    assert learner.thing("W01-2").milestone == "milestone/M1"
    learner.roadmap = load("tiny").model_copy(update={"milestones": ()})
    learner.apply()
    assert learner.thing("W01-2").milestone is None
    assert len(learner.home.milestones) == 2


def test_the_colour_of_an_existing_label_is_the_learners() -> None:
    desired = make_desired(Learner().look()[1])
    mine = Label("Bake", "000000", "mine")
    assert settle(desired.things["label/bake"], mine, desired) is mine


def test_what_somebody_deleted_is_made_again_once_and_all_else_is_put_back(
    learner: Learner,
) -> None:
    tasks = ("W01-1", "W01-2", "W01-3")
    learner.twin.act("delete_milestone", LEARNER, number=1)
    made = [("create_milestone", "milestone/M1"), ("update_issue", "issue/W01")]
    assert changes(learner.apply()) == [*made, *(("update_issue", f"issue/{id}") for id in tasks)]
    learner.do("delete", "W01")
    assert changes(learner.apply()) == [
        ("create_issue", "issue/W01"),
        *(("add_parent", f"issue/{id}") for id in tasks),
    ]
    learner.do("delete", "W01-2")
    assert changes(learner.apply()) == [("create_issue", "issue/W01-2")]
    assert learner.count(learner.apply) == 0


# Milestones


def due(learner: Learner) -> dt.date:
    date = learner.home.milestones[1].due_on.date()
    assert isinstance(date, dt.date)
    return date


def test_a_due_date_moves_with_the_start_and_dates_alone_are_compared(learner: Learner) -> None:
    assert due(learner) == dt.date(2026, 11, 29)
    learner.twin.act("edit_milestone", LEARNER, number=1, due_on="2026-11-29T23:00:00Z")
    assert learner.plan().plan == ()
    learner.write_settings("start: 2027-01-04\n")
    assert changes(learner.apply()) == [("update_milestone", "milestone/M1")]
    assert due(learner) == dt.date(2027, 1, 10)
    assert learner.count(learner.apply) == 0


def close_all(learner: Learner, *ids: str, **values: Any) -> None:
    for id in ids:
        learner.do("close", id, **values)


def test_a_milestone_closes_when_all_its_counted_issues_are_and_opens_when_one_is_opened_again(
    learner: Learner,
) -> None:
    tick_all(learner, "W01")
    close_all(learner, "W01-1", "W01-2")
    learner.apply()
    assert learner.home.milestones[1].state == "open"
    close_all(learner, "W01-3")
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
    assert due(learner) == dt.date(2027, 1, 10)
    assert learner.count(learner.apply) == 0


def test_a_milestone_that_somebody_closed_early_stays_closed_until_new_work_comes_up(
    learner: Learner,
) -> None:
    learner.twin.act("edit_milestone", LEARNER, number=1, state="closed")
    learner.twin.advance(60)
    assert learner.plan().plan == ()
    close_all(learner, "W01-2")
    assert learner.plan().plan == ()
    learner.do("reopen", "W01-2")
    assert changes(learner.apply()) == [("reopen_milestone", "milestone/M1")]


def test_a_new_task_opens_a_closed_milestone(learner: Learner) -> None:
    learner.twin.act("edit_milestone", LEARNER, number=1, state="closed")
    learner.twin.advance(60)
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [*tasks, {"id": "W01-4", "title": "Eat", "kind": "bake"}]
    )
    assert changes(learner.apply()) == [
        ("create_issue", "issue/W01-4"),
        ("reopen_milestone", "milestone/M1"),
    ]
    assert learner.plan().plan == ()


def test_skipped_tasks_hold_no_milestone_up(learner: Learner) -> None:
    tick_all(learner, "W01")
    close_all(learner, "W01-1", "W01-2")
    close_all(learner, "W01-3", reason="not_planned")
    learner.apply()
    assert learner.home.milestones[1].state == "closed"


def test_a_milestone_whose_every_issue_was_skipped_is_not_reached(learner: Learner) -> None:
    close_all(learner, "W01", reason="not_planned")
    learner.apply()
    assert [reason(learner, id) for id in ("W01-1", "W01-2", "W01-3")] == ["not_planned"] * 3
    assert learner.home.milestones[1].state == "open"
    assert learner.plan().plan == ()


# Closing


def test_a_task_closes_when_all_its_steps_are_ticked_and_not_before(learner: Learner) -> None:
    learner.do("tick", "W01-1", text="Weigh")
    learner.apply()
    assert is_open(learner, "W01-1")
    learner.do("tick", "W01-1", text="Knead")
    assert changes(learner.apply()) == [("close_issue", "issue/W01-1")]
    assert reason(learner, "W01-1") == "completed"


def test_a_task_without_steps_never_closes_by_itself(learner: Learner) -> None:
    learner.apply()
    assert is_open(learner, "W01-2")


@pytest.mark.parametrize("why", ["completed", "not_planned", "duplicate"])
def test_what_a_person_closed_stays_closed_for_that_reason_and_is_never_made_again(
    learner: Learner, why: str
) -> None:
    learner.do("close", "W01-2", reason=why)
    change_task(learner, 1, title="Let it rest")
    assert changes(learner.apply()) == [("update_issue", "issue/W01-2")]
    assert reason(learner, "W01-2") == why
    assert len(learner.home.issues) == 4


def test_a_box_taken_off_again_opens_no_closed_task(learner: Learner) -> None:
    tick_all(learner, "W01-1")
    learner.apply()
    learner.do("tick", "W01-1", text="Weigh", on=False)
    assert learner.plan().plan == ()
    assert not is_open(learner, "W01-1")


def test_what_a_person_reopened_is_never_closed_again_by_boxes(learner: Learner) -> None:
    tick_all(learner, "W01-1")
    learner.apply()
    learner.do("reopen", "W01-1")
    assert learner.plan().plan == ()
    learner.do("tick", "W01-1", text="Weigh", on=False)
    learner.do("tick", "W01-1", text="Weigh")
    assert learner.plan().plan == ()


def test_a_unit_closes_when_all_its_tasks_are_closed_and_all_its_boxes_ticked(
    learner: Learner,
) -> None:
    close_all(learner, "W01-1", "W01-2", "W01-3")
    learner.apply()
    assert is_open(learner, "W01")
    tick_all(learner, "W01")
    learner.apply()
    assert reason(learner, "W01") == "completed"


def test_a_unit_whose_boxes_alone_are_ticked_stays_open(learner: Learner) -> None:
    tick_all(learner, "W01")
    learner.apply()
    assert is_open(learner, "W01")


def test_the_last_step_closes_task_unit_and_milestone_in_one_run(learner: Learner) -> None:
    tick_all(learner, "W01")
    close_all(learner, "W01-2", "W01-3")
    tick_all(learner, "W01-1")
    assert set(changes(learner.apply())) == {
        ("close_issue", "issue/W01-1"),
        ("close_issue", "issue/W01"),
        ("close_milestone", "milestone/M1"),
    }
    assert learner.count(learner.apply) == 0


@pytest.mark.parametrize("why", ["not_planned", "duplicate"])
def test_a_unit_whose_every_task_was_skipped_is_skipped(learner: Learner, why: str) -> None:
    tick_all(learner, "W01")
    close_all(learner, "W01-1", "W01-2", "W01-3", reason=why)
    learner.apply()
    assert reason(learner, "W01") == "not_planned"


def test_a_unit_that_somebody_reopened_is_not_closed_again(learner: Learner) -> None:
    tick_all(learner, "W01")
    close_all(learner, "W01-1", "W01-2", "W01-3")
    learner.apply()
    learner.do("reopen", "W01")
    assert changes(learner.apply()) == [("reopen_milestone", "milestone/M1")]
    assert learner.plan().plan == ()
    assert is_open(learner, "W01")


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
    assert [reason(learner, id) for id in ("W01-1", "W01-2", "W01-3")] == [why, why, "not_planned"]
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
    assert [is_open(learner, id) for id in ("W01-1", "W01-2", "W01-4")] == [True, False, True]


def test_a_closed_unit_that_is_opened_again_leaves_its_tasks_as_they_are(learner: Learner) -> None:
    learner.do("close", "W01")
    learner.apply()
    learner.do("reopen", "W01")
    learner.apply()
    assert [is_open(learner, id) for id in ("W01", "W01-1", "W01-2", "W01-3")] == [
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
    assert is_open(learner, "W01-9")
    learner.do("reopen", "W01")
    learner.apply()
    assert learner.thing("W01-9").parent == "issue/W01"
    learner.do("close", "W01")
    learner.apply()
    assert not is_open(learner, "W01-9")


def test_a_task_that_somebody_took_out_of_its_unit_goes_along_with_it(learner: Learner) -> None:
    learner.do("move", "W01-1", parent=None)
    learner.do("close", "W01")
    learner.apply()
    assert (reason(learner, "W01-1"), learner.thing("W01-1").parent) == ("completed", "issue/W01")
    assert learner.count(learner.apply) == 0


def test_a_run_cut_off_after_the_unit_closed_is_made_up_for(learner: Learner) -> None:
    learner.do("close", "W01")
    learner.do("close", "W01-1", user=HELPER)
    learner.apply()
    assert [reason(learner, id) for id in ("W01-2", "W01-3")] == ["completed", "completed"]


# What is left out


def test_a_task_left_out_is_neither_made_nor_counted_nor_needed() -> None:
    learner = Learner(settings="without: [W01-2]\n")
    assert len(learner.home.issues) == 3
    tick_all(learner, "W01")
    close_all(learner, "W01-1", "W01-3")
    learner.apply()
    assert reason(learner, "W01") == "completed"
    assert learner.home.milestones[1].state == "closed"


def test_a_task_left_out_later_stays_as_it_is(learner: Learner) -> None:
    learner.write_settings("without: [W01-2]\n")
    learner.do("close", "W01")
    done = learner.apply()
    assert [is_open(learner, id) for id in ("W01-1", "W01-2", "W01-3")] == [False, True, False]
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
    assert all(is_open(learner, id) for id in left)
    assert learner.home.milestones[number].state == "closed"


# What left the roadmap


def shrink(learner: Learner, keep: int) -> None:
    learner.roadmap = with_tasks(learner.roadmap, lambda tasks: tasks[:keep])


def test_what_left_the_roadmap_is_reported_and_stays_open(learner: Learner) -> None:
    shrink(learner, 2)
    done = learner.apply()
    assert done.plan == ()
    assert [(problem.code, problem.values) for problem in wrong(done)] == [
        ("issue.left", {"id": "W01-3"})
    ]
    assert is_open(learner, "W01-3")


def test_it_is_closed_as_not_planned_only_by_prune_and_never_deleted(learner: Learner) -> None:
    shrink(learner, 2)
    done = learner.apply(Act.FOLLOW, Act.PRUNE)
    assert changes(done) == [("close_issue", "issue/W01-3")]
    assert reason(learner, "W01-3") == "not_planned"
    assert wrong(learner.plan()) == []
    assert learner.count(lambda: learner.apply(Act.FOLLOW, Act.PRUNE)) == 0


def test_prune_refuses_to_close_more_than_30_percent_unless_forced(learner: Learner) -> None:
    shrink(learner, 1)
    with pytest.raises(UserError) as refused:
        learner.apply(Act.FOLLOW, Act.PRUNE)
    assert [(p.code, p.values) for p in refused.value.problems] == [
        ("run.prune", {"count": 2, "total": 4})
    ]
    assert is_open(learner, "W01-3")
    learner.apply(Act.FOLLOW, Act.PRUNE, force=True)
    assert [reason(learner, id) for id in ("W01-2", "W01-3")] == ["not_planned", "not_planned"]


def test_prune_leaves_alone_what_is_disputed(learner: Learner) -> None:
    number = learner.double("W01-3")
    for one in (number, learner.issue("W01-3").number):
        learner.act_on("comment", one, body="Mine.")
    shrink(learner, 2)
    learner.apply(Act.FOLLOW, Act.PRUNE, force=True)
    assert [issue.state for issue in learner.issues("W01-3")] == ["open", "open"]


def test_a_run_never_prunes(learner: Learner) -> None:
    shrink(learner, 2)
    learner.run()
    assert is_open(learner, "W01-3")


def test_a_task_that_comes_back_has_its_issue_again(learner: Learner) -> None:
    roadmap = learner.roadmap
    shrink(learner, 2)
    learner.apply(Act.FOLLOW, Act.PRUNE)
    learner.roadmap = roadmap
    assert learner.plan().plan == ()
    assert (len(learner.home.issues), reason(learner, "W01-3")) == (4, "not_planned")


def test_what_is_closed_or_a_twin_has_not_left() -> None:
    learner = Learner()
    learner.double("W01-3")
    learner.do("close", "W01-2")
    shrink(learner, 1)
    seen, goal = learner.look()
    assert find_left(seen.things, make_desired(goal)) == ("issue/W01-3",)


# Laws, over whatever learners and authors may do

IDS = ("W01", "W01-1", "W01-2", "W01-3")
EDITS: dict[str, Callable[[str], str]] = {
    "note above": lambda body: "My note.\n\n" + body,
    "note below": lambda body: body + "\nMy note.\n",
    "note inside": lambda body: body.replace(
        "<!-- roadmap-bot:end -->", "My note.\n<!-- roadmap-bot:end -->"
    ),
    "note behind a box": lambda body: body.replace(".1 -->", ".1 --> My note."),
    "windows": lambda body: body.replace("\r\n", "\n").replace("\n", "\r\n"),
    "no end": lambda body: body.replace("<!-- roadmap-bot:end -->", ""),
    "no marker": lambda body: (
        body.partition("-->")[2] if body.startswith("<!-- roadmap-bot: ") else body
    ),
    "tick": lambda body: body.replace("[ ]", "[x]", 1),
    "clear": lambda body: body.replace("[x]", "[ ]", 1),
    "tick all": lambda body: body.replace("[ ]", "[x]"),
}
ACTIONS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(IDS), st.sampled_from(sorted(EDITS))),
    st.tuples(
        st.just("close"),
        st.sampled_from(IDS),
        st.sampled_from(["completed", "not_planned", "duplicate"]),
    ),
    st.tuples(
        st.sampled_from(["reopen", "comment", "label", "unlabel", "double", "move"]),
        st.sampled_from(IDS),
        st.none(),
    ),
)
NEW = {"id": "W01-4", "title": "Eat it", "kind": "bake"}
AUTHORS: dict[str, Callable[[list[Any]], list[Any]]] = {
    "nothing": lambda tasks: tasks,
    "added": lambda tasks: [*tasks, NEW],
    "removed": lambda tasks: tasks[:2],
    "renamed": lambda tasks: [
        tasks[0],
        {**tasks[1], "id": "W01-9", "aliases": ["W01-2"]},
        tasks[2],
    ],
    "retitled": lambda tasks: [{**task, "title": f"New {task['title']}"} for task in tasks],
    "reworded": lambda tasks: [{**task, "note": "Use rye."} for task in tasks],
    "turned": lambda tasks: [{**tasks[0], "steps": tasks[0]["steps"][::-1]}, *tasks[1:]],
}
_WORLDS: list[World] = []


def fresh() -> Learner:
    """A learner after its first apply, made once."""
    if not _WORLDS:
        _WORLDS.append(Learner().twin.world)
    return Learner(applied=False, world=_WORLDS[0])


def act(learner: Learner, what: str, id: str, how: str | None) -> None:
    if not learner.issues(id):
        return
    if what == "edit":
        learner.edit(id, EDITS[str(how)])
    elif what == "double":
        learner.double(id, title=f"[{id}] Another", body=learner.body(id))
    else:
        values: dict[str, dict[str, Any]] = {
            "close": {"reason": how},
            "comment": {"body": "Hm."},
            "label": {"name": "bug"},
            "move": {"parent": None},
        }
        learner.do(what, id, **({"name": "bake"} if what == "unlabel" else values.get(what, {})))


@given(st.lists(ACTIONS, max_size=8), st.sampled_from(sorted(AUTHORS)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_happens_one_apply_settles_it_and_nothing_of_the_learners_is_lost(
    actions: list[tuple[str, str, str | None]], author: str
) -> None:
    learner = fresh()
    for action in actions:
        act(learner, *action)
    learner.roadmap = with_tasks(learner.roadmap, AUTHORS[author])
    before = learner.home.issues
    setup = learner.setup()
    seen = look(setup)
    target = make_target(seen.things, frozenset({Act.FOLLOW}), make_goal(setup, seen))
    plan = make_plan(seen.things, target)
    made = after(seen.things, plan)
    assert make_plan(made, target) == ()
    assert learner.apply().plan == plan
    assert learner.count(learner.apply) == 0
    for number, old in before.items():
        new = learner.home.issues[number]
        assert old.state == "open" or (new.state, new.reason) == ("closed", old.reason)
        assert {id for id, on in find_ticks(old.body).items() if on} <= {
            id for id, on in find_ticks(new.body).items() if on
        }
        assert new.body.count("My note.") >= min(1, old.body.count("My note."))
        assert new.comments == old.comments
        assert new.assignees == old.assignees
        assert set(old.labels) - set(new.labels) == set()


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
