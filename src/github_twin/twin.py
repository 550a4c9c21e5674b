"""The twin itself: a world that answers requests, in a test's own process and behind the server alike."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin.answering import answer
from github_twin.clock import advance, set_clock, tick
from github_twin.dump import dump_state
from github_twin.events import Event
from github_twin.faults import Fault
from github_twin.messages import DroppedError, Request
from github_twin.people import perform
from github_twin.world import World

HOME = "learner/roadmap"


class Twin:
    """A world that answers requests; `world` may be read, kept and put back at will."""

    def __init__(self, world: World) -> None:
        self.world = world

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | bytes | None = None,
    ) -> tuple[int, dict[str, str], str]:
        """Answer a request: status, headers, text. Where a fault drops the connection, DroppedError."""
        self._delay()
        self.world, given = answer(self.world, Request(method, path, headers or {}, body or ""))
        if given.dropped:
            raise DroppedError(given.dropped)
        return given.status, dict(given.headers), given.text

    def _delay(self) -> None:
        """Let the latency pass: in truth where the clock ticks, else on the clock alone."""
        if self.world.latency and self.world.ticking:
            time.sleep(self.world.latency)
        elif self.world.latency:
            self.advance(self.world.latency)

    def arm(self, *faults: Fault) -> None:
        """Order faults, counted from the next request on; without any, call off those that were ordered."""
        served = self.world.served
        armed = tuple(replace(fault, at=fault.at + served) for fault in faults)
        self.world = replace(self.world, faults=armed)

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self.world = advance(tick(self.world), seconds)

    def set_clock(self, now: dt.datetime | None) -> None:
        """Stop the clock at a moment; None lets it follow the real one."""
        self.world = set_clock(self.world, now)

    def limit(self, **bounds: Any) -> None:
        """Switch limits on or off, as `limits.Limits` names them."""
        self.world = replace(self.world, limits=replace(self.world.limits, **bounds))

    def act(self, act: str, user: str, repository: str = HOME, **values: Any) -> Event | None:
        """Let somebody do something, by the act's name in `people.ACTS`; return the event it sets off."""
        self.world, event = perform(tick(self.world), act, repository, user, **values)
        return event

    def dump(self, repository: str = HOME) -> dict[str, Any]:
        """Return all that a repository holds, as plain data."""
        return dump_state(self.world, repository)

    def reset_counters(self) -> None:
        """Forget the log."""
        self.world = replace(self.world, log=())

    @property
    def requests(self) -> int:
        """Return how many requests came since the counters were reset."""
        return len(self.world.log)

    @property
    def writes(self) -> int:
        """Return how many writes they carried: each aliased mutation, each REST POST, PATCH, PUT or DELETE."""
        return sum(entry.writes for entry in self.world.log)
