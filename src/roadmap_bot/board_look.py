"""Look at the board: find ours among the projects, read its fields, views and items."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from roadmap_bot.answers import UNSURE, Meaning, read_answer
from roadmap_bot.board import NAMES, STATUS, VIEWS, board_title
from roadmap_bot.board_calls import field_ids
from roadmap_bot.body import find_mark
from roadmap_bot.calls import query
from roadmap_bot.errors import Problem
from roadmap_bot.gather import ReadFailed
from roadmap_bot.model import Roadmap
from roadmap_bot.seam import Answer, Send
from roadmap_bot.state import Board, Field, File, Id, Issue, Item, Key, Look, Option, Shelf, Thing, View

Node = Mapping[str, Any]
SORTS = {"Phase": "SINGLE_SELECT", "Kind": "SINGLE_SELECT", "Week": "SINGLE_SELECT", "Hours": "NUMBER"}
SORTS |= {"Start": "DATE", "Target": "DATE"}
ASIDE = "{} (roadmap)"


@dataclass
class _Found:
    """What was read of the board."""

    things: dict[Key, Thing] = field(default_factory=dict)
    ids: dict[Key, Id] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    shelf: Shelf | None = None


def look_board(send: Send, seen: Look, roadmap: Roadmap, *, by_hand: bool) -> Look:
    """Add the board to a look; without one to be had, a problem says why. Raises ReadFailed where to try again."""
    found = _Found()
    owner, _, name = seen.repository.name.partition("/")
    title = board_title(roadmap)
    variables = {"owner": owner, "name": name, "title": title, **_names({})}
    data = _read(send, "look_board", variables, found)
    if data is not None and _has_shelf(data, found):
        project = _choose(data, roadmap.id, title, found)
        if project is not None:
            _read_project(send, project, seen, found)
        elif found.shelf and _was_deleted(seen) and not by_hand:
            found.problems.append(Problem("board.deleted"))
            found.shelf = None
    return replace(
        seen,
        things={**seen.things, **found.things},
        ids={**seen.ids, **found.ids},
        problems=(*seen.problems, *found.problems),
        shelf=found.shelf,
    )


def _names(taken: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): taken.get(name, name) for name in NAMES}


def _read(send: Send, document: str, variables: Mapping[str, Any], found: _Found) -> Node | None:
    """Read a document with the board's token; None, with a problem, where that token is not good enough."""
    answer = send(replace(query(document, variables), token="board"))  # noqa: S106
    reading = read_answer(answer, 0.0)
    refusal = _find_refusal(answer, reading.data)
    if refusal:
        found.problems.append(refusal)
        return None
    data = reading.data.get("data")
    if reading.meaning.kind != "fine" or reading.failed or not isinstance(data, Mapping):
        first = next(iter(reading.failed.values()), UNSURE)
        whole = reading.meaning if reading.meaning.kind != "fine" else first
        raise ReadFailed(Meaning("unsure") if whole.kind in ("stale", "refused") else whole)
    return data


def _find_refusal(answer: Answer, body: Node) -> Problem | None:
    """Find what is wrong with the token; GitHub says it in words."""
    if answer.status == 401:
        return Problem("board.bad-token")
    for error in body.get("errors") or ():
        message, sort = str(error.get("message", "")), error.get("type")
        if "accessible by integration" in message:
            return Problem("board.job-token")
        if "personal access token" in message:
            return Problem("board.fine-grained")
        if sort in ("INSUFFICIENT_SCOPES", "FORBIDDEN"):
            return Problem("board.scope", {"what": message})
        if sort == "NOT_FOUND" and (error.get("path") or [""])[0] == "repository":
            return Problem("board.no-repository")
    return None


def _has_shelf(data: Node, found: _Found) -> bool:
    owner = data["repositoryOwner"]
    if data["repository"] is None or owner is None:
        found.problems.append(Problem("board.no-repository"))
        return False
    is_user = owner["__typename"] == "User"
    found.shelf = Shelf(owner["login"], owner["id"], owner["databaseId"], is_user)
    return True


def _choose(data: Node, roadmap: str, title: str, found: _Found) -> Node | None:
    """Choose ours: by its marker, else an empty one of exactly our title; say why where a marked one may not be."""
    repository, owner = data["repository"], data["repositoryOwner"]
    listed = [*repository["guess"]["nodes"], *repository["linked"]["nodes"], *owner["projectsV2"]["nodes"]]
    projects: dict[str, Node] = {}
    for project in listed:
        if project is None:
            raise ReadFailed(UNSURE)
        projects.setdefault(project["id"], project)
    marked = [project for project in projects.values() if _is_marked(project, roadmap)]
    own = [project for project in marked if _login(project) == owner["login"] and project["viewerCanUpdate"]]
    ready = sorted((project for project in own if not project["closed"]), key=lambda project: int(project["number"]))
    if ready:
        return ready[0]
    if marked:
        code = "board.closed" if own else "board.not-yours"
        found.problems.append(Problem(code, {"title": marked[0]["title"], "owner": _login(marked[0])}))
        found.shelf = None
        return None
    empty = (project for project in projects.values() if _is_free(project, title, owner["login"]))
    return next(empty, None)


def _is_marked(project: Node, roadmap: str) -> bool:
    mark = find_mark(project["readme"] or "")
    return mark is not None and (mark.roadmap, mark.id) == (roadmap, "board")


def _is_free(project: Node, title: str, owner: str) -> bool:
    fits = project["title"] == title and _login(project) == owner and project["viewerCanUpdate"]
    unmarked = find_mark(project["readme"] or "") is None
    return bool(fits and unmarked and not project["closed"] and project["contents"]["totalCount"] == 0)


