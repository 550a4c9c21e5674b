"""What is remembered of the board: in its own readme, and in the last report.

The readme says to which repository it belongs and which views were made, the report where it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Set
from typing import Any

from roadmap_bot.issues.body import find_managed, find_mark, make_body
from roadmap_bot.keys import BOARD
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES
from roadmap_bot.state import Board, State, find_file

MEMORY = re.compile(
    r"<!-- roadmap-bot: board of (?P<home>\S{1,80}), views made: (?P<views>[a-z ]*)-->"
)


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
