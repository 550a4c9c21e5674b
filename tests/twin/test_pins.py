"""Pins: three at most, of issues that are there, and each says who set it."""

from __future__ import annotations

import pytest

from github_twin import seed
from tests.kit.client import Client

TITLES = ("One", "Two", "Three", "Four")


@pytest.fixture
def client() -> Client:
    return Client(issues=TITLES)


def pinned(client: Client) -> list[tuple[int, str]]:
    nodes = client.read()["pinnedIssues"]["nodes"]
    return [(node["issue"]["number"], node["pinnedBy"]["login"]) for node in nodes]


def node_id(client: Client, number: int) -> str:
    return str(client.facts(number)["id"])


def test_a_job_pins_and_unpins_and_a_second_time_changes_nothing(client: Client) -> None:
    for _ in range(2):
        client.change("pin_issue", issueId=node_id(client, 2))
        assert pinned(client) == [(2, seed.JOB.removesuffix("[bot]"))]
    for _ in range(2):
        client.change("unpin_issue", issueId=node_id(client, 2))
        assert pinned(client) == []


def test_a_person_pins_in_the_page_and_a_fourth_is_refused(client: Client) -> None:
    for number in (1, 2, 3):
        event = client.twin.act("pin", seed.LEARNER, number=number)
        assert event is not None
        assert event.payload["action"] == "pinned"
    assert pinned(client) == [(number, seed.LEARNER) for number in (1, 2, 3)]
    kind, _ = client.refusal("pin_issue", issueId=node_id(client, 4))
    assert kind == "UNPROCESSABLE"
    event = client.twin.act("pin", seed.LEARNER, number=2, on=False)
    assert event is not None
    assert event.payload["action"] == "unpinned"
    assert client.twin.dump()["pinned"] == [1, 3]


def test_who_may_not_write_may_not_pin(client: Client) -> None:
    id = node_id(client, 1)
    client.token = seed.READ_TOKEN
    assert client.refusal("pin_issue", issueId=id)[0] == "FORBIDDEN"
    client.token = seed.STRANGER_TOKEN
    assert client.refusal("unpin_issue", issueId=id)[0] == "FORBIDDEN"


def test_what_is_deleted_is_pinned_no_more(client: Client) -> None:
    client.twin.act("pin", seed.LEARNER, number=1)
    client.twin.act("delete", seed.LEARNER, number=1)
    assert client.twin.dump()["pinned"] == []
