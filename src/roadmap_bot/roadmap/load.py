"""Load the roadmap: the YAML files of a folder, read in name order as though they were one.

A folder inside that holds files of all the same names is the roadmap in another language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as Folder
from pathlib import PurePath
from typing import Any, get_origin

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.checks.languages import check_mirror, find_mirrors, is_language
from roadmap_bot.roadmap.checks.rules import check_rules
from roadmap_bot.roadmap.checks.warnings import find_warnings
from roadmap_bot.roadmap.model import Roadmap
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
        below = sorted(path for path in folder.glob("*/*") if _is_yaml(path))
    except OSError:
        return Loaded(None, (Problem("roadmap.no-folder", {}, place),))
    if not inside:
        return Loaded(None, (Problem("roadmap.no-files", {}, place),))
    return check_roadmap([_load_source(path, folder) for path in (*inside, *below)], measure)


def check_roadmap(sources: Sequence[Source], measure: Measure) -> Loaded:
    """Check the files as one roadmap and report every problem, sorted by file and line.

    The files of the folder that is nearest to the root are the roadmap, those below it the same in
    other languages.
    """
    folders = _sort_by_folder(sources)
    base = _check_edition(folders[""], measure)
    names = {folder: [_name(source) for source in inside] for folder, inside in folders.items()}
    mirrors, lacking = find_mirrors(names)
    editions = [_check_edition(folders[folder], measure) for folder in mirrors]
    problems = [*base.problems, *_check_mirrors(base, dict(zip(mirrors, editions, strict=True)))]
    warnings = [*base.warnings]
    for folder, name in lacking:
        place = folders[folder][0].nodes[()].place
        warnings.append(Problem("roadmap.mirror-incomplete", {"file": name}, place))
    if problems or base.roadmap is None:
        problems.sort(key=_by_place)
        return Loaded(None, tuple(problems), tuple(sources))
    spoken = [edition.roadmap for edition in editions if edition.roadmap]
    return Loaded(base.roadmap.beside(spoken), (), tuple(sources), tuple(warnings))


@dataclass(frozen=True)
class _Edition:
    """The roadmap in one language: what stands in its files, and what is wrong with it."""

    root: Spot
    roadmap: Roadmap | None
    problems: Sequence[Problem]

    @property
    def warnings(self) -> Iterator[Problem]:
        """What is sound and yet worth a look."""
        if self.roadmap and not self.problems:
            yield from find_warnings(self.roadmap, self.root)


def _check_edition(sources: Sequence[Source], measure: Measure) -> _Edition:
    """Check the files of one language as though they were one."""
    whole = _join(sources)
    problems = whole.problems
    is_whole = not problems  # else what looks missing may stand in what could not be read
    roadmap, found = check_shape(Roadmap, whole.value, whole.nodes)
    if not is_whole:
        found = [problem for problem in found if not _is_top(problem)]
    problems += found
    problems += check_rules(whole.value, whole.nodes, is_whole=is_whole)
    problems += measure(whole.value, whole.nodes, roadmap)
    return _Edition(Spot(whole.value, whole.nodes), roadmap, problems)


def _check_mirrors(base: _Edition, mirrors: Mapping[str, _Edition]) -> Iterator[Problem]:
    """Check each language by itself, and what is sound against the roadmap."""
    for language, mirror in mirrors.items():
        yield from mirror.problems
        if not base.problems and not mirror.problems:
            yield from check_mirror(base.root, mirror.root, language)


def _sort_by_folder(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """Sort files by the folder below the roadmap's own; only a language may name one."""
    home = min((PurePath(source.file).parent for source in sources), key=_count_parts)
    folders: dict[str, list[Source]] = {"": []}
    for source in sources:
        below = PurePath(source.file).parent.relative_to(home).as_posix()
        folder = below.removeprefix(".")
        if not folder or is_language(folder):
            folders.setdefault(folder, []).append(source)
    return folders


def _count_parts(path: PurePath) -> int:
    return len(path.parts)


def _name(source: Source) -> str:
    return PurePath(source.file).name


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
