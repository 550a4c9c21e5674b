"""What moves away: renamed repositories lead on, transferred and deleted issues are told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.twin import HOME
from github_twin.world import put_repository
from tests.kit.client import REPO, Client

ELSEWHERE = "learner/elsewhere"


def renamed() -> Client:
    client = Client()
    client.issue("One")
    client.twin.act("rename", seed.LEARNER, HOME, name="new-name")
    return client


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "", 301), ("GET", "/issues/1", 301), ("POST", "/milestones", 307)],
)
def test_the_former_name_of_a_repository_leads_on(method: str, path: str, status: int) -> None:
    client = renamed()
    assert client(method, REPO + path, {"title": "M"})[0] == status
    where = client.headers["location"].removeprefix("https://api.github.com")
    assert where.startswith("/repositories/")
    assert client(method, where, {"title": "M"})[0] in (200, 201)


def test_graphql_follows_a_repository_that_was_renamed() -> None:
    client = renamed()
    asked = 'query { repository(owner: "learner", name: "roadmap") { nameWithOwner } }'
    assert client.query(asked)["data"]["repository"]["nameWithOwner"] == "learner/new-name"


def transferred() -> tuple[Client, str]:
    client = Client()
    id = client.issue("One")
    client.issue("Two")
    other = replace(client.home, id=4711, name="elsewhere", issues={})
    client.twin.world = put_repository(client.twin.world, other)
    client.twin.act("transfer", seed.LEARNER, HOME, number=1, to=ELSEWHERE)
    return client, id


def test_a_transferred_issue_is_led_on_by_rest_and_is_no_node_any_more() -> None:
    client, id = transferred()
    assert client("GET", f"{REPO}/issues/1")[0] == 301
    assert client.headers["location"].endswith("/repositories/4711/issues/1")
    assert client.refusal("close_issue", issueId=id)[0] == "NOT_FOUND"
    assert [one.title for one in client.home.issues.values()] == ["Two"]
    assert [one.title for one in client.twin.world.repositories[ELSEWHERE].issues.values()] == [
        "One"
    ]
    client.issue("Three")
    assert sorted(client.home.issues) == [2, 3]


@pytest.mark.parametrize("act", ["convert", "delete"])
def test_an_issue_that_is_one_no_more_is_gone(act: str) -> None:
    client = Client()
    id = client.issue("One")
    client.twin.act(act, seed.LEARNER, HOME, number=1)
    assert client("GET", f"{REPO}/issues/1")[0] == 410
    assert client("GET", f"{REPO}/issues/9")[0] == 404
    assert client.refusal("add_comment", subjectId=id, body="x")[0] == "NOT_FOUND"


def test_what_somebody_made_whose_account_is_gone_is_nobodys() -> None:
    client = Client()
    client.twin.act("open_issue", seed.STRANGER, HOME, title="A question")
    client.twin.act("comment", seed.STRANGER, HOME, number=1, body="Me again")
    client.twin.act("delete_person", seed.LEARNER, HOME, login=seed.STRANGER)
    _, issue = client("GET", f"{REPO}/issues/1")
    assert issue["user"]["login"] == "ghost"
    asked = """query { repository(owner: "learner", name: "roadmap") {
      issue(number: 1) { author { login } } } }"""
    assert client.query(asked)["data"]["repository"]["issue"]["author"] is None


def test_a_comment_that_was_deleted_is_gone_alone() -> None:
    client = Client()
    client.issue("One")
    for body in ("first", "second"):
        client.twin.act("comment", seed.LEARNER, HOME, number=1, body=body)
    client.twin.act("delete_comment", seed.LEARNER, HOME, number=1, index=0)
    assert [comment.body for comment in client.home.issues[1].comments] == ["second"]


def test_enabling_the_workflows_of_a_fork_leaves_its_schedules_off() -> None:
    files = {
        ".github/workflows/roadmap.yml": "on:\n  push:\n",
        ".github/workflows/schedule.yml": "on:\n  schedule:\n    - cron: '1 2 * * *'\n",
    }
    client = Client("fork", files=files)
    client.twin.act("enable_workflows", seed.LEARNER, HOME)
    assert {flow.name: flow.state for flow in client.home.workflows} == {
        "roadmap": "active",
        "schedule": "disabled_fork",
    }
    client.twin.act("enable_workflow", seed.LEARNER, HOME, name="schedule")
    assert {flow.state for flow in client.home.workflows} == {"active"}
