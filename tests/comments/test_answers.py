"""What is answered: a reaction to each comment, words only where something did not work."""

from __future__ import annotations

import pytest

from github_twin import seed
from tests.kit.learner import Learner, named


@pytest.mark.parametrize(
    ("body", "reaction", "words"),
    [
        ("done W01-2", "ROCKET", ""),
        ("done W01-1.1", "ROCKET", ""),
        ("done W01-2 notes", "CONFUSED", "write `done W01-2`"),
        ("done W99-1", "CONFUSED", "W99-1 is not in the roadmap"),
        ("skip W01-1.1", "CONFUSED", "cannot be skipped"),
        ("closes #999", "CONFUSED", "Issue number 999 is not one of the roadmap's"),
        ("pause 2 months", "CONFUSED", "`pause 2 weeks`"),
    ],
)
def test_each_comment_is_answered(learner: Learner, body: str, reaction: str, words: str) -> None:
    learner.say("W01", body)
    assert learner.answers("W01") == [(reaction,)]
    said = learner.words("W01")
    assert len(said) == bool(words)
    assert all(words in one for one in said)


def test_the_deed_comes_before_the_answer(learner: Learner) -> None:
    done = learner.say("W01-2", "done")
    sorts = [named(change)[0] for change in done.plan]
    assert sorts.index("close_issue") < sorts.index("add_reaction")
    assert sorts.index("commit") < sorts.index("add_reaction")


def test_closing_with_a_comment_is_no_contradiction(learner: Learner) -> None:
    learner.do("comment", "W01-2", body="done")
    learner.do("close", "W01-2")
    learner.run("schedule")
    assert learner.answers("W01-2") == [("ROCKET",)]


def test_what_a_person_did_since_counts_for_more(learner: Learner) -> None:
    learner.do("comment", "W01-2", body="done")
    learner.do("close", "W01-2")
    learner.do("reopen", "W01-2")
    learner.run("schedule")
    assert learner.is_open("W01-2")
    assert (learner.answers("W01-2"), learner.words("W01-2")) == ([("CONFUSED",)], [])


def test_a_newer_answered_comment_overrules_an_older_commit(learner: Learner) -> None:
    learner.say("W01-2", "done")
    learner.commit("done W01-2 [skip ci]")
    learner.say("W01-2", "redo")
    learner.push("Something else")
    assert learner.is_open("W01-2")


def test_a_unit_brings_back_what_its_comment_closed(learner: Learner) -> None:
    learner.say("W01", "done")
    assert not any(learner.is_open(id) for id in ("W01", "W01-1", "W01-2", "W01-3"))
    learner.say("W01", "重做")
    assert all(learner.is_open(id) for id in ("W01", "W01-1", "W01-2", "W01-3"))


def test_a_comment_that_is_gone_when_it_is_answered_stops_nothing(learner: Learner) -> None:
    event = learner.do("comment", "W01-2", body="done")
    send = learner.send

    def delete_first(request):  # type: ignore[no-untyped-def]
        if "addReaction" in str(request.body) and learner.issue("W01-2").comments:
            number = learner.issue("W01-2").number
            learner.twin.act("delete_comment", seed.LEARNER, number=number, index=0)
        return send(request)

    learner.send = delete_first
    done = learner.hear(event)
    assert (learner.reason("W01-2"), done.refused) == ("completed", ())
