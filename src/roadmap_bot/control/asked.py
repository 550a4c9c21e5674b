"""The boxes of the control issue: which are ticked, by whom, and how they are empty again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_bot.issues.body import MARK
from roadmap_bot.issues.boxes import (
    Box,
    find_ticks,
    is_ticked,
    make_box,
    render_box,
    replace_boxes,
)
from roadmap_bot.issues.nodes import Node, may_write
from roadmap_bot.keys import CONTROL, issue_key
from roadmap_bot.repository import Repository

# What its boxes ask for, in the order in which it is done.
DEEDS = ("refresh", "pause", "resume", "restart", "pace")
_IDS = {f"control.{deed}": deed for deed in DEEDS}


def make_asking_box(deed: str, text: str) -> str:
    """Make the line of a box that asks for something."""
    return make_box(f"control.{deed}", text)


def find_asked(body: str) -> tuple[str, ...]:
    """Find what is ticked."""
    ticks = find_ticks(body)
    return tuple(deed for id, deed in _IDS.items() if ticks.get(id))


def clear_asked(body: str) -> str:
    """Untick the boxes; those that a person drew below stay as they are."""

    def render(box: Box) -> str:
        if box.id not in _IDS or not is_ticked(box):
            return box.line
        return render_box(box, on=False, id=box.id)

    return replace_boxes(body, render)


def find_askers(nodes: Iterable[Node], repository: Repository) -> Iterator[str]:
    """Find the people on whose right to write it hangs whether a ticked box is obeyed."""
    for node in nodes:
        editor = node["editor"]
        is_known = editor is None or editor["__typename"] != "User" or may_write(editor, repository)
        if not is_known and _is_control(node["body"]) and find_asked(node["body"]):
            yield editor["login"]


def _is_control(body: str) -> bool:
    """Whether a body bears the mark of the control issue; the rest might take long to parse."""
    return any(issue_key(mark["id"]) == CONTROL for mark in MARK.finditer(body))
