"""Time and place: what counts is when a commit arrived and what came since; all is said once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.faults import Fault
from roadmap_bot.errors import UnfinishedError
from roadmap_bot.session import Done
from roadmap_bot.text.words import load_words
from tests.kit.learner import Learner
from tests.kit.obeying import state
from tests.kit.scene import MONDAY, NAME

LEARNER, AUTHOR = seed.LEARNER, seed.AUTHOR
CLOSED, OPEN, REOPENED = ("closed", "completed"), ("open", None), ("open", "reopened")


def dated(learner: Learner, message: str, *, hours: float, **commit: Any) -> dict[str, Any]:
    """A commit whose author's clock is so many hours behind."""
    date = learner.twin.world.now - dt.timedelta(hours=hours)
    return {"message": message, "date": date.isoformat(), **commit}


def replay(learner: Learner, event: Any) -> Done:
    """Let the run of a push do its work now."""
    return learner.run(event.name, event.payload, ref=event.ref, actor=LEARNER)


def hints(done: Done) -> list[str]:
    return [hint.code for hint in done.hints if hint.code.startswith("order.")]


def is_quiet(learner: Learner) -> bool:
    """Whether another run writes nothing to an issue."""
    done = learner.run("schedule")
    return not any(change.key.startswith(("issue/", "comment/")) for change in done.plan)


def test_a_clock_that_is_behind_keeps_nothing_open(learner: Learner) -> None:
    learner.push(dated(learner, "done W01-2", hours=16))
    assert state(learner, "W01-2") == CLOSED
    assert is_quiet(learner)


def test_a_rebase_after_a_reopening_counts_as_it_arrives(learner: Learner) -> None:
    learner.do("close", "W01-2")
    message = dated(learner, "done W01-2", hours=0)
    learner.do("reopen", "W01-2")
    learner.push(message)
    assert state(learner, "W01-2") == CLOSED
    assert is_quiet(learner)


def test_a_branch_that_is_merged_a_week_later_counts_as_it_arrives(learner: Learner) -> None:
    learner.push(
        dated(learner, "done W01-2", hours=7 * 24), dated(learner, "Merge branch 'x'", hours=0)
    )
    assert state(learner, "W01-2") == CLOSED
    assert is_quiet(learner)


def test_what_was_pushed_before_the_first_run_counts_once_there_is_something_to_close() -> None:
    learner = Learner.__new__(Learner)
    super(Learner, learner).__init__()
    event = learner.twin.act("push", LEARNER, commits=[{"message": "done W01-2"}])
    learner.twin.advance(60)
    replay(learner, event)
    assert state(learner, "W01-2") == CLOSED
    assert is_quiet(learner)


def test_a_delayed_run_does_not_close_again_what_was_reopened_since(learner: Learner) -> None:
    learner.do("close", "W01-2")
    event = learner.commit("done W01-2")
    learner.do("reopen", "W01-2")
    done = replay(learner, event)
    assert state(learner, "W01-2") == REOPENED
    assert hints(done) == ["order.void-done"]
    assert hints(learner.run("schedule")) == []
    assert is_quiet(learner)


def test_what_only_history_shows_is_dated_by_its_author(learner: Learner) -> None:
    learner.commit(dated(learner, "done W01-2 [skip ci]", hours=16))
    done = learner.run("schedule")
    assert (state(learner, "W01-2"), hints(done)) == (OPEN, [])


def test_a_deleted_comment_is_not_written_again(learner: Learner) -> None:
    learner.push("done W01-2")
    silent = replace(learner.issue("W01-2"), comments=())
    home = replace(learner.home, issues={**learner.home.issues, silent.number: silent})
    world = learner.twin.world
    learner.twin.world = replace(world, repositories={**world.repositories, NAME: home})
    for _ in range(2):
        assert is_quiet(learner)
    assert (state(learner, "W01-2"), learner.issue("W01-2").comments) == (CLOSED, ())


