"""The folder of a template: new files go in, and what stands there already stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from roadmap_bot.errors import Place, Problem, UserError
from roadmap_bot.report.files import SPELLINGS
from roadmap_bot.roadmap.paths import WORKFLOWS


@dataclass(frozen=True)
class Written:
    """Which files were made, and which stayed as they were."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def has_roadmap(folder: Path) -> bool:
    """Whether there are files of a roadmap already."""
    return any((folder / "roadmap").glob("*.y*ml"))


def read_around(folder: Path) -> dict[str, str]:
    """Read the README and the workflows of the repository that a roadmap lies in, by their paths.

    A folder without workflows is no such repository, and has none.
    """
    home = folder.parent
    workflows = sorted((home / WORKFLOWS).glob("*.y*ml"))
    if not workflows:
        return {}
    readmes = [home / name for name in SPELLINGS]
    return {
        path.relative_to(home).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in (*readmes, *workflows)
        if path.is_file()
    }


def write_new(folder: Path, files: Mapping[str, str]) -> Written:
    """Write the files that are not there yet. Raises UserError where one cannot be written."""
    kept = tuple(path for path in files if _is_taken(folder / path))
    made = tuple(path for path in files if path not in kept)
    for path in made:
        _write(folder / path, files[path])
    return Written(made, kept)


def write_page(page: Path, text: str) -> None:
    """Write a page, in the place of an older one. Raises UserError where it cannot be written."""
    _write(page, text)


def _is_taken(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        why = error.strerror or type(error).__name__
        problem = Problem("author.unwritable", {"error": why}, Place(path.as_posix()))
        raise UserError(problem) from error
