"""The tree of a YAML text, made from its events: how deep and large it is, before it is expanded.

Only what JSON can say is let in: lists, and mappings with text as keys; no tags, no merging.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from roadmap_bot.errors import Problem
from roadmap_bot.text.problems import render_spot, shorten
from roadmap_bot.yaml.events import UnreadableError
from roadmap_bot.yaml.places import Lines
from roadmap_bot.yaml.scalars import (
    CORE,
    find_unwanted,
    has_no_tag,
    make_scalar,
    replace_unwanted,
)

MAX_DEPTH = 20
MAX_NODES = 100_000


@dataclass(slots=True)
class Tree:
    """A node before expansion: an alias shares its anchor's children, which count each time.

    Every hundred characters of text count as one more node: no alias can multiply text either.
    """

    value: Any  # of a mapping: keys, each with the trees of key and value
    start: int
    end: int
    text: str = ""
    size: int = 1
    height: int = 1


def read_tree(events: Iterator[Any], lines: Lines) -> tuple[Tree | None, list[Problem]]:
    """Read one document, None where there is none or it cannot be read; and every problem."""
    reader = _Reader(events, lines)
    try:
        return reader.read(), reader.problems
    except UnreadableError as error:
        reader.report(error.code, error.index, **error.values)
        return None, reader.problems


class _Reader:
    def __init__(self, events: Iterator[Any], lines: Lines) -> None:
        self.problems: list[Problem] = []
        self._events = events
        self._lines = lines
        self._anchors: dict[str, Tree] = {}
        self._count = 0

    def read(self) -> Tree | None:
        next(self._events)  # the text begins
        event = next(self._events)  # a document begins, or the text ends
        if isinstance(event, yaml.StreamEndEvent):
            return None
        tree = self._read_node(next(self._events), 1)
        next(self._events)  # the document ends
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise UnreadableError("yaml.documents", event.start_mark.index)
        return tree

    def report(self, code: str, index: int, **values: object) -> None:
        self.problems.append(Problem(code, values, self._lines.find(index)))

    def _read_node(self, event: Any, depth: int) -> Tree:
        if isinstance(event, yaml.AliasEvent):
            return self._read_alias(event, depth)
        self._count += 1
        _limit("yaml.too-many", self._count, MAX_NODES, event)
        _limit("yaml.too-deep", depth, MAX_DEPTH, event)
        if isinstance(event, yaml.ScalarEvent):
            tree = self._read_scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            tree = self._read_sequence(event, depth)
        else:
            tree = self._read_mapping(event, depth)
        if event.anchor:
            self._anchors[event.anchor] = tree
        return tree

    def _read_alias(self, event: Any, depth: int) -> Tree:
        start, end = event.start_mark.index, event.end_mark.index
        tree = self._anchors.get(event.anchor)
        if tree is None:
            self.report("yaml.alias", start, name=shorten(event.anchor))
            return Tree(f"*{event.anchor}", start, end)
        _limit("yaml.too-deep", depth + tree.height - 1, MAX_DEPTH, event)
        return replace(tree, start=start, end=end)

    def _read_scalar(self, event: Any) -> Tree:
        start = event.start_mark.index
        value = make_scalar(event)
        if isinstance(value, str):
            self._check_tag(event, "str")
            unwanted = find_unwanted(value)
            if unwanted:
                self.report("yaml.character", start, character=f"U+{ord(unwanted):04X}")
                value = replace_unwanted(value)
        size = 1 + len(event.value) // 100
        return Tree(value, start, event.end_mark.index, event.value, size)

    def _read_sequence(self, start: Any, depth: int) -> Tree:
        self._check_tag(start, "seq")
        items: list[Tree] = []
        event = next(self._events)
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self._read_node(event, depth + 1))
            event = next(self._events)
        return _collect(start, event, items, items)

    def _read_mapping(self, start: Any, depth: int) -> Tree:
        self._check_tag(start, "map")
        pairs: dict[str, tuple[Tree, Tree]] = {}
        event = next(self._events)
        while not isinstance(event, yaml.MappingEndEvent):
            key = self._read_node(event, depth + 1)
            value = self._read_node(next(self._events), depth + 1)
            if self._check_key(key, event, pairs):
                pairs[key.value] = (key, value)
            event = next(self._events)
        return _collect(start, event, pairs, [value for _, value in pairs.values()])

    def _check_key(self, key: Tree, event: Any, pairs: dict[str, tuple[Tree, Tree]]) -> bool:
        """Report what is wrong with a key; tell whether it may stand."""
        if _is_merge(event):
            self.report("yaml.merge-key", key.start)
        elif not isinstance(key.value, str):
            self._report_kind(key)
        elif key.value in pairs:
            where = render_spot(self._lines.find(pairs[key.value][0].start))
            self.report("yaml.duplicate-key", key.start, key=shorten(key.value), where=where)
        else:
            return True
        return False

    def _report_kind(self, key: Tree) -> None:
        if key.text:
            self.report("yaml.key-quotes", key.start, key=shorten(key.text))
        else:
            self.report("yaml.key-shape", key.start)

    def _check_tag(self, event: Any, kind: str) -> None:
        if not has_no_tag(event) and event.tag != CORE + kind:
            tag = shorten(event.tag.replace(CORE, "!!"))
            self.report("yaml.tag", event.start_mark.index, tag=tag)


def _collect(start: Any, stop: Any, value: Any, children: Sequence[Tree]) -> Tree:
    """Make the tree of a collection; one that is not in brackets ends where its last child does."""
    first = start.start_mark.index
    end = max((child.end for child in children), default=first)
    if start.flow_style:
        end = stop.end_mark.index
    size = 1 + sum(child.size for child in children)
    _limit("yaml.too-many", size, MAX_NODES, start)
    height = 1 + max((child.height for child in children), default=0)
    return Tree(value, first, end, "", size, height)


def _is_merge(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]


def _limit(code: str, measured: int, limit: int, event: Any) -> None:
    """Stop where there is too much."""
    if measured > limit:
        raise UnreadableError(code, event.start_mark.index, limit=limit)
