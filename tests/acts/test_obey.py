"""What commits ask for is done once, by those who may ask, unless somebody had a say since; no bookmark is stored."""

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
from roadmap_bot.issues.body import find_shas, find_ticks
from roadmap_bot.plan import after, make_plan
from roadmap_bot.repository import Commit
from roadmap_bot.state import State
from roadmap_bot.target import make_target
from tests.kit.learner import Study, changes, with_tasks, wrong
from tests.kit.scene import MONDAY

LEARNER, HELPER, STRANGER, AUTHOR = seed.LEARNER, seed.HELPER, seed.STRANGER, seed.AUTHOR
OBEY = frozenset({Act.OBEY, Act.FOLLOW})


@pytest.fixture
def study() -> Study:
    return Study()


def state(study: Study, id: str) -> tuple[str, str | None]:
    issue = study.issue(id)
    return issue.state, issue.reason


def comments(study: Study, id: str) -> list[str]:
    return [comment.body for comment in study.issue(id).comments]


def codes(study: Study, *messages: str, **push: Any) -> list[str]:
    """What a push has to say."""
    return [problem.code for problem in wrong(study.push(*messages, **push))]


def is_quiet(study: Study) -> bool:
    """Whether another run of any kind writes nothing, but for the report."""
    events: list[tuple[str, Mapping[str, Any]]] = [("schedule", {}), ("workflow_dispatch", {})]
    return not any(
        change.sort is not Sort.COMMIT
        for name, event in events
        for change in study.run(name, event).plan
    )


# Doing what commits say


def test_done_closes_the_task_and_leaves_one_comment(study: Study) -> None:
    study.push("Bake bread\n\ndone W01-2")
    assert state(study, "W01-2") == ("closed", "completed")
    assert comments(study, "W01-2") == [
        f"<!-- roadmap-bot: W01-2@{study.sha} done -->\nClosed by `{study.sha[:7]} Bake bread`."
    ]
    assert is_quiet(study)


def test_skip_closes_as_not_planned_and_says_so(study: Study) -> None:
    study.push("skip W01-2")
    assert state(study, "W01-2") == ("closed", "not_planned")
    assert comments(study, "W01-2")[0].endswith(f"Skipped by `{study.sha[:7]} skip W01-2`.")


@pytest.mark.parametrize("reason", ["completed", "not_planned", "duplicate"])
def test_reopen_opens_whatever_was_closed_and_says_so(study: Study, reason: str) -> None:
    study.do("close", "W01-2", reason=reason)
    study.push("reopen W01-2")
    assert state(study, "W01-2") == ("open", "reopened")
    assert comments(study, "W01-2")[0].endswith(f"Reopened by `{study.sha[:7]} reopen W01-2`.")
    assert is_quiet(study)


def test_done_after_skip_changes_the_reason_and_skip_after_done_changes_nothing(
    study: Study,
) -> None:
    study.push("skip W01-2")
    study.push("done W01-2")
    assert state(study, "W01-2") == ("closed", "completed")
    study.push("skip W01-2")
    assert state(study, "W01-2") == ("closed", "completed")
    assert len(comments(study, "W01-2")) == 2
    assert is_quiet(study)


@pytest.mark.parametrize(("verb", "reason"), [("done", "completed"), ("skip", "not_planned")])
def test_a_unit_takes_its_open_tasks_with_it_the_same_way(
    study: Study, verb: str, reason: str
) -> None:
    study.do("close", "W01-3")
    study.push(f"{verb} W01")
    assert [state(study, id) for id in ("W01", "W01-1", "W01-2", "W01-3")] == [
        *[("closed", reason)] * 3,
        ("closed", "completed"),
    ]
    assert [len(comments(study, id)) for id in ("W01", "W01-1", "W01-2")] == [1, 0, 0]
    assert is_quiet(study)


def test_both_languages_and_lists_of_ids_work(study: Study) -> None:
    study.push("完成 W01-1、W01-2 和 W01-3")
    assert {state(study, f"W01-{number}") for number in (1, 2, 3)} == {("closed", "completed")}


