"""The files of a roadmap joined as though they were one, and what keeps them from being that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_origin

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.text.problems import render_spot, shorten
from roadmap_bot.yaml.colons import find_wide_key
from roadmap_bot.yaml.places import Lines, Node, Path
from roadmap_bot.yaml.shape import make_unknown_field
from roadmap_bot.yaml.yaml_file import Source

_LISTS = frozenset(
    name for name, info in Roadmap.model_fields.items() if get_origin(info.annotation) is tuple
)


@dataclass
class Whole:
    """The files joined: lists one after the other, any other key once, no key without a place."""

    nodes: dict[Path, Node]
    value: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, source: Source) -> None:
        """Add a file and its problems."""
        self.problems += source.problems
        if not isinstance(source.value, dict):
            self.problems += _check_top(source)
            return
        other = self._find_other(source)
        if other:
            self.problems.append(other)
            return
        offsets = {key: len(self.value.get(key, ())) for key in _LISTS}
        taken = [key for key in source.value if self._take(key, source)]
        for path, node in source.nodes.items():
            if path and path[0] in taken:
                self.nodes[_move(path, offsets)] = node

    def _find_other(self, source: Source) -> Problem | None:
        """Find that a file begins another roadmap; all it says would be said twice."""
        id = self.value.get("id")
        if id is None or source.value.get("id", id) == id:
            return None
        where = render_spot(self.nodes[("id",)].place)
        return Problem(
            "roadmap.second", {"id": shorten(id), "where": where}, source.nodes[("id",)].place
        )

    def _take(self, key: str, source: Source) -> bool:
        """Take a key over, or note why not; tell whether it was taken."""
        problem = self._check_key(key, source)
        if problem:
            self.problems.append(problem)
            return False
        part = source.value[key]
        if key in _LISTS:
            part = [*self.value.get(key, ()), *part]
        self.value[key] = part
        return True

    def _check_key(self, key: str, source: Source) -> Problem | None:
        node = source.nodes[(key,)]
        if key not in Roadmap.model_fields:
            return make_unknown_field(Roadmap, (key,), source.nodes)
        if key in _LISTS:
            return _check_list(source.value[key], node.place)
        if key in self.value:
            where = render_spot(self.nodes[(key,)].place)
            return Problem("roadmap.key-twice", {"key": key, "where": where}, node.key)
        return None


def join_files(sources: Sequence[Source]) -> Whole:
    """Join the files of a roadmap, in their order."""
    whole = Whole({(): Node(Lines("", sources[0].file))})
    for source in sources:
        whole.add(source)
    return whole


def _check_top(source: Source) -> Iterator[Problem]:
    if find_wide_key(str(source.value)):
        yield Problem("yaml.wide-colon", {}, source.nodes[()].place)
    elif source.value is not None:
        yield Problem("roadmap.no-keys", {}, source.nodes[()].place)
    elif not source.problems:
        yield Problem("roadmap.empty", {}, Place(source.file, 1, 1))


def _check_list(part: object, place: Place) -> Problem | None:
    if isinstance(part, list):
        return None
    code = "yaml.nothing" if part is None else "yaml.list"
    return Problem(code, {"value": shorten(part)}, place)


def _move(path: Path, offsets: Mapping[str, int]) -> Path:
    """Move what stands in a list behind what the files before have in it."""
    name = str(path[0])
    if len(path) == 1 or name not in offsets:
        return path
    index = int(path[1]) + offsets[name]
    return (name, index, *path[2:])
