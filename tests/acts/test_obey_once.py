"""What commits ask for is done once and only once, in their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from github_twin.faults import Fault
from github_twin.world import World
from roadmap_bot.changes import Sort
from roadmap_bot.commits.orders import line_up, make_orders
from roadmap_bot.errors import UnfinishedError
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.plan import after, make_plan
from roadmap_bot.repository import Commit
from roadmap_bot.state import State
from roadmap_bot.target import make_target
from tests.kit.learner import Learner, changes, with_tasks
from tests.kit.obeying import (
    LEARNER,
    OBEY,
    comments,
    commit,
    is_quiet,
    orders_of,
    state,
)
from tests.kit.scene import MONDAY


def test_a_second_run_of_the_same_push_writes_nothing(learner: Learner) -> None:
    event = learner.commit("done W01-2, W01-1.1")
    for expected in (True, False):
        done = learner.run(event.name, event.payload, ref=event.ref)
        assert any(change.sort is Sort.CLOSE_ISSUE for change in done.plan) is expected
    assert len(comments(learner, "W01-2")) == 1


def test_what_a_skipped_or_cancelled_run_missed_the_next_one_does(learner: Learner) -> None:
    learner.commit("done W01-2 [skip ci]")
    learner.push("Typo")
    assert state(learner, "W01-2") == ("closed", "completed")
    learner.commit("done W01-3")
    learner.run("schedule")
    assert state(learner, "W01-3") == ("closed", "completed")


def test_what_a_person_undid_stays_undone(learner: Learner) -> None:
    learner.push("done W01-2")
    learner.do("reopen", "W01-2")
    assert is_quiet(learner)
    assert state(learner, "W01-2") == ("open", "reopened")


def test_commits_of_one_push_are_done_in_their_order(learner: Learner) -> None:
    learner.push("done W01-2", "reopen W01-2", "skip W01-3", "done W01-3")
    assert state(learner, "W01-2")[0] == "open"
    assert state(learner, "W01-3") == ("closed", "completed")
    assert is_quiet(learner)


def test_of_two_verbs_for_one_task_in_one_commit_the_last_word_counts(learner: Learner) -> None:
    learner.push("done W01-2\nskip W01-2\n\nreopen W01-3\ndone W01-3")
    assert state(learner, "W01-2") == ("closed", "not_planned")
    assert state(learner, "W01-3") == ("closed", "completed")
    assert [len(comments(learner, id)) for id in ("W01-2", "W01-3")] == [1, 1]
    assert is_quiet(learner)


def test_a_task_opened_after_its_unit_was_closed_in_one_push_stays_open(learner: Learner) -> None:
    learner.do("close", "W01-3")
    learner.push("done W01", "reopen W01-2, W01-3")
    assert [state(learner, f"W01-{number}")[0] for number in (1, 2, 3)] == [
        "closed",
        "open",
        "open",
    ]
    assert is_quiet(learner)


def test_a_unit_closed_after_its_task_was_opened_in_one_push_takes_it_along(
    learner: Learner,
) -> None:
    learner.do("close", "W01-2", reason="not_planned")
    learner.push("reopen W01-2", "done W01")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert is_quiet(learner)


def test_an_amended_commit_is_the_same_statement_and_says_nothing_new(learner: Learner) -> None:
    base = learner.home.head.sha
    learner.push("done W01-2")
    learner.push("done W01-2, amended", force=base)
    assert state(learner, "W01-2") == ("closed", "completed")
    assert len(comments(learner, "W01-2")) == 1
    assert is_quiet(learner)


def test_a_commit_that_a_forced_push_took_back_is_not_undone(learner: Learner) -> None:
    base = learner.home.head.sha
    learner.push("done W01-2")
    learner.push("Something else", force=base)
    assert state(learner, "W01-2") == ("closed", "completed")


def test_a_rebased_commit_does_not_close_again_what_a_person_opened(learner: Learner) -> None:
    first = commit(learner, "done W01-2")
    learner.twin.advance(60)
    learner.do("close", "W01-2")
    learner.do("reopen", "W01-2")
    assert orders_of(learner, replace(first, sha="b" * 40)).orders == ()


def test_two_commits_whose_shas_begin_alike_are_two(learner: Learner) -> None:
    learner.push("done W01-2")
    alike = learner.sha[:7] + "0" * 33
    first = next(one for one in learner.look()[0].commits if one.sha == learner.sha)
    later = Commit(alike, "reopen W01-2", learner.twin.world.now, LEARNER)
    assert [order.verb for order in orders_of(learner, first, later).orders] == ["reopen"]


def test_a_renamed_task_is_not_closed_anew_by_an_old_commit(learner: Learner) -> None:
    learner.push("done W01-2, W01-1.1")
    learner.push("reopen W01-2, W01-1.1")

    def rename(tasks: list[Any]) -> list[Any]:
        steps = [
            {**step, "id": step["id"].replace("-1.", "-8."), "aliases": [step["id"]]}
            for step in tasks[0]["steps"]
        ]
        first = {**tasks[0], "id": "W01-8", "aliases": ["W01-1"], "steps": steps}
        return [first, {**tasks[1], "id": "W01-9", "aliases": ["W01-2"]}, tasks[2]]

    learner.roadmap = with_tasks(learner.roadmap, rename)
    learner.push("New roadmap")
    assert state(learner, "W01-9")[0] == "open"
    assert find_ticks(learner.body("W01-8")) == {"W01-8.1": False, "W01-8.2": False}
    assert [len(comments(learner, id)) for id in ("W01-8", "W01-9")] == [0, 2]
    learner.push("done W01-2, W01-1.2")
    assert state(learner, "W01-9") == ("closed", "completed")
    assert find_ticks(learner.body("W01-8"))["W01-8.2"]


def test_a_run_that_was_killed_between_word_and_deed_does_the_deed_in_the_next(
    learner: Learner,
) -> None:
    event = learner.commit("done W01-2")
    learner.patience = 5.0
    learner.twin.reset_counters()
    before = learner.twin.world
    learner.run(event.name, event.payload, ref=event.ref)
    names = [entry.name for entry in learner.twin.world.log]
    clean = comments(learner, "W01-2")
    learner.twin.world = before
    learner.twin.arm(Fault(names.index("CloseIssue") + 1, "502"))
    with pytest.raises(UnfinishedError):
        learner.run(event.name, event.payload, ref=event.ref)
    assert (state(learner, "W01-2"), comments(learner, "W01-2")) == (("open", None), clean)
    learner.twin.arm()
    learner.patience = 3600.0
    learner.run("schedule")
    assert comments(learner, "W01-2") == clean
    assert is_quiet(learner)


def test_a_second_commit_that_says_the_same_leaves_no_second_comment(learner: Learner) -> None:
    learner.push("done W01-2", "Really done W01-2")
    assert len(comments(learner, "W01-2")) == 1
    assert is_quiet(learner)


def test_a_task_that_a_person_closed_before_needs_no_comment(learner: Learner) -> None:
    learner.do("close", "W01-2")
    learner.push("done W01-2")
    assert comments(learner, "W01-2") == []
    assert is_quiet(learner)


# The line of commits


def test_commits_stand_oldest_first_and_the_pushs_own_only_where_the_history_is_short() -> None:
    def make(name: str) -> Commit:
        return Commit(name * 40, name, MONDAY, None)

    assert "".join(one.message for one in line_up(map(make, "dcb"), map(make, "abc"))) == "abcd"
    assert line_up((), ()) == ()


def test_the_order_of_a_run_is_the_order_of_the_law(learner: Learner) -> None:
    learner.commit("done W01-1.1, W01-2", "skip W01-3")
    seen, goal = learner.look()
    orders = make_orders(seen, goal)
    target: State = make_target(seen.things, OBEY, goal, orders)
    assert sorted(change.key for change in make_plan(seen.things, target)) == [
        *[f"comment/{order.id}@{order.commit.sha}" for order in orders.orders if not order.step],
        "issue/W01-1",
        "issue/W01-2",
        "issue/W01-3",
    ]
    sorts = [sort for sort, key in changes(learner.run("schedule")) if key != "issue/control"]
    sorts = [sort for sort in sorts if sort != "pin_issue"]
    assert sorts[:5] == ["update_issue", *["add_comment"] * 2, *["close_issue"] * 2]


# A law, over whatever is pushed and done in the page


WHOM = st.sampled_from(["W01", "W01-1", "W01-2", "W01-3", "W01.1", "W01-1.1", "W01-1.2"])
WISH = st.tuples(st.sampled_from(["done", "reopen", "skip"]), WHOM).map(" ".join)
MESSAGES = st.lists(st.lists(WISH, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=3)
DEEDS = st.one_of(
    st.tuples(st.sampled_from(["push", "skip ci", "amend"]), MESSAGES),
    st.tuples(st.sampled_from(["close", "reopen"]), st.sampled_from(["W01", "W01-1", "W01-2"])),
    st.tuples(st.sampled_from(["tick", "clear"]), st.sampled_from(["W01", "W01-1"])),
)
_WORLDS: list[World] = []


def fresh() -> Learner:
    """A learner after its first run, made once."""
    learner = Learner.__new__(Learner)
    if not _WORLDS:
        first = Learner()
        first.run()
        _WORLDS.append(first.twin.world)
    super(Learner, learner).__init__(_WORLDS[0])
    learner.twin.advance(60)
    return learner


def happen(learner: Learner, deed: str, what: Any) -> None:
    if deed in ("push", "skip ci"):
        learner.commit(*what)
    elif deed == "amend":
        learner.commit(*what, force=learner.home.head.parents[0])
    elif deed in ("tick", "clear"):
        learner.edit(
            what,
            lambda body: body.replace(*(("[ ]", "[x]") if deed == "tick" else ("[x]", "[ ]")), 1),
        )
    else:
        learner.do(deed, what)


@given(st.lists(st.tuples(DEEDS, st.booleans()), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_asked_one_run_does_it_and_the_next_writes_nothing(
    deeds: list[tuple[tuple[str, Any], bool]],
) -> None:
    learner = fresh()
    for (deed, what), runs in [*deeds, (("push", ["Done for today"]), True)]:
        happen(learner, deed, what)
        if runs:
            seen, goal = learner.look()
            target = make_target(seen.things, OBEY, goal, make_orders(seen, goal))
            plan = make_plan(seen.things, target)
            assert make_plan(after(seen.things, plan), target) == ()
            learner.apply(*OBEY)
            assert learner.count(lambda: learner.apply(*OBEY)) == 0
