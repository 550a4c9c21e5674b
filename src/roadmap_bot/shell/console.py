"""Where a command leaves word: the terminal or the job's log, the job's summary and its outputs."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from roadmap_bot.changes import Change
from roadmap_bot.errors import BotError, Problem, StoppedError, UnfinishedError
from roadmap_bot.job import Job, read_job
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.shell.annotations import annotation, tame
from roadmap_bot.shell.headline import render_failure
from roadmap_bot.shell.plan_lines import plan_lines
from roadmap_bot.shell.summary import bar_line, problem_line, render_summary
from roadmap_bot.text.words import Words, load_words

LANGUAGE = re.compile(r"^language:\s*[\"']?([A-Za-z-]{2,11})", re.MULTILINE)
BEGINNING = 1 << 20  # bytes of a file that are searched for it
MOST_FILES = 10  # of the roadmap that are searched for it


@dataclass
class Console:
    """Speaks for a command, in its reader's language; `made` of `planned` changes are told so far.

    While there is a `mark`, the runner obeys no workflow command in the log until it stands there.
    """

    job: Job
    words: Words
    mark: str = ""
    made: int = 0
    planned: int = 0

    def say(self, line: str, *, aside: bool = False) -> None:
        """Print a line, or one beside what the command was asked for."""
        if self.job.in_actions:
            line = tame(line)
        click.echo(line, err=aside)

    def warn(self, problem: Problem, level: str) -> None:
        """Name a problem: `error`, `warning` or `notice`."""
        if not self.job.in_actions:
            click.echo(problem_line(problem, self.words), err=True)
            return
        line = annotation(problem, self.words, level)
        if self.mark:
            line = f"::{self.mark}::\n{line}\n::stop-commands::{self.mark}"
        click.echo(line)

    def tell(self, change: Change, made: int, planned: int) -> None:
        """Tell of a change: by a bar on a terminal, by a line in a log."""
        self.made, self.planned = made, planned
        if self._has_bar:
            click.echo(f"\r{bar_line(made, planned)}", err=True, nl=made == planned)
        else:
            self.say(next(plan_lines([change], self.words)), aside=True)

    def wait(self, seconds: float) -> None:
        """Tell of a wait for GitHub, lest somebody believes that all stands still."""
        self._leave_bar()
        self.say(self.words("told.waiting", seconds=math.ceil(seconds)), aside=True)

    def fail(self, error: BotError) -> NoReturn:
        """Say why a command ends before its time, and end it."""
        self._leave_bar()
        goes_on = isinstance(error, UnfinishedError | StoppedError)
        level = "warning" if goes_on else "error"
        for problem in error.problems:
            self.warn(problem, level)
        headline = render_failure(error.problems, self.words, goes_on=goes_on)
        named = error.problems if len(error.problems) > 1 else ()
        self.job.add_summary(render_summary(headline, (), named, (), self.words))
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


def find_terminal_words(environ: Mapping[str, str]) -> Words:
    """Find the language of the terminal."""
    locale = environ.get("LC_ALL") or environ.get("LANG") or "en"
    return load_words(locale[:2])


def _find_words(environ: Mapping[str, str], folder: Path) -> Words:
    """Find what to speak before all is read: the learner's, the roadmap's, the terminal's."""
    for path in _find_telling(folder):
        found = LANGUAGE.search(_read_beginning(path))
        if found:
            return load_words(found[1])
    return find_terminal_words(environ)


def _find_telling(folder: Path) -> Iterator[Path]:
    """Find the files that may name a language."""
    yield Path(SETTINGS)
    yield from sorted(folder.glob("*.y*ml"))[:MOST_FILES]


def _read_beginning(path: Path) -> str:
    """Read what a plain file says first; pipes and devices would never end."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(BEGINNING).decode(errors="replace")
    except OSError:
        return ""
