"""Every event leads to one decision, and the decision to one target."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.commits.orders import make_orders
from roadmap_bot.decide import ALL, COMMANDS, Act, Decision, Facts, decide
from roadmap_bot.errors import UserError
from roadmap_bot.github.payload import (
    HISTORY,
    PAYLOAD_LIMIT,
    ZEROS,
    find_commits,
    find_labels,
    is_short,
)
from roadmap_bot.plan import after, make_plan
from roadmap_bot.repository import Commit
from roadmap_bot.state import File, Issue, State
from roadmap_bot.target import make_target
from tests.kit.learner import Learner, wrong
from tests.kit.scene import MONDAY

LEARNER = seed.LEARNER
MAIN = "refs/heads/main"
NOTHING: frozenset[Act] = frozenset()
UNREPORTED = ALL - {Act.REPORT}
OBEY, FOLLOW, REPORT, PRUNE = Act.OBEY, Act.FOLLOW, Act.REPORT, Act.PRUNE

# event, the facts that matter, what is done, the word for why
TABLE: list[tuple[str, dict[str, Any], set[Act] | frozenset[Act], str]] = [
    ("push", {"ref": MAIN}, ALL, "push"),
    ("push", {"ref": MAIN, "is_report_due": False}, UNREPORTED, "push"),
    ("push", {"ref": MAIN, "is_report_due": False, "refresh": "weekly"}, UNREPORTED, "push"),
    ("push", {"ref": MAIN, "is_report_due": False, "refresh": "push"}, ALL, "push"),
    ("push", {"ref": MAIN, "refresh": "weekly"}, ALL, "push"),
    ("push", {"ref": MAIN, "command": "report"}, ALL, "push"),
    ("push", {"ref": "refs/heads/wip"}, NOTHING, "other-branch"),
    ("push", {"ref": "refs/heads/wip/main"}, NOTHING, "other-branch"),
    ("push", {"ref": "refs/tags/main"}, NOTHING, "other-branch"),
    ("push", {"ref": ""}, NOTHING, "other-branch"),
    ("push", {"ref": "refs/heads/", "branch": ""}, ALL, "push"),
    ("push", {"ref": MAIN, "deleted": True}, NOTHING, "other-branch"),
    ("push", {"ref": MAIN, "branch": "trunk"}, NOTHING, "other-branch"),
    ("push", {"ref": "refs/heads/trunk", "branch": "trunk"}, ALL, "push"),
    ("push", {"ref": MAIN, "is_template": True}, NOTHING, "template"),
    ("issues", {"labels": frozenset({"roadmap", "bake"})}, {FOLLOW, REPORT}, "issues"),
    (
        "issues",
        {"labels": frozenset({"roadmap"}), "is_report_due": False},
        {FOLLOW, REPORT},
        "issues",
    ),
    (
        "issues",
        {"labels": None, "is_report_due": False, "refresh": "push"},
        {FOLLOW, REPORT},
        "issues",
    ),
    ("issues", {"labels": None, "is_report_due": False, "refresh": "weekly"}, {FOLLOW}, "issues"),
    ("issues", {"labels": None, "refresh": "weekly"}, {FOLLOW, REPORT}, "issues"),
    ("issues", {"labels": frozenset()}, NOTHING, "other-issue"),
    ("issues", {"labels": frozenset({"bug"})}, NOTHING, "other-issue"),
    (
        "issues",
        {"labels": frozenset({"plan"}), "roadmap_label": "plan"},
        {FOLLOW, REPORT},
        "issues",
    ),
    ("issues", {"labels": frozenset({"roadmap"}), "is_template": True}, NOTHING, "template"),
    ("schedule", {}, ALL, "schedule"),
    ("schedule", {"refresh": "weekly"}, ALL, "schedule"),
    ("schedule", {"is_report_due": False}, UNREPORTED, "schedule"),
    ("schedule", {"is_report_due": False, "refresh": "push"}, UNREPORTED, "schedule"),
    ("schedule", {"is_template": True}, NOTHING, "template"),
    ("pull_request", {}, NOTHING, "pull-request"),
    ("pull_request_target", {}, NOTHING, "pull-request"),
    ("workflow_dispatch", {}, ALL, "manual"),
    ("workflow_dispatch", {"is_report_due": False, "refresh": "weekly"}, ALL, "manual"),
    ("workflow_dispatch", {"command": "run"}, ALL, "manual"),
    ("workflow_dispatch", {"command": "plan"}, NOTHING, "manual"),
    ("workflow_dispatch", {"command": "doctor"}, NOTHING, "manual"),
    ("workflow_dispatch", {"command": "report"}, {REPORT}, "manual"),
    ("workflow_dispatch", {"command": "pause"}, {FOLLOW, REPORT}, "manual"),
    ("workflow_dispatch", {"command": "resume"}, {FOLLOW, REPORT}, "manual"),
    ("workflow_dispatch", {"command": "restart"}, {FOLLOW, REPORT}, "manual"),
    ("workflow_dispatch", {"command": "update"}, {Act.UPDATE}, "manual"),
    ("workflow_dispatch", {"command": "uninstall"}, NOTHING, "manual"),
    ("workflow_dispatch", {"command": "uninstall --yes"}, {Act.UNINSTALL}, "manual"),
    ("workflow_dispatch", {"command": "uninstall --yes", "is_template": True}, NOTHING, "template"),
    ("workflow_dispatch", {"command": "run", "is_template": True}, NOTHING, "template"),
    ("", {}, ALL, "manual"),
    ("repository_dispatch", {}, ALL, "manual"),
]


@pytest.mark.parametrize(("event", "facts", "acts", "why"), TABLE)
def test_an_event_and_its_facts_lead_to_one_decision(
    event: str, facts: dict[str, Any], acts: set[Act] | frozenset[Act], why: str
) -> None:
    assert decide(Facts(event, **facts)) == Decision(frozenset(acts), why)


def test_no_event_ever_prunes() -> None:
    assert all(PRUNE not in decide(Facts(event, **facts)).acts for event, facts, _, _ in TABLE)
    assert all(PRUNE not in acts for acts in COMMANDS.values())


# What an event says


def test_labels_of_the_issue_are_read_whatever_their_case() -> None:
    labels = [{"name": "RoadMap"}, {"name": "Bake"}]
    assert find_labels({"issue": {"labels": labels}}) == frozenset({"roadmap", "bake"})
    assert find_labels({"issue": {"labels": []}}) == frozenset()
    assert find_labels({"issue": {}}) == frozenset()
    assert find_labels({"issue": {"labels": ["odd"]}}) == frozenset()


@pytest.mark.parametrize("event", [{}, {"issue": None}, {"issue": "odd"}])
def test_an_event_about_no_issue_has_no_labels(event: Mapping[str, Any]) -> None:
    assert find_labels(event) is None


def pushed(name: str, **facts: Any) -> dict[str, Any]:
    author = {"name": "Ada", "email": "a@example.org", "username": "ada"}
    time = "2026-11-23T10:00:00+01:00"
    return {
        "id": name * 40,
        "message": f"done {name}",
        "timestamp": time,
        "author": author,
        "distinct": True,
        **facts,
    }


def test_all_commits_of_a_push_are_read_in_order_and_never_the_head_commit() -> None:
    event = {"commits": [pushed("a"), pushed("b", distinct=False)], "head_commit": pushed("c")}
    assert find_commits(event) == (
        Commit("a" * 40, "done a", MONDAY, "ada"),
        Commit("b" * 40, "done b", MONDAY, "ada"),
    )


@pytest.mark.parametrize("author", [None, {}, {"name": "Ada"}, {"username": ""}, "odd"])
def test_a_commit_that_github_attributes_to_nobody_has_no_login(author: object) -> None:
    (commit,) = find_commits({"commits": [pushed("a", author=author)]})
    assert commit.login is None


def test_a_time_without_a_zone_is_utc() -> None:
    (commit,) = find_commits({"commits": [pushed("a", timestamp="2026-11-23T09:00:00")]})
    assert commit.date == MONDAY


@pytest.mark.parametrize(
    "event",
    [
        *(
            {},
            {"commits": None},
            {"commits": "odd"},
            {"commits": 5},
            {"commits": ["odd", None, {}, {"id": 7}, {"id": "x"}]},
        ),
        {"commits": [pushed("a", timestamp="soon")]},
        {"commits": [], "head_commit": pushed("a")},
    ],
)
def test_what_is_no_commit_is_none(event: Mapping[str, Any]) -> None:
    assert find_commits(event) == ()


@pytest.mark.parametrize(
    ("facts", "short"),
    [
        ({}, False),
        ({"commits": [pushed("b")] * (HISTORY - 1)}, True),
        ({"commits": [pushed("b")] * (HISTORY - 1), "forced": True}, False),
        ({"after": "c" * 40}, True),
        ({"after": "c" * 40, "forced": True}, True),
        ({"commits": []}, True),
        ({"commits": None}, True),
        ({"commits": 5}, True),
        ({"commits": [pushed("b")] * PAYLOAD_LIMIT}, True),
        ({"before": ZEROS, "created": True, "commits": []}, False),
        ({"after": ZEROS, "deleted": True, "commits": []}, False),
        ({"before": None, "commits": []}, False),
        ({"after": None, "commits": []}, False),
    ],
)
def test_a_payload_is_short_where_it_may_lack_commits_that_can_be_asked_for(
    facts: Mapping[str, Any], *, short: bool
) -> None:
    event = {
        "before": "0a" * 20,
        "after": "b" * 40,
        "commits": [pushed("a"), pushed("b")] * 50,
        **facts,
    }
    assert is_short(event) is short


# Runs


@pytest.fixture
def learner() -> Learner:
    return Learner()


def is_closed(learner: Learner, id: str) -> bool:
    return bool(learner.issue(id).state == "closed")


def test_a_push_to_another_branch_closes_nothing_until_it_reaches_the_default_branch(
    learner: Learner,
) -> None:
    event = learner.twin.act("push", LEARNER, branch="wip", commits=[{"message": "done W01-2"}])
    assert event is not None
    done = learner.run(event.name, event.payload, ref=event.ref)
    assert (done.decision.why, done.plan, is_closed(learner, "W01-2")) == (
        "other-branch",
        (),
        False,
    )
    learner.twin.advance(60)
    merged = learner.twin.act("push", LEARNER, commits=[], force_from=event.payload["after"])
    assert merged is not None
    learner.run(merged.name, merged.payload, ref=merged.ref)
    assert is_closed(learner, "W01-2")


def test_a_tag_on_the_same_commit_closes_nothing(learner: Learner) -> None:
    event = learner.commit("done W01-2")
    done = learner.run("push", {**event.payload, "ref": "refs/tags/v1"}, ref="refs/tags/v1")
    assert (done.plan, is_closed(learner, "W01-2")) == ((), False)


def test_the_first_commit_of_a_long_push_counts(learner: Learner) -> None:
    learner.push("done W01-2", *[f"Typo {number}" for number in range(120)])
    assert is_closed(learner, "W01-2")


def test_where_the_payload_is_short_the_compare_api_is_asked(learner: Learner) -> None:
    event = learner.commit("done W01-2", *[f"Typo {number}" for number in range(120)])
    learner.twin.reset_counters()
    learner.run(
        event.name, {**event.payload, "commits": event.payload["commits"][-20:]}, ref=event.ref
    )
    assert any("/compare/" in entry.name for entry in learner.twin.world.log)
    assert is_closed(learner, "W01-2")


def test_a_forced_push_whose_beginning_is_gone_is_read_from_its_payload(learner: Learner) -> None:
    base = learner.home.head.sha
    learner.push("Draft")
    learner.push("done W01-2", force=base)
    assert is_closed(learner, "W01-2")


def test_the_template_itself_stays_empty() -> None:
    learner = Learner.__new__(Learner)
    super(Learner, learner).__init__(world=seed.make_world("template", now=MONDAY))
    for name in ("push", "schedule", "workflow_dispatch"):
        assert learner.run(name, ref=MAIN).decision.why == "template"
    assert (learner.home.issues, learner.home.milestones) == ({}, {})


def test_a_closed_task_sets_off_a_run_that_follows_and_reports(learner: Learner) -> None:
    event = learner.do("close", "W01-2")
    done = learner.run(event.name, event.payload, ref=event.ref)
    assert done.decision == Decision(frozenset({FOLLOW, REPORT}), "issues")
    other = learner.twin.act("open_issue", LEARNER, title="Mine")
    assert other is not None
    assert learner.run(other.name, other.payload, ref=other.ref).decision.why == "other-issue"


# The target


def target_of(learner: Learner, *acts: Act, **options: Any) -> State:
    seen, goal = learner.look()
    orders = make_orders(seen, goal).orders
    return make_target(seen.things, frozenset(acts), goal, orders, **options)


def closed(state: State, id: str) -> str | None:
    issue = state[f"issue/{id}"]
    assert isinstance(issue, Issue)
    return issue.closed


def test_without_acts_the_target_is_what_is(learner: Learner) -> None:
    learner.commit("done W01-2")
    seen, goal = learner.look()
    assert make_target(seen.things, NOTHING, goal, make_orders(seen, goal).orders) == seen.things


def test_commits_are_obeyed_only_where_that_is_asked_for(learner: Learner) -> None:
    learner.commit("done W01-2")
    assert closed(target_of(learner, FOLLOW), "W01-2") is None
    assert closed(target_of(learner, OBEY, FOLLOW), "W01-2") == "completed"
    assert closed(target_of(learner, OBEY), "W01-2") == "completed"


def test_obeying_alone_closes_what_that_finishes_and_follows_nothing(learner: Learner) -> None:
    learner.do("edit", "W01-1", title="Mine")
    learner.push("Settle")
    learner.do("edit", "W01-1", title="[W01-1] Mine")
    learner.commit("done W01-1.1, W01-1.2")
    target = target_of(learner, OBEY)
    issue = target["issue/W01-1"]
    assert isinstance(issue, Issue)
    assert (issue.closed, issue.title) == ("completed", "[W01-1] Mine")


def test_the_report_counts_what_this_very_run_closes(learner: Learner) -> None:
    learner.run()
    learner.commit("done W01-2")
    files = [
        target_of(learner, *acts)["file/.github/progress/progress.json"]
        for acts in ((REPORT,), (OBEY, REPORT))
    ]
    before, then = (file.text for file in files if isinstance(file, File))
    assert before != then


def test_prune_closes_what_left_and_refuses_much_of_it_unless_forced(learner: Learner) -> None:
    learner.roadmap = learner.roadmap.model_copy(
        update={
            "units": (
                learner.roadmap.units[0].model_copy(
                    update={"tasks": learner.roadmap.units[0].tasks[:1]}
                ),
            )
        }
    )
    with pytest.raises(UserError):
        target_of(learner, FOLLOW, PRUNE)
    assert closed(target_of(learner, FOLLOW, PRUNE, force=True), "W01-3") == "not_planned"
    assert closed(target_of(learner, FOLLOW), "W01-3") is None


@pytest.mark.parametrize("acts", [(FOLLOW,), (OBEY,), (OBEY, FOLLOW), (OBEY, FOLLOW, REPORT)])
def test_after_the_plan_nothing_is_left_to_plan_whatever_is_done(
    learner: Learner, acts: tuple[Act, ...]
) -> None:
    learner.do("tick", "W01-1", text="Weigh")
    learner.double("W01-3")
    learner.commit("done W01-2", "skip W01-3", "done W01-1.2", "reopen W01-2")
    seen, _ = learner.look()
    target = target_of(learner, *acts)
    plan = make_plan(seen.things, target)
    assert plan
    assert make_plan(after(seen.things, plan), target) == ()


def test_a_run_with_an_unfinished_day_is_the_same_at_any_hour(learner: Learner) -> None:
    learner.run()
    learner.twin.advance(3 * 3600)
    assert learner.twin.world.now - MONDAY > dt.timedelta(hours=3)
    done = learner.run("schedule")
    assert (done.plan, wrong(done)) == ((), [])
