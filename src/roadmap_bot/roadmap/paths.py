"""Where the files lie in a learner's repository that more than one wing must find."""

from __future__ import annotations

import re

SETTINGS = ".github/roadmap-bot.yml"
GUIDE = ".github/GUIDE.md"
REPORT = ".github/progress"
FIGURES = f"{REPORT}/progress.json"
FLOWS = ("roadmap.yml", "schedule.yml")  # a learner's own; others are the maintainer's
WORKFLOWS = ".github/workflows/"  # a job's token may not write there (F1.33): they are only named
_README = re.compile(r"(?:.*/)?readme(?:\.\w+)?", re.IGNORECASE)


def is_readme(path: str) -> bool:
    """Whether GitHub may take a file for the README of its folder, whatever its format."""
    return _README.fullmatch(path) is not None
