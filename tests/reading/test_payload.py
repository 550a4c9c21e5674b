"""An event's payload says which issue and which commits it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from roadmap_bot.reading.payload import (
    HISTORY,
    PAYLOAD_LIMIT,
    ZEROS,
    find_body,
    find_commits,
    find_labels,
    is_short,
)
from roadmap_bot.repository import Commit
from tests.kit.scene import MONDAY


def test_labels_of_the_issue_are_read_whatever_their_case() -> None:
    labels = [{"name": "RoadMap"}, {"name": "Bake"}]
    assert find_labels({"issue": {"labels": labels}}) == frozenset({"roadmap", "bake"})
    assert find_labels({"issue": {"labels": []}}) == frozenset()
    assert find_labels({"issue": {}}) == frozenset()
    assert find_labels({"issue": {"labels": ["odd"]}}) == frozenset()


@pytest.mark.parametrize("event", [{}, {"issue": None}, {"issue": "odd"}])
def test_an_event_about_no_issue_has_no_labels(event: Mapping[str, Any]) -> None:
    assert find_labels(event) is None


def pushed(name: str, **facts: Any) -> dict[str, Any]:
    author = {"name": "Ada", "email": "a@example.org", "username": "ada"}
    time = "2026-11-23T10:00:00+01:00"
    return {
        "id": name * 40,
        "message": f"done {name}",
        "timestamp": time,
        "author": author,
        "distinct": True,
        **facts,
    }


def test_all_commits_of_a_push_are_read_in_order_and_never_the_head_commit() -> None:
    event = {"commits": [pushed("a"), pushed("b", distinct=False)], "head_commit": pushed("c")}
    assert find_commits(event) == (
        Commit("a" * 40, "done a", MONDAY, "ada"),
        Commit("b" * 40, "done b", MONDAY, "ada"),
    )


@pytest.mark.parametrize("author", [None, {}, {"name": "Ada"}, {"username": ""}, "odd"])
def test_a_commit_that_github_attributes_to_nobody_has_no_login(author: object) -> None:
    (commit,) = find_commits({"commits": [pushed("a", author=author)]})
    assert commit.login is None


def test_a_time_without_a_zone_is_utc() -> None:
    (commit,) = find_commits({"commits": [pushed("a", timestamp="2026-11-23T09:00:00")]})
    assert commit.date == MONDAY


@pytest.mark.parametrize(
    "event",
    [
        *(
            {},
            {"commits": None},
            {"commits": "odd"},
            {"commits": 5},
            {"commits": ["odd", None, {}, {"id": 7}, {"id": "x"}]},
        ),
        {"commits": [pushed("a", timestamp="soon")]},
        {"commits": [], "head_commit": pushed("a")},
    ],
)
def test_what_is_no_commit_is_none(event: Mapping[str, Any]) -> None:
    assert find_commits(event) == ()


@pytest.mark.parametrize(
    ("facts", "short"),
    [
        ({}, False),
        ({"commits": [pushed("b")] * (HISTORY - 1)}, True),
        ({"commits": [pushed("b")] * (HISTORY - 1), "forced": True}, False),
        ({"after": "c" * 40}, True),
        ({"after": "c" * 40, "forced": True}, True),
        ({"commits": []}, True),
        ({"commits": None}, True),
        ({"commits": 5}, True),
        ({"commits": [pushed("b")] * PAYLOAD_LIMIT}, True),
        ({"before": ZEROS, "created": True, "commits": []}, False),
        ({"after": ZEROS, "deleted": True, "commits": []}, False),
        ({"before": None, "commits": []}, False),
        ({"after": None, "commits": []}, False),
    ],
)
def test_a_payload_is_short_where_it_may_lack_commits_that_can_be_asked_for(
    facts: Mapping[str, Any], *, short: bool
) -> None:
    event = {
        "before": "0a" * 20,
        "after": "b" * 40,
        "commits": [pushed("a"), pushed("b")] * 50,
        **facts,
    }
    assert is_short(event) is short


def test_the_body_is_that_of_the_issue_if_there_is_one() -> None:
    assert find_body({"issue": {"body": "a"}}) == "a"
    events: list[Any] = [{}, {"issue": None}, {"issue": {}}, {"issue": {"body": None}}]
    assert {find_body(event) for event in (*events, {"issue": ["a"]})} == {""}
