"""Which issue is which: by the hidden marker, else the id before the title; never a stranger's."""

from __future__ import annotations

import time

from github_twin import seed
from roadmap_bot.issues.identity import identify
from roadmap_bot.state import Issue
from tests.kit.issue_node import make_node, read_node
from tests.kit.learner import Learner, changes, with_tasks, wrong
from tests.kit.scene import MONDAY, load

LEARNER, HELPER, STRANGER = seed.LEARNER, seed.HELPER, seed.STRANGER


def rename(body: str) -> str:
    return body.replace("tiny W01-2", "tiny W99-9")


# Ours and others


def test_an_issue_is_found_by_its_marker_whatever_its_title_and_state(learner: Learner) -> None:
    number = learner.issue("W01-2").number
    learner.act_on("edit", number, title="My title")
    learner.act_on("close", number)
    assert learner.thing("W01-2").number == number
    assert changes(learner.apply()) == [("update_issue", "issue/W01-2")]
    assert learner.home.issues[number].title == "[W01-2] Let it rise"


def test_a_marker_below_a_note_of_the_learners_counts(learner: Learner) -> None:
    learner.edit("W01-2", lambda body: "Note to self.\n\n" + body)
    assert learner.plan().plan == ()


def test_a_strangers_issue_with_a_marker_is_ignored_and_named(learner: Learner) -> None:
    number = learner.double("W01-2", STRANGER, labels=(), parent=None, milestone=None)
    done = learner.plan()
    assert done.plan == ()
    (problem,) = wrong(done)
    assert (problem.code, problem.values["id"], problem.values["number"]) == (
        "issue.look-alike",
        "W01-2",
        number,
    )
    assert problem.link == f"https://github.com/learner/roadmap/issues/{number}"


def test_strangers_cannot_keep_the_bot_busy(learner: Learner) -> None:
    body = "<!-- roadmap-bot: x -->\n" + "a | -\n> <!-- x -->\n" * 3000
    for _ in range(3):
        learner.double("W01-2", STRANGER, body=body, labels=(), parent=None, milestone=None)
    begin = time.process_time()
    assert learner.plan().plan == ()
    assert time.process_time() - begin < 3


def test_a_strangers_issue_cannot_take_a_place_that_is_free(learner: Learner) -> None:
    roadmap = learner.roadmap
    body = learner.body("W01-3").replace("W01-3", "W01-4")
    stranger = learner.double(
        "W01-3", STRANGER, title="[W01-4] Eat it", body=body, labels=(), parent=None
    )
    learner.roadmap = with_tasks(
        roadmap, lambda tasks: [*tasks, {"id": "W01-4", "title": "Eat it", "kind": "bake"}]
    )
    assert ("create_issue", "issue/W01-4") in changes(learner.apply())
    assert learner.thing("W01-4").number == stranger + 1


def test_an_id_before_a_strangers_title_is_none_of_our_business(learner: Learner) -> None:
    learner.twin.act("open_issue", STRANGER, title="[W01-2] How long?")
    done = learner.plan()
    assert (done.plan, wrong(done)) == ((), [])


def test_what_bears_the_label_is_ours_whoever_wrote_it(learner: Learner) -> None:
    roadmap = learner.roadmap
    body = learner.body("W01-3").replace("W01-3", "W01-4")
    number = learner.double("W01-3", LEARNER, title="[W01-4] Eat it", body=body)
    learner.roadmap = with_tasks(
        roadmap, lambda tasks: [*tasks, {"id": "W01-4", "title": "Eat it", "kind": "bake"}]
    )
    learner.apply()
    assert learner.thing("W01-4").number == number
    assert len(learner.issues("W01-4")) == 1


def test_with_a_persons_own_token_what_that_person_wrote_is_ours() -> None:
    learner = Learner(token=seed.LEARNER_TOKEN)
    assert learner.issue("W01-2").author == LEARNER
    learner.do("unlabel", "W01-2", name="roadmap")
    assert changes(learner.plan()) == [("add_labels", "issue/W01-2")]


def test_another_roadmaps_issues_are_not_ours(learner: Learner) -> None:
    learner.double("W01-2", body=learner.body("W01-2").replace("bot: tiny", "bot: other"))
    done = learner.plan()
    assert (done.plan, wrong(done)) == ((), [])


def test_what_left_the_roadmap_is_still_ours(learner: Learner) -> None:
    learner.edit("W01-2", rename)
    assert "issue/W99-9" in learner.look()[0].things


# Lost markers


