"""Load the roadmap: the YAML files of a folder, read in name order as though they were one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as Folder
from typing import Any, get_origin

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.rules import check_rules
from roadmap_bot.roadmap.warnings import find_warnings
from roadmap_bot.text.problems import render_spot, shorten
from roadmap_bot.yaml.colons import find_wide_key
from roadmap_bot.yaml.places import Lines, Node, Path
from roadmap_bot.yaml.shape import check_shape, make_unknown_field
from roadmap_bot.yaml.spot import Spot
from roadmap_bot.yaml.yaml_file import MAX_BYTES, Source, parse_source

_LISTS = frozenset(
    name for name, info in Roadmap.model_fields.items() if get_origin(info.annotation) is tuple
)

Measure = Callable[[object, Mapping[Path, Node], Roadmap | None], Iterable[Problem]]


@dataclass(frozen=True)
class Loaded:
    """What a folder holds: the roadmap where nothing is wrong, else every problem, by place.

    `warnings` are about what is sound and yet worth a look.
    """

    roadmap: Roadmap | None
    problems: tuple[Problem, ...] = ()
    sources: tuple[Source, ...] = ()
    warnings: tuple[Problem, ...] = ()


def load_roadmap(folder: Folder, measure: Measure) -> Loaded:
    """Load and check the YAML files of `folder`; `measure` checks what becomes of them."""
    place = Place(folder.as_posix())
    try:
        inside = sorted(filter(_is_yaml, folder.iterdir()))
    except OSError:
        return Loaded(None, (Problem("roadmap.no-folder", {}, place),))
    if not inside:
        return Loaded(None, (Problem("roadmap.no-files", {}, place),))
    return check_roadmap([_load_source(path, folder) for path in inside], measure)


def check_roadmap(sources: Sequence[Source], measure: Measure) -> Loaded:
    """Check the files as one roadmap and report every problem, sorted by file and line."""
    whole = _join(sources)
    problems = whole.problems
    is_whole = not problems  # else what looks missing may stand in what could not be read
    roadmap, found = check_shape(Roadmap, whole.value, whole.nodes)
    if not is_whole:
        found = [problem for problem in found if not _is_top(problem)]
    problems += found
    problems += check_rules(whole.value, whole.nodes, is_whole=is_whole)
    problems += measure(whole.value, whole.nodes, roadmap)
    if problems or roadmap is None:
        problems.sort(key=_by_place)
        return Loaded(None, tuple(problems), tuple(sources))
    warnings = find_warnings(roadmap, Spot(whole.value, whole.nodes))
    return Loaded(roadmap, (), tuple(sources), tuple(warnings))


def _is_yaml(path: Folder) -> bool:
    return path.suffix.lower() in (".yml", ".yaml") and not path.name.startswith(".")


def _load_source(path: Folder, folder: Folder) -> Source:
    file = path.as_posix()
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            return _refuse("roadmap.outside", file)
        if not path.is_file():
            return _refuse("roadmap.unreadable", file)
        with path.open("rb") as stream:
            return parse_source(stream.read(MAX_BYTES + 1), file)
    except (OSError, RuntimeError):  # a loop of links is either, by the version of Python
        return _refuse("roadmap.unreadable", file)


def _refuse(code: str, file: str) -> Source:
    return Source(file, problems=(Problem(code, {}, Place(file)),))


@dataclass
class _Whole:
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
        offsets = {key: len(self.value.get(key, ())) for key in _LISTS}
        taken = [key for key in source.value if self._take(key, source)]
        for path, node in source.nodes.items():
            if path and path[0] in taken:
                self.nodes[_move(path, offsets)] = node

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


def _join(sources: Sequence[Source]) -> _Whole:
    whole = _Whole({(): Node(Lines("", sources[0].file))})
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


def _is_top(problem: Problem) -> bool:
    return problem.code == "yaml.missing" and not (problem.place and problem.place.path)


def _move(path: Path, offsets: Mapping[str, int]) -> Path:
    """Move what stands in a list behind what the files before have in it."""
    name = str(path[0])
    if len(path) == 1 or name not in offsets:
        return path
    index = int(path[1]) + offsets[name]
    return (name, index, *path[2:])


def _by_place(problem: Problem) -> tuple[str, int, int]:
    place = problem.place or Place("")
    return place.file, place.line, place.column
