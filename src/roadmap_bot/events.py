"""What to do about an event: one pure decision from the facts, and the target that follows from it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from roadmap_bot.board import archive_left, lay_board
from roadmap_bot.desired import make_desired
from roadmap_bot.follow import close_finished, follow, move_in, prune, take_along
from roadmap_bot.goal import Goal
from roadmap_bot.model import Refresh
from roadmap_bot.obey import Order, obey
from roadmap_bot.report import write_report
from roadmap_bot.review import open_review
from roadmap_bot.state import Commit, State
from roadmap_bot.uninstall import uninstall
from roadmap_bot.update import take_release

SHA = re.compile(r"[0-9a-f]{40,64}")
ZEROS = "0" * 40
PAYLOAD_LIMIT = 2048  # commits that a push event carries at most (F3.33)
HISTORY = 100  # commits that come with a look


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

LAST: Mapping[Act, Callable[[State, Goal], State]] = {  # what comes after all else, in this order
    Act.REVIEW: open_review,
    Act.REPORT: write_report,
    Act.UPDATE: take_release,
    Act.UNINSTALL: uninstall,
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
    refresh: Refresh = "close"
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


def make_target(
    state: State, acts: frozenset[Act], goal: Goal, orders: tuple[Order, ...] = (), *, force: bool = False
) -> State:
    """Make the state that GitHub should hold: the whole bot, on one page."""
    actual = state
    if Act.FOLLOW in acts:
        desired = make_desired(goal)
        state = follow(take_along(state, goal), desired)
        if Act.PRUNE in acts:
            state = prune(state, desired, force=force)
    if Act.OBEY in acts:
        state = obey(state, orders, goal, actual)
    if acts & {Act.OBEY, Act.FOLLOW}:
        state = close_finished(state, goal)
    if Act.FOLLOW in acts:
        state = move_in(state, desired)
    if Act.FOLLOW in acts and goal.has_board:
        state = lay_board(actual, state, goal)
        if Act.PRUNE in acts:
            state = archive_left(state, goal)
    for act, step in LAST.items():
        if act in acts:
            state = step(state, goal)
    return state


def find_labels(event: Mapping[str, Any]) -> frozenset[str] | None:
    """Find the labels of the issue that an event is about, case-folded."""
    issue = event.get("issue")
    if not isinstance(issue, Mapping):
        return None
    return frozenset(str(label.get("name", "")).casefold() for label in _records(issue.get("labels")))


def find_commits(event: Mapping[str, Any]) -> tuple[Commit, ...]:
    """Find the commits of a push event, oldest first; never `head_commit`, which is only one of them."""
    return tuple(_commits(_records(event.get("commits"))))


def is_short(event: Mapping[str, Any]) -> bool:
    """Whether a push event may carry fewer commits than were pushed, so that the compare API must be asked.

    Asked where the history does not reach back to `before`: unless forced, more were pushed than the history holds.
    """
    after, before = event.get("after"), event.get("before")
    if not after or after == ZEROS or not before or before == ZEROS:
        return False
    ids = [commit.get("id") for commit in _records(event.get("commits"))]
    return after not in ids or len(ids) >= PAYLOAD_LIMIT or (len(ids) < HISTORY and not event.get("forced"))


def _records(listed: Any) -> list[Mapping[str, Any]]:
    """Return the records of a list, none where it is no list."""
    return [node for node in listed if isinstance(node, Mapping)] if isinstance(listed, list) else []


def _commits(nodes: Iterable[Mapping[str, Any]]) -> Iterator[Commit]:
    for node in nodes:
        if not SHA.fullmatch(str(node.get("id"))):
            continue
        author = node.get("author")
        login = author.get("username") if isinstance(author, Mapping) else None
        date = _parse_time(node.get("timestamp"))
        if date:
            yield Commit(node["id"], str(node.get("message", "")), date, str(login) if login else None)


def _parse_time(text: Any) -> dt.datetime | None:
    try:
        time = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
