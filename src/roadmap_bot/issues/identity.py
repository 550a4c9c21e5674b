"""Which issue is which: what GitHub listed, read as things by key.

An issue is ours by the hidden marker in its body, else by the `[W03-2]` before its title, and only where the bot wrote
it or it bears the roadmap's label: strangers can bring about neither (F3.15).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from roadmap_bot.errors import Problem
from roadmap_bot.issues.body import MARK, find_mark, find_ticks, is_pristine, is_review
from roadmap_bot.issues.comments import Node, find_trace, is_bot
from roadmap_bot.issues.labels import own_labels
from roadmap_bot.keys import (
    Key,
    comment_key,
    foreign_key,
    issue_id,
    issue_key,
    label_key,
    milestone_key,
)
from roadmap_bot.repository import Id, Repository
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Closed, Comment, Issue, Label, Milestone, Thing

PREFIX = re.compile(r"\[([A-Za-z0-9.-]{1,20})\] ")


@dataclass(frozen=True)
class Found:
    """Things, their ids, and what was strange about them."""

    things: Mapping[Key, Thing]
    ids: Mapping[Key, Id]
    problems: tuple[Problem, ...] = ()


def identify(
    roadmap: Roadmap,
    repository: Repository,
    nodes: Sequence[Node],
    milestones: Sequence[Node],
    labels: Sequence[Node],
) -> Found:
    """Read all that was listed as things by key."""
    things: dict[Key, Thing] = {label_key(node["name"]): Label(node["name"]) for node in labels}
    ids: dict[Key, Id] = {label_key(node["name"]): Id(node["id"]) for node in labels}
    checkpoints = _find_milestones(roadmap, milestones)
    for key, node in checkpoints.items():
        things[key], ids[key] = _milestone(node), Id(node["id"], node["number"])
    ours, problems = _find_ours(roadmap, repository, nodes)
    keyed = dict(_settle_twins(ours))
    names = {
        node["id"]: key for key, (node, _) in keyed.items()
    }  # a parent may stand in another repository
    places = {node["number"]: key for key, node in checkpoints.items()}
    for key, (node, issue) in keyed.items():
        parent, milestone = node["parent"], _number(node, "milestone")
        things[key] = replace(
            issue,
            parent=names.get(parent["id"], foreign_key(parent["number"])) if parent else None,
            milestone=places.get(milestone, foreign_key(milestone)) if milestone else None,
        )
        ids[key] = Id(node["id"], node["number"])
        problems += (
            [Problem("issue.disputed", _name(key, node))]
            if issue.disputed and "~" not in key
            else []
        )
    for key, comment, id in _comments(keyed, repository, roadmap.aliases):
        things[key], ids[key] = comment, id
    return Found(things, ids, tuple(problems))


def _find_ours(
    roadmap: Roadmap, repository: Repository, nodes: Iterable[Node]
) -> tuple[list[tuple[str, Node, Issue]], list[Problem]]:
    aliases, own = roadmap.aliases, frozenset(own_labels(roadmap))
    known = (
        {unit.id for unit in roadmap.units}
        | {task.id for _, task in roadmap.tasks}
        | aliases.keys()
    )
    admitted: list[Node] = []
    others: list[Node] = []
    for node in nodes:
        (admitted if _is_admitted(node, roadmap, repository) else others).append(node)
    marks = [(node, find_mark(node["body"])) for node in admitted]
    found = [
        (aliases.get(mark.id, mark.id), node)
        for node, mark in marks
        if mark and mark.roadmap == roadmap.id
    ]
    taken = {id for id, _ in found}
    for node, mark in marks:
        prefix = PREFIX.match(node["title"])
        if mark is None and prefix and prefix[1] in known:
            id = aliases.get(prefix[1], prefix[1])
            # What a person wrote without a mark may be a question about the task: it counts where the place is free.
            found += [(id, node)] if id not in taken or is_bot(node["author"], repository) else []
    return [(id, node, _issue(node, own, repository)) for id, node in found], list(
        _find_look_alikes(roadmap, others)
    )


def _find_look_alikes(roadmap: Roadmap, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Name strangers' issues that begin with a marker; what else they hold might take long to parse."""
    for node in nodes:
        mark = MARK.match(node["body"])
        if mark and mark["roadmap"] == roadmap.id:
            yield Problem("issue.look-alike", _name(mark["id"], node), link=node["url"])


def _is_admitted(node: Node, roadmap: Roadmap, repository: Repository) -> bool:
    """Whether the bot wrote it or it bears the roadmap's label."""
    author = node["author"]
    wrote = is_bot(author, repository) or (
        author is not None and author["login"] == repository.viewer
    )
    return wrote or roadmap.label.name.casefold() in _labels(node)


