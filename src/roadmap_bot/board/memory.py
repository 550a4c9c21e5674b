"""What is remembered of the board: in its own readme, and in the last report.

The readme says to which repository it belongs, which views were made, and what GitHub calls our
fields and their options, which stay ours when the learner renames them. The report says where the
board was.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from roadmap_bot.issues.body import find_managed, find_mark, make_body
from roadmap_bot.keys import BOARD, Key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.state import Board, State, find_file

MEMORY = re.compile(
    r"<!-- roadmap-bot: board of (?P<home>\S{1,80}), views made: (?P<views>[a-z ]*)-->"
)

IDS = re.compile(r"\n<!-- roadmap-bot: fields (?P<ids>[\w=+/ -]*) -->\n?")


def make_memory(home: str, views: Iterable[str]) -> str:
    """Make the hidden line of the readme: the repository's id, and the views made."""
    return f"<!-- roadmap-bot: board of {home}, views made: {' '.join(views)} -->"


def find_home(readme: str) -> str | None:
    """Find the id of the repository that a project was made for."""
    memory = _find_memory(readme)
    return memory["home"] if memory else None


def find_views_made(readme: str) -> tuple[str, ...]:
    """Find the views that were made once, whether they are still there or not."""
    memory = _find_memory(readme)
    return tuple(memory["views"].split()) if memory else ()


def forget_views(readme: str, views: Set[str]) -> str:
    """Take views out of the memory: they could not be made."""
    mark, span, memory = find_mark(readme), find_managed(readme), _find_memory(readme)
    made = find_views_made(readme)
    kept = [view for view in made if view not in views]
    if mark is None or memory is None or len(kept) == len(made):
        return readme
    before = readme[span.inner_start : memory.start()]
    behind = readme[memory.end() : span.inner_end]
    changed = before + make_memory(memory["home"], kept) + behind
    body = make_body(mark.roadmap, mark.id, changed).removesuffix("\n")
    return readme[: span.start] + body + readme[span.end :]


def _find_memory(readme: str) -> re.Match[str] | None:
    """Find the last line of its kind: those before it are words of the roadmap."""
    span = find_managed(readme)
    found = list(MEMORY.finditer(readme, span.inner_start, span.inner_end))
    return found[-1] if found else None


def hash_key(key: Key) -> str:
    """Make the short name under which the id of a field or an option is remembered."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def add_ids(readme: str, ids: Mapping[str, str]) -> str:
    """Add what GitHub calls fields and options to a readme, below all else."""
    if not ids:
        return readme
    entries = [f"{name}={ids[name]}" for name in sorted(ids)]
    return f"{readme}\n<!-- roadmap-bot: fields {' '.join(entries)} -->\n"


def split_ids(readme: str) -> tuple[str, dict[str, str]]:
    """Split a readme into what stands there for readers, and the ids that it remembers."""
    found = IDS.search(readme)
    if found is None:
        return readme, {}
    pairs = [entry.partition("=") for entry in found["ids"].split()]
    ids = {name: id for name, _, id in pairs}
    return readme[: found.start()] + readme[found.end() :], ids


def find_address(state: State, goal: Goal) -> str | None:
    """Find the board's page: as seen, else as last reported; empty once the board is gone."""
    board = state.get(BOARD)
    if isinstance(board, Board) and board.url:
        return board.url
    if goal.is_board_gone:
        return ""
    return last_address(state)


def last_address(state: State) -> str | None:
    """Find the address that the last report knew: empty where the board was gone, None without."""
    address = _parse_figures(state).get("board")
    if isinstance(address, str):
        return address
    return None


def _parse_figures(state: State) -> dict[str, Any]:
    """Parse the figures of the last report; a learner may have written anything there."""
    file = find_file(state, FIGURES)
    if file is None or file.text is None:
        return {}
    try:
        figures = json.loads(file.text)
    except (ValueError, RecursionError):
        return {}
    return figures if isinstance(figures, dict) else {}
