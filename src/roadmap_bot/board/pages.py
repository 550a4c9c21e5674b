"""Lists of the board, read page after page: the projects that may be it, its items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roadmap_bot.board.cards import NAMES
from roadmap_bot.board.fields import Found
from roadmap_bot.board.nodes import read_item_id
from roadmap_bot.board.reader import BoardReader, Variables
from roadmap_bot.http.answers import UNSURE
from roadmap_bot.http.reader import PAGES, Node, Pile, ReadFailed, need
from roadmap_bot.keys import Key, issue_key, item_key
from roadmap_bot.repository import Id, Look
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Item, Thing, find_issue

USUAL: Variables = {name.lower(): name for name in NAMES}  # fields under their own names
IDS = 100  # that one query may name


def read_projects(reader: BoardReader, title: str) -> tuple[Node, list[Node]]:
    """Read the owner, and the projects that may be ours: linked here, or of our title."""
    variables: dict[str, Any] = {**reader.names, "title": title, "size": reader.size, **USUAL}
    projects: dict[str, Node] = {}
    linked, listed = Pile(), Pile()
    for _ in range(PAGES):
        before = len(linked.nodes) + len(listed.nodes)
        data = reader.query("look_board", variables)
        for node in _find_projects(data):
            projects.setdefault(node["id"], node)  # the first one may bear all of a board
        linked.add(data["repository"]["linked"], "linkedAfter")
        listed.add(data["repositoryOwner"]["projectsV2"], "listedAfter")
        if linked.is_whole and listed.is_whole:
            return data["repositoryOwner"], list(projects.values())
        if before == len(linked.nodes) + len(listed.nodes):
            break
        variables |= {**linked.cursors, **listed.cursors}
    raise ReadFailed(UNSURE)


def _find_projects(data: Node) -> Iterator[Node]:
    repository = data["repository"]
    for name in ("guess", "linked"):
        yield from map(need, repository[name]["nodes"])
    owned = data["repositoryOwner"]["projectsV2"]
    yield from map(need, owned["nodes"])


def read_page(reader: BoardReader, id: str, variables: Variables) -> Node:
    """Read a project with a page of its items."""
    asked = {"id": id, "size": reader.size, **variables}
    data = reader.query("look_items", asked)
    return need(data["node"])


def read_items(reader: BoardReader, project: Node, names: Variables) -> list[Node]:
    """Read all items, page after page, beginning with those that came with the project."""
    items, page = Pile(), project
    for _ in range(PAGES):
        before = len(items.nodes)
        items.add(page["items"], "after")
        if items.is_whole:
            return list(items.nodes.values())
        if before == len(items.nodes):
            break
        page = read_page(reader, project["id"], {**names, **items.cursors})
    raise ReadFailed(UNSURE)


def read_hidden(reader: BoardReader, project: str, seen: Look, roadmap: Roadmap) -> Found:
    """Read the archived items: lists leave them out, and adding them would not bring them back."""
    missing = list(_find_missing(seen, roadmap))
    things: dict[Key, Thing] = {}
    ids: dict[Key, Id] = {}
    for start in range(0, len(missing), IDS):
        part = missing[start : start + IDS]
        issues = [seen.ids[issue_key(id)].node for id in part]
        nodes = reader.query("find_items", {"ids": issues})["nodes"]
        for id, node in zip(part, nodes, strict=True):
            for item in _find_items(need(node), project):
                key = item_key(id)
                things[key] = Item(issue_key(id), archived=True)
                ids[key] = read_item_id(item)
    return things, ids


def _find_missing(seen: Look, roadmap: Roadmap) -> Iterator[str]:
    """Find the units and tasks that have an issue and, as far as is seen, no item."""
    units = (unit.id for unit in roadmap.units)
    tasks = (task.id for _, task in roadmap.tasks)
    for id in (*units, *tasks):
        is_listed = item_key(id) in seen.ids
        if not is_listed and find_issue(seen.things, id):
            yield id


def _find_items(issue: Node, project: str) -> Iterator[Node]:
    for item in issue["projectItems"]["nodes"]:
        if item and item["project"]["id"] == project:
            if not item["isArchived"]:  # made just now: the list is behind
                raise ReadFailed(UNSURE)
            yield item
