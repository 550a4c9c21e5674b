"""The wire brings back what the server said, once, and shows its token to nobody else."""

from __future__ import annotations

import gzip
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
import responses

from github_twin import seed
from github_twin.faults import BREAKS, Fault
from github_twin.server import Server
from github_twin.twin import HOME
from roadmap_bot.http import pygithub as wire
from roadmap_bot.http.answers import read_answer
from roadmap_bot.http.pygithub import make_wire
from roadmap_bot.http.queries import query
from roadmap_bot.http.redirects import REDIRECTS
from roadmap_bot.http.request import GRAPHQL, Answer, Request, Send

TOKENS = {"repository": seed.JOB_TOKEN, "board": seed.PROJECT_TOKEN}
SECRET = "ghs_1234567890abcdefghij.klmnop-qrstuv_wxyz"
MILESTONE = Request("POST", f"/repos/{HOME}/milestones", {"title": "里程碑"}, writes=1)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(seed.make_world("own")) as running:
        yield running


def make(url: str, **tokens: str) -> Send:
    return make_wire(url, {**TOKENS, **tokens}, "roadmap-bot/test")


def test_rest_goes_below_the_root_and_brings_status_headers_and_text(server: Server) -> None:
    answer = make(server.url)(MILESTONE)
    assert answer.status == 201
    assert '"title": "里程碑"' in answer.text
    assert answer.headers["x-ratelimit-resource"] == "core"


def test_graphql_goes_where_the_library_derives_it(server: Server) -> None:
    answer = make(server.url)(
        query("find_issues", {"owner": "learner", "name": "roadmap", "number0": 1})
    )
    assert answer.status == 200
    assert answer.headers["x-ratelimit-resource"] == "graphql"


def test_of_the_library_only_what_sends_is_loaded_and_the_rest_can_be(server: Server) -> None:
    ask = f"""
import sys
from roadmap_bot.http.pygithub import make_wire
from roadmap_bot.http.request import Request
answer = make_wire({server.url!r}, {TOKENS!r}, "test")(Request("GET", "/user", token="board"))
assert answer.status == 200
assert "jwt" not in sys.modules
import github
assert github.Github(auth=github.Auth.Token("x")).requester
"""
    path = str(Path(wire.__file__).parents[2])
    subprocess.run([sys.executable, "-P", "-c", ask], env={"PYTHONPATH": path}, check=True)


def test_each_request_goes_out_with_its_own_token(server: Server) -> None:
    send = make(server.url)
    assert send(Request("GET", "/user")).status == 403  # a job's token is nobody's
    assert '"login": "learner"' in send(Request("GET", "/user", token="board")).text
    assert send(Request("GET", "/user", token="board")).status == 200


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("after", [False, True])
def test_no_request_is_ever_sent_twice(server: Server, status: int, after: bool) -> None:
    server.twin.arm(Fault(1, str(status), after))
    answer = make(server.url)(MILESTONE)
    assert answer.status == status
    assert server.twin.requests == 1
    assert len(server.twin.world.repositories[HOME].milestones) == int(after)


@pytest.mark.parametrize("kind", ["403-retry-after", "429-retry-after", "429", "403"])
def test_no_limit_is_waited_for_here(server: Server, kind: str) -> None:
    server.twin.arm(Fault(1, kind))
    answer = make(server.url)(MILESTONE)
    assert answer.status == int(kind[:3])
    assert ("retry-after" in answer.headers) == kind.endswith("after")
    assert server.twin.requests == 1


@pytest.mark.parametrize("after", [False, True])
def test_a_connection_that_breaks_is_no_answer(server: Server, after: bool) -> None:
    server.twin.arm(Fault(1, "reset", after))
    assert make(server.url)(MILESTONE) == Answer(0, {}, "ConnectionError")
    assert server.twin.requests == 1


def test_a_server_that_stalls_is_no_answer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 1)
    server.twin.arm(Fault(1, "timeout", after=True))
    answer = make(server.url)(MILESTONE)
    assert answer.status == 0
    assert answer.text in ("ReadTimeout", "ConnectionError")
    assert server.twin.requests == 1


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("way", BREAKS)
def test_an_answer_that_breaks_in_its_middle_did_not_come(
    server: Server, monkeypatch: pytest.MonkeyPatch, way: str, after: bool
) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 0.2)
    server.twin.arm(Fault(1, way, after))
    answer = make(server.url)(MILESTONE)
    assert read_answer(answer, 0.0).meaning.kind == "unsure"
    assert server.twin.requests == 1
    assert len(server.twin.world.repositories[HOME].milestones) == int(after)


