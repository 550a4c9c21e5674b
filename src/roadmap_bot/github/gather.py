"""Look at GitHub: one query, repeated until everything is read. A partial read is no read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roadmap_bot.http.answers import UNSURE
from roadmap_bot.http.reader import AHEAD, PAGES, Reader, ReadFailed
from roadmap_bot.issues.comments import Node, find_said
from roadmap_bot.issues.identity import identify
from roadmap_bot.keys import Key, file_key
from roadmap_bot.repository import Commit, Id, Look, Repository
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import File

PAGE = 100  # issues from either end in one request, the most that GitHub gives


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


def gather(reader: Reader, roadmap: Roadmap, paths: Sequence[str], size: int = PAGE) -> Look:
    """Look at the repository and read the files at `paths` on its default branch, `size` issues from either end a time.

    Raises ReadFailed where anything is missing or refused.
    """
    issues, labels, milestones = piles = _Pile(), _Pile(), _Pile()
    head: Mapping[str, Any] = {}
    for _ in range(PAGES):
        before = sum(len(pile.nodes) for pile in piles)
        data = _read_page(reader, paths, piles, {"size": size, "head": not head})
        head = head or data
        issues.add(data["repository"]["oldest"], "number", "after", "endCursor")
        issues.add(data["repository"]["newest"], "number", "before", "startCursor")
        labels.add(data["repository"]["labels"], "name", "labelsAfter", "endCursor")
        milestones.add(data["repository"]["milestones"], "number", "milestonesAfter", "endCursor")
        if all(pile.is_whole for pile in piles):
            break
        if before == sum(len(pile.nodes) for pile in piles):
            raise ReadFailed(UNSURE)
    else:
        raise ReadFailed(UNSURE)
    nodes = [_deepen(reader, node) for node in issues.nodes.values()]
    repository = _repository(head)
    found = identify(
        roadmap, repository, nodes, list(milestones.nodes.values()), list(labels.nodes.values())
    )
    return Look(
        repository=repository,
        things={**found.things, **dict(_files(head["repository"], paths))},
        ids=found.ids,
        commits=tuple(_commits(head["repository"])),
        newest=max(issues.nodes, default=0),
        problems=found.problems,
    )


def read_files(reader: Reader, paths: Sequence[str], commit: str = "HEAD") -> Mapping[Key, File]:
    """Read files of a commit, else of the default branch, that the look did not bring."""
    variables = reader.names | {
        f"path{index}": f"{commit}:{path}" for index, path in enumerate(paths)
    }
    return dict(_files(reader.query("read_files", variables, len(paths))["repository"], paths))


def read_bodies(reader: Reader, ids: Sequence[str]) -> Mapping[str, str]:
    """Read the bodies of issues by node id, as they are this moment."""
    nodes = reader.query("read_bodies", {"ids": list(ids)})["nodes"]
    return {node["id"]: node["body"] for node in nodes if node and "body" in node}


def read_said(reader: Reader, ids: Sequence[str], repository: Repository) -> Mapping[Key, Id]:
    """Read what the bot said on issues by node id, as it is this moment."""
    return find_said(reader.query("read_said", {"ids": list(ids)})["nodes"], repository)


def find_unlisted(reader: Reader, newest: int) -> bool:
    """Tell whether there are issues after the newest one listed: lists lag behind writes by some seconds."""
    return bool(reader.find_issues(range(newest + 1, newest + 1 + AHEAD)))


def _read_page(
    reader: Reader, paths: Sequence[str], piles: Sequence[_Pile], variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    asked = {
        **reader.names,
        **variables,
        **{f"path{index}": f"HEAD:{path}" for index, path in enumerate(paths)},
    }
    for pile in piles:
        asked |= pile.cursors
    return reader.query("look", asked, max(1, len(paths)))


def _deepen(reader: Reader, node: Node) -> Node:
    """Read the comments that did not fit; labels always do (F3.6)."""
    comments = node["comments"]
    nodes, cursor = list(comments["nodes"]), comments["pageInfo"]["startCursor"]
    pages = 0
    while len(nodes) < comments["totalCount"]:
        page = reader.query("read_comments", {"id": node["id"], "before": cursor})["node"][
            "comments"
        ]
        pages += 1
        if not page["nodes"]:
            break  # some were deleted between the two reads
        if page["pageInfo"]["startCursor"] == cursor or pages > PAGES:
            raise ReadFailed(UNSURE)
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
        upstream_branch=_find_branch(facts["parent"]),
        owner_id=facts["owner"]["id"],
    )


def _find_branch(parent: Node | None) -> str:
    branch = parent and parent["defaultBranchRef"]
    return str(branch["name"]) if branch else ""


def _commits(facts: Node) -> Iterator[Commit]:
    target = (facts["defaultBranchRef"] or {}).get("target") or {}
    for node in target.get("history", {"nodes": ()})["nodes"]:
        user = (node["author"] or {}).get("user")
        login = user["login"] if user else None
        yield Commit(
            node["oid"], node["message"], dt.datetime.fromisoformat(node["authoredDate"]), login
        )


def _files(facts: Node, paths: Sequence[str]) -> Iterator[tuple[Key, File]]:
    for index, path in enumerate(paths):
        blob = facts[f"file{index}"]
        if blob is not None:
            yield file_key(path), _file(blob)


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
