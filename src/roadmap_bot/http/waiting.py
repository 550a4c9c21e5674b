"""How long a run waits for GitHub before it says so and leaves the rest to the next one."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from roadmap_bot.errors import Moment, Problem, UnfinishedError, UserError
from roadmap_bot.http.answers import Meaning
from roadmap_bot.http.pace import MINUTE

USUAL = 900.0  # seconds that a run may wait
PRIVATE = 300.0  # where the repository is private, its minutes cost
LAG = 6.0  # lists lag behind writes by up to five seconds
ROUNDS = 6  # looks in vain before giving up


class Clock(Protocol):
    """Time: real in a job, simulated in tests."""

    def now(self) -> float:
        """Return seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> float:
        """Return seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass
class Patience:
    """How long one run may wait for GitHub, in seconds, and how often it looks again in vain.

    `asked` is what the user asks for; else it depends on whether the repository is private.
    """

    clock: Clock
    asked: float | None = None
    is_private: bool = False
    waited: float = 0.0
    fruitless: int = 0
    backoff: float = MINUTE
    rng: random.Random = field(default_factory=random.Random)
    tell: Callable[[float], None] = lambda seconds: None  # whom to tell of a wait

    @property
    def budget(self) -> float:
        """How many seconds a run may wait in all."""
        if self.asked is not None:
            return self.asked
        return PRIVATE if self.is_private else USUAL

    def renew(self) -> None:
        """Take heart: something was made."""
        self.fruitless, self.backoff = 0, MINUTE

    def settle(self, meaning: Meaning, done: int, left: int, rest: float = 0.0) -> None:
        """Wait as an answer asks for; raise where it is no use or takes too long.

        `rest` is when to come back (in seconds) where GitHub names no time and none shorter helped.
        """
        if meaning.kind == "barred" and meaning.problem:
            raise UserError(meaning.problem)
        self.fruitless += 1
        seconds = self._find_seconds(meaning)
        if self._is_too_much(meaning, seconds):
            if not meaning.seconds:
                seconds = max(seconds, rest)
            raise self._give_up(meaning, seconds, done, left)
        self.waited += seconds
        self.tell(seconds)
        self.clock.sleep(seconds)

    def _find_seconds(self, meaning: Meaning) -> float:
        """Find how long to wait: as long as GitHub says, then ever longer."""
        asked = meaning.seconds or 0.0
        if meaning.kind != "wait":
            return max(asked, LAG * self.fruitless)
        if asked and self.fruitless == 1:
            return asked
        seconds = max(asked, self.backoff * self.rng.uniform(1.0, 1.2))
        self.backoff *= 2
        return seconds

    def _is_too_much(self, meaning: Meaning, seconds: float) -> bool:
        if seconds > self.budget - self.waited:
            return True
        return meaning.kind != "wait" and self.fruitless > ROUNDS

    def _give_up(self, meaning: Meaning, seconds: float, done: int, left: int) -> UnfinishedError:
        until = _find_moment(self.clock.now(), seconds)
        values = {"done": done, "total": done + left, "until": until}
        problem = Problem(f"run.{_find_code(meaning, left)}", values)
        if meaning.kind in ("unsure", "smaller") and meaning.problem:
            return UnfinishedError(problem, meaning.problem)
        return UnfinishedError(problem)


def _find_code(meaning: Meaning, left: int) -> str:
    """Name what stopped: the reading, where nothing is left to write; a limit; or doubt."""
    if not left:
        return "unreadable"
    return "unfinished" if meaning.kind == "wait" else "unsettled"


def _find_moment(now: float, seconds: float) -> Moment:
    today = dt.datetime.fromtimestamp(now, dt.UTC)
    return Moment(today + dt.timedelta(seconds=seconds), today)
