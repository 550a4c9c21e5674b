"""Nothing is done where somebody had a say since, nor for those who may not ask."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.commits.orders import find_authors
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.repository import Commit
from tests.kit.learner import Learner, wrong
from tests.kit.obeying import (
    AUTHOR,
    HELPER,
    LEARNER,
    STRANGER,
    codes,
    commit,
    is_quiet,
    orders_of,
    state,
)
from tests.kit.scene import MONDAY


def test_a_commit_older_than_the_task_asks_for_nothing(learner: Learner) -> None:
    assert orders_of(learner, commit(learner, "done W01-2, W01-1.1", hours=1)).orders == ()
    assert len(orders_of(learner, commit(learner, "done W01-2, W01-1.1")).orders) == 2


def test_the_history_of_a_fork_closes_nothing_when_all_is_new() -> None:
    learner = Learner.__new__(Learner)
    super(Learner, learner).__init__(world=seed.make_world("own", now=MONDAY))
    learner.twin.act("push", LEARNER, commits=[{"message": "done W01-2"}])
    learner.run()
    assert state(learner, "W01-2")[0] == "open"
    assert is_quiet(learner)


@pytest.mark.parametrize("verb", ["done", "skip", "reopen"])
def test_whatever_a_person_closed_or_reopened_later_is_left_alone(
    learner: Learner, verb: str
) -> None:
    offline = commit(learner, f"{verb} W01-2")
    for act in ("close", "reopen", "close"):
        learner.do(act, "W01-2")
        assert orders_of(learner, offline).orders == ()


def test_a_step_that_a_person_may_have_ticked_later_is_never_cleared(learner: Learner) -> None:
    learner.commit("reopen W01-1.1")
    learner.do("tick", "W01-1", text="Weigh")
    learner.push("done W01-1.2")
    learner.run("schedule")
    assert find_ticks(learner.body("W01-1")) == {"W01-1.1": True, "W01-1.2": True}


def test_what_a_person_writes_meanwhile_keeps_no_step_from_being_ticked(learner: Learner) -> None:
    offline = commit(learner, "done W01-1.1")
    learner.edit("W01-1", lambda body: f"{body}\nA note.\n")
    assert [order.id for order in orders_of(learner, offline).orders] == ["W01-1.1"]


def test_what_came_before_something_handled_is_past(learner: Learner) -> None:
    learner.push("reopen W01-1.1")
    seen = learner.look()[0]
    handled = next(one for one in seen.commits if one.sha == learner.sha)
    older = Commit("b" * 40, "done W01-1.1", handled.date, LEARNER)
    assert orders_of(learner, older, handled).orders == ()
    assert len(orders_of(learner, handled, older).orders) == 1


def test_a_task_in_dispute_is_left_alone(learner: Learner) -> None:
    for number in (learner.issue("W01-2").number, learner.double("W01-2")):
        learner.act_on("comment", number, body="Mine.")
    assert codes(learner, "done W01-2") == ["issue.disputed"]
    assert state(learner, "W01-2")[0] == "open"


def test_an_order_for_a_task_left_out_is_void() -> None:
    learner = Learner(settings="without: [W01-2]\n")
    assert orders_of(learner, commit(learner, "done W01-2")).orders == ()


# Who may ask


def test_a_merge_from_upstream_closes_nothing_and_is_named_once() -> None:
    learner = Learner(world=seed.make_world("fork", now=MONDAY, has_issues=True))
    learner.twin.act(
        "push",
        AUTHOR,
        f"{AUTHOR}/{seed.NAME}",
        commits=[{"message": "done W01-2", "files": {"new": "x"}}],
    )
    learner.twin.advance(60)
    event = learner.twin.act("sync", LEARNER)
    assert event is not None
    done = learner.run(event.name, event.payload, ref=event.ref)
    assert wrong(done) == []
    assert [hint.code for hint in done.hints if hint.code.startswith("order.")] == [
        "order.inherited"
    ]
    assert state(learner, "W01-2")[0] == "open"
    assert wrong(learner.run("schedule")) == []


@pytest.mark.parametrize(
    ("login", "obeyed"),
    [(LEARNER, True), (HELPER, True), (STRANGER, False), (AUTHOR, False), (None, True)],
)
def test_commits_count_of_the_learner_of_collaborators_and_of_nobody_known(
    learner: Learner, login: str | None, *, obeyed: bool
) -> None:
    found = codes(learner, *[{"message": "done W01-2", "login": login}])  # type: ignore[arg-type]
    assert (state(learner, "W01-2")[0] == "closed") is obeyed
    assert found == ([] if obeyed else ["order.stranger"])


def test_the_settings_allow_others_whatever_the_case() -> None:
    learner = Learner(settings=f"allow: [{STRANGER.upper()}]\n")
    learner.push({"message": "done W01-2", "login": STRANGER})
    assert state(learner, "W01-2")[0] == "closed"


def test_whoever_pushes_may_ask(learner: Learner) -> None:
    event = learner.commit({"message": "done W01-2", "login": STRANGER})
    learner.run(event.name, event.payload, ref=event.ref, actor=STRANGER)
    assert state(learner, "W01-2")[0] == "closed"


def test_authors_are_asked_about_only_where_they_ask_for_something(learner: Learner) -> None:
    commits = [commit(learner, "done W01-2", login=name) for name in (LEARNER, None)]
    assert find_authors([*commits, commit(learner, "Typo", login=STRANGER)], learner.roadmap) == {
        LEARNER
    }
