"""A demo is asked politely: on the public net alone, without a token, and not for long."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from roadmap_bot.foreign import demos
from roadmap_bot.foreign.demos import (
    Demos,
    answers,
    ask_demos,
    dial_public,
    dial_stand_in,
    is_due,
    is_public,
)
from roadmap_bot.repository import Visit

SHOP = "https://shop.example.org/a?b=1"
TODAY = dt.date(2026, 11, 23)
Page = tuple[int, str]  # status, and where it sends on to


class Net(HTTPServer):
    """A server of this machine that plays every host; it notes what it was asked."""

    pages: Mapping[str, Page]
    heard: list[tuple[str, str, dict[str, str]]]


class Handler(BaseHTTPRequestHandler):
    server: Net

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        url = f"https://{headers['host']}{self.path}"
        self.server.heard.append((self.command, url, headers))
        status, place = self.server.pages.get(url, (200, ""))
        self.send_response(status)
        if place:
            self.send_header("Location", place)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def open_net(pages: Mapping[str, Page] | None = None) -> Iterator[Net]:
    with Net(("127.0.0.1", 0), Handler) as net:
        net.pages, net.heard = pages or {}, []
        thread = threading.Thread(target=net.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield net
        net.shutdown()
        thread.join()


def ask(net: Net, url: str = SHOP) -> bool:
    return answers(url, dial_stand_in(f"http://127.0.0.1:{net.server_port}"))


def test_a_demo_that_answers_is_asked_once_and_told_nothing() -> None:
    with open_net() as net:
        assert ask(net)
    [(method, url, headers)] = net.heard
    assert (method, url) == ("GET", SHOP)
    assert set(headers) == {"host", "user-agent", "accept", "connection", "accept-encoding"}


@pytest.mark.parametrize("status", [400, 401, 404, 500, 503, 304])
def test_a_bad_answer_is_none(status: int) -> None:
    with open_net({SHOP: (status, "")}) as net:
        assert not ask(net)


@pytest.mark.parametrize(
    ("place", "is_followed"),
    [
        ("/c", True),
        ("https://other.example.org/c", True),
        ("http://shop.example.org/c", False),
        ("https://127.0.0.1/c", False),
        ("https://localhost/c", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("file:///etc/passwd", False),
        ("https://me:secret@shop.example.org/", False),
        ("", False),
    ],
)
def test_a_redirect_is_followed_on_the_public_net_alone(place: str, is_followed: bool) -> None:
    with open_net({SHOP: (302, place)}) as net:
        ask(net)
        assert (len(net.heard) > 1) == (is_followed or place == "")


def test_a_ring_of_redirects_ends() -> None:
    with open_net({SHOP: (301, SHOP)}) as net:
        assert not ask(net)
        assert len(net.heard) == demos.HOPS + 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("140.82.112.3", True),
        ("2606:50c0:8000::153", True),
        ("64:ff9b::8c52:7003", True),
        *(
            (address, False)
            for address in (
                "127.0.0.1",
                "10.1.2.3",
                "172.17.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "::1",
                "fe80::1%eth0",
                "fd00::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "2002:7f00:1::",
                "2002:a00:1::",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "::127.0.0.1",
                "fec0::1",
                "192.0.0.192",
                "168.63.129.16",
            )
        ),
    ],
)
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    assert is_public(address) == expected


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["140.82.112.3", "10.0.0.1"], ["::1"], []])
def test_a_name_that_leads_to_this_net_is_not_asked(
    addresses: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("it was asked"))
    with pytest.raises(OSError, match=r"public net|nobody"):
        dial_public("shop.example.org", 443)
    assert not answers(SHOP)


def test_an_address_that_was_looked_up_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def connect(place: tuple[str, int], _: float) -> socket.socket:
        asked.append(place[0])
        raise OSError

    places = [(2, 1, 6, "", (one, 443)) for one in ("140.82.112.3", "140.82.112.4")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert not answers(SHOP)
    assert asked == ["140.82.112.3", "140.82.112.4"]


def test_many_are_asked_at_once_and_who_dawdles_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(demos, "PATIENCE", 0.3)
    is_over = threading.Event()

    def answer(url: str, _: object) -> bool:
        if "slow" in url:
            is_over.wait(10)
        return "bad" not in url

    monkeypatch.setattr(demos, "answers", answer)
    try:
        assert ask_demos(["a", "slow", "bad", "b"]) == {"a", "b"}
    finally:
        is_over.set()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(None, True), (0, False), (-1, False), (-6, False), (-7, True), (-30, True), (1, True)],
)
def test_a_demo_is_due_after_a_week_or_where_memory_lies(asked: int | None, expected: bool) -> None:
    day = None if asked is None else TODAY + dt.timedelta(days=asked)
    assert is_due(Visit(day), TODAY) == expected


def test_a_run_asks_each_only_once_and_remembers_what_was() -> None:
    calls: list[list[str]] = []

    def ask_all(urls: Sequence[str]) -> frozenset[str]:
        calls.append(list(urls))
        return frozenset(url for url in urls if url == "new")

    last = dt.date(2026, 11, 2)
    known = {"recent": Visit(TODAY, last), "silent": Visit(last, last)}
    visitor = Demos(ask_all)
    for _ in range(2):
        visits = visitor.visit(["new", "recent", "silent"], known, TODAY)
        assert visits == {
            "new": Visit(TODAY, TODAY),
            "recent": Visit(TODAY, last),
            "silent": Visit(TODAY, last),
        }
    assert calls == [["new", "silent"]]
