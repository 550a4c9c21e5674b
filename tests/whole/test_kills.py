"""Real processes, killed at one request after the other: a sample of what the matrix plays."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from github_twin import seed
from github_twin.messages import Answer, DroppedError
from github_twin.server import Server
from github_twin.twin import Twin
from tests.conftest import Count
from tests.kit.drawn_world import draw_world
from tests.kit.process import start_bot


class Deadly(Twin):
    """A twin that kills its client at request `at`, before that takes effect or after."""

    after = False
    at = asked = 0
    client: subprocess.Popen[str] | None = None

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | bytes | None = None,
    ) -> tuple[int, dict[str, str], str]:
        self.asked += 1
        if self.asked == self.at and not self.after:
            self.kill()
        answer = super().send(method, path, headers, body)
        if self.asked == self.at:
            self.kill()
        return answer

    def kill(self) -> None:
        assert self.client
        self.client.kill()
        self.client.wait()
        raise DroppedError("reset", Answer(0, {}, ""))


def run(server: Server, twin: Deadly, at: int = 0) -> int:
    """Run the bot, to be killed at a request; return its exit code."""
    twin.at, twin.asked = at, 0
    twin.client = start_bot(server, {"ROADMAP_WRITES_PER_MINUTE": "100000"})
    return twin.client.wait(timeout=60)


@contextmanager
def serve() -> Iterator[tuple[Server, Deadly]]:
    with Server(seed.make_world("own")) as server:
        server.twin = twin = Deadly(server.twin.world)
        yield server, twin


@pytest.fixture(scope="module")
def clean() -> Any:
    with serve() as (server, twin):
        assert run(server, twin) == 0
        return draw_world(twin.world)


@pytest.mark.parametrize("after", [False, True])
def test_a_process_killed_again_and_again_ends_as_one_that_never_was(
    clean: Any, count: Count, after: bool
) -> None:
    with serve() as (server, twin):
        twin.after, kills = after, 0
        while (code := run(server, twin, at=kills + 1)) == -signal.SIGKILL:
            kills += 1
        assert code == 0
        assert kills >= 4
        assert draw_world(twin.world) == clean
        count("real processes", "kills", kills, None)
