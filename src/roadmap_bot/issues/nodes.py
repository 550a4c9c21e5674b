"""What GitHub's API tells of issues and milestones, read as things; which actor is the bot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from roadmap_bot.issues.body import find_mark, is_pristine, is_review
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.repository import Repository
from roadmap_bot.state import Closed, Issue, Milestone

Node = Mapping[str, Any]
JOBS = "github-actions"  # whoever holds a job's own token writes under this name
_REASONS: Mapping[str | None, Closed] = {"NOT_PLANNED": "not_planned", "DUPLICATE": "duplicate"}


def is_bot(actor: Node | None, repository: Repository) -> bool:
    """Tell the bot from people; with a person's own token, what it does counts as that person's."""
    if actor is None or actor["__typename"] != "Bot":
        return False
    return actor["login"].removesuffix("[bot]") in (JOBS, repository.viewer.removesuffix("[bot]"))


def may_write(actor: Node | None, repository: Repository) -> bool:
    """Whether somebody is known to have the right to write here, as the bot and its token have.

    How an author stands to the repository proves no such thing (F2.31).
    """
    if actor is None:
        return False
    login = actor["login"]
    if is_bot(actor, repository) or login == repository.viewer:
        return True
    return repository.is_owner(login) or login.casefold() in repository.writers


def is_heard(actor: Node | None, repository: Repository) -> bool:
    """Whether somebody is a person who may write here."""
    return actor is not None and actor["__typename"] == "User" and may_write(actor, repository)


def read_issue(node: Node, own_labels: frozenset[str], repository: Repository) -> Issue:
    """Read an issue as it is by itself; what it stands under is told by other nodes."""
    events = _find_nodes(node, "timelineItems")
    closed = [event for event in events if event["__typename"] == "ClosedEvent"]
    reopened = [event for event in events if event["__typename"] == "ReopenedEvent"]
    by_people = [event for event in events if not is_bot(event["actor"], repository)]
    edited_at = _find_edit(node, repository)
    was_touched = bool(by_people or edited_at)
    return Issue(
        title=node["title"],
        body=node["body"],
        labels=read_labels(node),
        closed=_read_closed(node),
        reopened=node["stateReason"] == "REOPENED",
        number=node["number"],
        url=node["url"],
        made_at=parse_time(node["createdAt"]),
        closed_at=parse_time(node["closedAt"]),
        shut_at=_find_last(closed),
        reopened_at=_find_last(reopened),
        moved_at=_find_last(by_people),
        edited_at=edited_at,
        spoken_at=_find_talk(node),
        touched=was_touched or _is_touched(node, own_labels, repository),
        locked=bool(node.get("locked")),
        is_heard=is_heard(node["editor"], repository),
    )


def find_comments(node: Node) -> Sequence[Node]:
    """Find what was said on an issue, nothing where only the wide look saw it."""
    return _find_nodes(node, "comments")


def _find_nodes(node: Node, name: str) -> Sequence[Node]:
    listed = node.get(name) or {}
    nodes: Sequence[Node] = listed.get("nodes") or ()
    return nodes


def read_labels(node: Node) -> frozenset[str]:
    """Read the case-folded names of an issue's labels."""
    return frozenset(label["name"].casefold() for label in node["labels"]["nodes"])


def read_milestone(node: Node) -> Milestone:
    """Read a milestone."""
    due = parse_time(node["dueOn"])
    return Milestone(
        title=node["title"],
        description=node["description"] or "",
        due=due and due.date(),
        closed=node["state"] == "CLOSED",
        number=node["number"],
        url=node["url"],
        closed_at=parse_time(node["closedAt"]),
    )


def parse_time(text: str | None) -> dt.datetime | None:
    """Parse a moment as GitHub writes it."""
    if text is None:
        return None
    return dt.datetime.fromisoformat(text)


def _find_edit(node: Node, repository: Repository) -> dt.datetime | None:
    """Find when a person last edited the body."""
    if is_bot(node["editor"], repository):
        return None
    return parse_time(node["lastEditedAt"])


def _find_talk(node: Node) -> dt.datetime | None:
    """Find when an issue with comments was last updated: no comment is younger (F3.70)."""
    if not node["comments"]["totalCount"]:
        return None
    return parse_time(node["updatedAt"])


def _find_last(events: Iterable[Node]) -> dt.datetime | None:
    times = [event["createdAt"] for event in events]
    if not times:
        return None
    return parse_time(times[-1])


def _read_closed(node: Node) -> Closed | None:
    if node["state"] == "OPEN":
        return None
    return _REASONS.get(node["stateReason"], "completed")


def _is_touched(node: Node, own_labels: frozenset[str], repository: Repository) -> bool:
    """Whether a person left a label, an assignee, a comment, a tick or a note, or closed it."""
    if read_labels(node) - own_labels or _is_assigned(node):
        return True
    if _read_closed(node) in ("completed", "not_planned"):
        return True
    comments = find_comments(node)
    if not all(is_bot(comment["author"], repository) for comment in comments):
        return True
    body = node["body"]
    return any(find_ticks(body).values()) or not is_pristine(body)


def _is_assigned(node: Node) -> bool:
    """Whether a person assigned it; the bot assigns reviews."""
    if not node["assignees"]["totalCount"]:
        return False
    mark = find_mark(node["body"])
    return mark is None or not is_review(mark.id)
