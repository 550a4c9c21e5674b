"""What is led on is sent again as it was, to the same server and no other, and not for ever."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from roadmap_bot.http.answers import read_answer
from roadmap_bot.http.redirects import REDIRECTS, STATUSES, follow_redirects
from roadmap_bot.http.request import GRAPHQL, Answer, Request

ROOT = "https://github.test/api/v3"
WRITE = Request("PATCH", "/repos/a/b/milestones/1?x=1", {"state": "closed"}, writes=1)
FINE = Answer(200, {}, "{}")


class Server:
    def __init__(self, leads: Mapping[str, str], status: int = 307) -> None:
        self.leads, self.status = leads, status
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        if request.path in self.leads:
            return Answer(self.status, {"location": self.leads[request.path]})
        return FINE


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(
    ("where", "path"),
    [
        (f"{ROOT}/repositories/1/milestones/1?x=1", "/repositories/1/milestones/1?x=1"),
        ("/api/v3/repositories/1", "/repositories/1"),
        ("https://github.test/api/graphql", "https://github.test/api/graphql"),
    ],
)
def test_a_write_is_sent_again_as_it_was(status: int, where: str, path: str) -> None:
    server = Server({WRITE.path: where}, status)
    assert follow_redirects(server, ROOT)(WRITE) == FINE
    assert [request.path for request in server.asked] == [WRITE.path, path]
    assert {(one.method, one.writes) for one in server.asked} == {("PATCH", 1)}
    assert all(one.body == WRITE.body for one in server.asked)


@pytest.mark.parametrize(
    "where",
    ["https://evil.test/x", "http://github.test/api/v3/x", "//evil.test/x", "", ROOT + WRITE.path],
)
@pytest.mark.parametrize("request_", [WRITE, Request("POST", GRAPHQL, {"query": "{}"})])
def test_what_leads_elsewhere_or_nowhere_is_told(where: str, request_: Request) -> None:
    server = Server({WRITE.path: where, GRAPHQL: where})
    if where == ROOT + WRITE.path and request_.path == GRAPHQL:
        return
    answer = follow_redirects(server, ROOT)(request_)
    assert len(server.asked) == 1
    meaning = read_answer(answer, 0.0).meaning
    assert meaning.problem is not None
    assert (meaning.kind, meaning.problem.code) == ("barred", "github.moved")
    assert meaning.problem.values["what"] == where


def test_who_is_led_in_a_circle_stops() -> None:
    server = Server({"/a": f"{ROOT}/b", "/b": f"{ROOT}/a"})
    assert follow_redirects(server, ROOT)(Request("GET", "/a")).status == 0
    assert len(server.asked) == 1 + REDIRECTS