def test_a_lost_marker_falls_back_to_the_id_before_the_title_and_is_put_back(
    learner: Learner,
) -> None:
    before = learner.body("W01-2")
    learner.do("delete_marker", "W01-2")
    assert changes(learner.apply()) == [("update_issue", "issue/W01-2")]
    assert learner.body("W01-2") == before
    assert len(learner.home.issues) == 4


def test_without_marker_and_label_the_bots_own_issue_is_still_found(learner: Learner) -> None:
    learner.do("delete_marker", "W01-2")
    learner.do("unlabel", "W01-2", name="roadmap")
    learner.apply()
    assert len(learner.issues("W01-2")) == 1
    assert learner.plan().plan == ()


def test_a_learners_question_about_a_task_is_not_the_task(learner: Learner) -> None:
    learner.twin.act(
        "open_issue", LEARNER, title="[W01-2] How long?", body="An hour?", labels=["roadmap"]
    )
    done = learner.plan()
    assert (done.plan, wrong(done)) == ((), [])


def test_a_labelled_issue_of_the_learners_is_adopted_where_there_is_no_other() -> None:
    world = seed.make_world("own", now=MONDAY, extra_labels=["roadmap"])
    learner = Learner(applied=False, world=world)
    learner.twin.act(
        "open_issue", LEARNER, title="[W01-2] Let it rise", body="Cover it.", labels=["roadmap"]
    )
    learner.apply()
    (issue,) = learner.issues("W01-2")
    assert (issue.number, issue.author) == (1, LEARNER)
    assert issue.parent == learner.issue("W01").number
    assert issue.body.endswith("<!-- roadmap-bot:end -->\n\nCover it.\n")
    assert learner.plan().plan == ()


# Aliases


def test_the_issue_of_an_old_id_is_that_of_the_new_one(learner: Learner) -> None:
    number = learner.issue("W01-2").number
    learner.do("close", "W01-2", reason="not_planned")
    learner.roadmap = with_tasks(
        learner.roadmap,
        lambda tasks: [tasks[0], {**tasks[1], "id": "W01-5", "aliases": ["W01-2"]}, tasks[2]],
    )
    assert changes(learner.apply()) == [("update_issue", "issue/W01-5")]
    assert learner.issue("W01-5").number == number
    assert (learner.issue("W01-5").reason, "tiny W01-5 " in learner.body("W01-5")) == (
        "not_planned",
        True,
    )
    learner.do("delete_marker", "W01-5")
    learner.act_on("edit", number, title="[W01-2] Let it rise")
    learner.apply()
    assert len(learner.home.issues) == 4


def test_aliases_of_units_tasks_and_steps_lead_to_their_owners() -> None:
    data = load("tiny").model_dump(mode="json")
    unit = data["units"][0]
    unit["aliases"], unit["tasks"][0]["aliases"] = ["W09"], ["W09-1"]
    unit["boxes"][0]["steps"][0]["aliases"], unit["tasks"][0]["steps"][0]["aliases"] = (
        ["W09.1"],
        ["W09-1.1"],
    )
    roadmap = type(load("tiny")).model_validate(data)
    assert roadmap.successors == {
        "W09": "W01",
        "W09-1": "W01-1",
        "W09.1": "W01.1",
        "W09-1.1": "W01-1.1",
    }


def test_a_parent_of_the_learners_own_is_known_by_its_number(learner: Learner) -> None:
    learner.twin.act("open_issue", LEARNER, title="My list")
    mine = max(learner.home.issues)
    learner.do("move", "W01", parent=mine)
    assert learner.thing("W01").parent == f"number/{mine}"
    assert learner.plan().plan == ()


def test_a_ghosts_issue_counts_only_with_the_label(learner: Learner) -> None:
    found = read_node(learner)
    assert (found.things, [problem.code for problem in found.problems]) == (
        {},
        ["issue.look-alike"],
    )
    assert "issue/W01-2" in read_node(learner, labels={"nodes": [{"name": "Roadmap"}]}).things


def test_a_parent_in_another_repository_is_none_of_ours_whatever_its_number(
    learner: Learner,
) -> None:
    label = {"nodes": [{"name": "roadmap"}]}
    unit = make_node(learner, number=1, id="I_1", body=learner.body("W01"), labels=label)
    task = make_node(
        learner, number=2, id="I_2", labels=label, parent={"id": "elsewhere", "number": 1}
    )
    found = identify(learner.roadmap, learner.look()[0].repository, [unit, task], [], []).things[
        "issue/W01-2"
    ]
    assert isinstance(found, Issue)
    assert found.parent == "number/1"
