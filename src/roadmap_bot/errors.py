"""What can go wrong, and the exit code of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file; line and column count from 1, 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0
    path: str = ""  # such as `units[3].tasks[1].id`


@dataclass(frozen=True)
class Moment:
    """A moment that a problem speaks of, as seen from `now`: readers go by their own clocks."""

    when: dt.datetime
    now: dt.datetime


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its words stand in the catalogue under `problem.<code>`."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None
    link: str | None = None


class BotError(Exception):
    """Base of all errors that end a command; `problems` say what, where and what to do."""

    exit_code = 4

    def __init__(self, *problems: Problem) -> None:
        codes = [problem.code for problem in problems]
        super().__init__(", ".join(codes))
        self.problems = problems


class UserError(BotError):
    """Something the user can mend."""

    exit_code = 1


class UnfinishedError(BotError):
    """Stopped by a limit before all was done; running again goes on from there."""

    exit_code = 3


class StoppedError(BotError):
    """Stopped from outside, by Ctrl-C or a cancelled job; running again goes on from there."""

    exit_code = 3
