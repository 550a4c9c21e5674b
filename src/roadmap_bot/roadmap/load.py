"""Load the roadmap: the YAML files of a folder, read in name order as though they were one.

A folder inside that holds files of all the same names is the roadmap in another language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as Folder
from pathlib import PurePath

from roadmap_bot.errors import Place, Problem
from roadmap_bot.roadmap.checks.languages import check_mirror, find_mirrors, is_language
from roadmap_bot.roadmap.checks.rules import check_rules
from roadmap_bot.roadmap.checks.warnings import find_warnings
from roadmap_bot.roadmap.joining import join_files
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.yaml.places import Node, Path
from roadmap_bot.yaml.shape import check_shape
from roadmap_bot.yaml.spot import Spot
from roadmap_bot.yaml.yaml_file import MAX_BYTES, Source, parse_source

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
    whole = join_files(sources)
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


def _is_top(problem: Problem) -> bool:
    return problem.code == "yaml.missing" and not (problem.place and problem.place.path)


def _by_place(problem: Problem) -> tuple[str, int, int]:
    place = problem.place or Place("")
    return place.file, place.line, place.column
