"""What stands around a roadmap in its repository, and does not fit: README and workflows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from roadmap_bot.errors import Place, Problem
from roadmap_bot.report.files import MANUAL, SPELLINGS
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import WORKFLOWS

FILTER = re.compile(r"labels\.\*\.name, *'([^'\n]+)'")  # in a job's `if`


def check_surroundings(files: Mapping[str, str], roadmap: Roadmap) -> Iterator[Problem]:
    """Check the files of a template, by their paths, against its roadmap."""
    for path, text in files.items():
        if path in SPELLINGS:
            yield from _check_readme(path, text)
        elif path.startswith(WORKFLOWS):
            yield from _check_filter(path, text, roadmap)


def _check_readme(path: str, text: str) -> Iterator[Problem]:
    """Check that it is said where the table goes in a learner's copy."""
    if MANUAL not in text and BEGIN not in text:
        marks = {"manual": MANUAL, "begin": BEGIN, "end": END}
        yield Problem("author.no-place", marks, Place(path, 1, 1))


def _check_filter(path: str, text: str, roadmap: Roadmap) -> Iterator[Problem]:
    """Check that issues with the roadmap's own label may start a run, where labels decide."""
    found = list(FILTER.finditer(text))
    known = {match[1].casefold() for match in found}
    if found and roadmap.label.name.casefold() not in known:
        before = text[: found[0].start(1)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        names = {"known": found[0][1], "label": roadmap.label.name}
        yield Problem("author.label-filter", names, Place(path, line, column))
