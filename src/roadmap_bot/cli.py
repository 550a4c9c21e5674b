"""The command line: reads the environment, prints, exits; decides nothing."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roadmap_bot import __version__

if TYPE_CHECKING:
    import datetime as dt

    from roadmap_bot.console import Console
    from roadmap_bot.events import Act
    from roadmap_bot.model import Roadmap
    from roadmap_bot.session import Done, Setup

COMMANDS = (
    *("run", "plan", "report", "doctor", "pause", "resume", "restart"),
    *("update", "uninstall", "uninstall --yes"),
)


class SystemClock:
    """The real time."""

    def now(self) -> float:
        """Return seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def _check_today(_: click.Context, __: click.Parameter, today: dt.datetime | None) -> dt.date | None:
    """Take a date of the years in which a roadmap may run."""
    if today and not 2000 <= today.year <= 2100:
        raise click.BadParameter(f"{today.year} is not between 2000 and 2100.")
    return today.date() if today else None


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share, a console to speak by, and one way to fail."""

    @click.option(
        "--roadmap",
        "folder",
        envvar="ROADMAP_FOLDER",
        default="roadmap",
        show_default=True,
        type=click.Path(path_type=Path),
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
    def wrapped(**options: Any) -> None:
        from roadmap_bot.console import guard, open_console

        console = open_console(os.environ, options["folder"])
        guard(console, lambda: command(console, **options))

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roadmap-bot")
def main() -> None:
    """Turn a learning roadmap into a living GitHub repository, and keep it true."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@main.command()
@click.option("--since", envvar="ROADMAP_SINCE", type=click.Path(path_type=Path), help="Folder of an older roadmap.")
@_shared
def validate(console: Console, folder: Path, today: dt.date | None, *, since: Path | None) -> None:
    """Check the roadmap's files and name every problem; in a job, sum up what learners will get."""
    _validate(console, folder, since)


@main.command()
@click.option("--progress", is_flag=True, help="The schema of progress.json instead.")
def schema(*, progress: bool) -> None:
    """Print the JSON Schema of a roadmap file, for editors."""
    from roadmap_bot.figures import make_figures_schema
    from roadmap_bot.roadmap import make_schema

    click.echo(make_figures_schema() if progress else make_schema(), nl=False)


@main.command()
@click.option("--check", is_flag=True, help="Exit with 1 when there is anything to change.")
@_shared
def plan(console: Console, folder: Path, today: dt.date | None, *, check: bool) -> None:
    """Show what apply would change; write nothing."""
    done = _show_plan(console, _setup(console, folder, today))
    if check and done.plan:
        sys.exit(1)


@main.command()
@click.option("--prune", is_flag=True, help="Close what left the roadmap as not planned.")
@click.option("--force", is_flag=True, help="Let --prune close much at once.")
@_shared
def apply(console: Console, folder: Path, today: dt.date | None, *, prune: bool, force: bool) -> None:
    """Make labels, milestones and issues what the roadmap says."""
    from roadmap_bot.events import Act

    acts = {Act.FOLLOW, Act.PRUNE} if prune else {Act.FOLLOW}
    _perform(console, _setup(console, folder, today), frozenset(acts), force=force)


@main.command()
@_shared
def close(console: Console, folder: Path, today: dt.date | None) -> None:
    """Do what commit messages ask for: close, tick, reopen, skip."""
    from roadmap_bot.events import Act

    _perform(console, _setup(console, folder, today), frozenset({Act.OBEY}))


@main.command()
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Write one page to this file; change nothing else."
)
@_shared
def report(console: Console, folder: Path, today: dt.date | None, *, page: Path | None) -> None:
    """Write badge, chart, milestone table and figures into the repository."""
    from roadmap_bot.events import Act

    setup = _setup(console, folder, today)
    if page:
        _write_page(console, setup, page)
    else:
        _perform(console, setup, frozenset({Act.REPORT}))


