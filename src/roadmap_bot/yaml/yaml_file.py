"""Read one YAML file into a plain value that knows where each of its nodes stands.

Only what JSON can say comes out: text, numbers, yes or no, nothing, lists, mappings.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from roadmap_bot.errors import Place, Problem
from roadmap_bot.yaml.events import parse_carefully, parse_quickly
from roadmap_bot.yaml.places import Lines, Node, Path
from roadmap_bot.yaml.tree import Tree, read_tree

MAX_BYTES = 1 << 20
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True)
class Source:
    """A file as read: its value (None where nothing is said), its nodes by path, its problems."""

    file: str
    value: Any = None
    nodes: Mapping[Path, Node] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def parse_source(data: bytes, file: str) -> Source:
    """Parse one YAML document; never raises, never runs a tag, reports every problem it can."""
    if len(data) > MAX_BYTES:
        problem = Problem("yaml.size", {"limit": MAX_BYTES}, Place(file, 1, 1))
        return Source(file, problems=(problem,))
    if _is_wide(data):
        return Source(file, problems=(Problem("yaml.utf-16", {}, Place(file, 1, 1)),))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode()
        place = Lines(good, file).find(len(good))
        return Source(file, problems=(Problem("yaml.encoding", {}, place),))
    return _parse_text(text, file)


def _is_wide(data: bytes) -> bool:
    """Whether a file is saved as UTF-16 or UTF-32: by its mark, else by the first sign's zeros."""
    return data.startswith(_WIDE_MARKS) or b"\0" in data[:2]


def _parse_text(text: str, file: str) -> Source:
    lines = Lines(text, file)
    tree, problems = read_tree(parse_quickly(text), lines)
    if problems:
        tree, problems = read_tree(parse_carefully(text), lines)
    if tree is None:
        return Source(file, problems=tuple(problems))
    expander = _Expander(lines)
    value = expander.expand(tree)
    return Source(file, value, expander.nodes, tuple(problems))


class _Expander:
    """Turn the tree into a plain value and note where each node stands."""

    def __init__(self, lines: Lines) -> None:
        self.nodes: dict[Path, Node] = {}
        self._lines = lines

    def expand(self, tree: Tree, path: Path = (), key_start: int | None = None) -> Any:
        """Expand a node and all that is in it."""
        self.nodes[path] = Node(self._lines, path, tree.start, tree.end, key_start, tree.text)
        if isinstance(tree.value, list):
            return self._expand_list(tree.value, path)
        if isinstance(tree.value, dict):
            return self._expand_mapping(tree.value, path)
        return tree.value

    def _expand_list(self, items: list[Tree], path: Path) -> list[Any]:
        value = []
        for index, item in enumerate(items):
            value.append(self.expand(item, (*path, index)))
        return value

    def _expand_mapping(self, pairs: dict[str, tuple[Tree, Tree]], path: Path) -> dict[str, Any]:
        value = {}
        for name, (key, item) in pairs.items():
            value[name] = self.expand(item, (*path, name), key.start)
        return value
