"""Look at the board: find ours among the projects, read its fields, views and items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from roadmap_bot.board import nodes
from roadmap_bot.board.cards import NAMES
from roadmap_bot.board.choice import Wanted, choose
from roadmap_bot.board.desired import board_title, last_address
from roadmap_bot.board.token import explain_refusal
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Problem
from roadmap_bot.http.answers import FINE, UNSURE, Meaning, Reading, find_gravest, read_answer
from roadmap_bot.http.pace import MINUTE
from roadmap_bot.http.queries import query
from roadmap_bot.http.reader import AHEAD, PAGES, ReadFailed
from roadmap_bot.http.request import Answer, Send
from roadmap_bot.keys import Key, issue_key, item_key
from roadmap_bot.repository import Id, Look, Repository, Shelf
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Board, Field, Issue, Item, Thing

Node = Mapping[str, Any]
Variables = Mapping[str, Any]
SAME = {name.lower(): name for name in NAMES}
IDS = 100  # that one query may name


class BoardRefusedError(Exception):
    """The token is not good enough, or there is no board to be had; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True)
class BoardReader:
    """Asks about projects with the board's token, `size` items from either end at a time."""

    send: Send
    now: Callable[[], float]
    repository: Repository
    size: int

    @property
    def names(self) -> dict[str, str]:
        """The variables that name the repository."""
        owner, _, name = self.repository.name.partition("/")
        return {"owner": owner, "name": name}

    def query(self, document: str, variables: Variables, times: int = 1) -> Node:
        """Send a document and return its data; raise BoardRefusedError, or ReadFailed where anything is missing."""
        reading = self._read(document, variables, times)
        data: Node = reading.data.get("data") or {}
        gravest = find_gravest((reading.meaning, *reading.failed.values()))
        if gravest.kind == "stale" and data.get("repository", data) is None:
            raise BoardRefusedError(explain_refusal("no-repository", self.repository))
        if gravest is not FINE or None in (data or {"": None}).values():
            raise ReadFailed(UNSURE if gravest.kind in ("fine", "stale", "refused") else gravest)
        return data

    def find_projects(self, numbers: Sequence[int]) -> bool:
        """Tell whether the owner has projects of these numbers: this never lags, as lists do."""
        variables = {f"number{index}": number for index, number in enumerate(numbers)}
        reading = self._read(
            "find_boards", {"owner": self.names["owner"], **variables}, len(numbers)
        )
        found = (reading.data.get("data") or {}).get("repositoryOwner")
        meanings = [reading.meaning, *reading.failed.values()]
        if found is None or any(meaning.kind not in ("fine", "stale") for meaning in meanings):
            raise ReadFailed(UNSURE)
        return any(found.values())

    def _read(self, document: str, variables: Variables, times: int) -> Reading:
        answer = self.send(replace(query(document, variables, times), token="board"))  # noqa: S106
        if _lacks_scope(answer):
            raise BoardRefusedError(explain_refusal("scope", self.repository))
        reading = read_answer(answer, self.now())
        gravest = find_gravest((reading.meaning, *reading.failed.values()))
        if gravest.kind == "barred" and gravest.problem:
            raise BoardRefusedError(explain_refusal(gravest.problem, self.repository))
        return reading


def look_board(reader: BoardReader, seen: Look, roadmap: Roadmap, *, by_hand: bool) -> Look:
    """Add the board to a look; without one to be had a problem says why, and `late` when to try again."""
    try:
        return _look(reader, seen, roadmap, by_hand=by_hand)
    except BoardRefusedError as refused:
        return replace(seen, problems=(*seen.problems, refused.problem))
    except ReadFailed as failed:
        return replace(seen, late=_find_delay(failed.meaning))


READ_AGAIN = (Sort.CREATE_VIEW, Sort.UPDATE_BOARD, Sort.UPDATE_FIELD)