def test_a_server_that_is_not_there_is_no_answer() -> None:
    assert make("http://127.0.0.1:9")(MILESTONE).status == 0


@pytest.fixture
def mocked() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


ROOT = "https://api.github.com"


@pytest.mark.parametrize(
    ("api_url", "rest", "graph"),
    [
        ("https://api.github.com", f"{ROOT}/x", f"{ROOT}/graphql"),
        ("https://ghe.test/api/v3", "https://ghe.test/api/v3/x", "https://ghe.test/api/graphql"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/x", "http://127.0.0.1:8080/graphql"),
    ],
)
def test_any_server_like_github_is_reached(
    mocked: responses.RequestsMock, api_url: str, rest: str, graph: str
) -> None:
    mocked.get(rest, json={})
    mocked.post(graph, json={})
    send = make(api_url)
    assert send(Request("GET", "/x")).status == 200
    assert send(Request("POST", GRAPHQL, {"query": "{ viewer { login } }"})).status == 200


@pytest.mark.parametrize(
    "request_", [Request("GET", "/x"), Request("POST", GRAPHQL, {}), Request("PATCH", "/x", {})]
)
def test_no_request_is_sent_without_a_time_out(
    mocked: responses.RequestsMock, request_: Request
) -> None:
    mocked.add(request_.method, f"{ROOT}{request_.path}", json={})
    make("https://api.github.com")(request_)
    assert vars(mocked.calls[0].request)["req_kwargs"]["timeout"] == wire.TIMEOUT


def test_what_is_sent_names_the_bot_and_pins_the_version(mocked: responses.RequestsMock) -> None:
    mocked.get(f"{ROOT}/x", json={})
    make("https://api.github.com", repository=SECRET)(Request("GET", "/x"))
    headers = mocked.calls[0].request.headers
    assert headers["User-Agent"] == "roadmap-bot/test"
    assert headers["X-GitHub-Api-Version"] == wire.API_VERSION
    assert headers["Authorization"] == f"token {SECRET}"


ODD: dict[str, dict[str, Any]] = {
    "an empty body": {"body": b"", "status": 200},
    "HTML": {"body": "<html>502</html>", "status": 502, "content_type": "text/html"},
    "truncated JSON": {"body": '{"data": {"a', "status": 200},
    "a strange charset": {
        "body": b"{}",
        "status": 200,
        "content_type": "application/json; charset=nonsense",
    },
    "accepted": {"body": "{}", "status": 202},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_an_odd_answer_comes_back_as_it_is(
    mocked: responses.RequestsMock, odd: dict[str, Any]
) -> None:
    mocked.post(f"{ROOT}/repos/{HOME}/milestones", **odd)
    assert make("https://api.github.com")(MILESTONE).status == odd["status"]


def test_bytes_that_are_no_text_are_no_answer(mocked: responses.RequestsMock) -> None:
    mocked.post(f"{ROOT}/repos/{HOME}/milestones", body=b'{"title": "\xe9\x87"}', status=201)
    answer = make("https://api.github.com")(MILESTONE)
    assert answer == Answer(0, {}, "UnicodeDecodeError")


@pytest.mark.parametrize(
    "headers",
    [
        {"x-ratelimit-remaining": "many", "x-ratelimit-limit": "1"},
        {"x-ratelimit-reset": "inf"},
        {"x-ratelimit-reset": "9" * 400},
    ],
)
def test_headers_that_make_no_sense_end_no_run(
    mocked: responses.RequestsMock, headers: dict[str, str]
) -> None:
    mocked.post(f"{ROOT}/repos/{HOME}/milestones", json={}, headers=headers)
    assert make("https://api.github.com")(MILESTONE).status == 0


def test_a_repository_that_was_renamed_is_followed_on_the_same_server(
    mocked: responses.RequestsMock,
) -> None:
    mocked.post(
        f"{ROOT}/repos/{HOME}/milestones",
        status=301,
        headers={"location": f"{ROOT}/repositories/1/milestones"},
    )
    mocked.post(f"{ROOT}/repositories/1/milestones", json={"number": 1}, status=201)
    assert make("https://api.github.com")(MILESTONE).status == 201
    handlers = logging.getLogger("github").handlers  # the library's own word about it goes nowhere
    assert any(isinstance(handler, logging.NullHandler) for handler in handlers)


@pytest.mark.parametrize(
    "where",
    ["https://evil.test/steal", "http://api.github.com/plain", "//evil.test/steal"],
)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_takes_the_token_elsewhere(
    mocked: responses.RequestsMock, where: str, status: int
) -> None:
    mocked.post(f"{ROOT}/repos/{HOME}/milestones", status=status, headers={"location": where})
    answer = make("https://api.github.com", repository=SECRET)(MILESTONE)
    assert answer.status in (308, status)
    assert answer.headers["location"] == where
    assert len(mocked.calls) == 1


class _Strange(BaseHTTPRequestHandler):
    """A server that never comes to an end, each path in its own way."""

    protocol_version = "HTTP/1.1"
    server: ThreadingHTTPServer
    callers: ClassVar[list[Any]] = []
    paths: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.callers.append(self.client_address)
        self.paths.append(self.path)
        way = self.path.strip("/").partition("-")[0]
        text = (
            gzip.compress(b" " * 900_000)
            if way == "bomb"
            else b" " * 900_000
            if way == "large"
            else b"{}"
        )
        self.send_response({"accepted": 202, "round": 301}.get(way, 200))
        self.send_header("content-length", str(len(text) + 2 * (way == "slow")))
        if way == "bomb":
            self.send_header("content-encoding", "gzip")
        if way == "round":
            self.send_header(
                "location", f"http://127.0.0.1:{self.server.server_port}{self.path}-on"
            )
        self.end_headers()
        with suppress(OSError):
            if way == "slow":
                for _ in range(2):
                    self.wfile.write(b" ")
                    time.sleep(0.3)
            self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Answer]]:
    monkeypatch.setattr(wire, "LARGEST", 500_000)
    monkeypatch.setattr(wire, "LONGEST", 0.2)
    _Strange.callers, _Strange.paths = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Strange)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    send = make(f"http://127.0.0.1:{server.server_port}")
    yield lambda path: send(Request("GET", path))
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("way", ["/large", "/bomb", "/slow", "/accepted", "/round"])
def test_an_answer_without_end_is_no_answer(strange: Callable[[str], Answer], way: str) -> None:
    assert strange(way).status == 0
    assert len(_Strange.paths) == (REDIRECTS + 1 if way == "/round" else 1)
    fine = strange("/fine")
    assert (fine.status, fine.text) == (200, "{}")


