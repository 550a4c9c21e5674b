"""Let a command end as its errors say, whatever happens; let the runner obey none of its text."""

from __future__ import annotations

import secrets
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from roadmap_bot import __version__
from roadmap_bot.errors import BotError, Problem, StoppedError
from roadmap_bot.shell.bot_address import find_bot_address
from roadmap_bot.shell.console import Console

LEFT_TO_CLICK = (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError)
MOST_FRAMES = 5  # of a bug that are shown


def guard(console: Console, command: Callable[[], None]) -> None:
    """Run a command and end as its errors say, never with a traceback."""
    with _unheard(console):
        try:
            with _stoppable(console):
                command()
        except BotError as error:
            console.fail(error)
        except LEFT_TO_CLICK:
            raise
        except Exception as error:
            console.fail(BotError(_make_bug(error)))


@contextmanager
def _unheard(console: Console) -> Iterator[None]:
    """Let the runner obey nothing that is printed, whoever prints it, but our own annotations.

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
    """Let Ctrl-C and a cancelled job end a command as a limit does: with a sentence, to go on from.

    Only the main thread may set handlers.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        for name in kept:
            signal.signal(name, signal.SIG_IGN)
        raise StoppedError(_make_stop(console))

    names = (signal.SIGINT, signal.SIGTERM)
    kept = {name: signal.signal(name, stop) for name in names}
    try:
        yield
    finally:
        for name, handler in kept.items():
            signal.signal(name, handler)


def _make_stop(console: Console) -> Problem:
    values = {"done": console.made, "total": console.planned}
    code = "run.stopped" if console.made else "run.stopped-early"
    return Problem(code, values)


def _make_bug(error: Exception) -> Problem:
    """Make what to paste into an issue; values may be secret, so only names are shown."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)]
    name, where = type(error).__name__, " < ".join(places)
    values = {"version": __version__, "error": name, "where": where}
    return Problem("run.bug", values, link=_find_tracker())


def _find_tracker() -> str | None:
    """Find where bugs are told of."""
    address = find_bot_address()
    return f"{address}/issues" if address else None
