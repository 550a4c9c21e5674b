"""A change of the board as a request: GraphQL where it has to be, REST where one call sets all fields of an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from roadmap_bot.board.cards import STATUS
from roadmap_bot.board.nodes import field_ids, find_made
from roadmap_bot.changes import Change, Sort
from roadmap_bot.http.request import Request
from roadmap_bot.keys import Key, field_key, field_name, option_key
from roadmap_bot.repository import Id, Look, Shelf
from roadmap_bot.state import Board, Field, Item, View

Known = Mapping[Key, Id]
COLORS = ("BLUE", "GREEN", "YELLOW", "ORANGE", "PINK", "PURPLE", "RED", "GRAY")
VIEWS: Mapping[Key, Mapping[str, Sequence[str]]] = {  # what of a view is named by fields
    "view/board": {
        "vertical_group_by": (STATUS,),
        "visible_fields": (
            "Title",
            STATUS,
            "Kind",
            "Week",
            "Hours",
            "Target",
            "Sub-issues progress",
        ),
    },
    "view/phases": {
        "group_by": ("Phase",),
        "sort_by": ("Start",),
        "visible_fields": (
            "Title",
            STATUS,
            "Kind",
            "Week",
            "Hours",
            "Start",
            "Target",
            "Milestone",
        ),
    },
    "view/timeline": {
        "sort_by": ("Start",)
    },  # its two dates go by no API: the readme says which to choose
}


def board_input(change: Change, seen: Look, known: Known) -> Mapping[str, Any]:
    """Make the input of create_board, link_board or update_board."""
    board, shelf = change.want, _shelf(seen)
    assert isinstance(board, Board)
    if change.sort is Sort.CREATE_BOARD:
        return {"ownerId": shelf.owner_id, "title": board.title, "repositoryId": seen.repository.id}
    project = {"projectId": known["board"].node}
    if change.sort is Sort.LINK_BOARD:
        return {**project, "repositoryId": seen.repository.id}
    return {
        **project,
        "shortDescription": board.about,
        "readme": board.readme,
        "public": board.public,
    }


def field_input(change: Change, seen: Look, known: Known) -> Mapping[str, Any]:
    """Make the input of create_field or update_field; options that exist are resent with their ids (F4.7)."""
    wanted = change.want
    assert isinstance(wanted, Field)
    made = {option.name: option for option in wanted.made}
    options = [
        {
            "id": made[name].id,
            "name": name,
            "color": made[name].color,
            "description": made[name].description,
        }
        if name in made
        else {"name": name, "color": COLORS[index % len(COLORS)], "description": ""}
        for index, name in enumerate(wanted.options)
    ]
    if change.sort is Sort.UPDATE_FIELD:
        return {"fieldId": known[change.key].node, "singleSelectOptions": options}
    name = _shelf(seen).names.get(wanted.name, wanted.name)
    field = {"projectId": known["board"].node, "dataType": wanted.sort, "name": name}
    return {**field, "singleSelectOptions": options} if options else field


def item_input(change: Change, seen: Look, known: Known) -> Mapping[str, Any]:
    """Make the input of add_item or archive_item."""
    item = change.want
    assert isinstance(item, Item)
    project = {"projectId": known["board"].node}
    if change.sort is Sort.ARCHIVE_ITEM:
        return {**project, "itemId": known[change.key].node}
    return {**project, "contentId": known[item.issue].node}


def view_request(change: Change, seen: Look, known: Known) -> Request:
    """Make the request that makes a view; its owner goes by number here (F3.38)."""
    view, shelf = change.want, _shelf(seen)
    assert isinstance(view, View)
    owner = f"users/{shelf.owner_number}" if shelf.is_user else f"orgs/{shelf.owner}"
    body: dict[str, Any] = {"name": view.name, "layout": view.layout}
    for part, names in VIEWS[change.key].items():
        ids = [known[field_key(name)].number for name in names if field_key(name) in known]
        body[part] = [[id, "asc"] for id in ids] if part == "sort_by" else ids
    path = f"/{owner}/projectsV2/{known['board'].number}/views"
    return Request("POST", path, body, writes=1, token="board")  # noqa: S106


def values_request(change: Change, seen: Look, known: Known) -> Request:
    """Make the request that sets those fields of an item that differ."""
    have, want, shelf = change.have, change.want, _shelf(seen)
    assert isinstance(have, Item)
    assert isinstance(want, Item)
    wanted, held = dict(want.values), dict(have.values)
    fields = [
        {"id": known[field_key(name)].number, "value": _value(name, wanted.get(name), known)}
        for name in sorted(wanted.keys() | held.keys())
        if wanted.get(name) != held.get(name)
    ]
    owner = f"{'users' if shelf.is_user else 'orgs'}/{shelf.owner}"
    path = f"/{owner}/projectsV2/{known['board'].number}/items/{known[change.key].number}"
    return Request("PATCH", path, {"fields": fields}, writes=1, token="board")  # noqa: S106


def find_ids(change: Change, payload: Mapping[str, Any]) -> dict[Key, Id]:
    """Find the ids that the answer to a mutation of the board brings."""
    match change.sort:
        case Sort.CREATE_BOARD:
            board = payload["projectV2"]
            return {"board": Id(board["id"], board["number"])} | find_made(board["fields"]["nodes"])
        case Sort.CREATE_FIELD | Sort.UPDATE_FIELD:
            return field_ids(field_name(change.key), payload["projectV2Field"])
        case Sort.ADD_ITEM:
            return {change.key: Id(payload["item"]["id"], int(payload["item"]["fullDatabaseId"]))}
    return {}


def _value(name: str, value: str | None, known: Known) -> str | float | None:
    if value is None or name in ("Start", "Target"):
        return value
    return float(value) if name == "Hours" else known[option_key(name, value)].node


def _shelf(seen: Look) -> Shelf:
    assert seen.shelf is not None
    return seen.shelf


INPUTS: Mapping[Sort, Callable[[Change, Look, Known], Mapping[str, Any]]] = {
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
