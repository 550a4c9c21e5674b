"""The bot's words in a language: a catalogue is one TOML file, `templates/words.<language>.toml`.

A message is a format string; `{n:task|tasks}` picks the first word where n is 1 and the second elsewhere.
A language without a catalogue, and a message that a catalogue lacks, fall back to English.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

FALLBACK = "en"
FOLDER = resources.files("roadmap_bot") / "templates"


class _Plurals(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|", 1)
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


class Words:
    """All messages of one language; `words("problem.bad-yaml", what=…)` is one of them."""

    def __init__(self, language: str, messages: Mapping[str, str]) -> None:
        self.language = language
        self._messages = messages

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the message with its values put in."""
        return _Plurals().vformat(self._messages[key], (), values)

    def __contains__(self, key: str) -> bool:
        return key in self._messages


@cache
def load_words(language: str) -> Words:
    """Load the catalogue of `language` (`zh`, `zh-CN`, `en` …), the nearest there is."""
    messages = dict(_flatten(_parse(FOLDER / f"words.{FALLBACK}.toml")))
    for name in (language, language.partition("-")[0]):
        catalogue = FOLDER / f"words.{name}.toml"
        if catalogue.is_file():
            messages.update(_flatten(_parse(catalogue)))
            return Words(name, messages)
    return Words(FALLBACK, messages)


def find_languages() -> tuple[str, ...]:
    """Find the languages that have a catalogue."""
    names = (catalogue.name.split(".") for catalogue in FOLDER.iterdir())
    return tuple(sorted(name[1] for name in names if name[0] == "words" and name[-1] == "toml"))


def _parse(catalogue: Any) -> dict[str, Any]:
    return tomllib.loads(catalogue.read_text(encoding="utf-8"))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += (
            _flatten(value, f"{prefix}{key}.")
            if isinstance(value, dict)
            else [(prefix + key, str(value))]
        )
    return found
