"""From the phone: a comment of who may write is done as asked, and answered with a reaction."""

from __future__ import annotations

import pytest

from github_twin import seed
from tests.kit.learner import Learner, changes


def test_a_verb_alone_closes_the_task_on_whose_issue_it_stands(learner: Learner) -> None:
    done = learner.say("W01-2", "done")
    assert learner.reason("W01-2") == "completed"
    assert learner.answers("W01-2") == [("ROCKET",)]
    assert learner.words("W01-2") == []
    assert done.decision.why == "comment"
    assert learner.is_open("W01-1")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        *(("完成", "completed"), ("跳过", "not_planned"), ("完成 W01-2", "completed")),
        *(("这个完成了", "completed"), ("先跳过", "not_planned"), ("✅", "completed")),
        *(("it's done", "completed"), ("skip this", "not_planned"), ("先别跳过", None)),
    ],
)
def test_it_may_be_said_in_many_ways(learner: Learner, body: str, reason: str | None) -> None:
    learner.say("W01-2", body)
    assert learner.reason("W01-2") == reason


def test_a_comment_on_another_issue_leaves_a_word_where_it_closes(learner: Learner) -> None:
    learner.say("W01", "skip W01-3")
    assert learner.reason("W01-3") == "not_planned"
    assert learner.answers("W01") == [("ROCKET",)]
    assert learner.words("W01-3") == ["Skipped by `💬 skip W01-3`."]


def test_what_was_answered_is_never_done_again(learner: Learner) -> None:
    learner.say("W01-2", "done")
    learner.do("reopen", "W01-2")
    learner.run("schedule")
    assert learner.is_open("W01-2")
    assert learner.count(lambda: learner.run("schedule")) == 0


def test_a_comment_whose_run_was_lost_is_made_up_for_by_the_tick(learner: Learner) -> None:
    learner.do("comment", "W01-2", body="done")
    learner.twin.advance(6 * 24 * 3600)
    learner.run("schedule")
    assert learner.reason("W01-2") == "completed"


def test_a_comment_older_than_a_week_is_history(learner: Learner) -> None:
    learner.do("comment", "W01-2", body="done")
    learner.twin.advance(8 * 24 * 3600)
    learner.run("schedule")
    assert (learner.is_open("W01-2"), learner.answers("W01-2")) == (True, [()])


def test_talk_is_left_alone(learner: Learner) -> None:
    done = learner.say("W01-2", "How do I begin with W01-2?")
    assert (changes(done), learner.answers("W01-2")) == ([], [()])
    assert done.decision.why == "talk"


def test_a_stranger_changes_nothing(learner: Learner) -> None:
    done = learner.say("W01-2", "done", user=seed.STRANGER)
    assert (changes(done), learner.is_open("W01-2")) == ([], True)
    learner.run("schedule")
    assert (learner.is_open("W01-2"), learner.answers("W01-2")) == (True, [()])


def test_what_did_not_work_is_said_once(learner: Learner) -> None:
    learner.say("W01", "done W99-1 and W01-3")
    assert learner.answers("W01") == [("CONFUSED",)]
    (said,) = learner.words("W01")
    assert "W99-1 is not in the roadmap" in said
    assert learner.count(lambda: learner.run("schedule")) == 0


def test_a_pause_of_two_weeks_is_written_from_the_day_of_the_comment(learner: Learner) -> None:
    learner.say("W01", "pause 2 weeks")
    settings = learner.twin.dump()["files"][".github/roadmap-bot.yml"]
    assert "  - from: 2026-11-23\n    to: 2026-12-06\n" in settings
    assert learner.answers("W01") == [("ROCKET",)]


def test_what_is_meant_for_the_bot_and_cannot_be_read_is_told_what_works(learner: Learner) -> None:
    learner.say("W01", "resume on Monday")
    learner.say("W01", "暂停几天")
    assert learner.answers("W01") == [("CONFUSED",)] * 2
    call, span = learner.words("W01")
    assert "`pause 2 weeks`" in call
    assert "`pause until Friday`" in span
    assert learner.count(lambda: learner.run("schedule")) == 0


@pytest.mark.parametrize("body", ["resume on Monday", "pause for a few days", "pause W01"])
def test_a_stranger_is_told_nothing_of_it(learner: Learner, body: str) -> None:
    done = learner.say("W01", body, user=seed.STRANGER)
    assert (changes(done), learner.answers("W01"), learner.words("W01")) == ([], [()], [])


def test_this_week_is_that_of_the_comment_however_late_it_is_read(learner: Learner) -> None:
    learner.do("comment", "W01", body="这周先暂停一下")
    learner.twin.advance(6 * 24 * 3600)
    learner.run("schedule")
    settings = learner.twin.dump()["files"][".github/roadmap-bot.yml"]
    assert "  - from: 2026-11-23\n    to: 2026-11-29\n" in settings


def test_a_push_and_a_click_read_no_comment(learner: Learner) -> None:
    learner.do("comment", "W01-2", body="done")
    learner.push("Nothing to see")
    learner.do("close", "W01-3")
    assert learner.is_open("W01-2")
