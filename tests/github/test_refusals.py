"""What GitHub refuses is set aside and named; it stops nothing, and nobody waits for it long."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.shapes import SHAPES, Stubborn
from roadmap_bot.control.asked import find_asked
from roadmap_bot.errors import Problem
from roadmap_bot.http.waiting import LAG
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.session import Done
from roadmap_bot.state import find_file
from tests.kit.learner import Learner
from tests.kit.remote import Remote

WORDS = "Not today"
EVENTS = ("workflow_dispatch", "schedule", "push")


def refuse(learner: Learner, operation: str, id: str, shape: str) -> None:
    """Let every write of an operation to an issue be refused."""
    seen, _ = learner.look()
    one = Stubborn(operation, seen.ids[f"issue/{id}"].node, shape, WORDS)
    learner.twin.world = replace(learner.twin.world, stubborn=(one,))


def named(done: Done) -> list[Problem]:
    return [one for one in (*done.refused, *done.problems) if one.code.startswith("run.")]


@pytest.mark.parametrize("shape", SHAPES)
def test_one_close_that_is_refused_keeps_no_other_from_being_closed(shape: str) -> None:
    learner = Learner(settings="control: false\n")
    refuse(learner, "closeIssue", "W01-1", shape)
    done = learner.push("done W01-1, W01-2")
    (problem,) = named(done)
    assert (learner.is_open("W01-1"), learner.is_open("W01-2")) == (True, False)
    assert (problem.values["deed"], problem.values["what"]) == ("close_issue", WORDS)
    assert problem.link is not None
    assert problem.link.endswith(f"/issues/{learner.issue('W01-1').number}")
    assert done.refused == ()
    assert sum(learner.clock.slept) <= 4 * LAG


@pytest.mark.parametrize("shape", SHAPES)
def test_a_report_counts_no_task_that_github_would_not_close(learner: Learner, shape: str) -> None:
    learner.tick_all("W01-1")
    learner.tick_all("W01-2")
    refuse(learner, "closeIssue", "W01-1", shape)
    learner.run("schedule")
    assert count_open(learner) == 3
    learner.twin.world = replace(learner.twin.world, stubborn=())
    learner.run("workflow_dispatch")
    assert count_open(learner) == 2


def count_open(learner: Learner) -> int:
    """Count what the report says is open."""
    seen, _ = learner.look()
    file = find_file(seen.things, FIGURES)
    assert file
    tasks = json.loads(file.text or "")["tasks"]
    return int(tasks["total"] - tasks["done"])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_comment_that_is_refused_keeps_no_deed_from_being_done_nor_done_again(
    learner: Learner, shape: str
) -> None:
    refuse(learner, "addComment", "W01-1", shape)
    learner.push("done W01-1")
    assert not learner.is_open("W01-1")
    assert learner.issue("W01-1").comments == ()
    assert learner.count(lambda: learner.run("schedule")) == 0


def test_on_a_locked_issue_the_bot_does_its_work_and_tries_no_comment(learner: Learner) -> None:
    learner.do("lock", "W01-1")
    done = learner.push("done W01-1")
    assert [problem.code for problem in named(done)] == ["run.locked"]
    assert not learner.is_open("W01-1")
    assert "AddComment" not in [entry.name for entry in learner.twin.world.log]
    assert learner.count(lambda: learner.run("schedule")) == 0


def test_a_locked_issue_is_asked_again_by_tick_hand_and_name_and_not_by_every_run(
    learner: Learner,
) -> None:
    learner.tick_all("W01-1")
    learner.do("lock", "W01-1")
    refuse(learner, "closeIssue", "W01-1", "FORBIDDEN")

    def is_asked(event: str, number: int = 0) -> bool:
        learner.twin.reset_counters()
        learner.run(
            event,
            {"issue": {"number": number, "labels": [{"name": "roadmap"}]}} if number else {},
            ref="refs/heads/main",
        )
        return "CloseIssue" in [entry.name for entry in learner.twin.world.log]

    numbers = {id: learner.issue(id).number for id in ("W01-1", "W01-2")}
    assert [is_asked("push"), is_asked("issues", numbers["W01-2"])] == [False, False]
    assert [is_asked("schedule"), is_asked("workflow_dispatch")] == [True, True]
    assert is_asked("issues", numbers["W01-1"])


def test_a_refusal_is_red_where_somebody_asked_for_nothing_else_and_never_each_day(
    learner: Learner,
) -> None:
    refuse(learner, "closeIssue", "W01-1", "UNPROCESSABLE")
    learner.commit("done W01-1 [skip ci]")
    assert len(learner.run("workflow_dispatch").refused) == 0  # its comment was made
    assert len(learner.run("workflow_dispatch").refused) == 1
    for event in ("schedule", "push"):
        run = learner.run(event, ref="refs/heads/main")
        assert (len(run.refused), len(named(run))) == (0, 1)


def test_rules_that_keep_reports_out_are_red_for_the_tick_and_for_no_push() -> None:
    learner = Learner(settings="control: false\n")
    learner.twin.act("change_settings", seed.LEARNER, rules={"main": ("pull_request",)})
    reds = [bool(learner.run(event, ref="refs/heads/main").refused) for event in EVENTS]
    assert reds == [True, True, False]


def test_what_github_says_of_many_things_alike_is_said_once(learner: Learner) -> None:
    seen, _ = learner.look()
    ids = [seen.ids[f"issue/W01-{n}"].node for n in (1, 2, 3)]
    ordered = tuple(Stubborn("closeIssue", id, "FORBIDDEN", WORDS) for id in ids)
    learner.twin.world = replace(learner.twin.world, stubborn=ordered)
    (problem,) = named(learner.push("done W01-1, W01-2, W01-3"))
    assert str(problem.values["name"]).count("W01-") == 3


def test_rules_of_a_branch_keep_only_the_report_out() -> None:
    learner = Learner(settings="control: false\n")
    learner.twin.act("change_settings", seed.LEARNER, rules={"main": ("pull_request",)})
    done = learner.push("done W01-1")
    assert not learner.is_open("W01-1")
    (problem,) = (one for one in done.problems if one.code == "github.ruled")
    assert problem.link is not None
    assert problem.link.endswith("/settings/rules")
    assert "pull request" in str(problem.values["what"])
    assert sum(learner.clock.slept) < LAG


RULES = {"main": ("pull_request",)}


@pytest.mark.parametrize("body", ["pause 2 weeks", "refresh"])
def test_who_asks_in_a_comment_for_what_a_branch_refuses_is_told_once_and_asked_for_again(
    body: str,
) -> None:
    remote = Remote()
    remote.twin.act("change_settings", seed.LEARNER, rules=RULES)
    remote.do("close", "W01-1")
    remote.say("W01", body)
    remote.run("schedule")
    (words,) = remote.words("W01")
    assert "through a pull request" in words
    assert (remote.answers("W01"), remote.settings.pauses) == ([()], ())
    remote.twin.act("change_settings", seed.LEARNER, rules={})
    remote.run("schedule")
    assert remote.answers("W01") == [("ROCKET",)]
    assert len(remote.settings.pauses) == ("pause" in body)


def test_a_tick_of_the_remote_control_is_told_once_what_a_branch_refuses() -> None:
    remote = Remote()
    remote.twin.act("change_settings", seed.LEARNER, rules=RULES)
    remote.hear(remote.tick("pause"))
    remote.run("push", ref="refs/heads/main")
    (words,) = remote.control.comments
    assert "through a pull request" in words.body
    assert find_asked(remote.control.body) == ("pause",)
    remote.twin.act("change_settings", seed.LEARNER, rules={})
    remote.run("schedule")
    assert find_asked(remote.control.body) == ()
    assert len(remote.settings.pauses) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_a_comment_is_told_what_github_would_not_close(learner: Learner, shape: str) -> None:
    refuse(learner, "closeIssue", "W01-1", shape)
    learner.say("W01", "done W01-1, W01-2")
    learner.run("schedule")
    assert (learner.is_open("W01-1"), learner.is_open("W01-2")) == (True, False)
    assert learner.answers("W01") == [()]
    (words,) = learner.words("W01")
    assert WORDS in words
    learner.twin.world = replace(learner.twin.world, stubborn=())
    learner.run("schedule")
    assert not learner.is_open("W01-1")
    assert learner.answers("W01") == [("ROCKET",)]


def test_who_asks_for_two_things_hears_one_refusal_once(learner: Learner) -> None:
    seen, _ = learner.look()
    ids = [seen.ids[f"issue/W01-{n}"].node for n in (1, 2)]
    ordered = tuple(Stubborn("closeIssue", id, "FORBIDDEN", WORDS) for id in ids)
    learner.twin.world = replace(learner.twin.world, stubborn=ordered)
    learner.say("W01", "done W01-1, W01-2")
    (words,) = learner.words("W01")
    assert words.count(WORDS) == 1


def test_who_asks_hears_nothing_of_what_was_refused_beside_the_deed(learner: Learner) -> None:
    learner.do("edit", "W01-1", title="[W01-1] Mine")
    refuse(learner, "updateIssue", "W01-1", "FORBIDDEN")
    learner.say("W01", "done W01-1")
    assert not learner.is_open("W01-1")
    assert learner.words("W01") == []
