"""The command line: reads the environment, prints, exits; decides nothing."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roadmap_bot import __version__
from roadmap_bot.decide import COMMANDS
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.shell.options import (
    PATH,
    Whole,
    check_repository,
    dated,
    guarded,
    read_language,
    read_title,
    shared,
)

if TYPE_CHECKING:
    import datetime as dt

    from roadmap_bot.shell.commands import Commands
    from roadmap_bot.shell.console import Console

GARBAGE = 100_000  # new objects until any is looked for: at the default it took a tenth of a run


@click.group(cls=Whole, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roadmap-bot")
def main() -> None:
    """Turn a learning roadmap into a living GitHub repository, and keep it true."""
    gc.set_threshold(GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@main.command()
@click.argument("folder", type=PATH, default=".")
@click.option(
    "--from", "source", type=PATH, help="Begin with a Markdown roadmap, which says all the rest."
)
@click.option("--title", type=read_title, metavar="TEXT", help="Title of the roadmap.")
@click.option(
    "--language", type=read_language, metavar="TEXT", help="Its language, such as en or zh."
)
@click.option("--weeks", type=click.IntRange(1, 50), help="Weeks that it takes.")
@click.option(
    "--bot",
    metavar="OWNER/NAME",
    callback=check_repository,
    help="Repository of the bot, where it is another one.",
)
@guarded
def init(console: Console, *, folder: Path, source: Path | None, **said: Any) -> None:
    """Begin a roadmap of your own: a template with three workflows and a README."""
    from roadmap_bot.shell.authors.init import init

    init(console, folder, source, said)


@main.command()
@click.option("--since", envvar="ROADMAP_SINCE", type=PATH, help="Folder of an older roadmap.")
@shared
def validate(commands: Commands, *, since: Path | None) -> None:
    """Check the roadmap's files and name every problem; in a job, sum up what learners will get."""
    commands.validate(since)


@main.command()
@click.argument("page", metavar="[FILE.html]", type=PATH, default=Path("build/preview.html"))
@shared
def preview(commands: Commands, *, page: Path) -> None:
    """Show on one page what a learner would get: README, issues, milestones, labels."""
    commands.preview(page)


@main.command()
@click.option("--progress", is_flag=True, help="The schema of progress.json instead.")
def schema(*, progress: bool) -> None:
    """Print the JSON Schema of a roadmap file, for editors."""
    from roadmap_bot.report.progress_json import make_figures_schema
    from roadmap_bot.roadmap.schema import make_schema

    text = make_figures_schema() if progress else make_schema()
    click.echo(text, nl=False)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("message", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Say it for programs.")
@shared
def explain(commands: Commands, *, message: tuple[str, ...], as_json: bool) -> None:
    """Say what a commit message would do, and why not more; “-” reads it from standard input."""
    commands.explain(" ".join(message), as_json=as_json)


@main.command(help=COMMANDS["plan"].help)
@click.option("--check", is_flag=True, help="Exit with 1 when there is anything to change.")
@shared
def plan(commands: Commands, *, check: bool) -> None:
    """Show the plan."""
    commands.plan(check=check)


@main.command()
@click.option("--prune", is_flag=True, help="Close what left the roadmap as not planned.")
@click.option("--force", is_flag=True, help="Let --prune close much at once.")
@shared
def apply(commands: Commands, *, prune: bool, force: bool) -> None:
    """Make labels, milestones and issues what the roadmap says."""
    commands.apply(prune=prune, force=force)


@main.command()
@shared
def close(commands: Commands) -> None:
    """Do what commit messages ask for: close, tick, reopen, skip."""
    commands.close()


@main.command(help=COMMANDS["report"].help)
@click.option("--html", "page", type=PATH, help="Write one page to this file; change nothing else.")
@shared
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
@shared
def run(commands: Commands, *, text: str, page: Path | None) -> None:
    """Do what the event or the command that the job was given calls for."""
    name, options = _read_command(text)
    if name == "validate":
        commands.validate(**options)
    elif name == "cohort":
        _keep_cohort(commands.console, page, commands.today)
    else:
        commands.run(name, page, **options)


@main.command(help=COMMANDS["uninstall"].help)
@click.option("--yes", is_flag=True, help="Do it; without this only the plan is shown.")
@shared
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
@guarded
def demo(console: Console, *, output: Path, board: bool) -> None:
    """Play a learner's first weeks against a GitHub on this machine."""
    from roadmap_bot.demo.story import play

    play(output, console.words, with_board=board)


@main.command("import")
@click.argument("file", type=PATH)
@click.option("--into", default="roadmap", show_default=True, type=PATH, help="Folder to write.")
@click.option("--id", "id", default="", help="The roadmap's id; else its title says it.")
@click.option("--explain", is_flag=True, help="Show what each line became, and what was left out.")
@click.option("--only", multiple=True, help="Import this section alone.")
@click.option("--yes", "is_sure", is_flag=True, help="Import it however many tasks there are.")
@click.option("--update", "is_update", is_flag=True, help="Import a newer version; ids stay.")
@guarded
def import_(console: Console, *, file: Path, into: Path, explain: bool, **said: Any) -> None:
    """Turn a Markdown roadmap, whatever its shape, into YAML."""
    from roadmap_bot.imports.importing import Wish
    from roadmap_bot.shell.authors.imports import import_roadmap

    import_roadmap(console, file, into, Wish(**said), explain=explain)


@main.command()
@click.option("--html", "page", type=PATH, help="Write one page to this file; change nothing else.")
@dated
@guarded
def cohort(console: Console, *, page: Path | None, today: dt.date | None) -> None:
    """Keep a cohort: answer who asks to join, and show how far everybody is."""
    _keep_cohort(console, page, today)


def _keep_cohort(console: Console, page: Path | None, today: dt.date | None) -> None:
    from roadmap_bot.shell.cohort_command import keep_cohort

    keep_cohort(console, page, today)


def _add_command(name: str) -> None:
    """Add a manual command that has no options of its own."""

    @main.command(name, help=COMMANDS[name].help)
    @shared
    def command(commands: Commands) -> None:
        commands.run(name)


for _name in COMMANDS.keys() - main.commands.keys():
    _add_command(_name)

BESIDE = ("validate", "cohort")  # what a job may be given beside the manual commands
OPTIONS = {"validate": ("since",), "uninstall": ("yes",)}  # of commands that a job may be given


def _read_command(text: str) -> tuple[str, dict[str, Any]]:
    """Read a command that a job was given, by the parser that reads it on a terminal.

    Returns its name and its own options. Raises UserError.
    """
    name, *words = text.split() or ["run"]
    unknown = Problem("job.unknown-command", {"value": text, "commands": ", ".join(COMMANDS)})
    if name not in (*COMMANDS, *BESIDE) or (words and name not in OPTIONS):
        raise UserError(unknown)
    try:
        options = main.commands[name].make_context(name, words).params
    except click.UsageError as error:
        raise UserError(unknown) from error
    return name, {option: options[option] for option in OPTIONS.get(name, ())}
