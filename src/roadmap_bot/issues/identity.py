"""Which issue is which: what GitHub listed, read as things by key.

An issue is ours by the hidden marker in its body, else by the `[W03-2]` before its title, and only
where its author may write here or it bears the roadmap's label: strangers can bring about neither
(F2.31, F3.15).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from roadmap_bot.errors import Problem
from roadmap_bot.issues.body import MARK, find_mark
from roadmap_bot.issues.comments import find_trace
from roadmap_bot.issues.duplicates import Claim, settle_duplicates
from roadmap_bot.issues.labels import all_labels, find_renamed, fold
from roadmap_bot.issues.milestones import find_milestones
from roadmap_bot.issues.nodes import (
    Node,
    find_comments,
    is_bot,
    may_write,
    parse_time,
    read_issue,
    read_labels,
    read_milestone,
)
from roadmap_bot.keys import Key, comment_key, foreign_key, is_twin, issue_id, label_key
from roadmap_bot.repository import Id, Repository
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Comment, Label, Thing

MEMBERS = ("OWNER", "MEMBER", "COLLABORATOR")
PREFIX = re.compile(r"\[([A-Za-z0-9.-]{1,20})\] ")

_Read = tuple[Key, Thing, Id]


@dataclass(frozen=True)
class Found:
    """Things, their ids, what was strange about them, and what makes it useless to go on."""

    things: Mapping[Key, Thing]
    ids: Mapping[Key, Id]
    problems: tuple[Problem, ...] = ()
    obstacles: tuple[Problem, ...] = ()


def identify(
    roadmap: Roadmap,
    repository: Repository,
    nodes: Sequence[Node],
    milestones: Sequence[Node],
    labels: Sequence[Node],
) -> Found:
    """Read all that was listed as things by key."""
    admitted, strangers = sort_by_origin(nodes, roadmap, repository)
    issues = dict(settle_duplicates(_find_claims(admitted, roadmap, repository)))
    checkpoints = find_milestones(roadmap, milestones)
    renamed = find_renamed(roadmap, [fold(node["name"]) for node in labels])
    read = (
        *_read_labels(labels, renamed),
        *_read_milestones(checkpoints),
        *_read_issues(issues, checkpoints, renamed),
        *_read_comments(issues, repository, roadmap.successors),
    )
    things = {key: thing for key, thing, _ in read}
    ids = {key: id for key, _, id in read}
    problems = (*_find_look_alikes(strangers, roadmap), *_find_disputes(issues))
    obstacles = tuple(_find_others(admitted, roadmap, repository, is_new=not issues))
    return Found(things, ids, problems, obstacles)


def find_claimants(
    nodes: Iterable[Node], roadmap: Roadmap, repository: Repository
) -> Iterator[str]:
    """Find the people on whose right to write it hangs whether an issue is ours.

    They wrote one with a marker, or with an id before its title that no issue of ours bears.
    """
    admitted, strangers = sort_by_origin(nodes, roadmap, repository)
    taken = {id for id, _ in _find_ids(admitted, roadmap, repository)}
    free = {name for name, id in _find_known(roadmap).items() if id not in taken}
    for node in strangers:
        is_claim = _find_prefix(node) in free or MARK.search(node["body"])
        if is_claim and node["author"] and _may_be_writer(node, repository):
            yield node["author"]["login"]


def _may_be_writer(node: Node, repository: Repository) -> bool:
    """Sieve out strangers where GitHub tells them; in organizations it does not (F2.31)."""
    return not repository.owner_is_user or node["authorAssociation"] in MEMBERS


def sort_by_origin(
    nodes: Iterable[Node], roadmap: Roadmap, repository: Repository
) -> tuple[list[Node], list[Node]]:
    """Sort issues into those that may be ours, and those of strangers."""
    admitted: list[Node] = []
    strangers: list[Node] = []
    label = roadmap.label.name.casefold()
    for node in nodes:
        if may_write(node["author"], repository) or label in read_labels(node):
            admitted.append(node)
        else:
            strangers.append(node)
    return admitted, strangers


def _find_claims(
    nodes: Iterable[Node], roadmap: Roadmap, repository: Repository
) -> Iterator[Claim]:
    """Find the issues that bear an id of the roadmap's: in their markers, else in their titles."""
    labels = frozenset(all_labels(roadmap))
    for id, node in _find_ids(nodes, roadmap, repository):
        yield Claim(id, node, read_issue(node, labels, repository))


