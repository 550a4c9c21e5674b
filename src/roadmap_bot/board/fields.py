"""The fields of a project: which are ours, what they are called, and the ids of their options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from roadmap_bot.board.cards import DATA_TYPES, NAMES, STATUS
from roadmap_bot.board.desired import IN_ROWS, ON_CARDS
from roadmap_bot.board.memory import hash_key
from roadmap_bot.http.reader import Node
from roadmap_bot.keys import Key, field_key, option_key
from roadmap_bot.repository import Id
from roadmap_bot.state import Field, Option, Thing

Found = tuple[dict[Key, Thing], dict[Key, Id]]
BUILT_IN = sorted({*ON_CARDS, *IN_ROWS} - {STATUS, *NAMES})  # GitHub's own that views show
ASIDE = ("{}", "{} (roadmap)", "{} (roadmap-bot)")


def find_live(fields: Iterable[Node | None]) -> Iterator[str]:
    """Find the ids of all fields and options there are."""
    for node in filter(None, fields):
        yield node["id"]
        yield from (option["id"] for option in node.get("options") or ())


def find_names(fields: Iterable[Node | None], ids: Mapping[str, str]) -> dict[str, str]:
    """Find what our fields are called: by the ids that are remembered, else by their names.

    They step aside for the learner's own of the same name and another type.
    """
    by_id = {node["id"]: node for node in fields if node}
    known: dict[str, Node] = {}
    for name in DATA_TYPES:
        node = by_id.pop(ids.get(hash_key(field_key(name)), ""), None)
        if node and _fits(name, node):
            known[name] = node
    free = {node["name"].casefold(): node for node in by_id.values()}
    names: dict[str, str] = {}
    for name in DATA_TYPES:
        names[name] = known[name]["name"] if name in known else _find_name(name, free)
    return names


def find_taken(
    fields: Iterable[Node | None], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Find which of our fields had to step aside for one of the learner's, and what each is."""
    theirs = {node["name"].casefold() for node in fields if node}
    for name, shown in names.items():
        asides = [aside.format(name) for aside in ASIDE[1:]]
        if shown in asides and name.casefold() in theirs:
            yield name, shown


def _fits(name: str, node: Node) -> bool:
    return bool(node["dataType"] == DATA_TYPES[name])


def _find_name(name: str, nodes: Mapping[str, Node]) -> str:
    tries = [aside.format(name) for aside in ASIDE]
    for one in tries:
        node = nodes.get(one.casefold())
        if node and _fits(name, node):
            return str(node["name"])
    for one in tries:
        if one.casefold() not in nodes:
            return one
    return tries[-1]


def read_fields(fields: Iterable[Node | None], names: Mapping[str, str]) -> Found:
    """Read our fields, and Status; of the other built-in ones there is only the id."""
    by_name = {node["name"]: node for node in fields if node}
    things: dict[Key, Thing] = {}
    ids: dict[Key, Id] = {}
    for name in BUILT_IN:
        if name in by_name:
            ids[field_key(name)] = _read_id(by_name[name])
    for name, shown in {**names, STATUS: STATUS}.items():
        if shown not in by_name:
            continue
        found = field_ids(name, by_name[shown])
        if found:
            things[field_key(name)] = _read_field(by_name[shown])
            ids |= found
    return things, ids


def find_made(fields: Iterable[Node | None]) -> dict[Key, Id]:
    """Find the ids of the built-in fields of a project that was just made."""
    _, ids = read_fields(fields, {})
    return ids


def field_ids(name: str, node: Node) -> dict[Key, Id]:
    """Name a field and its options by key; a Status that cannot tell open from closed has none."""
    options = node.get("options") or []
    named = {option["name"]: option for option in options}
    if name == STATUS:
        named = _find_status_options(options)
        if not named:
            return {}
    ids = {field_key(name): _read_id(node)}
    for word, option in named.items():
        ids[option_key(name, word)] = Id(option["id"])
    return ids


def _find_status_options(options: Sequence[Node]) -> dict[str, Node]:
    """Tell what stands for open and for closed.

    By the names that GitHub gives, else the first and the last.
    """
    if len(options) < 2:
        return {}
    named = {option["name"].casefold(): option for option in options}
    todo = named.get("todo")
    done = named.get("done")
    if done is None:
        done = next(option for option in reversed(options) if option is not todo)
    if todo is None:
        todo = next(option for option in options if option is not done)
    return {"todo": todo, "done": done}


def _read_field(node: Node) -> Field:
    options = node.get("options") or ()
    made = tuple(map(_read_option, options))
    names = tuple(option.name for option in made)
    return Field(node.get("dataType", "SINGLE_SELECT"), names, node["name"], made)


def _read_option(node: Node) -> Option:
    return Option(
        id=node["id"],
        name=node["name"],
        color=node.get("color", ""),
        description=node.get("description", ""),
    )


def _read_id(field: Node) -> Id:
    return Id(field["id"], field["databaseId"] or 0)
