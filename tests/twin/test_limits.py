"""The twin's limits, faults, lag and latency: off until asked for, each in GitHub's own shapes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.answering import answer
from github_twin.faults import BREAKS, DROPS, KINDS, Fault, parse_fault
from github_twin.messages import DroppedError
from github_twin.messages import Request as Asked
from github_twin.twin import Twin
from tests.kit.client import REPO, Client

VIEWER = {"query": "{ viewer { login } }"}


@pytest.fixture
def client() -> Client:
    return Client()


def label(client: Client, name: str) -> tuple[int, Any]:
    return client("POST", f"{REPO}/labels", {"name": name})


def labels(client: Client, *names: str) -> Any:
    home = client.home.id
    inputs = [
        {"repositoryId": f"R_kwDO{home:08X}", "name": one, "color": "ededed"} for one in names
    ]
    return client.run("create_label", *inputs)


# What is left


def test_headers_tell_what_is_left_of_each_budget(client: Client) -> None:
    client("GET", REPO)
    client("GET", REPO)
    told = {
        name: client.headers[f"x-ratelimit-{name}"]
        for name in ("limit", "remaining", "used", "resource")
    }
    assert told == {"limit": "1000", "remaining": "998", "used": "2", "resource": "core"}
    client("POST", "/graphql", VIEWER)
    assert (client.headers["x-ratelimit-resource"], client.headers["x-ratelimit-used"]) == (
        "graphql",
        "1",
    )
    client.token = seed.LEARNER_TOKEN
    client("GET", "/rate_limit")
    assert (client.headers["x-ratelimit-limit"], client.headers["x-ratelimit-used"]) == (
        "5000",
        "0",
    )


def test_an_hour_later_the_budget_is_new(client: Client) -> None:
    client.twin.limit(primary=True, budget=1)
    assert [client("GET", REPO)[0] for _ in range(2)] == [200, 403]
    assert client.headers["x-ratelimit-remaining"] == "0"
    reset = int(client.headers["x-ratelimit-reset"])
    client.twin.advance(reset - client.twin.world.now.timestamp())
    assert client("GET", REPO)[0] == 200


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "API rate limit exceeded"), (429, "API rate limit already exceeded")],
)
def test_the_primary_limit_of_rest_has_two_shapes(client: Client, status: int, words: str) -> None:
    client.twin.limit(primary=True, budget=1, status=status)
    client("GET", REPO)
    given, body = client("GET", REPO)
    assert (given, body["message"].startswith(words)) == (status, True)
    assert client("GET", "/rate_limit")[0] == 200


@pytest.mark.parametrize("word", ["RATE_LIMITED", "RATE_LIMIT"])
def test_the_primary_limit_of_graphql_is_200_with_one_of_two_words(
    client: Client, word: str
) -> None:
    client.twin.limit(primary=True, budget=1, word=word)
    client("POST", "/graphql", VIEWER)
    status, body = client("POST", "/graphql", VIEWER)
    assert (status, body["errors"][0]["type"], "data" in body) == (200, word, False)


# Content limits


@pytest.mark.parametrize(
    ("shape", "rest", "graphql"),
    [("403", 403, 403), ("429", 429, 429), ("200", 403, 200), ("too-quickly", 422, 200)],
)
def test_the_content_limit_has_four_shapes(
    client: Client, shape: str, rest: int, graphql: int
) -> None:
    client.twin.limit(minute=1, shape=shape)
    assert label(client, "a")[0] == 201
    status, body = label(client, "b")
    assert (status, "secondary" in str(body) or "too quickly" in str(body)) == (rest, True)
    text = "mutation($i: CreateLabelInput!) { createLabel(input: $i) { label { id } } }"
    values = {"repositoryId": "x", "name": "c", "color": "ededed"}
    assert client("POST", "/graphql", {"query": text, "variables": {"i": values}})[0] == graphql
    assert len(client.home.labels) == 1


def test_each_aliased_mutation_is_a_write_of_its_own(client: Client) -> None:
    client.twin.limit(minute=3, shape="too-quickly")
    body = labels(client, "a", "b", "c", "d")
    assert [one.name for one in client.home.labels.values()] == ["a", "b", "c"]
    (error,) = body["errors"]
    assert (error["type"], error["message"], error["path"]) == (
        "UNPROCESSABLE",
        "was submitted too quickly",
        ["change3"],
    )


def test_a_request_that_does_not_fit_is_refused_whole(client: Client) -> None:
    client.twin.limit(minute=3)
    with pytest.raises(AssertionError):
        labels(client, "a", "b", "c", "d")
    assert client.home.labels == {}


def test_reads_go_on_while_writes_are_locked_out(client: Client) -> None:
    client.twin.limit(minute=1, lockout=120, retry_after=30)
    label(client, "a"), label(client, "b")
    assert client.headers["retry-after"] == "30"
    assert client("GET", REPO)[0] == 200
    client.twin.advance(61)
    assert label(client, "c")[0] == 403
    client.twin.advance(60)
    assert label(client, "d")[0] == 201


def test_an_hour_has_its_own_limit(client: Client) -> None:
    client.twin.limit(hour=2, lockout=0)
    assert [label(client, name)[0] for name in "abc"] == [201, 201, 403]
    client.twin.advance(3600)
    assert label(client, "d")[0] == 201


# Faults


def test_without_orders_nothing_fails(client: Client) -> None:
    assert [client("GET", REPO)[0] for _ in range(20)] == [200] * 20


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_comes_before_or_after_the_request_took_effect(
    client: Client, kind: str, after: bool
) -> None:
    client("GET", REPO)
    client.twin.arm(Fault(2, kind, after))
    assert label(client, "first")[0] == 201
    if kind in (*DROPS, *BREAKS):
        with pytest.raises(DroppedError, match=kind):
            label(client, "second")
    else:
        expected = int(kind[:3]) if kind[:3].isdigit() else 403
        assert label(client, "second")[0] == expected
        assert client.headers.get("retry-after") == ("60" if kind.endswith("retry-after") else None)
    assert [one.name for one in client.home.labels.values()] == [
        "first",
        *(["second"] if after else []),
    ]
    assert label(client, "third")[0] == 201


@pytest.mark.parametrize(
    ("kind", "word"), [("rate-limited", "RATE_LIMITED"), ("rate-limit", "RATE_LIMIT")]
)
def test_a_limited_graphql_request_is_200_with_an_error(
    client: Client, kind: str, word: str
) -> None:
    client.twin.arm(Fault(1, kind))
    status, body = client("POST", "/graphql", VIEWER)
    assert (status, body["errors"][0]["type"]) == (200, word)


def test_a_503_is_a_page_not_json(client: Client) -> None:
    client.twin.arm(Fault(1, "503"))
    status, body = client("GET", REPO)
    assert (status, body[:15], client.headers["content-type"]) == (
        503,
        "<!DOCTYPE html>",
        "text/html; charset=utf-8",
    )


def test_faults_are_called_off(client: Client) -> None:
    client.twin.arm(Fault(1, "500"))
    client.twin.arm()
    assert client("GET", REPO)[0] == 200


@pytest.mark.parametrize("text", ["7:502:after", "7:502", "7:502:before"])
def test_an_order_is_read(text: str) -> None:
    assert parse_fault(text) == Fault(7, "502", text.endswith("after"))


@pytest.mark.parametrize("text", ["", "x:502", "0:502", "1:418", "1:502:never"])
def test_an_order_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no fault"):
        parse_fault(text)


# The world


def test_an_older_world_stays_as_it_was(client: Client) -> None:
    worlds = [client.twin.world]
    for name in "abc":
        label(client, name)
        worlds.append(client.twin.world)
    counts = [len(world.repositories["learner/roadmap"].labels) for world in worlds]
    assert counts == [0, 1, 2, 3]
    again = Twin(worlds[1])
    assert len(again.dump()["labels"]) == 1


def test_the_same_step_from_the_same_world_is_the_same(client: Client) -> None:
    asked = Asked(
        "POST", f"{REPO}/labels", {"Authorization": f"token {client.token}"}, '{"name": "x"}'
    )
    assert answer(client.twin.world, asked) == answer(client.twin.world, asked)


def test_requests_and_writes_are_counted_with_their_names(client: Client) -> None:
    client("GET", REPO)
    label(client, "x")
    labels(client, "a", "b")
    assert (client.twin.requests, client.twin.writes) == (3, 3)
    assert [(one.method, one.name, one.writes, one.status) for one in client.twin.world.log] == [
        ("GET", REPO, 0, 200),
        ("POST", f"{REPO}/labels", 1, 201),
        ("POST", "CreateLabel", 2, 200),
    ]
    client.twin.reset_counters()
    assert (client.twin.requests, client.twin.writes) == (0, 0)


def test_an_unknown_route_is_a_loud_501(client: Client) -> None:
    status, body = client("DELETE", f"{REPO}/issues/1")
    assert (status, body["method"], body["path"]) == (501, "DELETE", f"{REPO}/issues/1")
    assert client("PATCH", REPO, {"private": True})[0] == 403
    client.token = seed.LEARNER_TOKEN
    assert client("PATCH", REPO, {"private": True})[0] == 501


# Time


def test_lists_lag_behind_writes_while_reads_by_number_do_not(client: Client) -> None:
    client.twin.world = lagging(client, 5)
    client.issue("one")
    client.twin.advance(3)
    node = client.issue("two")
    asked = "issues(first: 9) { nodes { title } } issue(number: 2) { title }"
    text = f'{{ repository(owner: "learner", name: "roadmap") {{ {asked} }} }}'

    def titles() -> tuple[list[str], list[str]]:
        listed = client.query(text)["data"]["repository"]
        assert listed["issue"] == {"title": "two"}
        return (
            [one["title"] for one in listed["issues"]["nodes"]],
            [one["title"] for one in client("GET", f"{REPO}/issues?direction=asc")[1]],
        )

    assert titles() == ([], [])
    assert client.run("read_bodies", ids=[node])["data"]["nodes"][0]["body"] == ""
    client.twin.advance(2)
    assert titles() == (["one"], ["one"])
    client.twin.advance(3)
    assert titles() == (["one", "two"], ["one", "two"])
    client.twin.advance(60)
    client("PATCH", f"{REPO}/issues/1", {"state": "closed"})
    assert len(client("GET", f"{REPO}/issues")[1]) == 2
    assert len(client.twin.world.past["learner/roadmap"]) == 1
    assert client("GET", f"{REPO}/issues/1/comments")[1] == []


def lagging(client: Client, seconds: float) -> Any:
    return replace(client.twin.world, lag=seconds)


def test_latency_passes_on_a_stopped_clock_at_once_and_on_a_running_one_in_truth(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("github_twin.twin.time.sleep", slept.append)
    client.twin.world = replace(client.twin.world, latency=0.25)
    client("GET", REPO)
    assert (client.twin.world.now.microsecond, slept) == (250_000, [])
    client.twin.set_clock(None)
    client("GET", REPO)
    assert slept == [0.25]


def test_a_running_clock_follows_the_real_one_from_where_it_was_moved(client: Client) -> None:
    client.twin.set_clock(None)
    before = client.twin.world.now
    client.twin.advance(86_400)
    client("GET", REPO)
    assert 86_400 <= (client.twin.world.now - before).total_seconds() < 86_500


# What a query may ask for at once (F4.26)

LARGE = """{ repository(owner: "learner", name: "roadmap") {
  issues(first: 100) { nodes { comments(first: %d) { nodes { id } } } }
} }"""


@pytest.mark.parametrize(("size", "is_served"), [(99, True), (100, False)])
def test_a_query_that_reaches_ten_thousand_nodes_is_given_up(size: int, is_served: bool) -> None:
    body = Client().query(LARGE % size)
    assert ("errors" not in body) is is_served
    if not is_served:
        assert body["data"] == {"repository": None}
        assert body["errors"][0]["message"] == "Resource limits for this query exceeded."


def test_giving_up_may_show_as_502_and_can_be_told_not_to(client: Client) -> None:
    def ask(**limits: Any) -> int:
        bounds = replace(client.twin.world.limits, **limits)
        client.twin.world = replace(client.twin.world, limits=bounds)
        status, _ = client("POST", "/graphql", {"query": LARGE % 100})
        return status

    assert [ask(too_large="502"), ask(nodes=None), ask(nodes=10_100)] == [502, 200, 200]
