"""Look at GitHub: one query, repeated until everything is read. A partial read is no read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roadmap_bot.http.answers import UNSURE
from roadmap_bot.http.reader import PAGES, Reader, ReadFailed
from roadmap_bot.issues.identity import identify
from roadmap_bot.issues.nodes import Node
from roadmap_bot.keys import Key, file_key
from roadmap_bot.repository import Commit, Look, Repository
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import File

PAGE = 100  # issues from either end in one request, the most that GitHub gives


def gather(reader: Reader, roadmap: Roadmap, paths: Sequence[str], size: int = PAGE) -> Look:
    """Look at the repository, and read the files at `paths` on its default branch.

    A request brings `size` issues from either end. Raises ReadFailed where anything is missing or
    refused.
    """
    head, piles = _read_pages(reader, paths, size)
    issues, labels, milestones = (piles.nodes[name] for name in PILES)
    nodes = [_deepen(reader, node) for node in issues.values()]
    repository = _read_repository(head)
    found = identify(roadmap, repository, nodes, list(milestones.values()), list(labels.values()))
    files = dict(_read_files(head["repository"], paths))
    return Look(
        repository=repository,
        things={**found.things, **files},
        ids=found.ids,
        commits=tuple(_read_commits(head["repository"])),
        newest=max(issues, default=0),
        problems=found.problems,
        obstacles=found.obstacles,
    )


def read_files(reader: Reader, paths: Sequence[str], commit: str = "HEAD") -> Mapping[Key, File]:
    """Read files of a commit, else of the default branch, that the look did not bring."""
    variables = reader.names | _name_files(paths, commit)
    data = reader.query("read_files", variables, len(paths))
    return dict(_read_files(data["repository"], paths))


# Pages


@dataclass(frozen=True)
class _List:
    """A list on a page: its pile, what tells its nodes apart, how its next page is asked for."""

    name: str
    pile: str
    by: str
    variable: str
    cursor: str


PILES = ("issues", "labels", "milestones")
LISTS = (
    _List("oldest", "issues", "number", "after", "endCursor"),
    _List("newest", "issues", "number", "before", "startCursor"),
    _List("labels", "labels", "name", "labelsAfter", "endCursor"),
    _List("milestones", "milestones", "number", "milestonesAfter", "endCursor"),
)


@dataclass
class _Piles:
    """Nodes by number or name, gathered so far over all pages, and where the next page begins."""

    nodes: dict[str, dict[Any, Node]] = field(default_factory=lambda: {name: {} for name in PILES})
    totals: dict[str, int] = field(default_factory=dict)
    cursors: dict[str, str | None] = field(default_factory=dict)

    def add(self, page: Node) -> None:
        """Add what a page brings to each list."""
        for one in LISTS:
            listed = page["repository"][one.name]
            if None in listed["nodes"]:
                raise ReadFailed(UNSURE)
            self.totals[one.pile] = listed["totalCount"]
            self.nodes[one.pile].update((node[one.by], node) for node in listed["nodes"])
            if listed["nodes"]:
                self.cursors[one.variable] = listed["pageInfo"][one.cursor]

    @property
    def count(self) -> int:
        """How many nodes there are by now."""
        return sum(map(len, self.nodes.values()))

    @property
    def is_whole(self) -> bool:
        """Whether there are as many of all sorts as GitHub says there are."""
        return all(len(self.nodes[pile]) >= total for pile, total in self.totals.items())


def _read_pages(reader: Reader, paths: Sequence[str], size: int) -> tuple[Node, _Piles]:
    """Read page after page until all is there; of the first one there is more than lists."""
    piles = _Piles()
    head: Node = {}
    for _ in range(PAGES):
        before = piles.count
        asked = {"size": size, "head": not head, **_name_files(paths), **piles.cursors}
        page = reader.query("look", reader.names | asked, max(1, len(paths)))
        head = head or page
        piles.add(page)
        if piles.is_whole:
            return head, piles
        if piles.count == before:
            break
    raise ReadFailed(UNSURE)


def _name_files(paths: Iterable[str], commit: str = "HEAD") -> dict[str, Any]:
    """Make the variables path0, path1 and so on."""
    return {f"path{index}": f"{commit}:{path}" for index, path in enumerate(paths)}


def _deepen(reader: Reader, node: Node) -> Node:
    """Read the comments that did not fit; labels always do (F3.6)."""
    labels, comments = node["labels"], node["comments"]
    if len(labels["nodes"]) < labels["totalCount"]:
        raise ReadFailed(UNSURE)
    if len(comments["nodes"]) >= comments["totalCount"]:
        return node
    return {**node, "comments": {**comments, "nodes": _read_comments(reader, node)}}


def _read_comments(reader: Reader, node: Node) -> list[Node]:
    """Read all comments of an issue from the last page, which is there, to the first."""
    page = node["comments"]
    total = page["totalCount"]
    found: list[Node] = page["nodes"]
    for _ in range(PAGES):
        cursor = page["pageInfo"]["startCursor"]
        data = reader.query("read_comments", {"id": node["id"], "before": cursor})
        page = data["node"]["comments"]
        if not page["nodes"]:
            return found  # some were deleted between the two reads
        if page["pageInfo"]["startCursor"] == cursor:
            break
        found = page["nodes"] + found
        if len(found) >= total:
            return found
    raise ReadFailed(UNSURE)


# What the first page brings


def _read_repository(head: Node) -> Repository:
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


def _read_commits(facts: Node) -> Iterator[Commit]:
    branch = facts["defaultBranchRef"] or {}
    target = branch.get("target") or {}
    history = target.get("history", {"nodes": ()})
    for node in history["nodes"]:
        date = dt.datetime.fromisoformat(node["authoredDate"])
        yield Commit(node["oid"], node["message"], date, _find_login(node))


def _find_login(commit: Node) -> str | None:
    author = commit["author"] or {}
    user = author.get("user") or {}
    login: str | None = user.get("login")
    return login


def _read_files(facts: Node, paths: Sequence[str]) -> Iterator[tuple[Key, File]]:
    for index, path in enumerate(paths):
        blob = facts[f"file{index}"]
        if blob is None:
            continue
        trouble = _find_trouble(blob)
        text = None if trouble else blob["text"]
        yield file_key(path), File(text, trouble)


def _find_trouble(blob: Node) -> str:
    """Find why a file must not be touched; empty where nothing is wrong."""
    if "oid" not in blob:
        return "no-file"
    if blob["isBinary"] or blob["text"] is None:
        return "binary"
    if blob["isTruncated"]:
        return "too-large"
    # The text came through JSON: only where it makes the blob's own hash is it the file's bytes.
    if _hash(blob["text"]) != blob["oid"]:
        return "not-utf-8"
    return ""


def _hash(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
