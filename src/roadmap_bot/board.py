"""The Projects board as more things in the same state: the project, its fields, views and items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from roadmap_bot.body import make_body, merge_body
from roadmap_bot.counting import split_hours
from roadmap_bot.goal import Goal
from roadmap_bot.inert import plain
from roadmap_bot.model import Roadmap, Unit
from roadmap_bot.state import Board, Field, Issue, Item, Key, State, Thing, View

NAMES = ("Phase", "Kind", "Week", "Hours", "Start", "Target")
STATUS = "Status"  # built in: used, never rebuilt
VIEWS: Mapping[str, View] = {
    "board": View("board", "Board"),
    "phases": View("table", "Phases"),
    "timeline": View("roadmap", "Timeline"),
}
MADE = re.compile(r"<!-- roadmap-bot: views ([a-z ]*)-->")
OPTIONS = 50


def lay_board(actual: State, state: State, goal: Goal) -> State:
    """Lay the board over the state: everything that the roadmap asks for is an item with its fields.

    `actual` is what GitHub holds now, so that a Status follows only what happens to its issue.
    """
    want = {**_board(goal), **_fields(goal), **_views(actual), **_items(state, goal)}
    return {**state, **{key: _settle(key, thing, actual, state) for key, thing in want.items()}}


def archive_left(state: State) -> State:
    """Archive the items of issues that are closed as not planned because they left the roadmap."""
    left = {
        key: replace(item, archived=True)
        for key, item in state.items()
        if isinstance(item, Item)
        and isinstance(issue := state.get(item.issue), Issue)
        and issue.closed == "not_planned"
    }
    return {**state, **left}


def board_title(roadmap: Roadmap) -> str:
    """Return the title that the board is made with."""
    return plain(roadmap.title, 100)


def field_options(goal: Goal) -> dict[str, tuple[str, ...]]:
    """Return the options of the single selects, in the roadmap's order, at most fifty."""
    roadmap, words = goal.roadmap, goal.words
    kinds = [plain(kind.title, 50) for kind in roadmap.kinds]
    kinds += [words("board.not-chosen")] if roadmap.electives else []
    spans = sorted({unit.weeks for unit in roadmap.units})
    weeks = [_week(span, goal) for span in spans]
    if len(weeks) > OPTIONS:  # fifty single weeks always fit
        weeks = [_week((first, first), goal) for first in sorted({first for first, _ in spans})]
    return {
        "Phase": tuple(plain(phase.title, 50) for phase in roadmap.phases),
        "Kind": tuple(dict.fromkeys(kinds)),
        "Week": tuple(weeks),
    }


def _board(goal: Goal) -> dict[Key, Thing]:
    words, roadmap = goal.words, goal.roadmap
    text = words("board.readme", title=plain(roadmap.title, 200), url=goal.repository.url)
    made = f"<!-- roadmap-bot: views {' '.join(VIEWS)} -->"
    readme = make_body(roadmap.id, "board", f"{text}\n\n{made}")
    about = words("board.about", title=plain(roadmap.title, 200))
    return {"board": Board(board_title(roadmap), about, readme, public=not goal.repository.is_private)}


def _fields(goal: Goal) -> dict[Key, Thing]:
    options = field_options(goal)
    fields: dict[Key, Thing] = {
        f"field/{name}": Field("SINGLE_SELECT", options[name], name) for name in ("Phase", "Kind", "Week")
    }
    fields["field/Hours"] = Field("NUMBER", name="Hours")
    return fields | {f"field/{name}": Field("DATE", name=name) for name in ("Start", "Target")}


def _views(actual: State) -> dict[Key, Thing]:
    """Return the views not made yet: the board's readme remembers those that were, so a deleted one stays deleted."""
    board = actual.get("board")
    made = MADE.search(board.readme) if isinstance(board, Board) else None
    return {f"view/{name}": view for name, view in VIEWS.items() if made is None or name not in made[1].split()}


def _items(state: State, goal: Goal) -> dict[Key, Thing]:
    hours, options = split_hours(goal.roadmap), field_options(goal)
    return {
        f"item/{id}": Item(f"issue/{id}", frozenset(_values(id, unit, kind, hours[id], goal, options)))
        for id, unit, kind in _owners(goal)
        if f"issue/{id}" in state
    }


def _owners(goal: Goal) -> Iterator[tuple[str, Unit, str | None]]:
    for unit in goal.roadmap.units:
        yield unit.id, unit, unit.kind
        for task in unit.tasks:
            yield task.id, unit, task.kind


def _values(  # noqa: PLR0913, PLR0917
    id: str, unit: Unit, kind: str | None, hours: float, goal: Goal, options: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    first, last = unit.weeks
    titles = {each.id: plain(each.title, 50) for each in goal.roadmap.kinds}
    phases = {phase.id: plain(phase.title, 50) for phase in goal.roadmap.phases}
    week = _week(unit.weeks, goal)
    yield "Phase", phases[unit.phase]
    if _is_unchosen(unit, goal):
        yield "Kind", goal.words("board.not-chosen")
    elif kind:
        yield "Kind", titles[kind]
    yield "Week", week if week in options["Week"] else _week((first, first), goal)
    yield "Hours", f"{round(hours, 2):g}"
    yield "Start", goal.calendar.first_day(first).isoformat()
    yield "Target", goal.calendar.last_day(last).isoformat()


def _is_unchosen(unit: Unit, goal: Goal) -> bool:
    group = next((group for group in goal.roadmap.electives if unit.id in group.units), None)
    chosen = goal.settings.electives.get(group.id) if group else None
    return chosen is not None and unit.id not in chosen


def _week(span: tuple[int, int], goal: Goal) -> str:
    first, last = span
    return goal.words("board.week" if first == last else "board.week_span", first=first, last=last)


def _settle(key: Key, want: Thing, actual: State, state: State) -> Thing:
    """Say who owns what on the board, as `follow.settle` does elsewhere."""
    have = actual.get(key)
    if isinstance(want, Item):
        return _settle_item(want, have if isinstance(have, Item) else None, state)
    if isinstance(want, Board) and isinstance(have, Board):
        readme = merge_body(want.readme, have.readme, {})
        return replace(
            have, about=have.about or want.about, readme=readme, public=have.public and want.public, linked=True
        )
    if isinstance(want, Field) and isinstance(have, Field):
        missing = tuple(option for option in want.options if option not in have.options)
        return replace(have, options=have.options + missing)
    return want if have is None else have


def _settle_item(want: Item, have: Item | None, state: State) -> Item:
    issue = state[want.issue]
    assert isinstance(issue, Issue)
    if have is None:
        return replace(want, values=want.values | {(STATUS, _status(issue))})
    kept = dict(have.values)
    if have.archived:
        return have
    status = kept.get(STATUS)
    moved_at = issue.closed_at if issue.closed else issue.reopened_at
    if status and have.chosen_at and moved_at and have.chosen_at < moved_at:
        status = _status(issue)
    others = {(name, value) for name, value in want.values}
    return replace(have, values=frozenset(others | ({(STATUS, status)} if status else set())))


def _status(issue: Issue) -> str:
    return "done" if issue.closed else "todo"
