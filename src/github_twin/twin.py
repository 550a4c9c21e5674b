"""The twin itself: a world that answers requests, in a test's process and behind the server."""

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
        self.hosts: frozenset[str] = frozenset()  # elsewhere on the net, that it plays, too

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | bytes | None = None,
    ) -> tuple[int, dict[str, str], str]:
        """Answer a request: status, headers, text; DroppedError where none comes whole."""
        self._delay()
        request = Request(method, path, headers or {}, body or "")
        self.world, given = answer(self.world, request)
        if given.dropped:
            raise DroppedError(given.dropped, given)
        return given.status, dict(given.headers), given.text

    def _delay(self) -> None:
        """Let the latency pass: in truth where the clock ticks, else on the clock alone."""
        latency = self.world.latency
        if not latency:
            return
        if self.world.ticking:
            time.sleep(latency)
        else:
            self.advance(latency)

    def arm(self, *faults: Fault) -> None:
        """Order faults, counted from the next request on, in place of those ordered before."""
        served = self.world.served
        armed = tuple(replace(fault, at=fault.at + served) for fault in faults)
        self.world = replace(self.world, faults=armed)

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        world = tick(self.world)
        self.world = advance(world, seconds)

    def set_clock(self, now: dt.datetime | None) -> None:
        """Stop the clock at a moment; None lets it follow the real one."""
        self.world = set_clock(self.world, now)

    def limit(self, **bounds: Any) -> None:
        """Switch limits on or off, as `limits.Limits` names them."""
        changed = replace(self.world.limits, **bounds)
        self.world = replace(self.world, limits=changed)

    def act(self, act: str, user: str, repository: str = HOME, **values: Any) -> Event | None:
        """Let somebody do an act of `people.ACTS`; return the event that it sets off."""
        world = tick(self.world)
        self.world, event = perform(world, act, repository, user, **values)
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
        """Return how many writes they carried: each mutation, each writing call of REST."""
        return sum(entry.writes for entry in self.world.log)
