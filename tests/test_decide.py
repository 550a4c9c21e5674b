"""Every event leads to one decision."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.decide import ALL, COMMANDS, Act, Decision, Facts, decide
from tests.kit.learner import Learner
from tests.kit.scene import MONDAY

LEARNER = seed.LEARNER
MAIN = "refs/heads/main"
NOTHING: frozenset[Act] = frozenset()
UNREPORTED = ALL - {Act.REPORT}
FOLLOW, REPORT, PRUNE = Act.FOLLOW, Act.REPORT, Act.PRUNE

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
    ("issues", {"is_marked": True, "edit": "nothing"}, NOTHING, "other-edit"),
    ("issues", {"labels": frozenset(), "edit": "last"}, NOTHING, "other-issue"),
    ("issues", {"labels": None, "edit": "last"}, NOTHING, "other-edit"),
    ("issues", {"is_marked": True, "edit": "last"}, {FOLLOW, REPORT}, "issues"),
    (
        "issues",
        {"is_marked": True, "edit": "last", "is_report_due": False, "refresh": "weekly"},
        {FOLLOW},
        "issues",
    ),
    (
        "issues",
        {"is_marked": True, "edit": "asked", "is_report_due": False, "refresh": "weekly"},
        {FOLLOW, REPORT},
        "issues",
    ),
    ("issues", {"labels": frozenset({"bug"})}, NOTHING, "other-issue"),
    ("issues", {"labels": frozenset(), "is_marked": True}, {FOLLOW, REPORT}, "issues"),
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
    ("schedule", {"is_template": True, "takes_over": True}, {Act.UPDATE}, "takeover"),
    ("schedule", {"takes_over": True}, ALL, "schedule"),
    ("push", {"ref": MAIN, "is_template": True, "takes_over": True}, NOTHING, "template"),
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
    ("workflow_dispatch", {"command": "uninstall"}, {Act.UNINSTALL}, "manual"),
    ("workflow_dispatch", {"command": "uninstall", "is_template": True}, NOTHING, "template"),
    ("workflow_dispatch", {"command": "run", "is_template": True}, NOTHING, "template"),
    ("", {}, ALL, "manual"),
    ("repository_dispatch", {}, NOTHING, "unknown-event"),
]


@pytest.mark.parametrize(("event", "facts", "acts", "why"), TABLE)
def test_an_event_and_its_facts_lead_to_one_decision(
    event: str, facts: dict[str, Any], acts: set[Act] | frozenset[Act], why: str
) -> None:
    assert decide(Facts(event, **facts)) == Decision(frozenset(acts), why)


def test_no_event_ever_prunes() -> None:
    assert all(PRUNE not in decide(Facts(event, **facts)).acts for event, facts, _, _ in TABLE)
    assert all(PRUNE not in command.acts for command in COMMANDS.values())


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
