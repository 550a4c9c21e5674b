"""The bot's words in a language: a catalogue is one TOML file, `templates/words.<language>.toml`.

A message is a format string; `{n:task|tasks}` picks the first word where n is 1, else the second.
A language without a catalogue, and a message that a catalogue lacks, fall back to English.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FALLBACK = "en"
TEMPLATES = Path(__file__).parents[1] / "templates"


class _Plurals(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        if value == 1:
            return one
        return many


class Words:
    """All messages of one language; `words("problem.bad-yaml", what=…)` is one of them.

    `zone` is the reader's, by whose clock moments are told.
    """

    def __init__(self, language: str, messages: Mapping[str, str], zone: str = "UTC") -> None:
        self.language = language
        self.zone = zone
        self._messages = messages

    def at(self, zone: str) -> Words:
        """Return the same words for a reader in another time zone."""
        return Words(self.language, self._messages, zone)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the message with its values put in."""
        return _Plurals().vformat(self._messages[key], (), values)

    def __contains__(self, key: str) -> bool:
        return key in self._messages


@cache
def load_words(language: str) -> Words:
    """Load the catalogue of `language` (`zh`, `zh-CN`, `en` …), the nearest there is."""
    messages = _load_catalogue(_find_catalogue(FALLBACK))
    base, _, _ = language.partition("-")
    for name in (language, base):
        path = _find_catalogue(name)
        if path.is_file():
            return Words(name, messages | _load_catalogue(path))
    return Words(FALLBACK, messages)


def find_languages() -> tuple[str, ...]:
    """Find the languages that have a catalogue."""
    catalogues = TEMPLATES.glob(_find_catalogue("*").name)
    return tuple(sorted(path.name.split(".")[1] for path in catalogues))


def _find_catalogue(language: str) -> Path:
    return TEMPLATES / f"words.{language}.toml"


def _load_catalogue(path: Path) -> dict[str, str]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return dict(_flatten(table))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield each message under its full key, such as `problem.bad-yaml`."""
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flatten(value, f"{name}.")
        else:
            yield name, str(value)
