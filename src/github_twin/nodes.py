"""Node ids: opaque names that say what a thing is and in which repository it lies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from github_twin.projects import Card, Field, Project, View
from github_twin.refusals import RefusedError
from github_twin.repositories import Comment, Issue, Repository
from github_twin.world import User, World, find_repository_by_id

PREFIXES = {
    "Repository": "R",
    "Issue": "I",
    "PullRequest": "PR",
    "Label": "LA",
    "Milestone": "MI",
    "IssueComment": "IC",
    "Reaction": "REA",
    "ClosedEvent": "CE",
    "ReopenedEvent": "REE",
    "Commit": "C",
    "Tree": "T",
    "Blob": "B",
    "Ref": "REF",
    "Release": "RE",
    "PinnedIssue": "PIN",
    "User": "U",
    "Organization": "O",
    "Bot": "BOT",
    "ProjectV2": "PVT",
    "ProjectV2Field": "PVTF",
    "ProjectV2IterationField": "PVTIF",
    "ProjectV2SingleSelectField": "PVTSSF",
    "ProjectV2Item": "PVTI",
    "ProjectV2ItemFieldValue": "PVTFV",
    "ProjectV2View": "PVTV",
}
FIELD_TYPES = {
    "SINGLE_SELECT": "ProjectV2SingleSelectField",
    "ITERATION": "ProjectV2IterationField",
}
TYPES = {prefix: name for name, prefix in PREFIXES.items()}
PEOPLE = ("User", "Organization", "Bot")
NODE_ID = re.compile(r"([A-Z]+)_kwDO([0-9A-F]{8})_?(.*)")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing as GraphQL knows it: its type, the repository it lies in, its record."""

    type: str
    repository: Any
    it: Any


def make_id(kind: str, repository_id: int, key: object = "") -> str:
    """Make the node id of a thing: `key` is a number, an id, or a commit's hash."""
    node_id = f"{PREFIXES[kind]}_kwDO{repository_id:08X}"
    if key == "":
        return node_id
    return f"{node_id}_{key}"


def make_user_id(user: User) -> str:
    """Make the node id of a user, an organization or a bot."""
    return make_id(user.kind, user.id)


def find_issue_type(issue: Issue) -> str:
    """Name the type of an issue or a pull request."""
    if issue.is_pull:
        return "PullRequest"
    return "Issue"


def make_issue_item(repository: Repository, issue: Issue) -> Item:
    """Wrap an issue or a pull request."""
    kind = find_issue_type(issue)
    return Item(kind, repository, issue)


def make_project_item(project: Project) -> Item:
    """Wrap a project."""
    return Item("ProjectV2", None, project)


def find_field_type(field: Field) -> str:
    """Name the type of a project's field; it follows from its sort."""
    return FIELD_TYPES.get(field.sort, "ProjectV2Field")


def make_field_item(project: Project, field: Field) -> Item:
    """Wrap a field of a project."""
    kind = find_field_type(field)
    return Item(kind, project, field)


def make_card_item(project: Project, card: Card) -> Item:
    """Wrap an item of a project."""
    return Item("ProjectV2Item", project, card)


def find_node(world: World, node_id: str) -> Item | None:
    """Find what a node id names: a repository or a part of one, a project or a part, somebody."""
    match = NODE_ID.fullmatch(node_id)
    if not match or match[1] not in TYPES:
        return None
    kind = TYPES[match[1]]
    home = int(match[2], 16)
    key = match[3]
    if kind in PEOPLE:
        return _find_person(world, home)
    if kind == "ProjectV2":
        return _find_project(world, home)
    if kind.startswith("ProjectV2"):
        return _find_in_project(world, kind, home, key)
    return _find_in_repository(world, kind, home, key)


def _find_person(world: World, id: int) -> Item | None:
    for user in world.users.values():
        if user.id == id:
            return Item(user.kind, None, user)
    return None


def _find_project(world: World, id: int) -> Item | None:
    project = world.projects.get(id)
    if project is None:
        return None
    return make_project_item(project)


def _find_in_project(world: World, kind: str, home: int, key: str) -> Item | None:
    project = world.projects.get(home)
    if project is None:
        return None
    for part in _find_parts(project, kind):
        if str(part.id) == key:
            return Item(kind, project, part)
    return None


def _find_parts(project: Project, kind: str) -> Iterable[Card | View | Field]:
    if kind == "ProjectV2Item":
        return project.cards.values()
    if kind == "ProjectV2View":
        return project.views
    return project.fields


def _find_in_repository(world: World, kind: str, home: int, key: str) -> Item | None:
    repository = find_repository_by_id(world, home)
    if repository is None:
        return None
    record = _find_record(repository, kind, key)
    if not record:
        return None
    return Item(kind, repository, record)


def _find_record(repository: Repository, kind: str, key: str) -> object | None:
    if kind == "Repository":
        return repository
    if kind == "Commit":
        return repository.commits.get(key)
    if kind == "Ref" and key in repository.branches:
        return key
    if kind == "Ref" or not key.isdigit():
        return None
    return _find_numbered(repository, kind, int(key))


def _find_numbered(repository: Repository, kind: str, number: int) -> object | None:
    """Find a record whose key is a number or a database id."""
    if kind in ("Issue", "PullRequest"):
        return repository.issues.get(number)
    if kind == "IssueComment":
        return _find_comment(repository, number)
    if kind == "Label":
        return repository.labels.get(number)
    if kind == "Milestone":
        return repository.milestones.get(number)
    return None


def _find_comment(repository: Repository, id: int) -> tuple[Issue, Comment] | None:
    for issue in repository.issues.values():
        for comment in issue.comments:
            if comment.id == id:
                return issue, comment
    return None


def need_node(world: World, node_id: str, *kinds: str) -> Item:
    """Find what a node id names, or refuse as GitHub does."""
    item = find_node(world, node_id)
    if item is None or (kinds and item.type not in kinds):
        raise RefusedError("no-node", id=node_id)
    return item