def test_a_comment_pings_nobody_and_names_no_issue_whatever_the_subject(study: Study) -> None:
    study.push("`@ada` closes #1 @learner `\n\ndone W01-2")
    (comment,) = comments(study, "W01-2")
    assert (
        comment.splitlines()[1] == f"Closed by `` {study.sha[:7]} `@ada` closes #1 @learner ` ``."
    )


def test_a_long_subject_is_cut(study: Study) -> None:
    study.push("a" * 500 + "\n\ndone W01-2")
    assert len(comments(study, "W01-2")[0].splitlines()[1]) < 100


# Steps


def test_a_step_ticks_its_box_with_the_sha_beside_it_and_leaves_no_comment(study: Study) -> None:
    study.push("done W01-1.1")
    assert find_ticks(study.body("W01-1")) == {"W01-1.1": True, "W01-1.2": False}
    assert find_shas(study.body("W01-1")) == {"W01-1.1": study.sha[:7]}
    assert comments(study, "W01-1") == []
    assert is_quiet(study)


def test_the_last_step_closes_its_task_in_the_same_run(study: Study) -> None:
    study.push("done W01-1.1 and W01-1.2")
    assert state(study, "W01-1") == ("closed", "completed")


def test_a_step_of_a_unit_is_a_box_of_its_own(study: Study) -> None:
    study.push("done W01.1")
    assert find_ticks(study.body("W01")) == {"W01.1": True}


def test_reopen_clears_the_box(study: Study) -> None:
    study.push("done W01-1.1")
    study.push("reopen W01-1.1")
    assert find_ticks(study.body("W01-1"))["W01-1.1"] is False
    assert find_shas(study.body("W01-1"))["W01-1.1"] == study.sha[:7]
    assert is_quiet(study)


def test_a_step_cannot_be_skipped(study: Study) -> None:
    assert codes(study, "skip W01-1.1") == ["order.step-skip"]
    assert not find_ticks(study.body("W01-1"))["W01-1.1"]


def test_a_box_that_a_person_cleared_stays_clear(study: Study) -> None:
    study.push("done W01-1.1")
    study.do("tick", "W01-1", text="Weigh", on=False)
    assert is_quiet(study)
    assert not find_ticks(study.body("W01-1"))["W01-1.1"]


def test_a_box_that_was_ticked_already_stays_clear_once_somebody_clears_it(study: Study) -> None:
    study.do("tick", "W01-1", text="Weigh")
    study.push("done W01-1.1")
    study.do("tick", "W01-1", text="Weigh", on=False)
    study.roadmap = with_tasks(
        study.roadmap, lambda tasks: [{**tasks[0], "note": "Use rye."}, *tasks[1:]]
    )
    study.apply()
    assert is_quiet(study)
    assert not find_ticks(study.body("W01-1"))["W01-1.1"]


def test_a_step_that_is_new_in_the_same_push_is_ticked(study: Study) -> None:
    step = {"id": "W01-2.1", "text": "Cover it"}
    study.roadmap = with_tasks(
        study.roadmap, lambda tasks: [tasks[0], {**tasks[1], "steps": [step]}, tasks[2]]
    )
    study.push("done W01-2.1")
    assert state(study, "W01-2") == ("closed", "completed")
    assert is_quiet(study)


# Numbers


def test_a_number_closes_the_bots_own_issue(study: Study) -> None:
    number = study.issue("W01-2").number
    study.push(f"closes #{number}")
    assert state(study, "W01-2") == ("closed", "completed")
    assert is_quiet(study)


def test_where_github_does_not_close_by_number_the_bot_does(study: Study) -> None:
    orders = orders_of(study, commit(study, f"closes #{study.issue('W01-2').number}"))
    assert [(order.verb, order.id) for order in orders.orders] == [("done", "W01-2")]


def test_a_number_of_somebody_elses_issue_is_left_alone_and_named(study: Study) -> None:
    study.twin.act("open_issue", LEARNER, title="Mine")
    number = max(study.home.issues)
    (problem,) = orders_of(study, commit(study, f"closes #{number}")).problems
    assert (problem.code, problem.values["number"]) == ("order.not-ours", number)


# Once and only once