def test_deleted_comments_are_not_written_again_once_a_new_push_is_about_their_issue(
    learner: Learner,
) -> None:
    for message in ("done W01-2", "redo W01-2"):
        learner.push(message)
    for _ in range(2):
        number = learner.issue("W01-2").number
        learner.twin.act("delete_comment", LEARNER, number=number)
    learner.push("skip W01-2")
    (word,) = learner.issue("W01-2").comments
    assert "skip W01-2" in word.body
    assert state(learner, "W01-2") == ("closed", "not_planned")
    assert is_quiet(learner)


@pytest.mark.parametrize("quote", ["> done W01-2", 'Revert "done W01-2"', "fixup! done W01-2"])
def test_an_old_claim_that_is_quoted_later_closes_nothing_again(
    learner: Learner, quote: str
) -> None:
    learner.push("done W01-2")
    learner.do("reopen", "W01-2")
    learner.push(quote)
    assert state(learner, "W01-2") == REOPENED
    assert is_quiet(learner)


@pytest.mark.parametrize("login", [AUTHOR, LEARNER, None])
def test_what_a_fork_has_from_its_upstream_closes_nothing(login: str | None) -> None:
    learner = Learner(world=seed.make_world("fork", now=MONDAY, has_issues=True))
    theirs = {"message": "done W01-2", "login": login, "name": "somebody", "files": {"new": "x"}}
    learner.twin.act("push", AUTHOR, f"{AUTHOR}/{seed.NAME}", commits=[theirs])
    learner.twin.advance(60)
    done = replay(learner, learner.twin.act("sync", LEARNER))
    assert (state(learner, "W01-2"), hints(done)) == (OPEN, ["order.inherited"])
    learner.push("done W01-2")
    assert state(learner, "W01-2") == CLOSED
    assert is_quiet(learner)


def test_a_run_that_was_killed_between_word_and_deed_does_the_deed_in_the_next(
    learner: Learner,
) -> None:
    event = learner.commit("done W01-2")
    learner.patience = 5.0
    learner.twin.reset_counters()
    before = learner.twin.world
    replay(learner, event)
    names = [entry.name for entry in learner.twin.world.log]
    learner.twin.world = before
    learner.twin.arm(Fault(names.index("CloseIssue") + 1, "502"))
    with pytest.raises(UnfinishedError):
        replay(learner, event)
    assert (state(learner, "W01-2"), len(learner.issue("W01-2").comments)) == (OPEN, 1)
    learner.run("schedule")
    assert (state(learner, "W01-2"), len(learner.issue("W01-2").comments)) == (CLOSED, 1)


# Redo of a unit


def test_redo_of_a_unit_brings_back_the_tasks_that_its_close_took_along(learner: Learner) -> None:
    learner.push("done W01-1")
    learner.do("close", "W01-2")
    learner.push("done W01")
    assert state(learner, "W01-3") == CLOSED
    learner.push("redo W01")
    states = [state(learner, id)[0] for id in ("W01", "W01-1", "W01-2", "W01-3")]
    assert states == ["open", "closed", "closed", "open"]
    assert is_quiet(learner)


def test_redo_of_a_unit_that_was_closed_by_a_click_brings_back_its_tasks(learner: Learner) -> None:
    learner.do("close", "W01")
    learner.run("issues")
    learner.push("重做 W01")
    states = {state(learner, id)[0] for id in ("W01", "W01-1", "W01-2", "W01-3")}
    assert states == {"open"}
    assert is_quiet(learner)


# Where a run starts


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("event", "job", "why"),
    [
        ("workflow_dispatch", {"ref": "refs/heads/other"}, "manual-branch"),
        ("repository_dispatch", {}, "unknown-event"),
        ("discussion", {}, "unknown-event"),
    ],
)
def test_a_run_that_starts_elsewhere_changes_nothing_and_says_so(
    learner: Learner, language: str, event: str, job: dict[str, Any], why: str
) -> None:
    learner.commit("done W01-2")
    learner.twin.reset_counters()
    done = learner.run(event, **job)
    assert (learner.twin.writes, done.plan, done.decision.why) == (0, (), why)
    assert f"told.{why}" in load_words(language)
