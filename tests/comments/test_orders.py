"""Comments are read like commit messages; on its own issue a verb may stand alone."""

from __future__ import annotations

import pytest

from roadmap_bot.comments.orders import find_asking
from tests.comments.test_calls import remark
from tests.kit import sayings
from tests.kit.learner import Learner
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