def test_a_second_run_of_the_same_push_writes_nothing(study: Study) -> None:
    event = study.commit("done W01-2, W01-1.1")
    for expected in (True, False):
        done = study.run(event.name, event.payload, ref=event.ref)
        assert any(change.sort is Sort.CLOSE_ISSUE for change in done.plan) is expected
    assert len(comments(study, "W01-2")) == 1


def test_what_a_skipped_or_cancelled_run_missed_the_next_one_does(study: Study) -> None:
    study.commit("done W01-2 [skip ci]")
    study.push("Typo")
    assert state(study, "W01-2") == ("closed", "completed")
    study.commit("done W01-3")
    study.run("schedule")
    assert state(study, "W01-3") == ("closed", "completed")


def test_what_a_person_undid_stays_undone(study: Study) -> None:
    study.push("done W01-2")
    study.do("reopen", "W01-2")
    assert is_quiet(study)
    assert state(study, "W01-2") == ("open", "reopened")


def test_commits_of_one_push_are_done_in_their_order(study: Study) -> None:
    study.push("done W01-2", "reopen W01-2", "skip W01-3", "done W01-3")
    assert state(study, "W01-2")[0] == "open"
    assert state(study, "W01-3") == ("closed", "completed")
    assert is_quiet(study)


def test_of_two_verbs_for_one_task_in_one_commit_the_last_word_counts(study: Study) -> None:
    study.push("done W01-2\nskip W01-2\n\nreopen W01-3\ndone W01-3")
    assert state(study, "W01-2") == ("closed", "not_planned")
    assert state(study, "W01-3") == ("closed", "completed")
    assert [len(comments(study, id)) for id in ("W01-2", "W01-3")] == [1, 1]
    assert is_quiet(study)


def test_a_task_opened_after_its_unit_was_closed_in_one_push_stays_open(study: Study) -> None:
    study.do("close", "W01-3")
    study.push("done W01", "reopen W01-2, W01-3")
    assert [state(study, f"W01-{number}")[0] for number in (1, 2, 3)] == ["closed", "open", "open"]
    assert is_quiet(study)


def test_a_unit_closed_after_its_task_was_opened_in_one_push_takes_it_along(study: Study) -> None:
    study.do("close", "W01-2", reason="not_planned")
    study.push("reopen W01-2", "done W01")
    assert state(study, "W01-2") == ("closed", "completed")
    assert is_quiet(study)


def test_an_amended_commit_is_the_same_statement_and_says_nothing_new(study: Study) -> None:
    base = study.home.head.sha
    study.push("done W01-2")
    study.push("done W01-2, amended", force=base)
    assert state(study, "W01-2") == ("closed", "completed")
    assert len(comments(study, "W01-2")) == 1
    assert is_quiet(study)


def test_a_commit_that_a_forced_push_took_back_is_not_undone(study: Study) -> None:
    base = study.home.head.sha
    study.push("done W01-2")
    study.push("Something else", force=base)
    assert state(study, "W01-2") == ("closed", "completed")


def test_a_rebased_commit_does_not_close_again_what_a_person_opened(study: Study) -> None:
    first = commit(study, "done W01-2")
    study.twin.advance(60)
    study.do("close", "W01-2")
    study.do("reopen", "W01-2")
    assert orders_of(study, replace(first, sha="b" * 40)).orders == ()


def test_two_commits_whose_shas_begin_alike_are_two(study: Study) -> None:
    study.push("done W01-2")
    alike = study.sha[:7] + "0" * 33
    first = next(one for one in study.look()[0].commits if one.sha == study.sha)
    later = Commit(alike, "reopen W01-2", study.twin.world.now, LEARNER)
    assert [order.verb for order in orders_of(study, first, later).orders] == ["reopen"]


