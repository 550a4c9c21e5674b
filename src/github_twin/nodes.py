"""Node ids: opaque names that say what a thing is and in which repository it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from github_twin.projects import Card, Field, Project
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.world import User, World

PREFIXES = {
    "Repository": "R",
    "Issue": "I",
    "PullRequest": "PR",
    "Label": "LA",
    "Milestone": "MI",
    "IssueComment": "IC",
    "ClosedEvent": "CE",
    "ReopenedEvent": "REE",
    "Commit": "C",
    "Tree": "T",
    "Blob": "B",
    "Ref": "REF",
    "Release": "RE",
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
TYPES = {prefix: name for name, prefix in PREFIXES.items()}
NODE_ID = re.compile(r"([A-Z]+)_kwDO([0-9A-F]{8})_?(.*)")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing as GraphQL knows it: its type, the repository it lies in, its record."""

    type: str
    repository: Any
    it: Any


def make_id(kind: str, repository_id: int, key: object = "") -> str:
    """Make the node id of a thing: `key` is a number, an id, or a commit's hash."""
    return f"{PREFIXES[kind]}_kwDO{repository_id:08X}" + (f"_{key}" if key != "" else "")


def make_user_id(user: User) -> str:
    """Make the node id of a user, an organization or a bot."""
    return make_id(user.kind, user.id)


def make_issue_item(repository: Repository, issue: Issue) -> Item:
    """Wrap an issue or a pull request."""
    return Item("PullRequest" if issue.is_pull else "Issue", repository, issue)


def make_project_item(project: Project) -> Item:
    """Wrap a project."""
    return Item("ProjectV2", None, project)


def make_field_item(project: Project, field: Field) -> Item:
    """Wrap a field of a project; its type follows from its sort."""
    kinds = {"SINGLE_SELECT": "ProjectV2SingleSelectField", "ITERATION": "ProjectV2IterationField"}
    return Item(kinds.get(field.sort, "ProjectV2Field"), project, field)


def make_card_item(project: Project, card: Card) -> Item:
    """Wrap an item of a project."""
    return Item("ProjectV2Item", project, card)


def find_node(world: World, node_id: str) -> Item | None:
    """Find what a node id names: a repository, an issue, a label …, a project or a part of one, or somebody."""
    match = NODE_ID.fullmatch(node_id)
    if not match or match[1] not in TYPES:
        return None
    kind, home, key = TYPES[match[1]], int(match[2], 16), match[3]
    if kind in ("User", "Organization", "Bot"):
        user = next((user for user in world.users.values() if user.id == home), None)
        return Item(user.kind, None, user) if user else None
    if kind.startswith("ProjectV2"):
        return _find_in_project(world, kind, home, key)
    repository = next((one for one in world.repositories.values() if one.id == home), None)
    record = _find_record(repository, kind, key) if repository else None
    return Item(kind, repository, record) if record else None


def _find_in_project(world: World, kind: str, home: int, key: str) -> Item | None:
    project = world.projects.get(home)
    if project is None or kind == "ProjectV2":
        return Item(kind, None, project) if project else None
    parts: Any = {"ProjectV2Item": project.cards.values(), "ProjectV2View": project.views}.get(kind, project.fields)
    found = next((one for one in parts if str(one.id) == key), None)
    return Item(kind, project, found) if found else None


def _find_record(repository: Repository, kind: str, key: str) -> object | None:
    if kind == "Repository":
        return repository
    if kind == "Commit":
        return repository.commits.get(key)
    if kind == "Ref":
        return key if key in repository.branches else None
    if not key.isdigit():
        return None
    if kind in ("Issue", "PullRequest"):
        return repository.issues.get(int(key))
    if kind == "IssueComment":
        pairs = ((issue, comment) for issue in repository.issues.values() for comment in issue.comments)
        return next((pair for pair in pairs if pair[1].id == int(key)), None)
    shelves: dict[str, Any] = {"Label": repository.labels, "Milestone": repository.milestones}
    return shelves[kind].get(int(key)) if kind in shelves else None


def need_node(world: World, node_id: str, *kinds: str) -> Item:
    """Find what a node id names, or refuse as GitHub does."""
    item = find_node(world, node_id)
    if item is None or (kinds and item.type not in kinds):
        raise RefusedError("no-node", id=node_id)
    return item