def find_fresh(reader: BoardReader, batch: Plan, seen: Look) -> Plan:
    """Read once more what is about to be made or written; what changed since the look waits for the next one."""
    sort, shelf = batch[0].sort, seen.shelf
    if sort is Sort.CREATE_BOARD and shelf:
        return (
            ()
            if reader.find_projects(range(shelf.last_project + 1, shelf.last_project + 1 + AHEAD))
            else batch
        )
    if "board" not in seen.ids or sort not in READ_AGAIN:
        return batch
    ids = [seen.ids[change.key if sort is Sort.UPDATE_FIELD else "board"].node for change in batch]
    last = shelf.last_view if shelf else 0
    variables = {f"number{index}": last + 1 + index for index in range(AHEAD)}
    nodes = reader.query("read_board", {"ids": ids, **variables}, AHEAD)["nodes"]
    return tuple(
        change
        for change, node in zip(batch, nodes, strict=True)
        if node and _is_as_seen(change, node)
    )


def _is_as_seen(change: Change, node: Node) -> bool:
    have = change.have
    if isinstance(have, Board):
        return bool((node["readme"] or "") == have.readme)
    if isinstance(have, Field):
        return [(one["id"], one["name"]) for one in node["options"]] == [
            (one.id, one.name) for one in have.made
        ]
    return not any(node[f"view{index}"] for index in range(AHEAD))


def _look(reader: BoardReader, seen: Look, roadmap: Roadmap, *, by_hand: bool) -> Look:
    wanted = Wanted(roadmap.id, board_title(roadmap), seen.repository.id, seen.repository.owner)
    owner, project, problem = _find(reader, wanted)
    if (
        problem is None
        and project is None
        and not by_hand
        and last_address(seen.things) is not None
    ):
        problem = Problem("board.deleted", link=f"{seen.repository.url}/actions")
    if problem:
        return replace(seen, problems=(*seen.problems, problem))
    last = max((node["number"] for node in owner["latest"]["nodes"]), default=0)
    shelf = Shelf(
        owner["login"], owner["id"], owner["databaseId"], owner["__typename"] == "User", last
    )
    seen = replace(seen, shelf=shelf)
    return _read_project(reader, project, seen, roadmap) if project else seen


def _find(reader: BoardReader, wanted: Wanted) -> tuple[Node, Node | None, Problem | None]:
    """Find the owner and ours, page after page of the projects that may be it."""
    variables: dict[str, Any] = {**reader.names, "title": wanted.title, "size": reader.size, **SAME}
    projects: dict[str, Node] = {}
    listed: dict[str, set[str]] = {"linkedAfter": set(), "listedAfter": set()}
    for _ in range(PAGES):
        data = reader.query("look_board", variables)
        repository, owner = data["repository"], data["repositoryOwner"]
        lists = {"linkedAfter": repository["linked"], "listedAfter": owner["projectsV2"]}
        for node in (
            *repository["guess"]["nodes"],
            *(node for one in lists.values() for node in one["nodes"]),
        ):
            projects.setdefault(_need(node)["id"], node)
        before = sum(map(len, listed.values()))
        for name, one in lists.items():
            listed[name].update(node["id"] for node in one["nodes"])
        if all(len(listed[name]) >= one["totalCount"] for name, one in lists.items()):
            return owner, *choose(list(projects.values()), wanted)
        if before == sum(map(len, listed.values())):
            break
        variables |= {
            name: one["pageInfo"]["endCursor"] for name, one in lists.items() if one["nodes"]
        }
    raise ReadFailed(UNSURE)


