"""Which comments count: those of people, on issues of ours, in their own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from github_twin import seed
from roadmap_bot.comments.hearing import find_commented
from roadmap_bot.look import look
from roadmap_bot.repository import Look
from tests.kit.learner import Learner

DAY = 86_400.0


def hear(learner: Learner) -> Look:
    """Look as the tick does."""
    return look(learner.setup(event_name="schedule"))


def say(learner: Learner, body: str = "done", user: str = seed.LEARNER) -> None:
    learner.do("comment", "W01-2", user, body=body)


def edit_it_oneself(learner: Learner) -> None:
    say(learner, "Hm")
    learner.do("edit_comment", "W01-2", body="done")


def edit_anothers(learner: Learner) -> None:
    say(learner, "Hm")
    learner.do("edit_comment", "W01-2", seed.HELPER, body="done")


def lock(learner: Learner) -> None:
    say(learner)
    learner.do("lock", "W01-2")


def let_strangers_react(learner: Learner) -> None:
    say(learner)
    learner.do("react", "W01-2", seed.STRANGER, content="ROCKET")


def answer(learner: Learner) -> None:
    say(learner)
    learner.do("react", "W01-2", seed.JOB, content="ROCKET")


def edit_before_the_answer(learner: Learner) -> None:
    edit_it_oneself(learner)
    learner.do("react", "W01-2", seed.JOB, content="ROCKET")


def edit_after_the_answer(learner: Learner) -> None:
    answer(learner)
    learner.do("edit_comment", "W01-2", body="skip")


def wait(learner: Learner) -> None:
    say(learner)
    learner.twin.advance(8 * DAY)


CASES: dict[str, tuple[Callable[[Learner], None], list[tuple[str, bool]]]] = {
    "said by the learner": (say, [("done", False)]),
    "by a stranger": (lambda learner: say(learner, user=seed.STRANGER), []),
    "by the bot": (lambda learner: say(learner, user=seed.JOB), []),
    "talk": (lambda learner: say(learner, "Nice!"), []),
    "with our marker": (lambda learner: say(learner, "<!-- roadmap-bot: x -->\ndone"), []),
    "edited by its author": (edit_it_oneself, [("done", False)]),
    "edited by somebody else": (edit_anothers, []),
    "on a locked issue": (lock, []),
    "reacted to by a stranger": (let_strangers_react, [("done", False)]),
    "answered by the bot": (answer, [("done", True)]),
    "answered as it was edited": (edit_before_the_answer, [("done", True)]),
    "edited after the answer": (edit_after_the_answer, []),
    "said long ago": (wait, []),
}


@pytest.mark.parametrize(("happens", "heard"), CASES.values(), ids=CASES.keys())
def test_only_that_is_heard_which_counts(
    learner: Learner, happens: Callable[[Learner], None], heard: list[tuple[str, bool]]
) -> None:
    happens(learner)
    remarks = hear(learner).remarks
    assert [(one.message, one.is_answered) for one in remarks] == heard


def test_an_edited_comment_counts_from_its_edit(learner: Learner) -> None:
    say(learner, "Hm")
    learner.do("close", "W01-2")
    learner.do("reopen", "W01-2")
    learner.do("edit_comment", "W01-2", body="done")
    learner.run("schedule")
    assert learner.reason("W01-2") == "completed"


def test_all_comments_are_heard_in_one_more_request(learner: Learner) -> None:
    learner.run("schedule")
    learner.twin.reset_counters()
    learner.run("schedule")
    quiet = learner.twin.requests
    for id in ("W01", "W01-1", "W01-2", "W01-3"):
        learner.do("comment", id, body="Nice!")
    learner.twin.reset_counters()
    learner.run("schedule")
    assert learner.twin.requests == quiet + 1


def test_the_issue_of_the_event_is_read_whatever_lists_say(learner: Learner) -> None:
    seen, goal = learner.look()
    number = learner.issue("W01-3").number
    assert find_commented(seen, goal.calendar.now, number) == {"issue/W01-3"}
    assert find_commented(seen, goal.calendar.now, None) == frozenset()


@pytest.mark.parametrize("event", ["push", "issues", ""])
def test_pushes_clicks_and_laptops_read_none(learner: Learner, event: str) -> None:
    say(learner)
    assert look(learner.setup(event_name=event)).remarks == ()
