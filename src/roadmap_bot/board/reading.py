"""Look at the board, and once more at what is about to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from roadmap_bot.board.choice import Wanted, choose
from roadmap_bot.board.desired import board_title
from roadmap_bot.board.fields import Found, find_names, find_taken
from roadmap_bot.board.memory import last_address, split_ids
from roadmap_bot.board.nodes import read_project
from roadmap_bot.board.pages import USUAL, read_hidden, read_items, read_page, read_projects
from roadmap_bot.board.reader import BoardReader, BoardRefusedError
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Problem
from roadmap_bot.http.answers import Meaning
from roadmap_bot.http.pace import MINUTE
from roadmap_bot.http.queries import number_variables
from roadmap_bot.http.reader import AHEAD, SMALLEST, Node, ReadFailed
from roadmap_bot.keys import BOARD, Key
from roadmap_bot.repository import Look, Shelf
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Board, Field

READ_AGAIN = (Sort.CREATE_VIEW, Sort.UPDATE_BOARD, Sort.UPDATE_FIELD)


def look_board(reader: BoardReader, seen: Look, roadmap: Roadmap, *, by_hand: bool) -> Look:
    """Add the board to a look.

    Without one to be had a problem says why, and `late` when to try again. Raises ReadFailed where
    it would do to ask for less.
    """
    try:
        return _look(reader, seen, roadmap, by_hand=by_hand)
    except BoardRefusedError as refused:
        return _add_problems(seen, refused.problem)
    except ReadFailed as failed:
        if failed.meaning.kind == "smaller" and reader.size > SMALLEST:
            raise
        return replace(seen, late=_find_delay(failed.meaning))


def without_board(seen: Look) -> Look:
    """Return a look as it was before the board was added."""
    problems = [problem for problem in seen.problems if not problem.code.startswith("board.")]
    return replace(seen, problems=tuple(problems), shelf=None, late=None)


def _look(reader: BoardReader, seen: Look, roadmap: Roadmap, *, by_hand: bool) -> Look:
    title = board_title(roadmap)
    repository = seen.repository
    owner, projects = read_projects(reader, title)
    wanted = Wanted(roadmap.names, title, repository.id, repository.owner)
    project, problem = choose(projects, wanted)
    if problem:
        return _add_problems(seen, problem)
    ready = replace(seen, shelf=_make_shelf(owner))
    if project:
        return _read_project(reader, project, ready, roadmap)
    was_there = last_address(seen.things) is not None
    if was_there and not by_hand:
        deleted = Problem("board.deleted", link=f"{repository.url}/actions")
        return _add_problems(seen, deleted)
    return ready


def _make_shelf(owner: Node) -> Shelf:
    return Shelf(
        owner=owner["login"],
        owner_id=owner["id"],
        owner_number=owner["databaseId"],
        is_user=owner["__typename"] == "User",
        last_project=_find_last(owner["latest"]["nodes"]),
    )


def _find_last(listed: Iterable[Node | None]) -> int:
    numbers = [node["number"] for node in listed if node]
    return max(numbers, default=0)


def _read_project(reader: BoardReader, project: Node, seen: Look, roadmap: Roadmap) -> Look:
    if "fields" not in project:
        project = read_page(reader, project["id"], USUAL)
    _, ids = split_ids(project["readme"] or "")
    names = find_names(project["fields"]["nodes"], ids)
    asked = {name.lower(): shown for name, shown in names.items()}
    if asked != USUAL:
        project = read_page(reader, project["id"], asked)
    items = read_items(reader, project, asked)
    shown = read_project(project, items, names, seen)
    seen = _add(seen, shown)
    hidden = read_hidden(reader, project["id"], seen, roadmap)
    seen = _add(seen, hidden)
    seen = _add_problems(seen, *_find_taken(names, project))
    assert seen.shelf is not None
    last_view = _find_last(project["views"]["nodes"])
    return replace(seen, shelf=replace(seen.shelf, last_view=last_view, names=names))


def _add(seen: Look, found: Found) -> Look:
    things, ids = found
    all_things = {**seen.things, **things}
    return replace(seen, things=all_things, ids={**seen.ids, **ids})


def _add_problems(seen: Look, *problems: Problem) -> Look:
    return replace(seen, problems=(*seen.problems, *problems))


def _find_taken(names: Mapping[str, str], project: Node) -> Iterator[Problem]:
    """Say which of our fields had to step aside."""
    for name, ours in find_taken(project["fields"]["nodes"], names):
        values = {"name": name, "ours": ours}
        yield Problem("board.field-taken", values, link=project["url"])


def _find_delay(meaning: Meaning) -> float:
    if meaning.seconds:
        return meaning.seconds
    return MINUTE if meaning.kind == "wait" else 0.0


# What is about to be made or written


def find_fresh(reader: BoardReader, batch: Plan, seen: Look) -> Plan:
    """Find what still holds of a batch; what changed since the look waits for the next one."""
    sort = batch[0].sort
    if sort is Sort.CREATE_BOARD and seen.shelf:
        numbers = _count_on(seen.shelf.last_project)
        return () if reader.find_projects(numbers) else batch
    if BOARD not in seen.ids or sort not in READ_AGAIN:
        return batch
    again = _read_again(reader, batch, seen)
    pairs = zip(batch, again, strict=True)
    return tuple(change for change, node in pairs if node and _is_as_seen(change, node))


def _read_again(reader: BoardReader, batch: Plan, seen: Look) -> list[Node | None]:
    ids = [seen.ids[_find_key(change)].node for change in batch]
    last_view = seen.shelf.last_view if seen.shelf else 0
    variables = {"ids": ids, **number_variables(_count_on(last_view))}
    data = reader.query("read_board", variables, AHEAD)
    return list(data["nodes"])


def _find_key(change: Change) -> Key:
    """Find what to read again before a change is made."""
    return change.key if change.sort is Sort.UPDATE_FIELD else BOARD


def _count_on(last: int) -> range:
    return range(last + 1, last + 1 + AHEAD)


def _is_as_seen(change: Change, node: Node) -> bool:
    match change.have:
        case Board() as board:
            readme, _ = split_ids(node["readme"] or "")
            return readme == board.readme
        case Field() as field:
            seen = [(option.id, option.name) for option in field.made]
            found = [(option["id"], option["name"]) for option in node["options"]]
            return found == seen
    views = [node[f"view{index}"] for index in range(AHEAD)]
    return not any(views)
