"""Say what an import made of a Markdown roadmap."""

from __future__ import annotations

import sys
from pathlib import Path

from roadmap_bot.imports.explanation import render_explanation
from roadmap_bot.imports.importing import Wish, import_file
from roadmap_bot.imports.news import find_edited, render_news
from roadmap_bot.shell.console import Console


def import_roadmap(console: Console, file: Path, into: Path, wish: Wish, *, explain: bool) -> None:
    """Turn a Markdown roadmap into YAML; exit with 1 where an author's edits wait for a hand."""
    done = import_file(file, into, wish)
    if explain:
        for line in render_explanation(done.made, console.words):
            console.say(line)
    for line in render_news(done, file.as_posix(), into.as_posix(), console.words):
        console.say(line)
    edited = find_edited(done, into.as_posix())
    for problem in edited:
        console.warn(problem, "warning")
    if edited:
        sys.exit(1)
