"""Look at GitHub: one query, repeated until everything is read. A partial read is no read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roadmap_bot.answers import FINE, UNSURE, Meaning, Reading, read_answer
from roadmap_bot.calls import query
from roadmap_bot.errors import Problem
from roadmap_bot.identity import Node, identify
from roadmap_bot.model import Roadmap
from roadmap_bot.seam import Answer, Request, Send
from roadmap_bot.state import Commit, File, Key, Look, Repository

PAGES = 200  # forty thousand issues; past that something is wrong


class ReadFailed(Exception):  # noqa: N818
    """The look could not be finished; `meaning` says what to do about it."""

    def __init__(self, meaning: Meaning) -> None:
        super().__init__(meaning.kind)
        self.meaning = meaning


@dataclass
class _Pile:
    """Nodes gathered so far, by number or name, over all pages."""

    nodes: dict[Any, Node] = field(default_factory=dict)
    total: int = 0
    cursors: dict[str, str | None] = field(default_factory=dict)

    def add(self, connection: Mapping[str, Any], key: str, cursor: str, side: str) -> None:
        if any(node is None for node in connection["nodes"]):
            raise ReadFailed(UNSURE)
        self.nodes.update((node[key], node) for node in connection["nodes"])
        self.total = connection["totalCount"]
        if connection["nodes"]:
            self.cursors[cursor] = connection["pageInfo"][side]

    @property
    def is_whole(self) -> bool:
        return len(self.nodes) >= self.total


def gather(send: Send, name: str, roadmap: Roadmap, paths: Sequence[str]) -> Look:
    """Look at the repository `name` (`owner/repo`) and read the files at `paths` on its default branch.

    Raises ReadFailed where anything is missing or refused.
    """
    issues, labels, milestones = _Pile(), _Pile(), _Pile()
    head: Mapping[str, Any] = {}
    for page in range(PAGES):
        data = _read_page(send, name, paths, [issues, labels, milestones], is_first=page == 0)
        repository = data["repository"]
        head = head or data
        before = len(issues.nodes) + len(labels.nodes) + len(milestones.nodes)
        issues.add(repository["oldest"], "number", "after", "endCursor")
        issues.add(repository["newest"], "number", "before", "startCursor")
        labels.add(repository["labels"], "name", "labelsAfter", "endCursor")
        milestones.add(repository["milestones"], "number", "milestonesAfter", "endCursor")
        if issues.is_whole and labels.is_whole and milestones.is_whole:
            break
        if before == len(issues.nodes) + len(labels.nodes) + len(milestones.nodes):
            raise ReadFailed(UNSURE)
    nodes = [_deepen(send, node) for node in issues.nodes.values()]
    found_repository = _repository(head)
    found = identify(roadmap, found_repository, nodes, list(milestones.nodes.values()), list(labels.nodes.values()))
    things = {**found.things, **dict(_files(head["repository"], paths))}
    return Look(found_repository, things, found.ids, tuple(_commits(head["repository"])), problems=found.problems)


def read_json(send: Send, path: str, now: Callable[[], float]) -> Any:
    """Read one REST answer; raises ReadFailed where it is not fine."""
    reading = read_answer(send(Request("GET", path)), now())
    if reading.meaning is not FINE:
        raise ReadFailed(reading.meaning)
    return reading.data


def read_files(send: Send, name: str, paths: Sequence[str]) -> Mapping[Key, File]:
    """Read files of the default branch that the look did not bring."""
    owner, _, repo = name.partition("/")
    variables = {"owner": owner, "name": repo} | {f"path{index}": f"HEAD:{path}" for index, path in enumerate(paths)}
    return dict(_files(_check(send(query("read_files", variables, times=len(paths))))["repository"], paths))


def read_bodies(send: Send, ids: Sequence[str]) -> Mapping[str, str]:
    """Read the bodies of issues by node id, as they are this moment."""
    reading = _check(send(query("read_bodies", {"ids": list(ids)})))
    return {node["id"]: node["body"] for node in reading["nodes"] if node and "body" in node}


def _read_page(
    send: Send, name: str, paths: Sequence[str], piles: Sequence[_Pile], *, is_first: bool
) -> Mapping[str, Any]:
    owner, _, repo = name.partition("/")
    variables: dict[str, Any] = {"owner": owner, "name": repo, "head": is_first}
    variables |= {f"path{index}": f"HEAD:{path}" for index, path in enumerate(paths)}
    for pile in piles:
        variables |= pile.cursors
    return _check(send(query("look", variables, times=max(1, len(paths)))))


def _check(answer: Answer) -> Mapping[str, Any]:
    reading = read_answer(answer, 0.0)
    problem = _find_refusal(reading)
    if problem is not None:
        raise ReadFailed(Meaning("refused", problem))
    if reading.meaning is not FINE or reading.failed:
        first = next(iter(reading.failed.values()), UNSURE)
        whole = reading.meaning if reading.meaning is not FINE else first
        raise ReadFailed(UNSURE if whole.kind == "stale" else whole)
    data: Mapping[str, Any] = reading.data.get("data") or {}
    if not data:
        raise ReadFailed(UNSURE)
    return data


def _find_refusal(reading: Reading) -> Problem | None:
    """Find why a look is refused: no such repository, or one that the token may not see."""
    data = reading.data.get("data")
    failed = reading.failed.get("repository")
    if failed and failed.kind == "stale" and isinstance(data, dict) and data.get("repository") is None:
        return Problem("github.not-found", {"what": "", "needs": ""})
    return None


def _deepen(send: Send, node: Node) -> Node:
    """Read the comments that did not fit; labels always do (F3.6)."""
    comments = node["comments"]
    nodes, cursor = list(comments["nodes"]), comments["pageInfo"]["startCursor"]
    while len(nodes) < comments["totalCount"]:
        data = _check(send(query("read_comments", {"id": node["id"], "before": cursor})))
        page = data["node"]["comments"]
        if not page["nodes"]:
            break  # some were deleted between the two reads
        nodes, cursor = page["nodes"] + nodes, page["pageInfo"]["startCursor"]
    if len(node["labels"]["nodes"]) < node["labels"]["totalCount"]:
        raise ReadFailed(UNSURE)
    return {**node, "comments": {**comments, "nodes": nodes}}


def _repository(head: Mapping[str, Any]) -> Repository:
    facts = head["repository"]
    branch = facts["defaultBranchRef"] or {"name": None, "target": {"oid": None}}
    upstream = facts["parent"] or facts["templateRepository"] or {"nameWithOwner": None}
    return Repository(
        id=facts["id"],
        name=facts["nameWithOwner"],
        url=facts["url"],
        owner=facts["owner"]["login"],
        owner_is_user=facts["owner"]["__typename"] == "User",
        made_at=dt.datetime.fromisoformat(facts["createdAt"]),
        branch=branch["name"],
        head=branch["target"]["oid"],
        viewer=head["viewer"]["login"],
        permission=facts["viewerPermission"],
        is_archived=facts["isArchived"],
        is_fork=facts["isFork"],
        is_private=facts["isPrivate"],
        is_template=facts["isTemplate"],
        has_issues=facts["hasIssuesEnabled"],
        upstream=upstream["nameWithOwner"],
    )


def _commits(facts: Node) -> Iterator[Commit]:
    target = (facts["defaultBranchRef"] or {}).get("target") or {}
    for node in target.get("history", {"nodes": ()})["nodes"]:
        user = (node["author"] or {}).get("user")
        login = user["login"] if user else None
        yield Commit(node["oid"], node["message"], dt.datetime.fromisoformat(node["authoredDate"]), login)


def _files(facts: Node, paths: Sequence[str]) -> Iterator[tuple[Key, File]]:
    for index, path in enumerate(paths):
        blob = facts[f"file{index}"]
        if blob is not None:
            yield f"file/{path}", _file(blob)


def _file(blob: Node) -> File:
    if "oid" not in blob:
        return File(None, trouble="no-file")
    if blob["isBinary"] or blob["text"] is None:
        return File(None, trouble="binary")
    if blob["isTruncated"]:
        return File(None, trouble="too-large")
    data = blob["text"].encode("utf-8", "surrogatepass")
    # The text came through JSON: only where it makes the blob's own hash is it the file's bytes.
    oid = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    return File(blob["text"]) if oid == blob["oid"] else File(None, trouble="not-utf-8")
