"""What to do about an event: one pure decision from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Act(Enum):
    """One thing that a run may do."""

    OBEY = "obey"
    FOLLOW = "follow"
    PRUNE = "prune"
    REVIEW = "review"
    REPORT = "report"
    UPDATE = "update"
    UNINSTALL = "uninstall"


ALL = frozenset({Act.OBEY, Act.FOLLOW, Act.REVIEW, Act.REPORT})
COMMANDS: Mapping[str, frozenset[Act]] = {
    "run": ALL,
    "plan": frozenset(),
    "report": frozenset({Act.REPORT}),
    "doctor": frozenset(),
    "pause": frozenset({Act.FOLLOW, Act.REPORT}),
    "resume": frozenset({Act.FOLLOW, Act.REPORT}),
    "restart": frozenset({Act.FOLLOW, Act.REPORT}),
    "update": frozenset({Act.UPDATE}),
    "uninstall": frozenset(),  # only says what it would take back
    "uninstall --yes": frozenset({Act.UNINSTALL}),
}


@dataclass(frozen=True)
class Facts:
    """All that the decision depends on."""

    event: str
    command: str = "run"
    ref: str = ""
    branch: str = "main"
    deleted: bool = False
    labels: frozenset[str] | None = None  # of the issue that the event is about
    roadmap_label: str = "roadmap"
    is_template: bool = False
    refresh: str = "close"
    is_report_due: bool = True


@dataclass(frozen=True)
class Decision:
    """What a run does, and the catalogue's word for why."""

    acts: frozenset[Act]
    why: str


def decide(facts: Facts) -> Decision:
    """Decide what a run does: in the template nothing, for other branches nothing, else what the event calls for."""
    if facts.is_template:
        return Decision(frozenset(), "template")
    if facts.event == "push":
        return _decide_push(facts)
    if facts.event == "issues":
        return _decide_issue(facts)
    if facts.event == "schedule":
        return Decision(ALL if facts.is_report_due else ALL - {Act.REPORT}, "schedule")
    if facts.event.startswith("pull_request"):
        return Decision(frozenset(), "pull-request")
    return Decision(COMMANDS[facts.command], "manual")


def _decide_push(facts: Facts) -> Decision:
    if facts.deleted or facts.ref != f"refs/heads/{facts.branch}":
        return Decision(frozenset(), "other-branch")
    reports = facts.is_report_due or facts.refresh == "push"
    return Decision(ALL if reports else ALL - {Act.REPORT}, "push")


def _decide_issue(facts: Facts) -> Decision:
    if facts.labels is not None and facts.roadmap_label not in facts.labels:
        return Decision(frozenset(), "other-issue")
    reports = facts.is_report_due or facts.refresh in ("close", "push")
    return Decision(frozenset({Act.FOLLOW, Act.REPORT} if reports else {Act.FOLLOW}), "issues")
