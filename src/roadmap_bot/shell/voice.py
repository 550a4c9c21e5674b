"""In which language, and by which clock, a command speaks before it has read GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from roadmap_bot.roadmap.checks.zones import find_zone
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.text.words import Words, load_words

LANGUAGE = re.compile(r"^language:\s*[\"']?([A-Za-z-]{2,11})", re.MULTILINE)
ZONE = re.compile(r"^zone:\s*[\"']?([A-Za-z][\w/+-]*)", re.MULTILINE)
BEGINNING = 1 << 20  # bytes of a file that are searched for it
MOST_FILES = 10  # of the roadmap that are searched for it


def find_words(environ: Mapping[str, str], folder: Path) -> Words:
    """Find what to speak before all is read: the learner's, the roadmap's, the terminal's."""
    texts = [_read_beginning(path) for path in _find_telling(folder)]
    language = _find_first(LANGUAGE, texts) or _find_locale(environ)
    return _make_words(language, _find_first(ZONE, texts))


def find_terminal_words(environ: Mapping[str, str]) -> Words:
    """Find the language of the terminal."""
    return load_words(_find_locale(environ))


def choose_words(language: str, zone: str) -> Words:
    """Choose the words and the clock that the learner asks for, else the roadmap's."""
    own = [_read_beginning(Path(SETTINGS))]
    return _make_words(_find_first(LANGUAGE, own) or language, _find_first(ZONE, own) or zone)


def _make_words(language: str, zone: str) -> Words:
    words = load_words(language)
    return words.at(zone) if find_zone(zone) else words


def _find_locale(environ: Mapping[str, str]) -> str:
    locale = environ.get("LC_ALL") or environ.get("LANG") or "en"
    return locale[:2]


def _find_first(pattern: re.Pattern[str], texts: list[str]) -> str:
    found = (pattern.search(text) for text in texts)
    return next((match[1] for match in found if match), "")


def _find_telling(folder: Path) -> Iterator[Path]:
    """Find the files that may name a language."""
    yield Path(SETTINGS)
    yield from sorted(folder.glob("*.y*ml"))[:MOST_FILES]


def _read_beginning(path: Path) -> str:
    """Read what a plain file says first; pipes and devices would never end."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(BEGINNING).decode(errors="replace")
    except OSError:
        return ""