def test_a_renamed_task_is_not_closed_anew_by_an_old_commit(study: Study) -> None:
    study.push("done W01-2, W01-1.1")
    study.push("reopen W01-2, W01-1.1")

    def rename(tasks: list[Any]) -> list[Any]:
        steps = [
            {**step, "id": step["id"].replace("-1.", "-8."), "aliases": [step["id"]]}
            for step in tasks[0]["steps"]
        ]
        first = {**tasks[0], "id": "W01-8", "aliases": ["W01-1"], "steps": steps}
        return [first, {**tasks[1], "id": "W01-9", "aliases": ["W01-2"]}, tasks[2]]

    study.roadmap = with_tasks(study.roadmap, rename)
    study.push("New roadmap")
    assert state(study, "W01-9")[0] == "open"
    assert find_ticks(study.body("W01-8")) == {"W01-8.1": False, "W01-8.2": False}
    assert [len(comments(study, id)) for id in ("W01-8", "W01-9")] == [0, 2]
    study.push("done W01-2, W01-1.2")
    assert state(study, "W01-9") == ("closed", "completed")
    assert find_ticks(study.body("W01-8"))["W01-8.2"]


def test_a_run_that_was_killed_between_word_and_deed_does_the_deed_in_the_next(
    study: Study,
) -> None:
    event = study.commit("done W01-2")
    study.patience = 5.0
    study.twin.reset_counters()
    before = study.twin.world
    study.run(event.name, event.payload, ref=event.ref)
    names = [entry.name for entry in study.twin.world.log]
    clean = comments(study, "W01-2")
    study.twin.world = before
    study.twin.arm(Fault(names.index("CloseIssue") + 1, "502"))
    with pytest.raises(UnfinishedError):
        study.run(event.name, event.payload, ref=event.ref)
    assert (state(study, "W01-2"), comments(study, "W01-2")) == (("open", None), clean)
    study.twin.arm()
    study.patience = 3600.0
    study.run("schedule")
    assert comments(study, "W01-2") == clean
    assert is_quiet(study)


def test_a_second_commit_that_says_the_same_leaves_no_second_comment(study: Study) -> None:
    study.push("done W01-2", "Really done W01-2")
    assert len(comments(study, "W01-2")) == 1
    assert is_quiet(study)


def test_a_task_that_a_person_closed_before_needs_no_comment(study: Study) -> None:
    study.do("close", "W01-2")
    study.push("done W01-2")
    assert comments(study, "W01-2") == []
    assert is_quiet(study)


# What is void


def commit(
    study: Study, message: str, *, login: str | None = LEARNER, hours: float = 0.0
) -> Commit:
    """A commit of this moment, or of some hours ago."""
    return Commit("a" * 40, message, study.twin.world.now - dt.timedelta(hours=hours), login)


def orders_of(study: Study, *commits: Commit, limit: int = MANY, **options: Any) -> Orders:
    seen, goal = study.look()
    return hold_back(
        make_orders(replace(seen, commits=commits), goal, **options), seen.things, goal, limit
    )


def test_a_commit_older_than_the_task_asks_for_nothing(study: Study) -> None:
    assert orders_of(study, commit(study, "done W01-2, W01-1.1", hours=1)).orders == ()
    assert len(orders_of(study, commit(study, "done W01-2, W01-1.1")).orders) == 2


def test_the_history_of_a_fork_closes_nothing_when_all_is_new() -> None:
    study = Study.__new__(Study)
    super(Study, study).__init__(world=seed.make_world("own", now=MONDAY))
    study.twin.act("push", LEARNER, commits=[{"message": "done W01-2"}])
    study.run()
    assert state(study, "W01-2")[0] == "open"
    assert is_quiet(study)


@pytest.mark.parametrize("verb", ["done", "skip", "reopen"])
def test_whatever_a_person_closed_or_reopened_later_is_left_alone(study: Study, verb: str) -> None:
    offline = commit(study, f"{verb} W01-2")
    for act in ("close", "reopen", "close"):
        study.do(act, "W01-2")
        assert orders_of(study, offline).orders == ()


def test_a_step_that_a_person_may_have_ticked_later_is_never_cleared(study: Study) -> None:
    study.commit("reopen W01-1.1")
    study.do("tick", "W01-1", text="Weigh")
    study.push("done W01-1.2")
    study.run("schedule")
    assert find_ticks(study.body("W01-1")) == {"W01-1.1": True, "W01-1.2": True}


