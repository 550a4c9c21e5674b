"""The board as GraphQL shows it, read as things by key and their ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from roadmap_bot.board.cards import DATA_TYPES, STATUS, DataType, show_number
from roadmap_bot.board.desired import VIEWS
from roadmap_bot.board.fields import Found, find_live, read_fields
from roadmap_bot.board.memory import split_ids
from roadmap_bot.http.reader import Node
from roadmap_bot.keys import BOARD, Key, issue_id, item_key, option_key, view_key
from roadmap_bot.repository import Id, Look
from roadmap_bot.state import Board, Item, State, Thing, find_issues


def read_project(
    project: Node, items: Iterable[Node], names: Mapping[str, str], seen: Look
) -> Found:
    """Read the board with all that stands on it; `names` is what our fields are called there."""
    repository = seen.repository.id
    things, ids = read_board(project, repository)
    fields = read_fields(project["fields"]["nodes"], names)
    views = read_views(project["views"]["nodes"])
    cards = read_items(items, repository, seen.things, fields[1])
    for more_things, more_ids in (fields, views, cards):
        things |= more_things
        ids |= more_ids
    return things, ids


def read_board(project: Node, repository: str) -> Found:
    """Read the project itself."""
    homes = [home["id"] for home in project["repositories"]["nodes"]]
    readme, ids = split_ids(project["readme"] or "")
    live = set(find_live(project["fields"]["nodes"]))
    board = Board(
        title=project["title"],
        about=project["shortDescription"] or "",
        readme=readme,
        public=project["public"],
        linked=repository in homes,
        knows=frozenset(name for name, id in ids.items() if id in live),
        ids=ids,
        url=project["url"],
    )
    id = Id(project["id"], project["number"])
    return {BOARD: board}, {BOARD: id}


def read_views(views: Iterable[Node | None]) -> Found:
    """Read our views; a name is all that tells them, and all that is asked is if it is there."""
    numbers = {node["name"]: node["number"] for node in views if node}
    things: dict[Key, Thing] = {}
    ids: dict[Key, Id] = {}
    for name, view in VIEWS.items():
        key = view_key(name)
        if view.name in numbers:
            things[key] = view
            ids[key] = Id("", numbers[view.name])
    return things, ids


def read_items(nodes: Iterable[Node], repository: str, seen: State, ids: Mapping[Key, Id]) -> Found:
    """Read the items that are issues of ours; the learner may have put others there."""
    issues = {issue.number: key for key, issue in find_issues(seen)}
    words = dict(_find_status_words(ids))
    things: dict[Key, Thing] = {}
    found: dict[Key, Id] = {}
    for node in nodes:
        number = _find_number(node, repository)
        if number in issues:
            issue = issues[number]
            key = item_key(issue_id(issue))
            things[key] = _read_item(node, issue, words)
            found[key] = read_item_id(node)
    return things, found


def read_item_id(node: Node) -> Id:
    """Read what GitHub calls an item."""
    return Id(node["id"], int(node["fullDatabaseId"]))


def _find_status_words(ids: Mapping[Key, Id]) -> Iterator[tuple[str, str]]:
    """Find what the options of Status mean: id → our word."""
    for word in ("todo", "done"):
        id = ids.get(option_key(STATUS, word))
        if id:
            yield id.node, word


def _find_number(item: Node, repository: str) -> int | None:
    """Find the number of the issue on an item, where it is one of the repository."""
    content = item["content"] or {}
    home = content.get("repository") or {}
    if home.get("id") == repository:
        return int(content["number"])
    return None


def _read_item(node: Node, issue: Key, words: Mapping[str, str]) -> Item:
    values = frozenset(_read_values(node, words))
    status = node["status"] or {}
    chosen_at = _parse_time(status.get("updatedAt"))
    return Item(issue, values, archived=node["isArchived"], chosen_at=chosen_at)


def _parse_time(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    return dt.datetime.fromisoformat(text)


def _read_values(node: Node, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    status = node["status"]
    if status and words:
        yield STATUS, words.get(status["optionId"], status["name"])
    for name, data_type in DATA_TYPES.items():
        value = node[name.lower()]
        if value:
            yield name, _read_value(value, data_type)


def _read_value(value: Node, data_type: DataType) -> str:
    match data_type:
        case "NUMBER":
            return show_number(value["number"])
        case "DATE":
            return str(value["date"])
        case "SINGLE_SELECT":
            return str(value["name"])