def _read_project(reader: BoardReader, project: Node, seen: Look, roadmap: Roadmap) -> Look:
    repository = seen.repository.id
    if "fields" not in project:
        project = _read_page(reader, project["id"], SAME)
    names = nodes.find_names(project["fields"]["nodes"])
    asked = {name.lower(): shown for name, shown in names.items()}
    if asked != SAME:
        project = _read_page(reader, project["id"], asked)
    fields = nodes.read_fields(project["fields"]["nodes"], names)
    items = nodes.read_items(
        _read_items(reader, project, asked), repository, seen.things, fields[1]
    )
    views = nodes.read_views(project["views"]["nodes"])
    found = Look(seen.repository, seen.things, seen.ids)
    for made, ids in (nodes.read_board(project, repository), fields, views, items):
        found = replace(found, things={**found.things, **made}, ids={**found.ids, **ids})
    hidden = _find_hidden(reader, project["id"], found, roadmap)
    assert seen.shelf is not None
    last_view = max((node["number"] for node in project["views"]["nodes"] if node), default=0)
    return replace(
        seen,
        things={**found.things, **hidden[0]},
        ids={**found.ids, **hidden[1]},
        problems=(*seen.problems, *_find_taken(names, project)),
        shelf=replace(seen.shelf, last_view=last_view, names=names),
    )


def _read_page(reader: BoardReader, id: str, variables: Variables) -> Node:
    return _need(reader.query("look_items", {"id": id, "size": reader.size, **variables})["node"])


def _read_items(reader: BoardReader, project: Node, names: Variables) -> list[Node]:
    """Read all items from both ends, beginning with those that came with the project."""
    items: dict[str, Node] = {}
    page, cursors = project, dict[str, str]()
    for _ in range(PAGES):
        before = len(items)
        for side, cursor, info in (
            ("oldest", "after", "endCursor"),
            ("newest", "before", "startCursor"),
        ):
            items |= {_need(node)["id"]: node for node in page[side]["nodes"]}
            if page[side]["nodes"]:
                cursors[cursor] = page[side]["pageInfo"][info]
        if len(items) >= page["oldest"]["totalCount"]:
            return list(items.values())
        if len(items) == before:
            break
        page = _read_page(reader, project["id"], {**names, **cursors})
    raise ReadFailed(UNSURE)


def _find_hidden(reader: BoardReader, project: str, seen: Look, roadmap: Roadmap) -> nodes.Found:
    """Find the archived items: the board does not list them, and adding them again would not bring them back."""
    ids = [unit.id for unit in roadmap.units] + [task.id for _, task in roadmap.tasks]
    missing = [
        id
        for id in ids
        if isinstance(seen.things.get(issue_key(id)), Issue) and item_key(id) not in seen.ids
    ]
    made: dict[Key, Thing] = {}
    found: dict[Key, Id] = {}
    for start in range(0, len(missing), IDS):
        part = missing[start : start + IDS]
        nodes = reader.query("find_items", {"ids": [seen.ids[issue_key(id)].node for id in part]})[
            "nodes"
        ]
        for id, node in zip(part, nodes, strict=True):
            for item in _need(node)["projectItems"]["nodes"]:
                if item and item["project"]["id"] == project:
                    made[item_key(id)] = Item(issue_key(id), archived=True)
                    found[item_key(id)] = Id(item["id"], int(item["fullDatabaseId"]))
                    if not item["isArchived"]:  # made just now: the list is behind
                        raise ReadFailed(UNSURE)
    return made, found


def _find_taken(names: Mapping[str, str], project: Node) -> Iterator[Problem]:
    for name, ours in names.items():
        if ours.casefold() != name.casefold():
            yield Problem("board.field-taken", {"name": name, "ours": ours}, link=project["url"])


def _lacks_scope(answer: Answer) -> bool:
    """Tell by what GitHub says of a classic token on every answer; others have no scopes."""
    scopes = [scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")]
    return any(scopes) and "project" not in scopes


def _find_delay(meaning: Meaning) -> float:
    return meaning.seconds or (MINUTE if meaning.kind == "wait" else 0.0)


def _need(node: Node | None) -> Node:
    if node is None:
        raise ReadFailed(UNSURE)
    return node