def _login(project: Node) -> str:
    return str((project["owner"] or {}).get("login", ""))


def _was_deleted(seen: Look) -> bool:
    """Whether the last report knew of a board."""
    file = seen.things.get("file/.github/progress/progress.json")
    try:
        figures = json.loads(file.text or "") if isinstance(file, File) else {}
    except ValueError:
        return False
    return isinstance(figures, dict) and bool(figures.get("board"))


def _read_project(send: Send, project: Node, seen: Look, found: _Found) -> None:
    if "fields" not in project:
        project = _read_page(send, project["id"], {}, _names({}), found)
    taken = _find_taken(project["fields"]["nodes"])
    if taken:
        project = _read_page(send, project["id"], {}, _names(taken), found)
        found.problems += [Problem("board.field-taken", {"name": name, "ours": ours}) for name, ours in taken.items()]
    items = _read_items(send, project, _names(taken), found)
    assert found.shelf is not None
    found.shelf = replace(found.shelf, number=project["number"], url=project["url"])
    linked = any(node["id"] == seen.repository.id for node in project["repositories"]["nodes"])
    found.things["board"] = Board(
        project["title"],
        project["shortDescription"] or "",
        project["readme"] or "",
        public=project["public"],
        linked=linked,
        url=project["url"],
    )
    found.ids["board"] = Id(project["id"], project["number"])
    _add_fields(project["fields"]["nodes"], taken, found)
    _add_views(project["views"]["nodes"], found)
    _add_items(items, seen, found)


def _read_page(send: Send, id: str, cursors: Mapping[str, str], names: Mapping[str, str], found: _Found) -> Node:
    data = _read(send, "look_items", {"id": id, **cursors, **names}, found)
    if data is None or data["node"] is None:
        raise ReadFailed(UNSURE)
    node: Node = data["node"]
    return node


def _read_items(send: Send, project: Node, names: Mapping[str, str], found: _Found) -> list[Node]:
    items: dict[str, Node] = {}
    page, cursors = project, dict[str, str]()
    while True:
        before = len(items)
        for side, cursor, info in (("oldest", "after", "endCursor"), ("newest", "before", "startCursor")):
            if any(node is None for node in page[side]["nodes"]):
                raise ReadFailed(UNSURE)
            items |= {node["id"]: node for node in page[side]["nodes"]}
            if page[side]["nodes"]:
                cursors[cursor] = page[side]["pageInfo"][info]
        if len(items) >= page["oldest"]["totalCount"]:
            return list(items.values())
        if len(items) == before:
            break
        page = _read_page(send, project["id"], cursors, names, found)
    raise ReadFailed(UNSURE)


def _find_taken(fields: Sequence[Node]) -> dict[str, str]:
    """Find the names that the learner's own fields of other types hold, and what ours are called instead."""
    sorts = {node["name"]: node["dataType"] for node in fields if node}
    return {name: ASIDE.format(name) for name in NAMES if sorts.get(name, SORTS[name]) != SORTS[name]}


def _add_fields(nodes: Sequence[Node], taken: Mapping[str, str], found: _Found) -> None:
    by_name = {node["name"]: node for node in nodes if node}
    for name in NAMES:
        node = by_name.get(taken.get(name, name))
        if node:
            found.things[f"field/{name}"] = _field(node)
            found.ids |= field_ids(name, node)
    if STATUS in by_name:
        found.ids |= field_ids(STATUS, by_name[STATUS])


def _field(node: Node) -> Field:
    options = node.get("options") or []
    made = tuple(Option(each["id"], each["name"], each["color"], each["description"]) for each in options)
    return Field(node["dataType"], tuple(each.name for each in made), node["name"], made)


def _add_views(nodes: Sequence[Node], found: _Found) -> None:
    by_name = {node["name"]: node for node in nodes if node}
    for name, view in VIEWS.items():
        if view.name in by_name:
            found.things[f"view/{name}"] = View(view.layout, view.name)
            found.ids[f"view/{name}"] = Id("", by_name[view.name]["number"])


def _add_items(nodes: Sequence[Node], seen: Look, found: _Found) -> None:
    keys = {thing.number: key for key, thing in seen.things.items() if isinstance(thing, Issue)}
    words = {id.node: key.rpartition("/")[2] for key, id in found.ids.items() if key.startswith(f"option/{STATUS}/")}
    for node in nodes:
        content = node["content"] or {}
        home = (content.get("repository") or {}).get("id")
        if home == seen.repository.id and content["number"] in keys:
            issue = keys[content["number"]]
            key = f"item/{issue.removeprefix('issue/')}"
            status = node["status"] or {}
            chosen_at = dt.datetime.fromisoformat(status["updatedAt"]) if status.get("updatedAt") else None
            values = frozenset(_values(node, words))
            found.things[key] = Item(issue, values, archived=node["isArchived"], chosen_at=chosen_at)
            found.ids[key] = Id(node["id"], int(node["fullDatabaseId"]))


def _values(node: Node, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if node["status"]:
        yield STATUS, words.get(node["status"]["optionId"], node["status"]["name"])
    for name in ("Phase", "Kind", "Week"):
        if node[name.lower()]:
            yield name, node[name.lower()]["name"]
    if node["hours"]:
        yield "Hours", f"{round(node['hours']['number'], 2):g}"
    for name in ("Start", "Target"):
        if node[name.lower()]:
            yield name, node[name.lower()]["date"]