@main.command()
@click.option("--command", type=click.Choice(COMMANDS), help="What to do, instead of what ROADMAP_COMMAND says.")
@click.option("--since", envvar="ROADMAP_SINCE", type=click.Path(path_type=Path), hidden=True)
@click.option("--html", "page", envvar="ROADMAP_PAGE", type=click.Path(path_type=Path), hidden=True)
@_shared
def run(console: Console, folder: Path, today: dt.date | None, *, command: str | None, **files: Path | None) -> None:
    """Do what the job's event calls for."""
    from roadmap_bot.errors import Problem, UserError

    command = command or console.job.command
    if command == "validate":
        return _validate(console, folder, files["since"])
    setup = _setup(console, folder, today)
    if command not in COMMANDS:
        raise UserError(Problem("job.unknown-command", {"value": command, "commands": ", ".join(COMMANDS)}))
    if files["page"]:
        return _write_page(console, setup, files["page"])
    return _run(console, setup, command)


@main.command()
@_shared
def update(console: Console, folder: Path, today: dt.date | None) -> None:
    """Take over the newest release of the template: roadmap, bot and its locked dependencies."""
    _run(console, _setup(console, folder, today), "update")


@main.command()
@click.option("--yes", is_flag=True, help="Do it; without this only the plan is shown.")
@_shared
def uninstall(console: Console, folder: Path, today: dt.date | None, *, yes: bool) -> None:
    """Take back what the bot made, and nothing else: progress, ticks and notes stay."""
    _run(console, _setup(console, folder, today), "uninstall --yes" if yes else "uninstall")


@main.command()
@_shared
def doctor(console: Console, folder: Path, today: dt.date | None) -> None:
    """Say what keeps the bot from working here, and how to mend it."""
    _examine(console, _setup(console, folder, today))


@main.command()
@click.option("--output", type=click.Path(path_type=Path), default=Path("build/demo"), show_default=True)
@click.option(
    "--board/--no-board", default=True, help="Whether the learner has a token for the board.", show_default=True
)
@_shared
def demo(console: Console, folder: Path, today: dt.date | None, *, output: Path, board: bool) -> None:
    """Play a learner's first weeks against a GitHub on this machine."""
    from roadmap_bot.console import find_terminal_words
    from roadmap_bot.demo import play

    play(folder, output, find_terminal_words(os.environ), with_board=board)


def _load(console: Console, folder: Path) -> Roadmap:
    from roadmap_bot.errors import UserError
    from roadmap_bot.roadmap import load_roadmap
    from roadmap_bot.words import load_words

    loaded = load_roadmap(folder)
    if loaded.roadmap is None:
        raise UserError(*loaded.problems)
    console.words = load_words(loaded.roadmap.language)
    return loaded.roadmap


def _validate(console: Console, folder: Path, since: Path | None) -> None:
    from roadmap_bot.roadmap import load_roadmap

    roadmap, words = _load(console, folder), console.words
    units, tasks = len(roadmap.units), len(list(roadmap.tasks))
    console.say(words("told.valid", title=roadmap.title, units=units, tasks=tasks))
    if console.job.in_actions or since:
        _rehearse(console, roadmap, "new")
    released = load_roadmap(since).roadmap if since else None
    if released:
        _rehearse(console, roadmap, "since", released)


def _rehearse(console: Console, roadmap: Roadmap, learner: str, released: Roadmap | None = None) -> None:
    import datetime as dt

    from roadmap_bot.rehearsal import rehearse
    from roadmap_bot.told import plan_sentence, render_summary

    rehearsal = rehearse(roadmap, dt.datetime.now(dt.UTC), released)
    sentence = console.words(f"told.learner.{learner}", plan=plan_sentence(rehearsal.plan))
    console.say(sentence)
    console.job.add_summary(render_summary(sentence, rehearsal.plan, rehearsal.problems, (), console.words))


