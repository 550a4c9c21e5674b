"""Where the files lie in a learner's repository that more than one wing must find."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ROADMAP = "roadmap/"
SETTINGS = ".github/roadmap-bot.yml"
GUIDE = ".github/GUIDE.md"
REPORT = ".github/progress"
FIGURES = f"{REPORT}/progress.json"
FLOWS = ("roadmap.yml", "schedule.yml")  # a learner's own; others are the maintainer's
WORKFLOWS = ".github/workflows/"  # a job's token may not write there (F1.33): they are only named
_YAML = re.compile(r"roadmap/(?:([^/.][^/]*)/)?([^/.][^/]*\.ya?ml)", re.IGNORECASE)
_SCHEMA = re.compile(
    r"\A(# yaml-language-server: \$schema=)(?:\.\./)?(?=schema\.json$)", re.MULTILINE
)
_README = re.compile(r"(?:.*/)?readme(?:\.\w+)?", re.IGNORECASE)


def is_readme(path: str) -> bool:
    """Whether GitHub may take a file for the README of its folder, whatever its format."""
    return _README.fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class Edition:
    """Where the roadmap's files lie in a thin template of another language than the bot's own.

    At home `base` stands in `roadmap/` and each other language in a folder below it. In the
    template `language` stands in `roadmap/`, and the home's own takes its place below.
    """

    base: str = ""
    language: str = ""

    @property
    def is_same(self) -> bool:
        """Whether every file lies where it does at home."""
        return self.base == self.language

    def place(self, path: str) -> str:
        """Say where a file of the home lies in the template."""
        return _move(path, self.base, self.language)

    def trace(self, path: str) -> str:
        """Say where a file of the template lies at home."""
        return _move(path, self.language, self.base)

    def lay_out(self, files: Mapping[str, str]) -> dict[str, str]:
        """Lay out files of the home, by their paths, as the template has them."""
        placed = {self.place(path): text for path, text in files.items()}
        return {path: fit(path, text) for path, text in placed.items()}


def fit(path: str, text: str) -> str:
    """Fit the first line of a roadmap's file, which names the schema, to where it lies."""
    found = _YAML.fullmatch(path)
    if not found:
        return text
    above = "../" if found[1] else ""
    return _SCHEMA.sub(rf"\g<1>{above}", text)


def _move(path: str, base: str, language: str) -> str:
    """Give the files of one language the place of the other's."""
    found = _YAML.fullmatch(path)
    if not found or base == language:
        return path
    folder, name = found[1] or "", found[2]
    if not folder:
        return f"{ROADMAP}{base}/{name}"
    if folder == language:
        return f"{ROADMAP}{name}"
    return path
