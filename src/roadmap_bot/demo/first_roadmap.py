"""The roadmap that ships with the bot: beside the source, or where a wheel puts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from roadmap_bot.errors import Problem, UserError

FIRST = "llm-engineer-24w"
HOME = "roadmap"
BEGINNING = "0-roadmap.yml"  # the file that holds its id
ID = re.compile(rf"^id: *{FIRST}\s*$", re.MULTILINE)
LANGUAGE = re.compile(r"^language: *(\S+)\s*$", re.MULTILINE)


def find_first_roadmap() -> Path:
    """Find the folder of the first roadmap. Raises UserError where another one took its place."""
    for folder in _find_folders():
        if is_first(folder):
            return folder
    raise UserError(Problem("author.no-first-roadmap", {"id": FIRST}))


def is_first(folder: Path) -> bool:
    """Whether a folder holds the first roadmap."""
    path = folder / BEGINNING
    return path.is_file() and ID.search(path.read_text(encoding="utf-8")) is not None


def find_first_languages(folder: Path) -> tuple[str, ...]:
    """Find the languages of the first roadmap, the one that its folder itself speaks first."""
    spoken = LANGUAGE.findall((folder / BEGINNING).read_text(encoding="utf-8"))
    below = sorted(path.parent.name for path in folder.glob(f"*/{BEGINNING}"))
    return (*spoken[:1], *below)


def _find_folders() -> Iterator[Path]:
    yield Path(__file__).parents[3] / HOME
    try:
        installed = files("roadmap-bot") or ()
    except PackageNotFoundError:
        return
    for file in installed:
        folder = Path(str(file.locate())).parent
        if (folder.name, file.name) == (HOME, BEGINNING):
            yield folder
