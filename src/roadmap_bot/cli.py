"""The command line: reads the environment, prints, exits; decides nothing."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roadmap_bot import __version__

if TYPE_CHECKING:
    import datetime as dt

    from roadmap_bot.errors import Problem
    from roadmap_bot.events import Act
    from roadmap_bot.model import Roadmap
    from roadmap_bot.plan import Change
    from roadmap_bot.session import Done, Setup
    from roadmap_bot.words import Words

COMMANDS = ("run", "plan", "report", "doctor", "pause", "resume", "restart")


class SystemClock:
    """The real time."""

    def now(self) -> float:
        """Return seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share, and one way to fail."""

    @click.option(
        "--roadmap",
        "folder",
        envvar="ROADMAP_FOLDER",
        default="roadmap",
        show_default=True,
        type=click.Path(path_type=Path),
        help="Folder of the roadmap's YAML files.",
    )
    @click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that today is this date.")
    @functools.wraps(command)
    def wrapped(folder: Path, today: dt.datetime | None, **options: Any) -> None:
        _guarded(lambda: command(folder=folder, today=today.date() if today else None, **options))

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roadmap-bot")
def main() -> None:
    """Turn a learning roadmap into a living GitHub repository, and keep it true."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@main.command()
@_shared
def validate(folder: Path, today: dt.date | None) -> None:
    """Check the roadmap's files and name every problem."""
    roadmap, words = _load(folder)
    units, tasks = len(roadmap.units), len(list(roadmap.tasks))
    click.echo(words("told.valid", title=roadmap.title, units=units, tasks=tasks))


@main.command()
def schema() -> None:
    """Print the JSON Schema of a roadmap file, for editors."""
    from roadmap_bot.roadmap import make_schema

    click.echo(make_schema(), nl=False)


@main.command()
@click.option("--check", is_flag=True, help="Exit with 1 when there is anything to change.")
@_shared
def plan(folder: Path, today: dt.date | None, *, check: bool) -> None:
    """Show what apply would change; write nothing."""
    from roadmap_bot.session import preview

    setup, words = _setup(folder, today)
    done = preview(setup)
    _tell_plan(setup, done, words)
    if check and done.plan:
        sys.exit(1)


@main.command()
@click.option("--prune", is_flag=True, help="Close what left the roadmap as not planned.")
@click.option("--force", is_flag=True, help="Let --prune close much at once.")
@_shared
def apply(folder: Path, today: dt.date | None, *, prune: bool, force: bool) -> None:
    """Make labels, milestones and issues what the roadmap says."""
    from roadmap_bot.events import Act

    _act(folder, today, {Act.FOLLOW, Act.PRUNE} if prune else {Act.FOLLOW}, force=force)


@main.command()
@_shared
def close(folder: Path, today: dt.date | None) -> None:
    """Do what commit messages ask for: close, tick, reopen, skip."""
    from roadmap_bot.events import Act

    _act(folder, today, {Act.OBEY})


@main.command()
@_shared
def report(folder: Path, today: dt.date | None) -> None:
    """Write badge, milestone table and figures into the repository."""
    from roadmap_bot.events import Act

    _act(folder, today, {Act.REPORT})


@main.command()
@click.option("--command", type=click.Choice(COMMANDS), help="What to do, instead of what ROADMAP_COMMAND says.")
@_shared
def run(folder: Path, today: dt.date | None, *, command: str | None) -> None:
    """Do what the job's event calls for."""
    from dataclasses import replace

    setup, words = _setup(folder, today)
    command = command or setup.job.command
    if command not in COMMANDS:
        from roadmap_bot.errors import Problem, UserError

        raise UserError(Problem("job.unknown-command", {"value": command, "commands": ", ".join(COMMANDS)}))
    setup = replace(setup, job=replace(setup.job, command=command))
    if command == "plan":
        from roadmap_bot.session import preview

        _tell_plan(setup, preview(setup), words)
    elif command == "doctor":
        _examine(setup, words)
    else:
        from roadmap_bot.session import enable_schedule

        _perform(setup, None)
        if setup.job.in_actions and setup.job.event_name != "schedule":
            enable_schedule(setup)


@main.command()
@_shared
def doctor(folder: Path, today: dt.date | None) -> None:
    """Say what keeps the bot from working here, and how to mend it."""
    setup, words = _setup(folder, today)
    _examine(setup, words)


@main.command()
@click.option("--output", type=click.Path(path_type=Path), default=Path("build/demo"), show_default=True)
@_shared
def demo(folder: Path, today: dt.date | None, *, output: Path) -> None:
    """Play a learner's first weeks against a GitHub on this machine."""
    from roadmap_bot.demo import play

    play(folder, output)


def _load(folder: Path) -> tuple[Roadmap, Words]:
    from roadmap_bot.errors import UserError
    from roadmap_bot.roadmap import load_roadmap
    from roadmap_bot.words import load_words

    loaded = load_roadmap(folder)
    if loaded.roadmap is None:
        raise UserError(*loaded.problems)
    return loaded.roadmap, load_words(loaded.roadmap.language)


