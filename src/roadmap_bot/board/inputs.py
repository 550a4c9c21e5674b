"""A change of the board as a request.

GraphQL where it has to be, REST where one call sets all fields of an item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from roadmap_bot.board.cards import DATA_TYPES
from roadmap_bot.board.desired import PARTS
from roadmap_bot.board.fields import field_ids, find_made
from roadmap_bot.board.memory import add_ids, hash_key
from roadmap_bot.board.nodes import read_item_id
from roadmap_bot.changes import Change, Sort
from roadmap_bot.http.request import Request
from roadmap_bot.keys import BOARD, Key, field_key, field_name, option_key, view_name
from roadmap_bot.repository import Id, Look, Shelf
from roadmap_bot.state import Board, Field, Item, View

Known = Mapping[Key, Id]
Input = Mapping[str, Any]
COLORS = ("BLUE", "GREEN", "YELLOW", "ORANGE", "PINK", "PURPLE", "RED", "GRAY")


def board_input(change: Change, seen: Look, known: Known) -> Input:
    """Make the input of create_board, link_board or update_board."""
    board = change.want
    assert isinstance(board, Board)
    repository = {"repositoryId": seen.repository.id}
    if change.sort is Sort.CREATE_BOARD:
        owner_id = _find_shelf(seen).owner_id
        return {"ownerId": owner_id, "title": board.title, **repository}
    project = {"projectId": known[BOARD].node}
    if change.sort is Sort.LINK_BOARD:
        return {**project, **repository}
    return {
        **project,
        "shortDescription": board.about,
        "readme": add_ids(board.readme, _find_ids_known(board, known)),
        "public": board.public,
    }


def _find_ids_known(board: Board, known: Known) -> Mapping[str, str]:
    """Find what GitHub calls the fields and options that the readme shall remember.

    What the learner renamed is known by what was remembered before.
    """
    ids = {name: id for name, id in board.ids.items() if name in board.knows}
    for key, id in known.items():
        name = hash_key(key)
        if name in board.knows:
            ids[name] = id.node
    return ids


def field_input(change: Change, seen: Look, known: Known) -> Input:
    """Make the input of create_field or update_field."""
    field = change.want
    assert isinstance(field, Field)
    options = {"singleSelectOptions": list(_make_options(field))}
    if change.sort is Sort.UPDATE_FIELD:
        return {"fieldId": known[change.key].node, **options}
    names = _find_shelf(seen).names
    name = names.get(field.name, field.name)
    made = {"projectId": known[BOARD].node, "dataType": field.sort, "name": name}
    if not field.options:
        return made
    return {**made, **options}


def _make_options(field: Field) -> Iterator[Input]:
    """Make the options of a single select; those that exist are resent with their ids (F4.7)."""
    made = {option.name: option for option in field.made}
    for index, name in enumerate(field.options):
        option = made.get(name)
        if option is None:
            color = COLORS[index % len(COLORS)]
            yield {"name": name, "color": color, "description": ""}
        else:
            kept = {"color": option.color, "description": option.description}
            yield {"id": option.id, "name": name, **kept}


def item_input(change: Change, seen: Look, known: Known) -> Input:
    """Make the input of add_item or archive_item."""
    item = change.want
    assert isinstance(item, Item)
    project = {"projectId": known[BOARD].node}
    if change.sort is Sort.ARCHIVE_ITEM:
        return {**project, "itemId": known[change.key].node}
    return {**project, "contentId": known[item.issue].node}


def view_request(change: Change, seen: Look, known: Known) -> Request:
    """Make the request that makes a view; its owner goes by number here (F3.38)."""
    view, shelf = change.want, _find_shelf(seen)
    assert isinstance(view, View)
    owner = f"orgs/{shelf.owner}"
    if shelf.is_user:
        owner = f"users/{shelf.owner_number}"
    path = f"/{owner}/projectsV2/{known[BOARD].number}/views"
    parts = PARTS[view_name(change.key)]
    body = {"name": view.name, "layout": view.layout, **_make_parts(parts, known)}
    return _make_request("POST", path, body)


def _make_parts(parts: Mapping[str, Sequence[str]], known: Known) -> dict[str, Any]:
    """Name fields by their numbers; a board may lack some."""
    made: dict[str, Any] = {}
    for part, names in parts.items():
        keys = map(field_key, names)
        made[part] = [known[key].number for key in keys if key in known]
    if "sort_by" in made:
        made["sort_by"] = [[number, "asc"] for number in made["sort_by"]]
    return made


def values_request(change: Change, seen: Look, known: Known) -> Request:
    """Make the request that sets those fields of an item that differ."""
    shelf = _find_shelf(seen)
    kind = "users" if shelf.is_user else "orgs"
    project = f"/{kind}/{shelf.owner}/projectsV2/{known[BOARD].number}"
    path = f"{project}/items/{known[change.key].number}"
    fields: list[Input] = []
    for name, value in _find_differences(change):
        number = known[field_key(name)].number
        fields.append({"id": number, "value": _make_value(name, value, known)})
    return _make_request("PATCH", path, {"fields": fields})


def _find_differences(change: Change) -> Iterator[tuple[str, str | None]]:
    """Find the fields to set, by name, and what to; None where they shall be empty."""
    have, want = change.have, change.want
    assert isinstance(have, Item)
    assert isinstance(want, Item)
    wanted = dict(want.values)
    differing = {name for name, _ in have.values ^ want.values}
    for name in sorted(differing):
        yield name, wanted.get(name)


def _make_value(name: str, value: str | None, known: Known) -> str | float | None:
    if value is None:
        return None
    match DATA_TYPES.get(name):
        case "DATE":
            return value
        case "NUMBER":
            return float(value)
    return known[option_key(name, value)].node


def _make_request(method: str, path: str, body: Input) -> Request:
    return Request(method, path, body, writes=1, token="board")  # noqa: S106


def _find_shelf(seen: Look) -> Shelf:
    assert seen.shelf is not None
    return seen.shelf


def find_ids(change: Change, payload: Mapping[str, Any]) -> dict[Key, Id]:
    """Find the ids that the answer to a mutation of the board brings."""
    match change.sort:
        case Sort.CREATE_BOARD:
            board = payload["projectV2"]
            made = find_made(board["fields"]["nodes"])
            return {BOARD: Id(board["id"], board["number"]), **made}
        case Sort.CREATE_FIELD | Sort.UPDATE_FIELD:
            return field_ids(field_name(change.key), payload["projectV2Field"])
        case Sort.ADD_ITEM:
            return {change.key: read_item_id(payload["item"])}
    return {}


INPUTS: Mapping[Sort, Callable[[Change, Look, Known], Input]] = {
    Sort.CREATE_BOARD: board_input,
    Sort.LINK_BOARD: board_input,
    Sort.UPDATE_BOARD: board_input,
    Sort.CREATE_FIELD: field_input,
    Sort.UPDATE_FIELD: field_input,
    Sort.ADD_ITEM: item_input,
    Sort.ARCHIVE_ITEM: item_input,
}
REQUESTS: Mapping[Sort, Callable[[Change, Look, Known], Request]] = {
    Sort.CREATE_VIEW: view_request,
    Sort.UPDATE_ITEM: values_request,
}
