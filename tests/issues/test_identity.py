"""Which issue is which: by the hidden marker, else the id before the title; never a stranger's."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.issues.identity import Found, identify
from roadmap_bot.issues.labels import own_labels
from roadmap_bot.state import Comment, Issue
from tests.kit.learner import Study, changes, with_tasks, wrong
from tests.kit.scene import MONDAY, load

LEARNER, HELPER, STRANGER = seed.LEARNER, seed.HELPER, seed.STRANGER


@pytest.fixture
def study() -> Study:
    return Study()


def rename(body: str) -> str:
    return body.replace("tiny W01-2", "tiny W99-9")


# Ours and others


def test_an_issue_is_found_by_its_marker_whatever_its_title_and_state(study: Study) -> None:
    number = study.issue("W01-2").number
    study.person("edit", number, title="My title")
    study.person("close", number)
    assert study.thing("W01-2").number == number
    assert changes(study.apply()) == [("update_issue", "issue/W01-2")]
    assert study.home.issues[number].title == "[W01-2] Let it rise"


def test_a_marker_below_a_note_of_the_learners_counts(study: Study) -> None:
    study.edit("W01-2", lambda body: "Note to self.\n\n" + body)
    assert study.plan().plan == ()


@pytest.mark.parametrize("user", [STRANGER, HELPER])
def test_a_strangers_issue_with_a_marker_is_ignored_and_named(study: Study, user: str) -> None:
    number = study.double("W01-2", user, labels=(), parent=None, milestone=None)
    done = study.plan()
    assert done.plan == ()
    (problem,) = wrong(done)
    assert (problem.code, problem.values["id"], problem.values["number"]) == (
        "issue.look-alike",
        "W01-2",
        number,
    )
    assert problem.link == f"https://github.com/learner/roadmap/issues/{number}"


def test_strangers_cannot_keep_the_bot_busy(study: Study) -> None:
    body = "<!-- roadmap-bot: x -->\n" + "a | -\n> <!-- x -->\n" * 3000
    for _ in range(3):
        study.double("W01-2", STRANGER, body=body, labels=(), parent=None, milestone=None)
    begin = time.process_time()
    assert study.plan().plan == ()
    assert time.process_time() - begin < 3


def test_a_strangers_issue_cannot_take_a_place_that_is_free(study: Study) -> None:
    roadmap = study.roadmap
    body = study.body("W01-3").replace("W01-3", "W01-4")
    stranger = study.double(
        "W01-3", STRANGER, title="[W01-4] Eat it", body=body, labels=(), parent=None
    )
    study.roadmap = with_tasks(
        roadmap, lambda tasks: [*tasks, {"id": "W01-4", "title": "Eat it", "kind": "bake"}]
    )
    assert ("create_issue", "issue/W01-4") in changes(study.apply())
    assert study.thing("W01-4").number == stranger + 1


def test_an_id_before_a_strangers_title_is_none_of_our_business(study: Study) -> None:
    study.twin.act("open_issue", STRANGER, title="[W01-2] How long?")
    done = study.plan()
    assert (done.plan, wrong(done)) == ((), [])


def test_what_bears_the_label_is_ours_whoever_wrote_it(study: Study) -> None:
    roadmap = study.roadmap
    body = study.body("W01-3").replace("W01-3", "W01-4")
    number = study.double("W01-3", LEARNER, title="[W01-4] Eat it", body=body)
    study.roadmap = with_tasks(
        roadmap, lambda tasks: [*tasks, {"id": "W01-4", "title": "Eat it", "kind": "bake"}]
    )
    study.apply()
    assert study.thing("W01-4").number == number
    assert len(study.all("W01-4")) == 1


def test_with_a_persons_own_token_what_that_person_wrote_is_ours() -> None:
    study = Study(token=seed.LEARNER_TOKEN)
    assert study.issue("W01-2").author == LEARNER
    study.do("unlabel", "W01-2", name="roadmap")
    assert changes(study.plan()) == [("add_labels", "issue/W01-2")]


def test_another_roadmaps_issues_are_not_ours(study: Study) -> None:
    study.double("W01-2", body=study.body("W01-2").replace("bot: tiny", "bot: other"))
    done = study.plan()
    assert (done.plan, wrong(done)) == ((), [])


def test_what_left_the_roadmap_is_still_ours(study: Study) -> None:
    study.edit("W01-2", rename)
    assert "issue/W99-9" in study.look()[0].things


# Lost markers


def test_a_lost_marker_falls_back_to_the_id_before_the_title_and_is_put_back(study: Study) -> None:
    before = study.body("W01-2")
    study.do("delete_marker", "W01-2")
    assert changes(study.apply()) == [("update_issue", "issue/W01-2")]
    assert study.body("W01-2") == before
    assert len(study.home.issues) == 4


def test_without_marker_and_label_the_bots_own_issue_is_still_found(study: Study) -> None:
    study.do("delete_marker", "W01-2")
    study.do("unlabel", "W01-2", name="roadmap")
    study.apply()
    assert len(study.all("W01-2")) == 1
    assert study.plan().plan == ()


def test_a_learners_question_about_a_task_is_not_the_task(study: Study) -> None:
    study.twin.act(
        "open_issue", LEARNER, title="[W01-2] How long?", body="An hour?", labels=["roadmap"]
    )
    done = study.plan()
    assert (done.plan, wrong(done)) == ((), [])


def test_a_labelled_issue_of_the_learners_is_adopted_where_there_is_no_other() -> None:
    study = Study.__new__(Study)
    super(Study, study).__init__(world=seed.make_world("own", now=MONDAY, extra_labels=["roadmap"]))
    study.twin.act(
        "open_issue", LEARNER, title="[W01-2] Let it rise", body="Cover it.", labels=["roadmap"]
    )
    study.apply()
    (issue,) = study.all("W01-2")
    assert (issue.number, issue.author) == (1, LEARNER)
    assert issue.parent == study.issue("W01").number
    assert issue.body.endswith("<!-- roadmap-bot:end -->\n\nCover it.\n")
    assert study.plan().plan == ()


def test_two_issues_of_the_bots_without_markers_are_twins(study: Study) -> None:
    study.double("W01-2", body="gone")
    study.do("delete_marker", "W01-2")
    study.apply()
    assert [(issue.state, issue.reason) for issue in study.all("W01-2")] == [
        ("open", None),
        ("open", None),
    ]
    done = study.plan()
    assert [problem.code for problem in wrong(done)] == ["issue.disputed"]


# Twice the same id


def test_of_twins_that_nobody_touched_the_older_stays_and_the_younger_closes_in_the_same_run(
    study: Study,
) -> None:
    older, number = study.issue("W01-2").number, study.double("W01-2")
    done = study.apply()
    assert changes(done) == [
        ("remove_parent", f"issue/W01-2~{number}"),
        ("close_issue", f"issue/W01-2~{number}"),
    ]
    younger = study.home.issues[number]
    assert (younger.reason, younger.duplicate_of, younger.parent) == ("duplicate", older, None)
    assert study.home.issues[older].state == "open"
    assert study.plan().plan == ()
    assert wrong(study.plan()) == []


def close_and_reopen(study: Study, number: int) -> None:
    study.person("close", number)
    study.person("reopen", number)


TOUCHES: list[Callable[[Study, int], None]] = [
    lambda study, number: study.person("comment", number, body="Mine."),
    lambda study, number: study.person("assign", number, logins=[LEARNER]),
    lambda study, number: study.person("label", number, name="question"),
    lambda study, number: study.person(
        "edit", number, body=study.home.issues[number].body + "\nnote"
    ),
    lambda study, number: study.person("tick", number, text="Weigh"),
    lambda study, number: study.person("close", number),
    lambda study, number: study.person("close", number, reason="not_planned"),
    close_and_reopen,
]


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_younger_twin_in_which_somebody_worked_stays_and_the_untouched_one_closes(
    study: Study, touch: Callable[[Study, int], None]
) -> None:
    older, number = study.issue("W01-1").number, study.double("W01-1")
    touch(study, number)
    study.apply()
    assert study.home.issues[older].reason == "duplicate"
    assert study.home.issues[number].reason != "duplicate"
    assert study.home.issues[number].parent == study.issue("W01").number
    assert study.thing("W01-1").number == number
    assert study.plan().plan == ()


def test_a_note_still_counts_after_the_bot_wrote_the_body_itself(study: Study) -> None:
    older = study.issue("W01-2").number
    study.edit("W01-2", lambda body: body + "\nMy note.\n")
    study.roadmap = with_tasks(
        study.roadmap, lambda tasks: [tasks[0], {**tasks[1], "note": "Cover it."}, tasks[2]]
    )
    study.apply()
    number = study.double("W01-2", body=study.body("W01-2").replace("\nMy note.\n", ""))
    study.apply()
    assert study.home.issues[older].state == "open"
    assert study.home.issues[number].reason == "duplicate"


@pytest.mark.parametrize("touch", TOUCHES)
def test_twins_in_which_people_worked_are_left_alone_and_named_and_all_else_goes_on(
    study: Study, touch: Callable[[Study, int], None]
) -> None:
    older, number = study.issue("W01-1").number, study.double("W01-1")
    study.person("comment", older, body="Mine, too.")
    touch(study, number)
    before = {name: study.home.issues[name] for name in (older, number)}
    study.roadmap = with_tasks(
        study.roadmap, lambda tasks: [{**task, "title": "New"} for task in tasks]
    )
    done = study.apply()
    assert {name: study.home.issues[name] for name in (older, number)} == before
    assert set(changes(done)) == {("update_issue", "issue/W01-2"), ("update_issue", "issue/W01-3")}
    (problem,) = wrong(done)
    assert (problem.code, problem.values["id"]) == ("issue.disputed", "W01-1")


def test_a_disputed_task_is_closed_by_neither_its_boxes_nor_its_unit_nor_a_commit(
    study: Study,
) -> None:
    number = study.double("W01-1")
    for box in ("Weigh", "Knead"):
        study.do("tick", "W01-1", text=box)
    study.person("comment", number, body="Mine.")
    study.do("close", "W01")
    study.push("done W01-1")
    assert [issue.state for issue in study.all("W01-1")] == ["open", "open"]
    assert study.issue("W01-1").comments == ()


def test_a_dispute_ends_when_somebody_closes_one_as_duplicate(study: Study) -> None:
    older, number = study.issue("W01-1").number, study.double("W01-1")
    study.person("comment", older, body="Mine.")
    study.person("comment", number, body="Mine, too.")
    study.person("close", older, reason="duplicate", original=number)
    done = study.apply()
    assert (done.plan, wrong(done)) == ((), [])
    assert study.thing("W01-1").number == number


def test_the_tasks_of_a_younger_unit_move_to_the_older(study: Study) -> None:
    unit = study.double("W01")
    task = study.double("W01-2", parent=unit)
    study.person("comment", task, body="Mine.")
    study.apply()
    assert study.home.issues[unit].reason == "duplicate"
    assert study.home.issues[task].parent == study.issue("W01").number
    assert study.plan().plan == ()


def test_a_twin_that_somebody_nested_elsewhere_closes_where_it_is(study: Study) -> None:
    study.twin.act("open_issue", LEARNER, title="My list")
    mine, number = max(study.home.issues), study.double("W01-2")
    study.person("move", number, parent=mine)
    study.apply()
    assert (study.home.issues[number].reason, study.home.issues[number].parent) == (
        "duplicate",
        mine,
    )
    assert study.plan().plan == ()


def test_an_only_issue_that_somebody_closed_as_duplicate_is_never_made_again(study: Study) -> None:
    study.do("close", "W01-2", reason="duplicate")
    assert study.thing("W01-2").closed == "duplicate"
    assert study.plan().plan == ()


# Aliases


def test_the_issue_of_an_old_id_is_that_of_the_new_one(study: Study) -> None:
    number = study.issue("W01-2").number
    study.do("close", "W01-2", reason="not_planned")
    study.roadmap = with_tasks(
        study.roadmap,
        lambda tasks: [tasks[0], {**tasks[1], "id": "W01-5", "aliases": ["W01-2"]}, tasks[2]],
    )
    assert changes(study.apply()) == [("update_issue", "issue/W01-5")]
    assert study.issue("W01-5").number == number
    assert (study.issue("W01-5").reason, "tiny W01-5 " in study.body("W01-5")) == (
        "not_planned",
        True,
    )
    study.do("delete_marker", "W01-5")
    study.person("edit", number, title="[W01-2] Let it rise")
    study.apply()
    assert len(study.home.issues) == 4


def test_aliases_of_units_tasks_and_steps_lead_to_their_owners() -> None:
    data = load("tiny").model_dump(mode="json")
    unit = data["units"][0]
    unit["aliases"], unit["tasks"][0]["aliases"] = ["W09"], ["W09-1"]
    unit["boxes"][0]["steps"][0]["aliases"], unit["tasks"][0]["steps"][0]["aliases"] = (
        ["W09.1"],
        ["W09-1.1"],
    )
    roadmap = type(load("tiny")).model_validate(data)
    assert roadmap.aliases == {
        "W09": "W01",
        "W09-1": "W01-1",
        "W09.1": "W01.1",
        "W09-1.1": "W01-1.1",
    }


# Labels


def test_a_label_is_adopted_whatever_its_case_and_colour() -> None:
    study = Study(world=seed.make_world("own", now=MONDAY, extra_labels=["RoadMap", "BAKE"]))
    names = [label.name for label in study.home.labels.values()]
    assert [name for name in names if name.casefold() in ("roadmap", "bake", "loaf")] == [
        "RoadMap",
        "BAKE",
        "loaf",
    ]
    assert study.thing("W01-1").labels == {"roadmap", "bake", "loaf"}
    study.twin.act("edit_label", LEARNER, label="bake", color="123456", description="Mine")
    assert study.plan().plan == ()


def test_a_deleted_label_is_made_again_and_put_back(study: Study) -> None:
    study.twin.act("delete_label", LEARNER, label="bake")
    assert changes(study.apply())[0] == ("create_label", "label/bake")
    assert all("bake" in study.thing(id).labels for id in ("W01", "W01-1", "W01-2", "W01-3"))


def test_the_elective_label_is_ours_only_where_there_are_electives() -> None:
    assert "elective" not in own_labels(load("tiny"))
    assert {"roadmap", "选修"} & set(own_labels(load("seed"))) or "elective" in own_labels(
        load("seed")
    )


# Milestones


def test_a_milestone_of_the_same_title_is_adopted_and_its_description_stays() -> None:
    study = Study.__new__(Study)
    super(Study, study).__init__()
    body = '{"title": "First loaf", "description": "Hurray!"}'
    headers = {"authorization": f"token {seed.LEARNER_TOKEN}"}
    study.twin.send("POST", "/repos/learner/roadmap/milestones", headers, body)
    study.apply()
    (milestone,) = study.home.milestones.values()
    assert milestone.description.endswith("<!-- roadmap-bot:end -->\n\nHurray!\n")
    assert milestone.due_on.date() == dt.date(2026, 11, 29)
    assert study.plan().plan == ()


def test_a_renamed_milestone_is_found_by_its_marker_and_named_again(study: Study) -> None:
    study.twin.act("edit_milestone", LEARNER, number=1, title="Mine")
    assert changes(study.apply()) == [("update_milestone", "milestone/M1")]
    assert [milestone.title for milestone in study.home.milestones.values()] == ["First loaf"]


def test_a_new_id_for_an_old_title_adopts_the_milestone(study: Study) -> None:
    point = study.roadmap.milestones[0]
    study.roadmap = study.roadmap.model_copy(
        update={"milestones": (point.model_copy(update={"id": "M9"}),)}
    )
    assert changes(study.apply()) == [("update_milestone", "milestone/M9")]
    assert len(study.home.milestones) == 1
    assert study.plan().plan == ()


def test_an_issue_under_a_milestone_of_the_learners_own_comes_back(study: Study) -> None:
    headers = {"authorization": f"token {seed.LEARNER_TOKEN}"}
    study.twin.send("POST", "/repos/learner/roadmap/milestones", headers, '{"title": "Mine"}')
    study.do("set_milestone", "W01-2", milestone=2)
    assert study.thing("W01-2").milestone == "number/2"
    study.apply()
    assert study.thing("W01-2").milestone == "milestone/M1"


# What was observed


def test_who_moved_and_edited_an_issue_is_known_and_the_bot_is_nobody(study: Study) -> None:
    for box in ("Weigh", "Knead"):
        study.do("tick", "W01-1", text=box)
    study.apply()
    closed = study.thing("W01-1")
    assert (closed.closed, closed.moved_at, closed.touched) == ("completed", None, True)
    assert closed.edited_at
    assert closed.closed_at
    study.do("reopen", "W01-1")
    opened = study.thing("W01-1")
    assert opened.reopened
    assert opened.reopened_at == opened.moved_at
    assert opened.moved_at
    assert opened.moved_at > closed.closed_at


def test_a_fresh_issue_is_untouched(study: Study) -> None:
    task = study.thing("W01-2")
    assert (task.touched, task.disputed, task.reopened) == (False, False, False)
    assert (task.moved_at, task.edited_at, task.reopened_at, task.closed_at) == (
        None,
        None,
        None,
        None,
    )
    assert task.made_at == study.issue("W01-2").made_at
    assert task.parent == "issue/W01"


def test_a_parent_of_the_learners_own_is_known_by_its_number(study: Study) -> None:
    study.twin.act("open_issue", LEARNER, title="My list")
    mine = max(study.home.issues)
    study.do("move", "W01", parent=mine)
    assert study.thing("W01").parent == f"number/{mine}"
    assert study.plan().plan == ()


# Comments


def comments(study: Study) -> dict[str, Comment]:
    return {
        key: thing for key, thing in study.look()[0].things.items() if isinstance(thing, Comment)
    }


def test_a_comment_of_the_bot_is_known_by_task_and_commit(study: Study) -> None:
    study.push("done W01-2")
    (key,) = comments(study)
    assert key == f"comment/W01-2@{study.sha}"
    assert comments(study)[key].issue == "issue/W01-2"


@pytest.mark.parametrize(
    ("user", "count"), [(STRANGER, 0), (HELPER, 1), (LEARNER, 1), (seed.JOB, 1)]
)
def test_a_mark_in_a_comment_counts_only_where_a_member_or_the_bot_wrote_it(
    study: Study, user: str, count: int
) -> None:
    study.do("comment", "W01-2", user, body="<!-- roadmap-bot: W01-2@1a2b3c4 -->\nClosed.")
    assert len(comments(study)) == count


def test_a_comment_that_only_quotes_the_mark_is_none(study: Study) -> None:
    study.do("comment", "W01-2", body="> <!-- roadmap-bot: W01-2@1a2b3c4 -->\nHm.")
    assert comments(study) == {}


def test_a_comment_counts_for_the_new_id_of_a_renamed_task(study: Study) -> None:
    study.push("done W01-2")
    study.roadmap = with_tasks(
        study.roadmap,
        lambda tasks: [tasks[0], {**tasks[1], "id": "W01-5", "aliases": ["W01-2"]}, tasks[2]],
    )
    assert list(comments(study)) == [f"comment/W01-5@{study.sha}"]


# Nodes that the twin does not make


def node(study: Study, **facts: Any) -> dict[str, Any]:
    """An issue as GraphQL gives it: of an author whose account is gone."""
    blank = {"totalCount": 0, "nodes": []}
    names = ("author", "editor", "parent", "milestone", "stateReason", "closedAt", "lastEditedAt")
    base = {
        **dict.fromkeys(names),
        "id": "I_1",
        "number": 1,
        "url": "u",
        "title": "a",
        "state": "OPEN",
    }
    lists = dict.fromkeys(("assignees", "labels", "comments", "timelineItems"), blank)
    return {
        **base,
        **lists,
        "body": study.body("W01-2"),
        "createdAt": "2026-11-23T09:00:00Z",
        **facts,
    }


def read(study: Study, **facts: Any) -> Found:
    return identify(study.roadmap, study.look()[0].repository, [node(study, **facts)], [], [])


def test_a_ghosts_issue_counts_only_with_the_label(study: Study) -> None:
    found = read(study)
    assert (found.things, [problem.code for problem in found.problems]) == (
        {},
        ["issue.look-alike"],
    )
    assert "issue/W01-2" in read(study, labels={"nodes": [{"name": "Roadmap"}]}).things


def test_a_ghosts_closing_was_a_persons(study: Study) -> None:
    event = {"__typename": "ClosedEvent", "createdAt": "2026-11-24T09:00:00Z", "actor": None}
    found = read(
        study, labels={"nodes": [{"name": "roadmap"}]}, timelineItems={"nodes": [event]}
    ).things["issue/W01-2"]
    assert isinstance(found, Issue)
    assert found.moved_at == dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    assert found.touched


@pytest.mark.parametrize(
    ("reason", "closed"),
    [
        ("COMPLETED", "completed"),
        ("NOT_PLANNED", "not_planned"),
        ("DUPLICATE", "duplicate"),
        (None, "completed"),
    ],
)
def test_an_issue_closed_before_there_were_reasons_is_done(
    study: Study, reason: str | None, closed: str
) -> None:
    found = read(study, labels={"nodes": [{"name": "roadmap"}]}, state="CLOSED", stateReason=reason)
    thing = found.things["issue/W01-2"]
    assert isinstance(thing, Issue)
    assert thing.closed == closed


def test_a_parent_in_another_repository_is_none_of_ours_whatever_its_number(study: Study) -> None:
    label = {"nodes": [{"name": "roadmap"}]}
    unit = node(study, number=1, id="I_1", body=study.body("W01"), labels=label)
    task = node(study, number=2, id="I_2", labels=label, parent={"id": "elsewhere", "number": 1})
    found = identify(study.roadmap, study.look()[0].repository, [unit, task], [], []).things[
        "issue/W01-2"
    ]
    assert isinstance(found, Issue)
    assert found.parent == "number/1"
