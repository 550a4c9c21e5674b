"""The numbers that the control issue and the pins have to hold, for `tests.bench`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.kit.bench_row import Row, bound
from tests.kit.remote import Remote

WITHOUT = "control: false\n"


def measure_control() -> Iterator[Row]:
    """Measure what they add to a first run and to an ordinary one, and what a tick costs."""
    first = _count_first("") - _count_first(WITHOUT)
    yield bound("control issue and pins, first run: further writes", first, 4)
    plain, used = Remote(settings=WITHOUT), Remote()
    for name in ("requests", "writes"):
        more = _count(used, name, _rest(used)) - _count(plain, name, _rest(plain))
        yield bound(f"control issue and pins, ordinary run: further {name}", more, 0)
    event = used.tick("pause")
    yield bound(
        "a tick of the control issue: requests", _count(used, "requests", _hear(used, event)), 5
    )


def _count_first(settings: str) -> int:
    """Count the writes of a first run, of which the settings are none."""
    remote = Remote(settings=settings or "control: true\n")
    return int(sum(entry.writes for entry in remote.twin.world.log))


def _rest(remote: Remote) -> Callable[[], object]:
    return lambda: remote.run("schedule")


def _hear(remote: Remote, event: object) -> Callable[[], object]:
    return lambda: remote.hear(event)


def _count(remote: Remote, name: str, work: Callable[[], object]) -> int:
    remote.twin.reset_counters()
    work()
    return int(getattr(remote.twin, name))
