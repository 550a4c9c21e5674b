"""The roadmap laid over what exists: the bot's fields follow it, the learner's stay."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.acts.follow import settle
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Label
from tests.kit.learner import Learner, change_task, changes, with_tasks, wrong
from tests.kit.scene import load

LEARNER, HELPER = seed.LEARNER, seed.HELPER


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
    assert learner.is_open(third)
    assert learner.count(learner.apply) == 0
    assert learner.is_open(first)


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
    data["kinds"].append({"id": "wait", "title": "Waiting", "share": 50, "label": {"name": "wait"}})
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
    updates = [("update_issue", f"issue/{id}") for id in (*tasks, "W01")]
    assert changes(learner.apply()) == [("create_milestone", "milestone/M1"), *updates]
    learner.do("delete", "W01")
    assert changes(learner.apply()) == [
        ("create_issue", "issue/W01"),
        *(("add_parent", f"issue/{id}") for id in tasks),
    ]
    learner.do("delete", "W01-2")
    assert changes(learner.apply()) == [("create_issue", "issue/W01-2")]
    assert learner.count(learner.apply) == 0


# Milestones


def test_a_due_date_moves_with_the_start_and_dates_alone_are_compared(learner: Learner) -> None:
    assert learner.due == dt.date(2026, 11, 29)
    learner.twin.act("edit_milestone", LEARNER, number=1, due_on="2026-11-29T23:00:00Z")
    assert learner.plan().plan == ()
    learner.write_settings("start: 2027-01-04\n")
    assert changes(learner.apply()) == [("update_milestone", "milestone/M1")]
    assert learner.due == dt.date(2027, 1, 10)
    assert learner.count(learner.apply) == 0