def _setup(console: Console, folder: Path, today: dt.date | None) -> Setup:
    from roadmap_bot.job import require_access
    from roadmap_bot.pace import Pace
    from roadmap_bot.patience import Patience
    from roadmap_bot.session import Setup
    from roadmap_bot.traffic import Traffic
    from roadmap_bot.wire import make_wire

    roadmap, job = _load(console, folder), console.job
    require_access(job)
    tokens = {"repository": job.token, "board": job.board_token}
    send = make_wire(job.api_url, tokens, f"roadmap-bot/{__version__}")
    pace = Pace(per_minute=job.writes_per_minute, per_hour=job.writes_per_hour)
    patience = Patience(SystemClock(), job.patience, tell=console.wait)
    board_pace = None if job.board_token == job.token else pace
    traffic = Traffic(send, patience, pace, console.tell, board_pace)
    return Setup(job, roadmap, send, traffic, today)


def _run(console: Console, setup: Setup, command: str) -> None:
    from dataclasses import replace

    setup = replace(setup, job=replace(setup.job, command=command))
    if command == "plan":
        _show_plan(console, setup)
    elif command == "doctor":
        _examine(console, setup)
    elif command == "uninstall":
        _show_uninstall(console, setup)
    else:
        _perform(console, setup, None)


def _perform(console: Console, setup: Setup, acts: frozenset[Act] | None, *, force: bool = False) -> None:
    from roadmap_bot.session import perform
    from roadmap_bot.told import NOTHING, made_sentence

    done = perform(setup, acts, force=force)
    words = done.goal.words
    special = _find_sentence(done)
    sentence = special or made_sentence(done.plan, words)
    _tell(console, done, sentence, sentence if done.plan or special else NOTHING)


def _find_sentence(done: Done) -> str:
    """Find what there is to say of a run that is about something else than what was made."""
    from roadmap_bot.events import Act
    from roadmap_bot.update import render_news

    words, acts, why = done.goal.words, done.decision.acts, done.decision.why
    if Act.UPDATE in acts and done.goal.release:
        return render_news(done.seen.things, done.goal, done.goal.release)
    if Act.UNINSTALL in acts:
        return words("uninstall.done")
    return words(f"told.{why}") if f"told.{why}" in words and not acts else ""


def _write_page(console: Console, setup: Setup, page: Path) -> None:
    from roadmap_bot.page import render_page
    from roadmap_bot.session import preview

    done = preview(setup, frozenset())
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(render_page(done.seen.things, done.goal), encoding="utf-8")
    console.say(done.goal.words("told.page", file=page))


def _show_plan(console: Console, setup: Setup) -> Done:
    from roadmap_bot.session import preview
    from roadmap_bot.told import plan_lines, plan_sentence

    done = preview(setup)
    for line in plan_lines(done.plan):
        console.say(line)
    _tell(console, done, plan_sentence(done.plan), plan_sentence(done.plan))
    return done


def _show_uninstall(console: Console, setup: Setup) -> None:
    from roadmap_bot.events import Act
    from roadmap_bot.session import preview
    from roadmap_bot.told import plan_lines

    done = preview(setup, frozenset({Act.UNINSTALL}))
    for line in plan_lines(done.plan):
        console.say(line)
    sentence = done.goal.words("uninstall.plan", count=len({change.key for change in done.plan}))
    _tell(console, done, sentence, sentence)


def _examine(console: Console, setup: Setup) -> None:
    from roadmap_bot.session import examine

    done = examine(setup)
    is_well = not done.problems and all(hint.code == "doctor.no-board" for hint in done.hints)
    sentence = done.goal.words("told.healthy" if is_well else "told.ailing")
    _tell(console, done, sentence, sentence)


def _tell(console: Console, done: Done, sentence: str, last_line: str) -> None:
    from roadmap_bot.progress import make_progress
    from roadmap_bot.told import render_summary

    goal = done.goal
    console.words = goal.words
    for level, problems in (("error", done.refused), ("warning", done.problems), ("notice", done.hints)):
        for problem in problems:
            console.warn(problem, level)
    share = make_progress(goal.roadmap, goal.settings, goal.calendar, done.target).share
    console.job.set_output("progress", str(int(share * 100)))
    troubles = (*done.refused, *done.problems)
    console.job.add_summary(render_summary(sentence, done.plan, troubles, done.hints, goal.words))
    console.say(last_line)
    if done.refused:
        sys.exit(1)
