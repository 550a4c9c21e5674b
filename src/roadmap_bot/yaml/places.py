"""Where things stand in a YAML file: lines and columns, nodes by their paths."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from roadmap_bot.errors import Place
from roadmap_bot.text.problems import shorten

Path = tuple[str | int, ...]

_BREAK = re.compile(r"\r\n?|\n")


class Lines:
    """Lines and columns as editors count them: only CR and LF break lines."""

    def __init__(self, text: str, file: str) -> None:
        self._starts = [0]
        self._starts += [found.end() for found in _BREAK.finditer(text)]
        self._file = file

    def find(self, index: int, path: str = "") -> Place:
        """Find the place of a character."""
        line = self.find_line(index)
        start = self._starts[line - 1]
        return Place(self._file, line, index - start + 1, path)

    def find_line(self, index: int) -> int:
        """Find the line of a character."""
        return bisect_right(self._starts, index)


class Node(NamedTuple):
    """A node of a file: its path there, where it and its key stand, a scalar as it was written.

    There are thousands and few are ever pointed at: a place is counted when it is asked for.
    """

    lines: Lines
    path: Path = ()
    start: int = 0
    end: int = 0
    key_start: int | None = None
    text: str = ""

    @property
    def place(self) -> Place:
        """The place of the node."""
        return self.lines.find(self.start, render_path(self.path))

    @property
    def key(self) -> Place | None:
        """The place of the node's key, None where it has none."""
        if self.key_start is None:
            return None
        return self.lines.find(self.key_start, render_path(self.path))

    @property
    def last(self) -> int:
        """The last line of the node."""
        return self.lines.find_line(max(self.start, self.end - 1))


def find_place(nodes: Mapping[Path, Node], path: Path) -> Place:
    """Find the place of the node at `path`, or of the nearest node around it."""
    while path and path not in nodes:
        path = path[:-1]
    return nodes[path].place


def render_path(path: Path) -> str:
    """Render a path such as `units[3].tasks[1].id`."""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f"[{part}]"
        else:
            said = f"{said}.{shorten(part)}".removeprefix(".")
    return said
