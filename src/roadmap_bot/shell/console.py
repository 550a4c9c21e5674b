"""Where a command leaves word: the terminal or the job's log, the job's summary and its outputs."""

from __future__ import annotations

import math
import re
import secrets
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from roadmap_bot import __version__
from roadmap_bot.changes import Change
from roadmap_bot.errors import BotError, Problem, StoppedError, UnfinishedError
from roadmap_bot.job import Job, read_job
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.shell.annotations import annotation, tame
from roadmap_bot.shell.summary import bar_line, plan_lines, problem_line, render_summary
from roadmap_bot.text.words import Words, load_words

LANGUAGE = re.compile(r"^language:\s*[\"']?([A-Za-z-]{2,11})", re.MULTILINE)
BEGINNING = 1 << 20  # bytes of a file that are searched for it


@dataclass
class Console:
    """Speaks for a command, in the language of its reader; `made` of `planned` changes are told so far.

    While there is a `mark`, the runner obeys no workflow command in the log until the mark stands there.
    """

    job: Job
    words: Words
    mark: str = ""
    made: int = 0
    planned: int = 0

    def say(self, line: str, *, aside: bool = False) -> None:
        """Print a line, or one beside what the command was asked for."""
        click.echo(tame(line) if self.job.in_actions else line, err=aside)

    def warn(self, problem: Problem, level: str) -> None:
        """Name a problem: `error`, `warning` or `notice`."""
        if not self.job.in_actions:
            return click.echo(problem_line(problem, self.words), err=True)
        line = annotation(problem, self.words, level)
        return click.echo(
            f"::{self.mark}::\n{line}\n::stop-commands::{self.mark}" if self.mark else line
        )

    def tell(self, change: Change, made: int, planned: int) -> None:
        """Tell of a change: by a bar on a terminal, by a line in a log."""
        self.made, self.planned = made, planned
        if self._has_bar:
            click.echo(f"\r{bar_line(made, planned)}", err=True, nl=made == planned)
        else:
            self.say(next(plan_lines([change])), aside=True)

    def wait(self, seconds: float) -> None:
        """Tell of a wait for GitHub, lest somebody believes that all stands still."""
        self._leave_bar()
        self.say(self.words("told.waiting", seconds=math.ceil(seconds)), aside=True)

    def fail(self, error: BotError) -> NoReturn:
        """Say why a command ends before its time, and end it."""
        self._leave_bar()
        level = "warning" if isinstance(error, UnfinishedError | StoppedError) else "error"
        for problem in error.problems:
            self.warn(problem, level)
        self.job.add_summary(
            render_summary(self.words("told.failed"), (), error.problems, (), self.words)
        )
        sys.exit(error.exit_code)

    def _leave_bar(self) -> None:
        """End the line of a bar that is not full."""
        if self._has_bar and self.made < self.planned:
            click.echo(err=True)

    @property
    def _has_bar(self) -> bool:
        return sys.stderr.isatty() and not self.job.in_actions


def open_console(environ: Mapping[str, str], folder: Path) -> Console:
    """Open the console of the job that `environ` describes."""
    return Console(read_job(environ), _find_words(environ, folder))


def guard(console: Console, command: Callable[[], None]) -> None:
    """Run a command and end as its errors say, never with a traceback."""
    with _unheard(console):
        try:
            with _stoppable(console):
                command()
        except BotError as error:
            console.fail(error)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            console.fail(BotError(_make_bug(error)))


@contextmanager
def _unheard(console: Console) -> Iterator[None]:
    """Let the runner obey nothing that is printed, whoever prints it, but the bot's own annotations.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
    """
    if not console.job.in_actions:
        yield
        return
    console.mark = secrets.token_hex(16)
    click.echo(f"::stop-commands::{console.mark}")
    try:
        yield
    finally:
        click.echo(f"::{console.mark}::")
        console.mark = ""


@contextmanager
def _stoppable(console: Console) -> Iterator[None]:
    """Let Ctrl-C and a cancelled job end a command as a limit does: with a sentence, and to go on from there."""

    def stop(number: int, frame: FrameType | None) -> None:
        for name in kept:
            signal.signal(name, signal.SIG_IGN)
        values = {"done": console.made, "total": console.planned}
        raise StoppedError(Problem("run.stopped" if console.made else "run.stopped-early", values))

    is_main = threading.current_thread() is threading.main_thread()  # no other may set handlers
    names = (signal.SIGINT, signal.SIGTERM) if is_main else ()
    kept = {name: signal.signal(name, stop) for name in names}
    try:
        yield
    finally:
        for name, handler in kept.items():
            signal.signal(name, handler)


def _make_bug(error: Exception) -> Problem:
    """Make what to paste into an issue; values may be secret, so only names are shown."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-5:])
    )
    return Problem(
        "run.bug", {"version": __version__, "error": type(error).__name__, "where": where}
    )


def _find_words(environ: Mapping[str, str], folder: Path) -> Words:
    """Find the language to speak before all is read: the learner's, else the roadmap's, else the terminal's."""
    for path in (Path(SETTINGS), *sorted(folder.glob("*.y*ml"))[:10]):
        found = LANGUAGE.search(_read_beginning(path))
        if found:
            return load_words(found[1])
    return find_terminal_words(environ)


def find_terminal_words(environ: Mapping[str, str]) -> Words:
    """Find the language of the terminal."""
    return load_words((environ.get("LC_ALL") or environ.get("LANG") or "en")[:2])


def _read_beginning(path: Path) -> str:
    """Read what a plain file says first; pipes and devices would never end."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(BEGINNING).decode(errors="replace")
    except OSError:
        return ""