def test_one_connection_serves_many_requests(strange: Callable[[str], Answer]) -> None:
    assert [strange("/fine").text for _ in range(3)] == ["{}"] * 3
    assert len(set(_Strange.callers)) == 1


def test_a_token_stands_in_no_log_and_in_no_answer(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    send = make(server.url, repository=SECRET)
    server.twin.arm(Fault(2, "reset"))
    answers = [
        send(MILESTONE),
        send(MILESTONE),
        make("http://127.0.0.1:9", repository=SECRET)(MILESTONE),
    ]
    assert len(caplog.records) > 0
    assert SECRET not in repr(answers) + repr(send) + caplog.text


@pytest.mark.parametrize("shown", [SECRET, SECRET.replace("_", "\\u005f")])
def test_what_an_answer_echoes_of_any_token_is_masked_in_text_and_headers(
    mocked: responses.RequestsMock, shown: str
) -> None:
    headers = {"x-accepted-github-permissions": SECRET}
    mocked.get(f"{ROOT}/x", body=f'{{"message": "{shown}"}}', status=403, headers=headers)
    send = make("https://api.github.com", board=SECRET)
    answer = send(Request("GET", "/x"))
    assert answer.text == '{"message": "***"}'
    assert answer.headers["x-accepted-github-permissions"] == "***"


def test_a_token_that_cannot_be_sent_is_not_shown_either() -> None:
    answer = make("http://127.0.0.1:9", repository=f"{SECRET}\nX-Evil: 1")(MILESTONE)
    assert answer.status == 0
    assert SECRET not in answer.text
