"""The Projects board as more things in the same state: the project, its fields, views and items."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from roadmap_bot.board.cards import NAMES, STATUS, find_options, find_values
from roadmap_bot.issues.body import find_mark, make_body, merge_body
from roadmap_bot.keys import Key, field_key, issue_key, item_key, view_key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.state import Board, Field, Issue, Item, State, Thing, View, find_file
from roadmap_bot.text.escape import plain

SORTS: Mapping[str, str] = {
    **dict.fromkeys(("Phase", "Kind", "Week"), "SINGLE_SELECT"),
    "Hours": "NUMBER",
    **dict.fromkeys(("Start", "Target"), "DATE"),
}
VIEWS: Mapping[str, View] = {
    "board": View("board", "Board"),
    "phases": View("table", "Phases"),
    "timeline": View("roadmap", "Timeline"),
}
MEMORY = re.compile(
    r"<!-- roadmap-bot: board of (?P<home>\S{1,80}), views made: (?P<views>[a-z ]*)-->"
)


def lay_board(actual: State, state: State, goal: Goal) -> State:
    """Lay the board over the state: everything that the roadmap asks for is an item with its fields.

    `actual` is what GitHub holds now, so that a Status follows only what happens to its issue.
    """
    want = {**_board(goal), **_fields(goal), **_views(actual), **_items(actual, state, goal)}
    return {**state, **{key: _settle(key, thing, actual, state) for key, thing in want.items()}}


def archive_left(state: State, goal: Goal) -> State:
    """Archive the items of closed issues that left the roadmap."""
    live = {item_key(id) for id in find_values(goal)}
    left = {
        key: replace(item, archived=True)
        for key, item in state.items()
        if isinstance(item, Item) and key not in live and _issue(state, item).closed
    }
    return {**state, **left}


def board_title(roadmap: Roadmap) -> str:
    """Return the title that the board is made with."""
    return plain(roadmap.title, 100)


def find_home(readme: str) -> str | None:
    """Find the id of the repository that a project was made for."""
    memory = MEMORY.search(readme)
    return memory["home"] if memory else None


def find_address(state: State, goal: Goal) -> str | None:
    """Find the board's page: as seen, else as the last report knew it; empty once the board is gone."""
    board = state.get("board")
    if isinstance(board, Board) and board.url:
        return board.url
    return "" if goal.is_board_gone else last_address(state)


def last_address(state: State) -> str | None:
    """Find the address of the board that the last report knew, empty where that was gone; None where there was none."""
    file = find_file(state, FIGURES)
    try:
        figures = json.loads(file.text or "") if file else None
    except (ValueError, RecursionError):
        return None
    address = figures.get("board") if isinstance(figures, dict) else None
    return address if isinstance(address, str) else None


def _board(goal: Goal) -> dict[Key, Thing]:
    words, roadmap, repository = goal.words, goal.roadmap, goal.repository
    text = words("board.readme", title=plain(roadmap.title, 200), url=repository.url)
    memory = f"<!-- roadmap-bot: board of {repository.id}, views made: {' '.join(VIEWS)} -->"
    readme = make_body(roadmap.id, "board", f"{text}\n\n{memory}")
    about = words("board.about", title=plain(roadmap.title, 200))
    return {"board": Board(board_title(roadmap), about, readme, public=not repository.is_private)}


def _fields(goal: Goal) -> dict[Key, Thing]:
    options = find_options(goal)
    return {field_key(name): Field(SORTS[name], options.get(name, ()), name) for name in NAMES}  # type: ignore[arg-type]


def _views(actual: State) -> dict[Key, Thing]:
    """Return the views not made yet: the board's readme remembers those that were, so a deleted one stays deleted."""
    board = actual.get("board")
    memory = MEMORY.search(board.readme) if isinstance(board, Board) else None
    made = memory["views"].split() if memory else ()
    return {view_key(name): view for name, view in VIEWS.items() if name not in made}


def _items(actual: State, state: State, goal: Goal) -> dict[Key, Thing]:
    """Return the items of all issues that there are or will be; where Status cannot be told, they go without."""
    has_status = "board" not in actual or field_key(STATUS) in actual
    items: dict[Key, Thing] = {}
    for id, values in find_values(goal).items():
        issue = state.get(issue_key(id))
        if isinstance(issue, Issue):
            status = {STATUS: "done" if issue.closed else "todo"} if has_status else {}
            items[item_key(id)] = Item(issue_key(id), frozenset((values | status).items()))
    return items


def _settle(key: Key, want: Thing, actual: State, state: State) -> Thing:
    """Say who owns what on the board, as `follow.settle` does elsewhere."""
    have = actual.get(key)
    if isinstance(want, Item) and isinstance(have, Item):
        return _settle_item(want, have, actual, state)
    if isinstance(want, Board) and isinstance(have, Board):
        readme = merge_body(want.readme, have.readme, {})
        # Linked and still without a mark: made by a run that got no further, and private as GitHub makes them.
        is_public = want.public and (
            have.public or (have.linked and find_mark(have.readme) is None)
        )
        return replace(
            have, about=have.about or want.about, readme=readme, public=is_public, linked=True
        )
    if isinstance(want, Field) and isinstance(have, Field):
        return replace(have, options=_merge_options(want.options, have.options))
    return want if have is None else have


def _merge_options(want: Sequence[str], have: Sequence[str]) -> tuple[str, ...]:
    """Put each option that is missing behind the one that comes before it in the roadmap."""
    merged, place = list(have), 0
    for option in want:
        if option not in merged:
            merged.insert(place, option)
        place = merged.index(option) + 1
    return tuple(merged)


def _settle_item(want: Item, have: Item, actual: State, state: State) -> Item:
    """Keep the Status, unless the issue was closed or reopened after that was set."""
    if have.archived:
        return have
    kept, wanted = dict(have.values), dict(want.values)
    is_new = not kept.keys() - {STATUS} and kept.get(STATUS) in (None, "todo")
    if not is_new and STATUS in wanted and not _moved(have, actual, state):
        wanted = {name: value for name, value in wanted.items() if name != STATUS}
        wanted |= {STATUS: kept[STATUS]} if STATUS in kept else {}
    return replace(have, values=frozenset(wanted.items()))


def _moved(have: Item, actual: State, state: State) -> bool:
    """Whether the issue was closed or reopened since the Status was set; what this run closes, GitHub moves."""
    was, issue = _issue(actual, have), _issue(state, have)
    if was.closed and not issue.closed:
        return True
    moved_at = was.closed_at if was.closed else was.reopened_at
    return bool(have.chosen_at and moved_at and have.chosen_at < moved_at)


def _issue(state: State, item: Item) -> Issue:
    issue = state[item.issue]
    assert isinstance(issue, Issue)
    return issue
