"""Read one YAML file into a plain value that knows where each of its nodes stands.

Only what JSON can say comes out: text, numbers, yes or no, nothing, lists, mappings with text as keys. Dates stay text.
The tree is built from PyYAML's events, so that depth and size are known before anything is expanded or recursed into.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import yaml

from roadmap_bot.errors import Place, Problem
from roadmap_bot.text.problems import render_spot, shorten

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
MAX_NODES = 100_000
MAX_NUMBER = 64  # longer plain scalars are text: huge numbers cost quadratic time

Path = tuple[str | int, ...]

_CORE = "tag:yaml.org,2002:"
_BREAK = re.compile(r"\r\n?|\n")
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LEFT_OPEN = (
    "while scanning a simple key",
    "while scanning a quoted scalar",
)  # the mistake is where they begin
_NEEDS_QUOTES = (
    "mapping values are not allowed",
    "cannot start any token",
    "alphabetic or numeric character",
)


@dataclass(frozen=True, slots=True)
class Node:
    """Where a node and its key stand, its last line, and a scalar as it was written."""

    place: Place
    key: Place | None = None
    last: int = 0
    text: str = ""


@dataclass(frozen=True)
class Source:
    """A file as read: its value (None where nothing is written or readable), its nodes by path, its problems."""

    file: str
    value: Any = None
    nodes: Mapping[Path, Node] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def parse_source(data: bytes, file: str) -> Source:
    """Parse one YAML document; never raises, never runs a tag, reports every problem it can."""
    if len(data) > MAX_BYTES:
        return Source(
            file, problems=(Problem("yaml.size", {"limit": MAX_BYTES}, Place(file, 1, 1)),)
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode()
        return Source(
            file, problems=(Problem("yaml.encoding", {}, _Lines(good, file).find(len(good))),)
        )
    lines = _Lines(text, file)
    reader = _Reader(text, lines)
    tree = reader.read()
    expander = _Expander(lines)
    value = expander.expand(tree) if tree else None
    return Source(file, value, expander.nodes, tuple(reader.problems))


def find_place(nodes: Mapping[Path, Node], path: Path) -> Place:
    """Find the place of the node at `path`, or of the nearest node around it."""
    while path and path not in nodes:
        path = path[:-1]
    return nodes[path].place


class _Lines:
    """Lines and columns as editors count them: only CR and LF break lines, columns are characters."""

    def __init__(self, text: str, file: str) -> None:
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._file = file

    def find(self, index: int, path: str = "") -> Place:
        line = bisect_right(self._starts, index)
        return Place(self._file, line, index - self._starts[line - 1] + 1, path)


@dataclass(slots=True)
class _Tree:
    """A node before expansion: an alias shares its anchor's children, `size` and `height` count them each time.

    Long text counts as one more node for every hundred characters, so that no alias can multiply it either.
    """

    value: Any
    start: int
    end: int
    text: str = ""
    size: int = 1
    height: int = 1


class _StopError(Exception):
    """Nothing after this problem can be read."""


class _Reader:
    def __init__(self, text: str, lines: _Lines) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._lines = lines
        self._anchors: dict[str, _Tree] = {}
        self._count = 0

    def read(self) -> _Tree | None:
        try:
            self._loader: Any = yaml.SafeLoader(self._text)
            return self._read_document()
        except _StopError:
            pass
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
        except yaml.reader.ReaderError as error:
            self._report(
                "yaml.character", error.position, character=f"U+{int(error.character):04X}"
            )
        except (ValueError, OverflowError):  # PyYAML lets chr() of an impossible escape fail
            self._report("yaml.escape", self._loader.get_mark().index)
        return None

    def _read_document(self) -> _Tree | None:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        tree = self._read_node(self._next(), 1)
        self._next()
        if not isinstance(event := self._next(), yaml.StreamEndEvent):
            self._stop("yaml.documents", event)
        return tree

    def _read_node(self, event: Any, depth: int) -> _Tree:
        if isinstance(event, yaml.AliasEvent):
            return self._read_alias(event, depth)
        self._count += 1
        if self._count > MAX_NODES:
            self._stop("yaml.too-many", event, limit=MAX_NODES)
        if depth > MAX_DEPTH:
            self._stop("yaml.too-deep", event, limit=MAX_DEPTH)
        if isinstance(event, yaml.ScalarEvent):
            tree = self._read_scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            tree = self._read_sequence(event, depth)
        else:
            tree = self._read_mapping(event, depth)
        if event.anchor:
            self._anchors[event.anchor] = tree
        return tree

    def _read_alias(self, event: Any, depth: int) -> _Tree:
        tree = self._anchors.get(event.anchor)
        if tree is None:
            self._report("yaml.alias", event.start_mark.index, name=shorten(event.anchor))
            return _Tree(f"*{event.anchor}", event.start_mark.index, event.end_mark.index)
        if depth + tree.height - 1 > MAX_DEPTH:
            self._stop("yaml.too-deep", event, limit=MAX_DEPTH)
        return replace(tree, start=event.start_mark.index, end=event.end_mark.index)

    def _read_sequence(self, start: Any, depth: int) -> _Tree:
        self._check_tag(start, "seq")
        items: list[_Tree] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._read_node(event, depth + 1))
        return self._collect(start, event, items, items)

    def _read_mapping(self, start: Any, depth: int) -> _Tree:
        self._check_tag(start, "map")
        found: dict[str, tuple[_Tree, _Tree]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._read_node(event, depth + 1)
            value = self._read_node(self._next(), depth + 1)
            if not self._check_key(key, event):
                continue
            if first := found.get(key.value):
                where = render_spot(self._lines.find(first[0].start))
                self._report("yaml.duplicate-key", key.start, key=shorten(key.value), where=where)
            else:
                found[key.value] = (key, value)
        return self._collect(start, event, found, [value for _, value in found.values()])

    def _collect(self, start: Any, stop: Any, value: Any, children: list[_Tree]) -> _Tree:
        first = start.start_mark.index
        end = (
            stop.end_mark.index
            if start.flow_style
            else max((child.end for child in children), default=first)
        )
        size = 1 + sum(child.size for child in children)
        if size > MAX_NODES:
            self._stop("yaml.too-many", start, limit=MAX_NODES)
        return _Tree(
            value, first, end, "", size, 1 + max((child.height for child in children), default=0)
        )

    def _check_key(self, key: _Tree, event: Any) -> bool:
        if getattr(event, "value", "") == "<<" and event.implicit[0]:
            self._report("yaml.merge-key", key.start)
        elif isinstance(key.value, str):
            return True
        elif key.text:
            self._report("yaml.key-quotes", key.start, key=shorten(key.text))
        else:
            self._report("yaml.key-shape", key.start)
        return False

    def _read_scalar(self, event: Any) -> _Tree:
        value = self._make_scalar(event)
        start = event.start_mark.index
        if isinstance(value, str) and (found := _UNWANTED.search(value)):
            self._report("yaml.character", start, character=f"U+{ord(found[0]):04X}")
            value = _UNWANTED.sub("\ufffd", value)
        return _Tree(
            value, start, event.end_mark.index, event.value, size=1 + len(event.value) // 100
        )

    def _make_scalar(self, event: Any) -> Any:
        is_free = event.tag in (None, "!")
        tag = (
            self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
            if is_free
            else event.tag
        )
        make = _MAKERS.get(tag.removeprefix(_CORE)) if len(event.value) <= MAX_NUMBER else None
        try:
            if make:
                return make(self._loader, yaml.ScalarNode(tag, event.value))
        except (ValueError, KeyError, IndexError):  # such as `0x_`, or `!!int` before a word
            pass
        if not is_free:
            self._check_tag(event, "str")
        return event.value

    def _check_tag(self, event: Any, kind: str) -> None:
        if event.tag not in (None, "!", _CORE + kind):
            self._report(
                "yaml.tag", event.start_mark.index, tag=shorten(event.tag.replace(_CORE, "!!"))
            )

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        is_open = error.context in _LEFT_OPEN
        mark = (error.context_mark if is_open else error.problem_mark) or error.context_mark
        what = shorten(error.problem or error.context, 200)
        code = "yaml.syntax"
        if "'\\t'" in what:
            code = "yaml.tab"
        elif any(hint in what for hint in _NEEDS_QUOTES):
            code = "yaml.quotes"
        self._report(code, mark.index if mark else 0, what=what)

    def _report(self, code: str, index: int, **values: object) -> None:
        self.problems.append(Problem(code, values, self._lines.find(index)))

    def _stop(self, code: str, event: Any, **values: object) -> NoReturn:
        self._report(code, event.start_mark.index, **values)
        raise _StopError

    def _next(self) -> Any:
        return self._loader.get_event()


_MAKERS = {
    "null": yaml.SafeLoader.construct_yaml_null,
    "bool": yaml.SafeLoader.construct_yaml_bool,
    "int": yaml.SafeLoader.construct_yaml_int,
    "float": yaml.SafeLoader.construct_yaml_float,
}


class _Expander:
    """Turn the tree into a plain value and note where each node stands."""

    def __init__(self, lines: _Lines) -> None:
        self.nodes: dict[Path, Node] = {}
        self._lines = lines

    def expand(self, tree: _Tree, path: Path = (), said: str = "", key: _Tree | None = None) -> Any:
        find = self._lines.find
        last = find(max(tree.start, tree.end - 1)).line
        self.nodes[path] = Node(
            find(tree.start, said), find(key.start, said) if key else None, last, tree.text
        )
        if isinstance(tree.value, list):
            return [
                self.expand(child, (*path, at), f"{said}[{at}]")
                for at, child in enumerate(tree.value)
            ]
        if isinstance(tree.value, dict):
            return {
                name: self.expand(
                    child, (*path, name), f"{said}.{shorten(name)}".removeprefix("."), key
                )
                for name, (key, child) in tree.value.items()
            }
        return tree.value
