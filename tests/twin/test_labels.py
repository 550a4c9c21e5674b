"""The twin's labels and milestones keep GitHub's manners."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_twin import labels
from github_twin.milestones import PACIFIC, floor_due
from github_twin.refusals import RefusedError
from tests.kit.client import REPO, Client


@pytest.fixture
def client() -> Client:
    return Client()


def test_label_names_are_one_whatever_their_case(client: Client) -> None:
    client.label("Roadmap")
    values = {"repositoryId": client.repository_id, "name": "ROADMAP", "color": "ededed"}
    assert client.refusal("create_label", **values) == (
        "UNPROCESSABLE",
        "Name has already been taken",
    )
    status, body = client("POST", f"{REPO}/labels", {"name": "roadmap"})
    assert (status, body["errors"]) == (
        422,
        [{"resource": "Label", "code": "already_exists", "field": "name"}],
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "n" * 51}, "name"),
        ({"name": "n", "color": "#ededed"}, "color"),
        ({"name": "n", "description": "d" * 101}, "description"),
    ],
)
def test_a_label_has_its_limits(client: Client, given: dict[str, str], field: str) -> None:
    status, body = client("POST", f"{REPO}/labels", given)
    assert (status, body["errors"][0]["field"]) == (422, field)


def test_a_label_is_edited_by_people_and_vanishes_from_issues(client: Client) -> None:
    client("POST", f"{REPO}/issues", {"title": "t", "labels": ["a", "b"]})
    client.twin.act("edit_label", "learner", label="A", color="ff0000", name="c")
    assert [one["name"] for one in client("GET", f"{REPO}/labels")[1]] == ["c", "b"]
    client.twin.act("delete_label", "learner", label="c")
    assert [one["name"] for one in client("GET", f"{REPO}/issues/1")[1]["labels"]] == ["b"]
    for act in (labels.edit_label, labels.delete_label):
        with pytest.raises(RefusedError, match="not-found"):
            act(client.twin.world, client.home, "c")


def test_a_milestone_title_is_taken_only_once_case_included(client: Client) -> None:
    assert client("POST", f"{REPO}/milestones", {"title": "M4"})[0] == 201
    assert client("POST", f"{REPO}/milestones", {"title": "m4"})[0] == 201
    status, body = client("POST", f"{REPO}/milestones", {"title": "M4"})
    assert (status, body["errors"]) == (
        422,
        [{"resource": "Milestone", "code": "already_exists", "field": "title"}],
    )
    assert client("PATCH", f"{REPO}/milestones/2", {"title": "M4"})[0] == 422
    assert client("POST", f"{REPO}/milestones", {})[0] == 422


def test_a_milestone_closes_and_opens_and_counts_its_issues(client: Client) -> None:
    client("POST", f"{REPO}/milestones", {"title": "M4", "state": "closed"})
    client("POST", f"{REPO}/issues", {"title": "t", "milestone": 1})
    _, shown = client("PATCH", f"{REPO}/milestones/1", {"description": "text", "state": "open"})
    assert (shown["state"], shown["closed_at"], shown["open_issues"], shown["description"]) == (
        "open",
        None,
        1,
        "text",
    )
    assert client("PATCH", f"{REPO}/milestones/9", {})[0] == 404
    assert client("PATCH", f"{REPO}/milestones/1", {"state": "done"})[0] == 422
    _, closed = client("PATCH", f"{REPO}/milestones/1", {"state": "closed"})
    assert client("GET", f"{REPO}/milestones")[1] == []
    assert client("GET", f"{REPO}/milestones?state=all")[1] == [closed]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2020-09-24T06:59:00Z", "2020-09-23T07:00:00+00:00"),
        ("2020-09-24T12:00:00Z", "2020-09-24T07:00:00+00:00"),
        ("2026-01-31T12:00:00Z", "2026-01-31T08:00:00+00:00"),
        ("2026-01-31", "2026-01-30T08:00:00+00:00"),
    ],
)
def test_a_due_date_is_floored_to_midnight_pacific(sent: str, kept: str) -> None:
    assert str(floor_due(sent)).replace(" ", "T") == kept


def test_the_issues_of_a_deleted_milestone_stay_without_one(client: Client) -> None:
    client("POST", f"{REPO}/milestones", {"title": "M4"})
    client("POST", f"{REPO}/issues", {"title": "t", "milestone": 1})
    client.twin.act("delete_milestone", "learner", number=1)
    assert client("GET", f"{REPO}/milestones?state=all")[1] == []
    assert client("GET", f"{REPO}/issues/1")[1]["milestone"] is None
    with pytest.raises(RefusedError):
        client.twin.act("delete_milestone", "learner", number=1)


def test_milestones_are_listed_by_due_date(client: Client) -> None:
    for title, due in (
        ("none", None),
        ("late", "2026-03-01T12:00:00Z"),
        ("soon", "2026-02-01T12:00:00Z"),
    ):
        client("POST", f"{REPO}/milestones", {"title": title, "due_on": due})
    assert [one["title"] for one in client("GET", f"{REPO}/milestones")[1]] == [
        "soon",
        "late",
        "none",
    ]


def test_a_due_date_that_is_none_is_refused_and_null_clears_it(client: Client) -> None:
    client("POST", f"{REPO}/milestones", {"title": "M4", "due_on": "2026-01-31T12:00:00Z"})
    status, body = client("PATCH", f"{REPO}/milestones/1", {"due_on": "soon"})
    assert (status, body["errors"][0]["value"]) == (422, "soon")
    assert (
        client("PATCH", f"{REPO}/milestones/1", {"title": "M5"})[1]["due_on"]
        == "2026-01-31T08:00:00Z"
    )
    assert client("PATCH", f"{REPO}/milestones/1", {"due_on": None})[1]["due_on"] is None


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC)))
def test_noon_survives_the_floor_as_the_same_date(moment: dt.datetime) -> None:
    noon = moment.replace(hour=12, minute=0, second=0, microsecond=0)
    floored = floor_due(noon.isoformat())
    assert floored is not None
    assert floored.date() == noon.date()
    assert floored.astimezone(PACIFIC).time() == dt.time()
