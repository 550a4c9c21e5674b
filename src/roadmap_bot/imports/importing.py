"""Import a document into a folder: read both, make what is to be, check it, write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from roadmap_bot.errors import Place, Problem, UserError
from roadmap_bot.imports.files.head_yaml import Facts, make_id
from roadmap_bot.imports.files.record import EMPTY, NAME, Record, parse_record
from roadmap_bot.imports.language import find_hours, find_language
from roadmap_bot.imports.make import HEAD_FILE, UNITS_FILE, Done, make_import
from roadmap_bot.imports.source import load_text
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.markdown.document import parse_document
from roadmap_bot.markdown.only import pick_sections
from roadmap_bot.outlines.outline import Outline
from roadmap_bot.outlines.read import read_outline
from roadmap_bot.roadmap.load import check_roadmap
from roadmap_bot.roadmap.schema import make_schema
from roadmap_bot.text.problems import shorten
from roadmap_bot.text.words import load_words
from roadmap_bot.yaml.yaml_file import parse_source

MOST_TASKS = 400  # that are imported without a word
MOST_EVER = 2000  # that are imported at all
_MOST_NAMES = 8  # of sections that are named
SCHEMA = "schema.json"


@dataclass(frozen=True)
class Wish:
    """What somebody asked for beside the file and the folder."""

    id: str = ""
    only: tuple[str, ...] = ()
    is_sure: bool = False
    is_update: bool = False


def import_file(file: Path, into: Path, wish: Wish) -> Done:
    """Import a document. Raises UserError, and then nothing was written."""
    text = load_text(file)
    record, current = _load_record(into), _load_files(into)
    _check_folder(into, record, current, wish)
    known = record or EMPTY
    only = wish.only or known.only
    outline = _read(text, file, only)
    _check_size(outline, file, wish)
    facts = _find_facts(text, file, outline, wish.id or known.roadmap)
    words = load_words(facts.language)
    made = make_import(outline, facts, replace(known, only=only), current, words)
    changed = _find_changed(made.files, into)
    if record and changed and not wish.is_update:
        raise _refuse("import.again", into)
    _check(made.files, into)
    _write(made.files, changed, into)
    return Done(made, changed, record is None)


def _load_record(into: Path) -> Record | None:
    path = into / NAME
    if not path.is_file():
        return None
    record = parse_record(path.read_text(encoding="utf-8", errors="replace"))
    if record is None:
        raise _refuse("import.record", path)
    return record


def _load_files(into: Path) -> Mapping[str, str]:
    """Load the files that an import writes, with the ends of lines as it writes them."""
    files: dict[str, str] = {}
    for name in (HEAD_FILE, UNITS_FILE):
        path = into / name
        if path.is_file():
            files[name] = path.read_text(encoding="utf-8", errors="replace")
    return files


def _check_folder(
    into: Path, record: Record | None, current: Mapping[str, str], wish: Wish
) -> None:
    """Check that nothing of somebody else would be overwritten."""
    has_roadmap = bool(current) or any(into.glob("*.y*ml"))
    if record is None and has_roadmap:
        raise _refuse("import.exists", into)
    if record is None and wish.is_update:
        raise _refuse("import.never", into)


def _read(text: str, file: Path, only: tuple[str, ...]) -> Outline:
    document = parse_document(text)
    picked = pick_sections(document, only) if only else document
    if picked is None:
        raise _refuse("import.no-section", file, names=", ".join(only))
    outline = read_outline(picked, shorten(file.stem) or "Roadmap")
    if outline is None:
        raise _refuse("import.nothing", file)
    return outline


def _check_size(outline: Outline, file: Path, wish: Wish) -> None:
    count = len(outline.tasks)
    if count > MOST_EVER:
        raise _refuse("import.too-many", file, count=count, limit=MOST_EVER)
    if count <= MOST_TASKS or wish.is_sure:
        return
    sections: Counter[str] = Counter()
    for unit in outline.units:
        sections[unit.phase or unit.title] += len(unit.tasks)
    names = [f"{shorten(name, 40)} ({tasks})" for name, tasks in sections.items()]
    named = ", ".join(names[:_MOST_NAMES])
    more = ", …" if len(names) > _MOST_NAMES else ""
    raise _refuse("import.many", file, count=count, limit=MOST_TASKS, names=named + more)


def _find_facts(text: str, file: Path, outline: Outline, id: str) -> Facts:
    """Find what the roadmap says of itself; a README is called like its folder."""
    stem = file.stem if file.stem.casefold() != "readme" else file.resolve().parent.name
    return Facts(id or make_id(outline.title, stem), find_language(text), find_hours(text))


def _find_changed(files: Mapping[str, str], into: Path) -> tuple[str, ...]:
    """Find the files that are not as they are to be."""
    changed: list[str] = []
    for name, text in files.items():
        path = into / name
        if not path.is_file() or path.read_text(encoding="utf-8", errors="replace") != text:
            changed.append(name)
    return tuple(changed)


def _check(files: Mapping[str, str], into: Path) -> None:
    """Check what would be written, beside what the folder holds already."""
    sources = []
    names = {path.name for path in into.glob("*.y*ml")} | {HEAD_FILE, UNITS_FILE}
    for name in sorted(names):
        path = into / name
        data = files[name].encode() if name in files else path.read_bytes()
        sources.append(parse_source(data, path.as_posix()))
    problems = check_roadmap(sources, check_bodies).problems
    if problems:
        raise UserError(*problems)


def _write(files: Mapping[str, str], changed: tuple[str, ...], into: Path) -> None:
    if not changed:
        return
    into.mkdir(parents=True, exist_ok=True)
    for name in changed:
        (into / name).write_text(files[name], encoding="utf-8", newline="\n")
    if not (into / SCHEMA).exists():
        (into / SCHEMA).write_text(make_schema(), encoding="utf-8", newline="\n")


def _refuse(code: str, path: Path, **values: object) -> UserError:
    return UserError(Problem(code, values, Place(path.as_posix())))