def test_what_a_person_writes_meanwhile_keeps_no_step_from_being_ticked(study: Study) -> None:
    offline = commit(study, "done W01-1.1")
    study.edit("W01-1", lambda body: f"{body}\nA note.\n")
    assert [order.id for order in orders_of(study, offline).orders] == ["W01-1.1"]


def test_what_came_before_something_handled_is_past(study: Study) -> None:
    study.push("reopen W01-1.1")
    seen = study.look()[0]
    handled = next(one for one in seen.commits if one.sha == study.sha)
    older = Commit("b" * 40, "done W01-1.1", handled.date, LEARNER)
    assert orders_of(study, older, handled).orders == ()
    assert len(orders_of(study, handled, older).orders) == 1


def test_a_task_in_dispute_is_left_alone(study: Study) -> None:
    for number in (study.issue("W01-2").number, study.double("W01-2")):
        study.person("comment", number, body="Mine.")
    assert codes(study, "done W01-2") == ["issue.disputed"]
    assert state(study, "W01-2")[0] == "open"


def test_an_order_for_a_task_left_out_is_void() -> None:
    study = Study(settings="without: [W01-2]\n")
    assert orders_of(study, commit(study, "done W01-2")).orders == ()


# Who may ask


def test_a_merge_from_upstream_closes_nothing_and_is_named_once() -> None:
    study = Study(world=seed.make_world("fork", now=MONDAY, has_issues=True))
    study.twin.act(
        "push",
        AUTHOR,
        f"{AUTHOR}/{seed.NAME}",
        commits=[{"message": "done W01-2", "files": {"new": "x"}}],
    )
    study.twin.advance(60)
    event = study.twin.act("sync", LEARNER)
    assert event is not None
    done = study.run(event.name, event.payload, ref=event.ref)
    assert wrong(done) == []
    assert [hint.code for hint in done.hints if hint.code.startswith("order.")] == [
        "order.inherited"
    ]
    assert state(study, "W01-2")[0] == "open"
    assert wrong(study.run("schedule")) == []


@pytest.mark.parametrize(
    ("login", "obeyed"),
    [(LEARNER, True), (HELPER, True), (STRANGER, False), (AUTHOR, False), (None, True)],
)
def test_commits_count_of_the_learner_of_collaborators_and_of_nobody_known(
    study: Study, login: str | None, *, obeyed: bool
) -> None:
    found = codes(study, *[{"message": "done W01-2", "login": login}])  # type: ignore[arg-type]
    assert (state(study, "W01-2")[0] == "closed") is obeyed
    assert found == ([] if obeyed else ["order.stranger"])


def test_the_settings_allow_others_whatever_the_case() -> None:
    study = Study(settings=f"allow: [{STRANGER.upper()}]\n")
    study.push({"message": "done W01-2", "login": STRANGER})
    assert state(study, "W01-2")[0] == "closed"


def test_whoever_pushes_may_ask(study: Study) -> None:
    event = study.commit({"message": "done W01-2", "login": STRANGER})
    study.run(event.name, event.payload, ref=event.ref, actor=STRANGER)
    assert state(study, "W01-2")[0] == "closed"


def test_authors_are_asked_about_only_where_they_ask_for_something(study: Study) -> None:
    commits = [commit(study, "done W01-2", login=name) for name in (LEARNER, None)]
    assert find_authors([*commits, commit(study, "Typo", login=STRANGER)], study.roadmap) == {
        LEARNER
    }


# Many at once


def many(count: int) -> tuple[Study, list[str]]:
    study = Study("big-en")
    return study, [task.id for _, task in study.roadmap.tasks][:count]


def test_more_than_twenty_tasks_wait_for_a_run_by_hand() -> None:
    study, ids = many(21)
    (problem,) = wrong(study.push("done " + ", ".join(ids)))
    assert (problem.code, problem.values) == ("order.many", {"count": 21, "limit": 20})
    assert {state(study, id)[0] for id in ids} == {"open"}
    study.run("workflow_dispatch")
    assert {state(study, id) for id in ids} == {("closed", "completed")}


def test_twenty_are_closed_at_once() -> None:
    study, ids = many(20)
    assert wrong(study.push("done " + ", ".join(ids))) == []
    assert {state(study, id)[0] for id in ids} == {"closed"}