def _setup(folder: Path, today: dt.date | None) -> tuple[Setup, Words]:
    from roadmap_bot.apply import Traffic
    from roadmap_bot.job import read_job, require_access
    from roadmap_bot.pace import Pace
    from roadmap_bot.patience import Patience
    from roadmap_bot.session import Setup
    from roadmap_bot.wire import make_wire

    roadmap, words = _load(folder)
    job = read_job(os.environ)
    require_access(job)
    tokens = {"repository": job.token, "board": job.board_token}
    send = make_wire(job.api_url, tokens, f"roadmap-bot/{__version__}")
    pace = Pace(per_minute=job.writes_per_minute, per_hour=job.writes_per_hour)
    traffic = Traffic(send, Patience(SystemClock(), job.patience), pace, _make_teller())
    return Setup(job, roadmap, send, traffic, today), words


def _act(folder: Path, today: dt.date | None, acts: set[Act], *, force: bool = False) -> None:
    setup, _ = _setup(folder, today)
    _perform(setup, frozenset(acts), force=force)


def _perform(setup: Setup, acts: frozenset[Act] | None, *, force: bool = False) -> None:
    from roadmap_bot.session import perform
    from roadmap_bot.told import NOTHING, made_sentence

    done = perform(setup, acts, force=force)
    words = done.goal.words
    idle = words(f"told.{done.decision.why}") if f"told.{done.decision.why}" in words and not done.decision.acts else ""
    sentence = idle or made_sentence(done.plan, words)
    _tell(setup, done, sentence, sentence if done.plan or idle else NOTHING)


def _tell_plan(setup: Setup, done: Done, words: Words) -> None:
    from roadmap_bot.told import plan_lines, plan_sentence

    for line in plan_lines(done.plan):
        click.echo(line)
    _tell(setup, done, plan_sentence(done.plan), plan_sentence(done.plan))


def _tell(setup: Setup, done: Done, sentence: str, last_line: str) -> None:
    from roadmap_bot.progress import make_progress
    from roadmap_bot.told import render_summary

    goal = done.goal
    for problem in done.problems:
        _warn(problem, goal.words, "warning", in_actions=setup.job.in_actions)
    for hint in done.hints:
        _warn(hint, goal.words, "notice", in_actions=setup.job.in_actions)
    share = make_progress(goal.roadmap, goal.settings, goal.calendar, done.target).share
    setup.job.set_output("progress", str(int(share * 100)))
    setup.job.add_summary(render_summary(sentence, done.plan, done.problems, done.hints, goal.words))
    click.echo(last_line)


def _examine(setup: Setup, words: Words) -> None:
    from roadmap_bot.doctor import find_obstacles
    from roadmap_bot.errors import UserError
    from roadmap_bot.session import preview

    done = preview(setup)
    obstacles = find_obstacles(done.seen.repository)
    if obstacles:
        raise UserError(*obstacles)
    _tell(setup, done, words("told.healthy"), words("told.healthy"))


def _make_teller() -> Callable[[Change, int, int], None]:
    """Tell of each change: a bar on a terminal, plain lines grouped by sort elsewhere."""
    from roadmap_bot.plan import SIGNS

    is_terminal = sys.stderr.isatty() and not os.environ.get("CI")

    def tell(change: Change, done: int, total: int) -> None:
        if is_terminal:
            width = 30 * done // max(1, total)
            click.echo(f"\r[{'█' * width}{'·' * (30 - width)}] {done}/{total}", err=True, nl=done == total)
        else:
            click.echo(f"{SIGNS[change.verb]} {change.key}", err=True)

    return tell


def _warn(problem: Problem, words: Words, level: str, *, in_actions: bool) -> None:
    from roadmap_bot.told import annotation, problem_line

    click.echo(annotation(problem, words, level) if in_actions else problem_line(problem, words), err=not in_actions)


def _guarded(command: Callable[[], None]) -> None:
    """Run a command and end as section 10 of the design says: 0, 1, 3 or 4, never with a traceback."""
    from roadmap_bot.errors import BotError

    try:
        command()
    except BotError as error:
        _fail(error.problems, error.exit_code)
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        _confess(error)


def _fail(problems: Sequence[Problem], exit_code: int) -> None:
    from roadmap_bot.errors import BotError
    from roadmap_bot.job import Job, read_job
    from roadmap_bot.told import render_summary

    try:
        job = read_job(os.environ)
    except BotError:
        job = Job(in_actions=os.environ.get("GITHUB_ACTIONS") == "true")
    words = _find_words()
    for problem in problems:
        _warn(problem, words, "error" if exit_code == 1 else "warning", in_actions=job.in_actions)
    job.add_summary(render_summary(words("told.failed"), (), problems, (), words))
    sys.exit(exit_code)


def _confess(error: Exception) -> None:
    """Say that this is a bug, and what to paste into an issue; values may be secret, so only names are shown."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-5:]))
    words = _find_words()
    click.echo(words("told.bug", version=__version__, error=type(error).__name__, where=where), err=True)
    sys.exit(4)


def _find_words() -> Words:
    """Find the language to fail in: the roadmap's where one can be read, else the terminal's."""
    import re

    from roadmap_bot.words import load_words

    folder = Path(os.environ.get("ROADMAP_FOLDER") or "roadmap")
    for path in sorted(folder.glob("*.y*ml"))[:10] if folder.is_dir() else ():
        found = re.search(r"^language:\s*[\"']?([a-z-]{2,11})", path.read_text("utf-8", errors="replace"), re.M)
        if found:
            return load_words(found[1])
    return load_words((os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")[:2])
