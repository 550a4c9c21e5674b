"""Where a command leaves word: the terminal or the job's log, the job's summary and its outputs."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from roadmap_bot.changes import Change
from roadmap_bot.errors import BotError, Problem, StoppedError, UnfinishedError
from roadmap_bot.job import Job, read_job
from roadmap_bot.shell.annotations import annotation, tame
from roadmap_bot.shell.summary.headline import render_failure
from roadmap_bot.shell.summary.page import bar_line, problem_line, render_summary
from roadmap_bot.shell.summary.rows import plan_lines
from roadmap_bot.shell.voice import find_words
from roadmap_bot.text.words import Words


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
    return Console(read_job(environ), find_words(environ, folder))
