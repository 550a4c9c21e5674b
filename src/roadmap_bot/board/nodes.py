"""The board as GraphQL shows it, read as things by key and their ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from roadmap_bot.board.cards import NAMES, STATUS, show_number
from roadmap_bot.board.desired import SORTS, VIEWS
from roadmap_bot.keys import Key, field_key, issue_id, item_key, option_key, view_key
from roadmap_bot.repository import Id
from roadmap_bot.state import Board, Field, Issue, Item, Option, State, Thing, View

Node = Mapping[str, Any]
Found = tuple[dict[Key, Thing], dict[Key, Id]]
BUILT_IN = ("Title", "Milestone", "Sub-issues progress")  # of these the views show some
ASIDE = ("{}", "{} (roadmap)", "{} (roadmap-bot)")


def find_names(fields: Iterable[Node | None]) -> dict[str, str]:
    """Find what our fields are called: they step aside for the learner's own of the same name and another type."""
    nodes = {node["name"].casefold(): node for node in fields if node}
    return {name: _find_name(name, nodes) for name in NAMES}


def _find_name(name: str, nodes: Mapping[str, Node]) -> str:
    tries = [aside.format(name) for aside in ASIDE]
    made = [nodes[one.casefold()] for one in tries if one.casefold() in nodes]
    ours = next((str(node["name"]) for node in made if node["dataType"] == SORTS[name]), None)
    return ours or next((one for one in tries if one.casefold() not in nodes), tries[-1])


def read_board(project: Node, repository: str) -> Found:
    """Read the project itself."""
    board = Board(
        project["title"],
        project["shortDescription"] or "",
        project["readme"] or "",
        public=project["public"],
        linked=any(node["id"] == repository for node in project["repositories"]["nodes"]),
        url=project["url"],
    )
    return {"board": board}, {"board": Id(project["id"], project["number"])}


def read_fields(fields: Iterable[Node | None], names: Mapping[str, str]) -> Found:
    """Read our fields, and Status; of the other built-in ones there is only the id."""
    by_name = {node["name"]: node for node in fields if node}
    things: dict[Key, Thing] = {}
    ids = {
        field_key(name): Id(by_name[name]["id"], by_name[name]["databaseId"] or 0)
        for name in BUILT_IN
        if name in by_name
    }
    for name, shown in {**names, STATUS: STATUS}.items():
        node = by_name.get(shown)
        found = field_ids(name, node) if node else {}
        if node and found:
            things[field_key(name)] = _field(node)
            ids |= found
    return things, ids


def find_made(fields: Iterable[Node | None]) -> dict[Key, Id]:
    """Find the ids of the built-in fields of a project that was just made."""
    return read_fields(fields, {})[1]


def field_ids(name: str, node: Node) -> dict[Key, Id]:
    """Name a field and its options by key; a Status that cannot tell open from closed has no key."""
    options = node.get("options") or []
    if name == STATUS:
        named = _status_options(options)
        if not named:
            return {}
    else:
        named = {option["name"]: option for option in options}
    ids = {option_key(name, word): Id(option["id"]) for word, option in named.items()}
    return {field_key(name): Id(node["id"], node["databaseId"] or 0), **ids}


def read_views(views: Iterable[Node | None]) -> Found:
    """Read our views; a name is all that tells them, and all that is asked is whether there is one."""
    numbers = {node["name"]: node["number"] for node in views if node}
    keys = {view_key(key): view for key, view in VIEWS.items() if view.name in numbers}
    return {key: View(view.layout, view.name) for key, view in keys.items()}, {
        key: Id("", numbers[view.name]) for key, view in keys.items()
    }


def read_items(nodes: Iterable[Node], repository: str, seen: State, ids: Mapping[Key, Id]) -> Found:
    """Read the items that are issues of ours; the learner may have put others there."""
    keys = {thing.number: key for key, thing in seen.items() if isinstance(thing, Issue)}
    words = {
        id.node: key.rpartition("/")[2]
        for key, id in ids.items()
        if key.startswith(f"option/{STATUS}/")
    }
    things: dict[Key, Thing] = {}
    found: dict[Key, Id] = {}
    for node in nodes:
        content = node["content"] or {}
        if (content.get("repository") or {}).get("id") == repository and content["number"] in keys:
            issue = keys[content["number"]]
            key = item_key(issue_id(issue))
            things[key] = _item(node, issue, words)
            found[key] = Id(node["id"], int(node["fullDatabaseId"]))
    return things, found


def _field(node: Node) -> Field:
    options = node.get("options") or []
    made = tuple(
        Option(each["id"], each["name"], each.get("color", ""), each.get("description", ""))
        for each in options
    )
    return Field(
        node.get("dataType", "SINGLE_SELECT"), tuple(each.name for each in made), node["name"], made
    )


def _status_options(options: Sequence[Node]) -> dict[str, Node]:
    """Tell what stands for open and for closed: by the names that GitHub gives, else the first and the last."""
    if len(options) < 2:
        return {}
    named = {option["name"].casefold(): option for option in options}
    done = named.get("done") or next(
        option for option in reversed(options) if option is not named.get("todo")
    )
    todo = named.get("todo") or next(option for option in options if option is not done)
    return {"todo": todo, "done": done}


def _item(node: Node, issue: Key, words: Mapping[str, str]) -> Item:
    status = node["status"] or {}
    chosen_at = dt.datetime.fromisoformat(status["updatedAt"]) if status else None
    return Item(
        issue, frozenset(_values(node, words)), archived=node["isArchived"], chosen_at=chosen_at
    )


def _values(node: Node, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if node["status"] and words:
        yield STATUS, words.get(node["status"]["optionId"], node["status"]["name"])
    for name, sort in SORTS.items():
        value = node[name.lower()]
        if value:
            part = {"SINGLE_SELECT": "name", "NUMBER": "number", "DATE": "date"}[sort]
            yield name, show_number(value[part]) if sort == "NUMBER" else value[part]