def _find_ids(
    nodes: Iterable[Node], roadmap: Roadmap, repository: Repository
) -> Iterator[tuple[str, Node]]:
    aliases = roadmap.successors
    taken: set[str] = set()
    unmarked: list[Node] = []
    for node in nodes:
        mark = find_mark(node["body"])
        if mark is None:
            unmarked.append(node)
        elif mark.roadmap in roadmap.names:
            id = aliases.get(mark.id, mark.id)
            taken.add(id)
            yield id, node
    known = _find_known(roadmap)
    for node in unmarked:
        named = known.get(_find_prefix(node))
        # What a person wrote without a mark may be a question about the task: it counts where the
        # place is free.
        if named and (named not in taken or is_bot(node["author"], repository)):
            yield named, node


def _find_known(roadmap: Roadmap) -> dict[str, str]:
    """Find every id that a title may begin with, and the id that stands in its place now."""
    units = {unit.id: unit.id for unit in roadmap.units}
    tasks = {task.id: task.id for _, task in roadmap.tasks}
    return units | tasks | roadmap.successors


def _find_prefix(node: Node) -> str:
    prefix = PREFIX.match(node["title"])
    return prefix[1] if prefix else ""


def _read_labels(nodes: Iterable[Node], renamed: Mapping[str, str]) -> Iterator[_Read]:
    """Read labels; one that is to be renamed stands where it will."""
    for node in nodes:
        name = node["name"]
        key = label_key(renamed.get(fold(name), name))
        yield key, Label(name, description=node["description"] or ""), Id(node["id"])


def _read_milestones(checkpoints: Mapping[Key, Node]) -> Iterator[_Read]:
    for key, node in checkpoints.items():
        yield key, read_milestone(node), _read_id(node)


def _read_issues(
    issues: Mapping[Key, Claim], checkpoints: Mapping[Key, Node], renamed: Mapping[str, str]
) -> Iterator[_Read]:
    """Read issues with what each stands under; a parent may stand in another repository."""
    parents = {claim.node["id"]: key for key, claim in issues.items()}
    milestones = {node["number"]: key for key, node in checkpoints.items()}
    for key, claim in issues.items():
        node = claim.node
        parent = _find_key(node["parent"], "id", parents)
        milestone = _find_key(node["milestone"], "number", milestones)
        labels = frozenset(renamed.get(name, name) for name in claim.issue.labels)
        issue = replace(claim.issue, parent=parent, milestone=milestone, labels=labels)
        yield key, issue, _read_id(node)


def _find_key(node: Node | None, name: str, keys: Mapping[Any, Key]) -> Key | None:
    if node is None:
        return None
    return keys.get(node[name], foreign_key(node["number"]))


def _read_id(node: Node) -> Id:
    return Id(node["id"], node["number"])


def _read_comments(
    issues: Mapping[Key, Claim], repository: Repository, aliases: Mapping[str, str]
) -> Iterator[_Read]:
    for key, claim in issues.items():
        for comment in find_comments(claim.node):
            trace = find_trace(comment, repository)
            if trace:
                id = aliases.get(trace["id"], trace["id"])
                made_at = parse_time(comment["createdAt"])
                made = Comment(key, comment["body"], trace["verb"] or "", made_at)
                yield comment_key(id, trace["sha"]), made, Id("")


def _find_look_alikes(nodes: Iterable[Node], roadmap: Roadmap) -> Iterator[Problem]:
    """Name strangers' issues that begin with a marker; the rest might take long to parse."""
    for node in nodes:
        mark = MARK.match(node["body"])
        if mark and mark["roadmap"] in roadmap.names:
            yield Problem("issue.look-alike", _name(mark["id"], node), link=node["url"])


def _find_others(
    nodes: Iterable[Node], roadmap: Roadmap, repository: Repository, *, is_new: bool
) -> Iterator[Problem]:
    """Name another roadmap that has issues here: this one under an id it had, or one beside it.

    What is closed is history; what is open alone was moved here.
    """
    open_ones: Counter[str] = Counter()
    for node in nodes:
        mark = find_mark(node["body"])
        if mark and mark.roadmap not in roadmap.names:
            open_ones[mark.roadmap] += node["state"] == "OPEN"
    for other, count in open_ones.most_common(1):
        if is_new or count > 1:
            values = {"id": roadmap.id, "other": other}
            code = "issue.other-roadmap" if is_new else "issue.two-roadmaps"
            yield Problem(code, values, link=f"{repository.url}/issues")


def _find_disputes(issues: Mapping[Key, Claim]) -> Iterator[Problem]:
    for key, claim in issues.items():
        if claim.issue.disputed and not is_twin(key):
            yield Problem("issue.disputed", _name(issue_id(key), claim.node))


def _name(id: str, node: Node) -> dict[str, object]:
    return {"id": id, "number": node["number"], "url": node["url"]}