def _settle_twins(
    ours: Iterable[tuple[str, Node, Issue]],
) -> Iterable[tuple[Key, tuple[Node, Issue]]]:
    """Give each id to one issue: the first that a person touched, else the first; the others are its twins."""
    by_id: dict[str, list[tuple[Node, Issue]]] = {}
    for id, node, issue in sorted(ours, key=lambda found: found[1]["number"]):
        by_id.setdefault(id, []).append((node, issue))
    for id, group in by_id.items():
        live = [pair for pair in group if pair[1].closed != "duplicate"] or group[:1]
        touched = [pair for pair in live if pair[1].touched]
        keeper = (touched or live)[0]
        for node, issue in group:
            disputed = len(touched) > 1 and (node, issue) in touched
            key = issue_key(id) if node is keeper[0] else f"issue/{id}~{node['number']}"
            yield key, (node, replace(issue, disputed=disputed))


def _issue(node: Node, own: frozenset[str], repository: Repository) -> Issue:
    events = node["timelineItems"]["nodes"]
    by_people = [event for event in events if not is_bot(event["actor"], repository)]
    reopened = [
        _time(event["createdAt"]) for event in events if event["__typename"] == "ReopenedEvent"
    ]
    mark = find_mark(node["body"])
    edited = (
        node["lastEditedAt"]
        if node["lastEditedAt"] and not is_bot(node["editor"], repository)
        else None
    )
    return Issue(
        title=node["title"],
        body=node["body"],
        labels=_labels(node),
        closed=_closed(node),
        reopened=node["stateReason"] == "REOPENED",
        number=node["number"],
        url=node["url"],
        made_at=_time(node["createdAt"]),
        closed_at=_time(node["closedAt"]),
        reopened_at=reopened[-1] if reopened else None,
        moved_at=_time(by_people[-1]["createdAt"]) if by_people else None,
        edited_at=_time(edited),
        touched=bool(
            by_people
            or edited
            or (
                node["assignees"]["totalCount"] and not (mark and is_review(mark.id))
            )  # the bot assigns reviews
            or _labels(node) - own
            or _closed(node) not in (None, "duplicate")
            or any(find_ticks(node["body"]).values())
            or any(
                not is_bot(comment["author"], repository) for comment in node["comments"]["nodes"]
            )
            or not is_pristine(node["body"])
        ),
    )


def _closed(node: Node) -> Closed | None:
    if node["state"] == "OPEN":
        return None
    reason = str(node["stateReason"] or "COMPLETED").lower()
    return cast(
        "Closed", reason if reason in ("completed", "not_planned", "duplicate") else "completed"
    )


def _comments(
    keyed: Mapping[Key, tuple[Node, Issue]], repository: Repository, aliases: Mapping[str, str]
) -> Iterable[tuple[Key, Comment, Id]]:
    for issue, (node, _) in keyed.items():
        for comment in node["comments"]["nodes"]:
            trace = find_trace(comment, repository)
            if trace:
                made_at = _time(comment["createdAt"])
                made = Comment(issue, comment["body"], trace["verb"] or "", made_at)
                yield comment_key(aliases.get(trace["id"], trace["id"]), trace["sha"]), made, Id("")


def _find_milestones(roadmap: Roadmap, nodes: Sequence[Node]) -> dict[Key, Node]:
    found: dict[Key, Node] = {}
    by_title = {milestone.title: milestone.id for milestone in roadmap.milestones}
    by_age = sorted(nodes, key=lambda node: int(node["number"]))
    marks = [(find_mark(node["description"] or ""), node) for node in by_age]
    marked = {mark.id for mark, _ in marks if mark and mark.roadmap == roadmap.id}
    free = {title: id for title, id in by_title.items() if id not in marked}
    for mark, node in marks:
        id = mark.id if mark and mark.roadmap == roadmap.id else None
        if (
            id not in by_title.values()
        ):  # GitHub takes no title twice, so this one has to be adopted
            id = free.get(node["title"], id)
        if id:
            found.setdefault(milestone_key(id), node)
    return found


def _milestone(node: Node) -> Milestone:
    due = _time(node["dueOn"])
    return Milestone(
        title=node["title"],
        description=node["description"] or "",
        due=due.date() if due else None,
        closed=node["state"] == "CLOSED",
        number=node["number"],
        url=node["url"],
        closed_at=_time(node["closedAt"]),
    )


def _labels(node: Node) -> frozenset[str]:
    return frozenset(label["name"].casefold() for label in node["labels"]["nodes"])


def _number(node: Node, field: str) -> int:
    return int(node[field]["number"]) if node[field] else 0


def _name(key: str, node: Node) -> dict[str, object]:
    return {"id": issue_id(key), "number": node["number"], "url": node["url"]}


def _time(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
