"""The options that commands share, and the one way in which all of them fail."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import datetime as dt

PATH = click.Path(path_type=Path)


class Whole(click.Group):
    """A group of commands whose lines in `--help` are whole: none is cut short."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with all that its line says."""
        rows = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def check_repository(_: click.Context, __: click.Parameter, repository: str | None) -> str | None:
    """Take a repository as GitHub names it."""
    if repository and not re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
        raise click.BadParameter(f"{repository} is not of the form OWNER/NAME.")
    return repository


def read_title(text: str) -> str:
    """Take a title that is not blank."""
    if not text.strip():
        raise click.BadParameter("Write the roadmap's title: this one is blank.")
    return text


def read_language(text: str) -> str:
    """Take a language as the roadmap names it."""
    from roadmap_bot.roadmap.fields import LANGUAGE

    if not re.fullmatch(LANGUAGE, text):
        raise click.BadParameter(f"{text!r} is no language code, such as en, zh or zh-CN.")
    return text


def _check_today(
    _: click.Context, __: click.Parameter, today: dt.datetime | None
) -> dt.date | None:
    """Take a date of the years in which a roadmap may run."""
    if today is None:
        return None
    if not 2000 <= today.year <= 2100:
        raise click.BadParameter(f"{today.year} is not between 2000 and 2100.")
    return today.date()


dated = click.option(
    "--today",
    envvar="ROADMAP_TODAY",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_check_today,
    help="Pretend that today is this date.",
)


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that needs no roadmap its console, and one way to fail."""

    @functools.wraps(command)
    def wrapped(**options: Any) -> None:
        from roadmap_bot.job import read_job
        from roadmap_bot.shell.console import Console
        from roadmap_bot.shell.guard import guard
        from roadmap_bot.shell.voice import find_terminal_words

        console = Console(read_job(os.environ), find_terminal_words(os.environ))
        guard(console, lambda: command(console, **options))

    return wrapped


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share, and one way to fail.

    All else is imported only where it is used.
    """

    @click.option(
        "--roadmap",
        "folder",
        envvar="ROADMAP_FOLDER",
        default="roadmap",
        show_default=True,
        type=PATH,
        help="Folder of the roadmap's YAML files.",
    )
    @dated
    @functools.wraps(command)
    def wrapped(folder: Path, today: dt.date | None, **options: Any) -> None:
        from roadmap_bot.shell.commands import Commands
        from roadmap_bot.shell.console import open_console
        from roadmap_bot.shell.guard import guard

        console = open_console(os.environ, folder)
        guard(console, lambda: command(Commands(console, folder, today), **options))

    return wrapped
