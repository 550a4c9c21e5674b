"""Begin a roadmap of one's own: ask, write, say what was written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from roadmap_bot.authors.folder import Written, has_roadmap, write_new
from roadmap_bot.authors.thin_template import (
    ROADMAP,
    SCHEMA,
    check_thin_template,
    make_thin_template,
)
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.imports.importing import Wish
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.report.manual import Outset, describe
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.paths import WORKFLOWS
from roadmap_bot.shell.authors.imports import import_roadmap
from roadmap_bot.shell.bot_address import UNNAMED, find_bot_name
from roadmap_bot.shell.console import Console
from roadmap_bot.shell.options import read_language, read_title

WEEKS = 12  # of a roadmap to begin with
WEEK = click.IntRange(1, 50)


def init(console: Console, folder: Path, source: Path | None, said: Mapping[str, Any]) -> None:
    """Make a thin template of a folder: ask for what was not said, where somebody can answer."""
    bot = said["bot"] or find_bot_name() or UNNAMED
    if source:
        import_roadmap(console, source, folder / "roadmap", Wish(), explain=False)
    if has_roadmap(folder):
        files = make_thin_template(_find_outset(folder, bot))
        del files[ROADMAP]
    else:
        files = make_thin_template(_ask(console, said, bot))
        _raise(check_thin_template(files))
    if source:
        del files[SCHEMA]  # the import has written it just now
    written = write_new(folder, files)
    _tell_written(console, written)
    if bot == UNNAMED and any(path.startswith(WORKFLOWS) for path in written.made):
        console.say(console.words("init.unnamed", bot=bot))
    console.say(console.words("init.next", folder=folder))


def _find_outset(folder: Path, bot: str) -> Outset:
    """Find what the roadmap says that is there already."""
    loaded = load_roadmap(folder / "roadmap", check_bodies)
    _raise(loaded.problems)
    assert loaded.roadmap
    return describe(loaded.roadmap, bot)


def _raise(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise UserError(*problems)


def _ask(console: Console, said: Mapping[str, Any], bot: str) -> Outset:
    words = console.words
    title = said["title"] or _ask_for(words("init.title"), words("init.default"), read_title)
    language = said["language"] or _ask_for(words("init.language"), words.language, read_language)
    weeks = said["weeks"] or _ask_for(words("init.weeks"), WEEKS, WEEK)
    return Outset(title, language, weeks, bot)


def _ask_for(what: str, default: Any, sort: Any) -> Any:
    """Ask on a terminal; elsewhere take the default."""
    if not sys.stdin.isatty():
        return default
    return click.prompt(what, default=default, type=sort, err=True)


def _tell_written(console: Console, written: Written) -> None:
    for path in written.made:
        console.say(console.words("init.made", path=path))
    for path in written.kept:
        console.say(console.words("init.kept", path=path))
