"""Broken answers: what a client hears over the wire is what one in the same process is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from github_twin import seed
from github_twin.breaks import WAYS, break_answer, hear_broken
from github_twin.faults import BREAKS, Fault
from github_twin.messages import Answer
from github_twin.server import Server
from tests.kit.client import MONDAY

VIEWER = {"query": "{ viewer { login } }"}
TOKEN = {"authorization": f"token {seed.JOB_TOKEN}"}
WHOLE = '{"data": {"viewer": {"login": "github-actions[bot]"}}}'


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(seed.make_world("own", now=MONDAY)) as running:
        yield running


def ask(server: Server) -> tuple[int, str]:
    """Ask as any client would; status 0 where it notices that something is wrong."""
    try:
        answer = requests.post(f"{server.url}/graphql", json=VIEWER, headers=TOKEN, timeout=0.3)
        return answer.status_code, answer.text
    except requests.RequestException:
        return 0, ""


def test_every_way_to_break_an_answer_can_be_ordered() -> None:
    assert tuple(WAYS) == BREAKS


@pytest.mark.parametrize("way", BREAKS)
def test_over_the_wire_a_broken_answer_is_heard_as_in_one_process(server: Server, way: str) -> None:
    server.twin.arm(Fault(1, way, after=True))
    status, text = ask(server)
    heard = hear_broken(way, Answer(200, {}, WHOLE))
    assert status == heard.status
    assert not WHOLE.startswith(text) or text != WHOLE
    assert bool(text) == (way in ("short-length", "cut-text", "cut-gzip"))
    assert ask(server) == (200, WHOLE)


@pytest.mark.parametrize("way", BREAKS)
def test_what_goes_out_is_never_a_whole_answer(way: str) -> None:
    answer = Answer(200, {"content-type": "application/json"}, '{"title": "里程碑"}')
    broken = break_answer(way, answer)
    assert broken.sent.startswith(b"HTTP/1.1 200 OK\r\ncontent-ty")
    assert hear_broken(way, answer).text != answer.text


def test_an_answer_without_a_body_has_nothing_to_break() -> None:
    answer = Answer(204, {}, "")
    assert hear_broken("cut-text", answer) == answer
    assert break_answer("cut-text", answer).sent.endswith(b"connection: close\r\n\r\n")
