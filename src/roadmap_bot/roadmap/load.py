"""Load the roadmap: the YAML files of a folder, read in name order as though they were one, and checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as Folder
from typing import Any, get_origin

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.model import Roadmap, RoadmapFile
from roadmap_bot.roadmap.rules import check_rules
from roadmap_bot.roadmap.schema import check_shape, make_unknown_field
from roadmap_bot.text.problems import render_spot, shorten
from roadmap_bot.yaml.places import Lines, Node, Path
from roadmap_bot.yaml.yaml_file import MAX_BYTES, Source, parse_source

_LISTS = frozenset(
    name for name, info in Roadmap.model_fields.items() if get_origin(info.annotation) is tuple
)


Measure = Callable[[object, Mapping[Path, Node], Roadmap | None], Iterable[Problem]]


@dataclass(frozen=True)
class Loaded:
    """What a folder holds: the roadmap where nothing is wrong, else every problem, by file and line."""

    roadmap: Roadmap | None
    problems: tuple[Problem, ...] = ()
    sources: tuple[Source, ...] = ()


def load_roadmap(folder: Folder, measure: Measure) -> Loaded:
    """Load and check all `*.yml` and `*.yaml` of `folder`; `measure` checks what becomes of them."""
    try:
        inside = sorted(path for path in folder.iterdir() if _is_yaml(path))
    except OSError:
        return Loaded(None, (Problem("roadmap.no-folder", {}, Place(folder.as_posix())),))
    if not inside:
        return Loaded(None, (Problem("roadmap.no-files", {}, Place(folder.as_posix())),))
    return check_roadmap([_load_source(path, folder) for path in inside], measure)


def check_roadmap(sources: Sequence[Source], measure: Measure) -> Loaded:
    """Check the files as one roadmap and report every problem, sorted by file and line."""
    problems = [problem for source in sources for problem in source.problems]
    value, nodes, found = _join(sources)
    problems += found
    is_whole = not problems  # else what looks missing may stand in the part that could not be read
    roadmap, found = check_shape(Roadmap, value, nodes)
    problems += [problem for problem in found if is_whole or not _is_top(problem)]
    problems += check_rules(value, nodes, is_whole=is_whole)
    problems += measure(value, nodes, roadmap)
    return Loaded(
        None if problems else roadmap, tuple(sorted(problems, key=_by_place)), tuple(sources)
    )


def make_schema() -> str:
    """Make the JSON Schema of one file of the roadmap, for editors."""
    return (
        json.dumps(RoadmapFile.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True)
        + "\n"
    )


def _is_yaml(path: Folder) -> bool:
    return path.suffix.lower() in (".yml", ".yaml") and not path.name.startswith(".")


def _load_source(path: Folder, folder: Folder) -> Source:
    place = Place(path.as_posix())
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            return Source(place.file, problems=(Problem("roadmap.outside", {}, place),))
        if not path.is_file():
            return Source(place.file, problems=(Problem("roadmap.unreadable", {}, place),))
        with path.open("rb") as file:
            return parse_source(file.read(MAX_BYTES + 1), place.file)
    except (OSError, RuntimeError):  # a loop of links is either, by the version of Python
        return Source(place.file, problems=(Problem("roadmap.unreadable", {}, place),))


def _join(sources: Sequence[Source]) -> tuple[dict[str, Any], dict[Path, Node], list[Problem]]:
    """Join the files: lists are concatenated, any other key stands once; whatever cannot be joined is left out."""
    value: dict[str, Any] = {}
    nodes: dict[Path, Node] = {(): Node(Lines("", sources[0].file))}
    problems: list[Problem] = []
    for source in sources:
        if not isinstance(source.value, dict):
            problems += _check_top(source)
            continue
        problems += [
            problem for key in source.value if (problem := _check_key(key, source, value, nodes))
        ]
        taken = {key: part for key, part in source.value.items() if _is_taken(key, part, value)}
        offsets = {key: len(value.get(key, ())) for key in taken if key in _LISTS}
        nodes |= {
            _move(path, offsets): node
            for path, node in source.nodes.items()
            if path and path[0] in taken
        }
        value |= {
            key: [*value.get(key, ()), *part] if key in _LISTS else part
            for key, part in taken.items()
        }
    return value, nodes, problems


def _check_top(source: Source) -> list[Problem]:
    if source.value is not None:
        return [Problem("roadmap.no-keys", {}, source.nodes[()].place)]
    return [] if source.problems else [Problem("roadmap.empty", {}, Place(source.file, 1, 1))]


def _is_taken(key: str, part: object, value: Mapping[str, Any]) -> bool:
    return key in Roadmap.model_fields and (
        isinstance(part, list) if key in _LISTS else key not in value
    )


def _check_key(
    key: str, source: Source, value: Mapping[str, Any], nodes: Mapping[Path, Node]
) -> Problem | None:
    node, part = source.nodes[(key,)], source.value[key]
    if key not in Roadmap.model_fields:
        return make_unknown_field(Roadmap, (key,), source.nodes)
    if key in _LISTS:
        code = "yaml.nothing" if part is None else "yaml.list"
        return (
            None if isinstance(part, list) else Problem(code, {"value": shorten(part)}, node.place)
        )
    if key in value:
        return Problem(
            "roadmap.key-twice", {"key": key, "where": render_spot(nodes[(key,)].place)}, node.key
        )
    return None


def _is_top(problem: Problem) -> bool:
    return problem.code == "yaml.missing" and not (problem.place and problem.place.path)


def _move(path: Path, offsets: Mapping[object, int]) -> Path:
    if len(path) > 1 and path[0] in offsets:
        return (path[0], int(path[1]) + offsets[path[0]], *path[2:])
    return path


def _by_place(problem: Problem) -> tuple[str, int, int]:
    place = problem.place or Place("")
    return place.file, place.line, place.column
