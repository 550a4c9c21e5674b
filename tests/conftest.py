"""Rules and fixtures of all tests: only this machine is reachable; counts are told in the end."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

from tests.kit.chromium import Chromium, open_chromium
from tests.kit.learner import Learner
from tests.kit.terminal import FILES, Terminal, open_terminal

# how long an example takes says more of what else the machine does than of the code
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if host is not None and host not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def unwatched() -> Iterator[None]:
    """Watch no coverage meanwhile; pytest-cov's own `no_cover` does not reach all of a worker."""
    watches = []
    while watch := Coverage.current():
        watch.stop()
        watches.append(watch)
    yield
    for watch in reversed(watches):
        watch.start()


@pytest.fixture
def learner() -> Learner:
    """A learner in whose repository the tiny roadmap was applied."""
    return Learner()


@pytest.fixture
def run_cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal before a repository in which nothing was applied yet."""
    with open_terminal(monkeypatch, tmp_path, files=FILES) as terminal:
        yield terminal


@pytest.fixture
def applied(run_cli: Terminal) -> Terminal:
    """The same terminal a minute after the first apply."""
    assert run_cli("apply").code == 0
    run_cli.twin.advance(60)
    run_cli.twin.reset_counters()
    return run_cli


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One browser for all tests that look at pages."""
    with open_chromium() as opened:
        yield opened


class Count(Protocol):
    """Counts what is too much for a test each; the sums stand at the end."""

    def __call__(
        self, name: str, unit: str, number: int, failures: int | None, note: str = ""
    ) -> None:
        """Add so many of a unit, of which so many failed.

        As in `count("fault matrix", "scenarios", 40, 0)`.
        Where failures are None, the test itself tells whether it failed.
        """
        ...


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Count:
    def record(name: str, unit: str, number: int, failures: int | None, note: str = "") -> None:
        record_property("count", [name, unit, note, number, failures])

    return record


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the sums over all tests and workers: `fault matrix: 8000 scenarios, 0 failures`."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    reports = [report for group in terminalreporter.stats.values() for report in group]
    for report in (one for one in reports if hasattr(one, "user_properties")):
        for _, (name, unit, note, number, failed) in (
            pair for pair in report.user_properties if pair[0] == "count"
        ):
            is_call, numbers = report.when == "call", sums.setdefault((name, unit, note), [0, 0])
            numbers[0] += number if is_call else 0
            numbers[1] += int(report.failed) if failed is None else failed if is_call else 0
    for (name, unit, note), (number, failed) in sums.items():
        terminalreporter.write_line(
            f"{name}: {number} {unit}, {failed} failures{f' ({note})' if note else ''}"
        )
