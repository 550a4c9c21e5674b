"""The numbers that comments have to hold, for `tests.bench`."""

from __future__ import annotations

from collections.abc import Iterator

from github_twin import seed
from tests.kit.bench_row import Row, bound
from tests.kit.learner import Learner

IDS = ("W01", "W01-1", "W01-2", "W01-3")


def measure_phone() -> Iterator[Row]:
    """Measure what reading comments adds to a tick, and what a comment's own run asks."""
    learner = Learner()
    learner.run("schedule")
    quiet = _count_tick(learner)
    for id in IDS:
        learner.do("comment", id, body="Nice!")
    yield bound("tick with comments: further requests", _count_tick(learner) - quiet, 1)
    learner.do("comment", "W01-2", body="done")
    learner.run("schedule")
    yield bound("tick with answered ones: further requests", _count_tick(learner) - quiet, 1)
    writes = learner.count(lambda: learner.say("W01-3", "done", seed.LEARNER))
    yield bound("a comment that closes a task: writes", writes, 3)


def _count_tick(learner: Learner) -> int:
    before = learner.twin.requests
    learner.run("schedule")
    return learner.twin.requests - before