def test_tasks_that_a_unit_or_a_last_step_closes_count_and_what_closes_anyway_does_not() -> None:
    study, _ = many(1)
    unit = max(study.roadmap.units, key=lambda unit: len(unit.tasks))
    problems = orders_of(
        study, commit(study, f"done {unit.id}"), limit=len(unit.tasks) - 1
    ).problems
    assert [(p.code, p.values["count"]) for p in problems] == [("order.many", len(unit.tasks))]
    assert orders_of(study, commit(study, f"done {unit.id}"), limit=len(unit.tasks)).problems == ()
    task = next(task for _, task in study.roadmap.tasks if task.steps)
    steps = ", ".join(step.id for step in task.steps)
    assert orders_of(study, commit(study, f"done {steps}"), limit=0).orders == ()
    study.edit(task.id, lambda body: body.replace("[ ]", "[x]"))
    assert len(orders_of(study, commit(study, f"done {task.id}"), limit=0).orders) == 1


# What is told


def test_an_unknown_id_is_told_in_its_own_run_only_with_the_commit(study: Study) -> None:
    (problem,) = wrong(study.push("done W01-7"))
    assert (problem.code, problem.values["sha"]) == ("directive.unknown", study.sha[:7])
    assert wrong(study.push("Typo")) == []
    assert wrong(study.run("schedule")) == []
    assert [one.code for one in wrong(study.run("workflow_dispatch"))] == ["directive.unknown"]


def test_ten_warnings_are_enough(study: Study) -> None:
    messages = [f"done W0{number}-7" for number in range(2, 10)] * 2
    assert len(wrong(study.push(*[f"{text} {n}" for n, text in enumerate(messages)]))) == 10


# The line of commits


def test_commits_stand_oldest_first_and_the_pushs_own_only_where_the_history_is_short() -> None:
    def make(name: str) -> Commit:
        return Commit(name * 40, name, MONDAY, None)

    assert "".join(one.message for one in line_up(map(make, "dcb"), map(make, "abc"))) == "abcd"
    assert line_up((), ()) == ()


def test_the_order_of_a_run_is_the_order_of_the_law(study: Study) -> None:
    study.commit("done W01-1.1, W01-2", "skip W01-3")
    seen, goal = study.look()
    orders = make_orders(seen, goal)
    target: State = make_target(seen.things, OBEY, goal, orders.orders)
    assert sorted(change.key for change in make_plan(seen.things, target)) == [
        *[f"comment/{order.id}@{order.commit.sha}" for order in orders.orders if not order.step],
        "issue/W01-1",
        "issue/W01-2",
        "issue/W01-3",
    ]
    sorts = [sort for sort, _ in changes(study.run("schedule"))]
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


def fresh() -> Study:
    """A study after its first run, made once."""
    study = Study.__new__(Study)
    if not _WORLDS:
        first = Study()
        first.run()
        _WORLDS.append(first.twin.world)
    super(Study, study).__init__(_WORLDS[0])
    study.twin.advance(60)
    return study


def happen(study: Study, deed: str, what: Any) -> None:
    if deed in ("push", "skip ci"):
        study.commit(*what)
    elif deed == "amend":
        study.commit(*what, force=study.home.head.parents[0])
    elif deed in ("tick", "clear"):
        study.edit(
            what,
            lambda body: body.replace(*(("[ ]", "[x]") if deed == "tick" else ("[x]", "[ ]")), 1),
        )
    else:
        study.do(deed, what)


@given(st.lists(st.tuples(DEEDS, st.booleans()), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_asked_one_run_does_it_and_the_next_writes_nothing(
    deeds: list[tuple[tuple[str, Any], bool]],
) -> None:
    study = fresh()
    for (deed, what), runs in [*deeds, (("push", ["Done for today"]), True)]:
        happen(study, deed, what)
        if runs:
            seen, goal = study.look()
            target = make_target(seen.things, OBEY, goal, make_orders(seen, goal).orders)
            plan = make_plan(seen.things, target)
            assert make_plan(after(seen.things, plan), target) == ()
            study.apply(*OBEY)
            assert study.count(lambda: study.apply(*OBEY)) == 0
