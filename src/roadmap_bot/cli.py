"""The command line: reads the environment, prints, exits; decides nothing."""

from __future__ import annotations

import functools
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roadmap_bot import __version__
from roadmap_bot.decide import COMMANDS
from roadmap_bot.errors import Problem, UserError

if TYPE_CHECKING:
    import datetime as dt

    from roadmap_bot.shell.commands import Commands

PATH = click.Path(path_type=Path)
GARBAGE = 100_000  # new objects until any is looked for: at the default it took a tenth of a run


def _check_today(
    _: click.Context, __: click.Parameter, today: dt.datetime | None
) -> dt.date | None:
    """Take a date of the years in which a roadmap may run."""
    if today is None:
        return None
    if not 2000 <= today.year <= 2100:
        raise click.BadParameter(f"{today.year} is not between 2000 and 2100.")
    return today.date()


def _shared(command: Callable[..., None]) -> Callable[..., None]:
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
    @click.option(
        "--today",
        envvar="ROADMAP_TODAY",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_check_today,
        help="Pretend that today is this date.",
    )
    @functools.wraps(command)
    def wrapped(folder: Path, today: dt.date | None, **options: Any) -> None:
        from roadmap_bot.shell.commands import Commands
        from roadmap_bot.shell.console import open_console
        from roadmap_bot.shell.guard import guard

        console = open_console(os.environ, folder)
        guard(console, lambda: command(Commands(console, folder, today), **options))

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roadmap-bot")
def main() -> None:
    """Turn a learning roadmap into a living GitHub repository, and keep it true."""
    gc.set_threshold(GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@main.command()
@click.option("--since", envvar="ROADMAP_SINCE", type=PATH, help="Folder of an older roadmap.")
@_shared
def validate(commands: Commands, *, since: Path | None) -> None:
    """Check the roadmap's files and name every problem; in a job, sum up what learners will get."""
    commands.validate(since)


@main.command()
@click.option("--progress", is_flag=True, help="The schema of progress.json instead.")
def schema(*, progress: bool) -> None:
    """Print the JSON Schema of a roadmap file, for editors."""
    from roadmap_bot.report.progress_json import make_figures_schema
    from roadmap_bot.roadmap.model import make_schema

    text = make_figures_schema() if progress else make_schema()
    click.echo(text, nl=False)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("message", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Say it for programs.")
@_shared
def explain(commands: Commands, *, message: tuple[str, ...], as_json: bool) -> None:
    """Say what a commit message would do, and why not more; “-” reads it from standard input."""
    commands.explain(" ".join(message), as_json=as_json)


@main.command(help=COMMANDS["plan"].help)
@click.option("--check", is_flag=True, help="Exit with 1 when there is anything to change.")
@_shared
def plan(commands: Commands, *, check: bool) -> None:
    """Show the plan."""
    commands.plan(check=check)


@main.command()
@click.option("--prune", is_flag=True, help="Close what left the roadmap as not planned.")
@click.option("--force", is_flag=True, help="Let --prune close much at once.")
@_shared
def apply(commands: Commands, *, prune: bool, force: bool) -> None:
    """Make labels, milestones and issues what the roadmap says."""
    commands.apply(prune=prune, force=force)


@main.command()
@_shared
def close(commands: Commands) -> None:
    """Do what commit messages ask for: close, tick, reopen, skip."""
    commands.close()


@main.command(help=COMMANDS["report"].help)
@click.option("--html", "page", type=PATH, help="Write one page to this file; change nothing else.")
@_shared
def report(commands: Commands, *, page: Path | None) -> None:
    """Write the report."""
    commands.report(page)


@main.command(help=COMMANDS["run"].help)
@click.option(
    "--command",
    "text",
    envvar="ROADMAP_COMMAND",
    default="run",
    help="What to do instead, written as here: “pause”, “uninstall --yes”.",
)
@click.option("--html", "page", envvar="ROADMAP_PAGE", type=PATH, hidden=True)
@_shared
def run(commands: Commands, *, text: str, page: Path | None) -> None:
    """Do what the event or the command that the job was given calls for."""
    name, options = _read_command(text)
    if name == "validate":
        commands.validate(**options)
    else:
        commands.run(name, page, **options)


@main.command(help=COMMANDS["uninstall"].help)
@click.option("--yes", is_flag=True, help="Do it; without this only the plan is shown.")
@_shared
def uninstall(commands: Commands, *, yes: bool) -> None:
    """Show or do it."""
    commands.run("uninstall", yes=yes)


@main.command()
@click.option("--output", type=PATH, default=Path("build/demo"), show_default=True)
@click.option(
    "--board/--no-board",
    default=True,
    help="Whether the learner has a token for the board.",
    show_default=True,
)
@_shared
def demo(commands: Commands, *, output: Path, board: bool) -> None:
    """Play a learner's first weeks against a GitHub on this machine."""
    from roadmap_bot.demo.story import play
    from roadmap_bot.shell.console import find_terminal_words

    play(commands.folder, output, find_terminal_words(os.environ), with_board=board)


def _add_command(name: str) -> None:
    """Add a manual command that has no options of its own."""

    @main.command(name, help=COMMANDS[name].help)
    @_shared
    def command(commands: Commands) -> None:
        commands.run(name)


for _name in COMMANDS.keys() - main.commands.keys():
    _add_command(_name)

OPTIONS = {"validate": ("since",), "uninstall": ("yes",)}  # of commands that a job may be given


def _read_command(text: str) -> tuple[str, dict[str, Any]]:
    """Read a command that a job was given, by the parser that reads it on a terminal.

    Returns its name and its own options. Raises UserError.
    """
    name, *words = text.split() or ["run"]
    unknown = Problem("job.unknown-command", {"value": text, "commands": ", ".join(COMMANDS)})
    if name not in (*COMMANDS, "validate") or (words and name not in OPTIONS):
        raise UserError(unknown)
    try:
        options = main.commands[name].make_context(name, words).params
    except click.UsageError as error:
        raise UserError(unknown) from error
    return name, {option: options[option] for option in OPTIONS.get(name, ())}
