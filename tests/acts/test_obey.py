"""What commits ask for is done once, by those who may ask, unless somebody had a say since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from github_twin import seed
from github_twin.faults import Fault
from github_twin.world import World
from roadmap_bot.acts.obey import MANY, hold_back
from roadmap_bot.changes import Sort
from roadmap_bot.commits.order import Orders
from roadmap_bot.commits.orders import find_authors, line_up, make_orders
from roadmap_bot.decide import Act
from roadmap_bot.errors import UnfinishedError
from roadmap_bot.issues.boxes import find_shas, find_ticks
from roadmap_bot.plan import after, make_plan
from roadmap_bot.repository import Commit
from roadmap_bot.state import State
from roadmap_bot.target import make_target
from tests.kit.learner import Learner, changes, with_tasks, wrong
from tests.kit.scene import MONDAY

LEARNER, HELPER, STRANGER, AUTHOR = seed.LEARNER, seed.HELPER, seed.STRANGER, seed.AUTHOR
OBEY = frozenset({Act.OBEY, Act.FOLLOW})


@pytest.fixture
def learner() -> Learner:
    return Learner()


def state(learner: Learner, id: str) -> tuple[str, str | None]:
    issue = learner.issue(id)
    return issue.state, issue.reason


def comments(learner: Learner, id: str) -> list[str]:
    return [comment.body for comment in learner.issue(id).comments]


def codes(learner: Learner, *messages: str, **push: Any) -> list[str]:
    """What a push has to say."""
    return [problem.code for problem in wrong(learner.push(*messages, **push))]


def is_quiet(learner: Learner) -> bool:
    """Whether another run of any kind writes nothing, but for the report."""
    events: list[tuple[str, Mapping[str, Any]]] = [("schedule", {}), ("workflow_dispatch", {})]
    return not any(
        change.sort is not Sort.COMMIT
        for name, event in events
        for change in learner.run(name, event).plan
    )


# Doing what commits say


def test_done_closes_the_task_and_leaves_one_comment(learner: Learner) -> None:
    learner.push("Bake bread\n\ndone W01-2")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert comments(learner, "W01-2") == [
        f"<!-- roadmap-bot: W01-2@{learner.sha} done -->\nClosed by `{learner.sha[:7]} Bake bread`."
    ]
    assert is_quiet(learner)


def test_skip_closes_as_not_planned_and_says_so(learner: Learner) -> None:
    learner.push("skip W01-2")
    assert state(learner, "W01-2") == ("closed", "not_planned")
    assert comments(learner, "W01-2")[0].endswith(f"Skipped by `{learner.sha[:7]} skip W01-2`.")


@pytest.mark.parametrize("reason", ["completed", "not_planned", "duplicate"])
def test_reopen_opens_whatever_was_closed_and_says_so(learner: Learner, reason: str) -> None:
    learner.do("close", "W01-2", reason=reason)
    learner.push("reopen W01-2")
    assert state(learner, "W01-2") == ("open", "reopened")
    assert comments(learner, "W01-2")[0].endswith(f"Reopened by `{learner.sha[:7]} reopen W01-2`.")
    assert is_quiet(learner)


def test_done_after_skip_changes_the_reason_and_skip_after_done_changes_nothing(
    learner: Learner,
) -> None:
    learner.push("skip W01-2")
    learner.push("done W01-2")
    assert state(learner, "W01-2") == ("closed", "completed")
    learner.push("skip W01-2")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert len(comments(learner, "W01-2")) == 2
    assert is_quiet(learner)


@pytest.mark.parametrize(("verb", "reason"), [("done", "completed"), ("skip", "not_planned")])
def test_a_unit_takes_its_open_tasks_with_it_the_same_way(
    learner: Learner, verb: str, reason: str
) -> None:
    learner.do("close", "W01-3")
    learner.push(f"{verb} W01")
    assert [state(learner, id) for id in ("W01", "W01-1", "W01-2", "W01-3")] == [
        *[("closed", reason)] * 3,
        ("closed", "completed"),
    ]
    assert [len(comments(learner, id)) for id in ("W01", "W01-1", "W01-2")] == [1, 0, 0]
    assert is_quiet(learner)


def test_both_languages_and_lists_of_ids_work(learner: Learner) -> None:
    learner.push("完成 W01-1、W01-2 和 W01-3")
    assert {state(learner, f"W01-{number}") for number in (1, 2, 3)} == {("closed", "completed")}


def test_a_comment_pings_nobody_and_names_no_issue_whatever_the_subject(learner: Learner) -> None:
    learner.push("`@ada` closes #1 @learner `\n\ndone W01-2")
    (comment,) = comments(learner, "W01-2")
    assert (
        comment.splitlines()[1] == f"Closed by `` {learner.sha[:7]} `@ada` closes #1 @learner ` ``."
    )


def test_a_long_subject_is_cut(learner: Learner) -> None:
    learner.push("a" * 500 + "\n\ndone W01-2")
    assert len(comments(learner, "W01-2")[0].splitlines()[1]) < 100


# Steps


def test_a_step_ticks_its_box_with_the_sha_beside_it_and_leaves_no_comment(
    learner: Learner,
) -> None:
    learner.push("done W01-1.1")
    assert find_ticks(learner.body("W01-1")) == {"W01-1.1": True, "W01-1.2": False}
    assert find_shas(learner.body("W01-1")) == {"W01-1.1": learner.sha[:7]}
    assert comments(learner, "W01-1") == []
    assert is_quiet(learner)


def test_the_last_step_closes_its_task_in_the_same_run(learner: Learner) -> None:
    learner.push("done W01-1.1 and W01-1.2")
    assert state(learner, "W01-1") == ("closed", "completed")


def test_a_step_of_a_unit_is_a_box_of_its_own(learner: Learner) -> None:
    learner.push("done W01.1")
    assert find_ticks(learner.body("W01")) == {"W01.1": True}


def test_reopen_clears_the_box(learner: Learner) -> None:
    learner.push("done W01-1.1")
    learner.push("reopen W01-1.1")
    assert find_ticks(learner.body("W01-1"))["W01-1.1"] is False
    assert find_shas(learner.body("W01-1"))["W01-1.1"] == learner.sha[:7]
    assert is_quiet(learner)


def test_a_step_cannot_be_skipped(learner: Learner) -> None:
    assert codes(learner, "skip W01-1.1") == ["order.step-skip"]
    assert not find_ticks(learner.body("W01-1"))["W01-1.1"]


def test_a_box_that_a_person_cleared_stays_clear(learner: Learner) -> None:
    learner.push("done W01-1.1")
    learner.do("tick", "W01-1", text="Weigh", on=False)
    assert is_quiet(learner)
    assert not find_ticks(learner.body("W01-1"))["W01-1.1"]


def test_a_box_that_was_ticked_already_stays_clear_once_somebody_clears_it(
    learner: Learner,
) -> None:
    learner.do("tick", "W01-1", text="Weigh")
    learner.push("done W01-1.1")
    learner.do("tick", "W01-1", text="Weigh", on=False)
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [{**tasks[0], "note": "Use rye."}, *tasks[1:]]
    )
    learner.apply()
    assert is_quiet(learner)
    assert not find_ticks(learner.body("W01-1"))["W01-1.1"]


def test_a_step_that_is_new_in_the_same_push_is_ticked(learner: Learner) -> None:
    step = {"id": "W01-2.1", "text": "Cover it"}
    learner.roadmap = with_tasks(
        learner.roadmap, lambda tasks: [tasks[0], {**tasks[1], "steps": [step]}, tasks[2]]
    )
    learner.push("done W01-2.1")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert is_quiet(learner)


# Numbers


def test_a_number_closes_the_bots_own_issue(learner: Learner) -> None:
    number = learner.issue("W01-2").number
    learner.push(f"closes #{number}")
    assert state(learner, "W01-2") == ("closed", "completed")
    assert is_quiet(learner)


def test_where_github_does_not_close_by_number_the_bot_does(learner: Learner) -> None:
    orders = orders_of(learner, commit(learner, f"closes #{learner.issue('W01-2').number}"))
    assert [(order.verb, order.id) for order in orders.orders] == [("done", "W01-2")]


def test_a_number_of_somebody_elses_issue_is_left_alone_and_named(learner: Learner) -> None:
    learner.twin.act("open_issue", LEARNER, title="Mine")
    number = max(learner.home.issues)
    (problem,) = orders_of(learner, commit(learner, f"closes #{number}")).problems
    assert (problem.code, problem.values["number"]) == ("order.not-ours", number)


# Once and only once


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


# What is void


def commit(
    learner: Learner, message: str, *, login: str | None = LEARNER, hours: float = 0.0
) -> Commit:
    """A commit of this moment, or of some hours ago."""
    return Commit("a" * 40, message, learner.twin.world.now - dt.timedelta(hours=hours), login)


def orders_of(learner: Learner, *commits: Commit, limit: int = MANY, **options: Any) -> Orders:
    seen, goal = learner.look()
    return hold_back(
        make_orders(replace(seen, commits=commits), goal, **options), seen.things, goal, limit
    )


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


# Many at once


def many(count: int) -> tuple[Learner, list[str]]:
    learner = Learner("big-en")
    return learner, [task.id for _, task in learner.roadmap.tasks][:count]


def test_more_than_twenty_tasks_wait_for_a_run_by_hand() -> None:
    learner, ids = many(21)
    (problem,) = wrong(learner.push("done " + ", ".join(ids)))
    assert (problem.code, problem.values) == ("order.many", {"count": 21, "limit": 20})
    assert {state(learner, id)[0] for id in ids} == {"open"}
    learner.run("workflow_dispatch")
    assert {state(learner, id) for id in ids} == {("closed", "completed")}


def test_twenty_are_closed_at_once() -> None:
    learner, ids = many(20)
    assert wrong(learner.push("done " + ", ".join(ids))) == []
    assert {state(learner, id)[0] for id in ids} == {"closed"}


def test_tasks_that_a_unit_or_a_last_step_closes_count_and_what_closes_anyway_does_not() -> None:
    learner, _ = many(1)
    unit = max(learner.roadmap.units, key=lambda unit: len(unit.tasks))
    problems = orders_of(
        learner, commit(learner, f"done {unit.id}"), limit=len(unit.tasks) - 1
    ).problems
    assert [(p.code, p.values["count"]) for p in problems] == [("order.many", len(unit.tasks))]
    assert (
        orders_of(learner, commit(learner, f"done {unit.id}"), limit=len(unit.tasks)).problems == ()
    )
    task = next(task for _, task in learner.roadmap.tasks if task.steps)
    steps = ", ".join(step.id for step in task.steps)
    assert orders_of(learner, commit(learner, f"done {steps}"), limit=0).orders == ()
    learner.edit(task.id, lambda body: body.replace("[ ]", "[x]"))
    assert len(orders_of(learner, commit(learner, f"done {task.id}"), limit=0).orders) == 1


# What is told


def test_an_unknown_id_is_told_in_its_own_run_only_with_the_commit(learner: Learner) -> None:
    (problem,) = wrong(learner.push("done W01-7"))
    assert (problem.code, problem.values["sha"]) == ("directive.unknown", learner.sha[:7])
    assert wrong(learner.push("Typo")) == []
    assert wrong(learner.run("schedule")) == []
    assert [one.code for one in wrong(learner.run("workflow_dispatch"))] == ["directive.unknown"]


def test_ten_warnings_are_enough(learner: Learner) -> None:
    messages = [f"done W0{number}-7" for number in range(2, 10)] * 2
    assert len(wrong(learner.push(*[f"{text} {n}" for n, text in enumerate(messages)]))) == 10


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
