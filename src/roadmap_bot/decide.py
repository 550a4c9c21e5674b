"""What to do about an event: one pure decision from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal


class Act(Enum):
    """One thing that a run may do."""

    OBEY = "obey"
    FOLLOW = "follow"
    PRUNE = "prune"
    REVIEW = "review"
    REPORT = "report"
    UPDATE = "update"
    UNINSTALL = "uninstall"


BY_HAND = ("workflow_dispatch", "")  # Run workflow, or somebody's own terminal
HEARING = ("issue_comment", "schedule", "workflow_dispatch")  # whose runs read comments

Acts = frozenset[Act]
Edit = Literal["nothing", "last", "asked"]  # no box; the last box of all; one that asks the bot
NOTHING: Acts = frozenset()
ALL: Acts = frozenset({Act.OBEY, Act.FOLLOW, Act.REVIEW, Act.REPORT})
CATCH_UP: Acts = frozenset({Act.FOLLOW, Act.REPORT})


@dataclass(frozen=True)
class Command:
    """What a person may ask for by name: what it does, and its line in `--help`."""

    acts: Acts
    help: str


# All manual commands, here and nowhere else: the command line, `run --command` and the words of an
# error follow; where a workflow or a README must name them, too, a test compares.
COMMANDS: Mapping[str, Command] = {
    "run": Command(ALL, "Do what the job's event calls for."),
    "plan": Command(NOTHING, "Show what apply would change; write nothing."),
    "report": Command(frozenset({Act.REPORT}), "Write badge, chart, milestone table and figures."),
    "doctor": Command(NOTHING, "Say what keeps the bot from working here, and how to mend it."),
    "pause": Command(CATCH_UP, "Let the dates rest from today on."),
    "resume": Command(CATCH_UP, "End the pause; the dates move by its days."),
    "restart": Command(CATCH_UP, "Move open work to today; what is done stays done."),
    "update": Command(
        frozenset({Act.UPDATE}),
        "Take over the template's newest release: roadmap, and bot where the copy holds it.",
    ),
    "uninstall": Command(
        frozenset({Act.UNINSTALL}),
        "Show what the bot would take back; with --yes, do it. Progress, ticks and notes stay.",
    ),
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
    is_pull: bool = False  # whether that is a pull request
    is_spoken: bool = False  # whether its comment is one that counts and asks for something
    is_marked: bool = False  # whether its body bears a mark of ours, whatever its labels
    edit: Edit | None = None  # of an event that says its body was edited: what came of that
    is_template: bool = False
    takes_over: bool = False  # whether a template keeps up with the bot's own roadmap
    refresh: str = "close"
    is_report_due: bool = True

    @property
    def is_default_branch(self) -> bool:
        """Whether the event is about the default branch."""
        return self.ref == f"refs/heads/{self.branch}"


@dataclass(frozen=True)
class Decision:
    """What a run does, and the catalogue's word for why."""

    acts: Acts
    why: str

    @property
    def is_asked_for(self) -> bool:
        """Whether a person asked for something to be done."""
        return bool(self.acts) and self.why == "manual"

    @property
    def asks_again(self) -> bool:
        """Whether what GitHub refused before is asked again: by the tick and by hand."""
        return self.why in ("manual", "schedule")


def decide(facts: Facts) -> Decision:
    """Decide what a run does: in the template next to nothing, else what the event calls for."""
    if facts.is_template:
        return _decide_template(facts)
    if facts.event == "push":
        return _decide_push(facts)
    if facts.event == "issues":
        return _decide_issue(facts)
    if facts.event == "issue_comment":
        return _decide_comment(facts)
    if facts.event == "schedule":
        return Decision(_with_report(ALL, is_due=facts.is_report_due), "schedule")
    if facts.event.startswith("pull_request"):
        return Decision(NOTHING, "pull-request")
    if facts.event in BY_HAND:
        return _decide_command(facts)
    return Decision(NOTHING, "unknown-event")


def _decide_template(facts: Facts) -> Decision:
    if facts.event == "schedule" and facts.takes_over:
        return Decision(COMMANDS["update"].acts, "takeover")
    return Decision(NOTHING, "template")


def _decide_command(facts: Facts) -> Decision:
    is_job = bool(facts.event and facts.ref)
    if is_job and not facts.is_default_branch:
        return Decision(NOTHING, "manual-branch")
    return Decision(COMMANDS[facts.command].acts, "manual")


def _decide_push(facts: Facts) -> Decision:
    if facts.deleted or not facts.is_default_branch:
        return Decision(NOTHING, "other-branch")
    is_due = facts.is_report_due or facts.refresh == "push"
    return Decision(_with_report(ALL, is_due=is_due), "push")


def _decide_issue(facts: Facts) -> Decision:
    if not _is_of_roadmap(facts):
        return Decision(NOTHING, "other-issue")
    if facts.edit is not None and (facts.edit == "nothing" or not facts.is_marked):
        return Decision(NOTHING, "other-edit")
    if facts.edit == "asked":
        return Decision(CATCH_UP, "issues")
    is_due = facts.is_report_due or facts.refresh in ("close", "push")
    return Decision(_with_report(CATCH_UP, is_due=is_due), "issues")


def _decide_comment(facts: Facts) -> Decision:
    if facts.is_pull:
        return Decision(NOTHING, "pull-request")
    if not _is_of_roadmap(facts):
        return Decision(NOTHING, "other-issue")
    if not facts.is_spoken:
        return Decision(NOTHING, "talk")
    is_due = facts.is_report_due or facts.refresh in ("close", "push")
    return Decision(_with_report(CATCH_UP | {Act.OBEY}, is_due=is_due), "comment")


def _is_of_roadmap(facts: Facts) -> bool:
    is_labelled = facts.labels is None or facts.roadmap_label in facts.labels
    return is_labelled or facts.is_marked


def hears(event: str, command: str) -> bool:
    """Whether a run reads comments: what a comment set off, the tick, *Run workflow*.

    On a laptop it does not: there somebody else would answer than the job, which would not know it.
    """
    return event in HEARING and Act.FOLLOW in COMMANDS[command].acts


def _with_report(acts: Acts, *, is_due: bool) -> Acts:
    if is_due:
        return acts
    return acts - {Act.REPORT}
