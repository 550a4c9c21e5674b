"""Comments are read like commit messages; on its own issue a verb may stand alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import seed
from roadmap_bot.comments.orders import find_asking, find_open
from tests.comments.test_calls import remark
from tests.kit import sayings
from tests.kit.learner import Learner
from tests.kit.remote import DAY, Remote
from tests.kit.scene import load


@pytest.mark.parametrize(
    ("place", "body", "closed"),
    [
        ("W01-2", "done", {"W01-2"}),
        ("W01-2", "完成 W01-3", {"W01-3"}),
        ("W01", "W01-2、W01-3 完成", {"W01-2", "W01-3"}),
        ("W01", "closes #3", {"W01-2"}),
        ("W01", "not done W01-2 yet", set()),
        ("W01", "done W01-2?", set()),
        ("W01-2", "fixed", set()),
        ("W01-2", "nearly done", set()),
        ("W01-2", "Done: see below", set()),
    ],
)
def test_what_a_comment_closes(learner: Learner, place: str, body: str, closed: set[str]) -> None:
    body = body.replace("#3", f"#{learner.issue('W01-2').number}")
    learner.say(place, body)
    ids = ("W01-1", "W01-2", "W01-3")
    assert {id for id in ids if not learner.is_open(id)} == closed


def test_comments_and_commits_count_in_the_order_of_their_time(learner: Learner) -> None:
    learner.do("comment", "W01-2", body="done")
    learner.commit("redo W01-2 [skip ci]")
    learner.commit("done W01-3 [skip ci]")
    learner.do("comment", "W01-3", body="skip W01-1")
    learner.run("schedule")
    assert learner.is_open("W01-2")
    assert [learner.reason(id) for id in ("W01-1", "W01-3")] == ["not_planned", "completed"]


def test_run_workflow_reads_comments_too(learner: Learner) -> None:
    learner.do("comment", "W01", body="done")
    learner.run()
    assert learner.answers("W01") == [("ROCKET",)]


def test_for_talk_no_rights_are_asked_for() -> None:
    talk = [remark(message) for message in sayings.TALK]
    meant = [remark(message) for message in (*sayings.CALLS, *sayings.HINTS)]
    assert list(find_asking((*talk, *meant), load())) == meant


def test_an_answered_comment_that_is_edited_later_overrules_no_commit(learner: Learner) -> None:
    learner.say("W01", "done W01-1")
    learner.commit("done W01-2")
    learner.do("edit_comment", "W01", body="reopen W01-2")
    learner.run("schedule")
    assert learner.reason("W01-2") == "completed"


def test_of_what_left_the_roadmap_nothing_is_asked() -> None:
    gone = replace(remark("done"), issue="issue/W99-1")
    assert list(find_asking([gone], load())) == []


def find_words(remote: Remote, number: int) -> list[str]:
    """What the bot said on an issue, without its hidden line."""
    comments = remote.home.issues[number].comments
    return [one.body.partition("\n")[2] for one in comments if one.author == seed.JOB]


def say_on(remote: Remote, number: int, body: str, user: str = seed.LEARNER) -> None:
    remote.hear(remote.twin.act("comment", user, number=number, body=body))


@pytest.mark.parametrize(
    ("body", "form"),
    [("done", "done W01-2"), ("完成了", "完成 W01-2"), ("skip this", "skip W01-2")],
)
def test_on_the_remote_control_a_verb_alone_is_asked_of_what(body: str, form: str) -> None:
    remote = Remote()
    remote.do("close", "W01-1")
    number = remote.control.number
    say_on(remote, number, body)
    (said,) = find_words(remote, number)
    assert f"`{form}`" in said
    assert remote.is_open("W01-2")
    assert remote.count(lambda: remote.run("schedule")) == 0


def test_on_a_review_a_verb_alone_is_asked_of_what() -> None:
    remote = Remote()
    remote.twin.advance(6 * DAY)
    remote.run("schedule")
    number = max(remote.home.issues)
    assert remote.home.issues[number].title.startswith("Week")
    say_on(remote, number, "done")
    assert ["`done W01-1`" in said for said in find_words(remote, number)] == [True]


@pytest.mark.parametrize("body", ["this task is done", "task done", "这题完成了", "任务完成"])
def test_on_a_unit_that_a_task_is_done_is_asked_of_which(learner: Learner, body: str) -> None:
    learner.say("W01", body)
    assert all(learner.is_open(id) for id in ("W01", "W01-1", "W01-2", "W01-3"))
    assert learner.answers("W01") == [("CONFUSED",)]
    assert [" W01-1`" in said for said in learner.words("W01")] == [True]


@pytest.mark.parametrize(
    ("id", "body"),
    [("W01-2", "这个单元学完了"), ("W01-2", "this unit is done"), ("W01", "跳过这题")],
)
def test_a_verb_that_points_elsewhere_closes_nothing(learner: Learner, id: str, body: str) -> None:
    learner.say(id, body)
    assert (learner.is_open("W01-2"), learner.answers(id)) == (True, [("CONFUSED",)])


@pytest.mark.parametrize("body", ["this unit is done", "本单元已完成", "it's done", "这个学完了"])
def test_on_a_unit_it_is_the_unit_that_is_done(learner: Learner, body: str) -> None:
    learner.say("W01", body)
    assert learner.reason("W01") == "completed"


@pytest.mark.parametrize("body", ["✅", "done?", "well done", "差不多完成了"])
def test_talk_on_the_remote_control_is_left_alone(body: str) -> None:
    remote = Remote()
    say_on(remote, remote.control.number, body)
    assert find_words(remote, remote.control.number) == []


def test_a_stranger_is_not_asked() -> None:
    remote = Remote()
    say_on(remote, remote.control.number, "done", user=seed.STRANGER)
    assert find_words(remote, remote.control.number) == []


def test_where_nothing_is_open_the_first_task_is_the_example() -> None:
    assert find_open({}, load()) == "W01-1"
