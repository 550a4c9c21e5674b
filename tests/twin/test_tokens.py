"""What each kind of token may see and do."""

from __future__ import annotations

import pytest

from github_twin import seed
from tests.kit.client import REPO, Client


def make_label(client: Client) -> tuple[int, str]:
    status, body = client("POST", f"{REPO}/labels", {"name": "x"})
    return status, body.get("message", "")


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "token wrong"}, {"authorization": "Bearer "}]
)
def test_nobody_is_served_without_a_token(headers: dict[str, str]) -> None:
    client = Client()
    assert client.twin.send("GET", REPO, headers)[0] == 401
    assert (
        client.twin.send("POST", "/graphql", headers, '{"query": "{ viewer { login } }"}')[0] == 401
    )


def test_a_read_only_job_is_told_which_permission_it_lacks() -> None:
    client = Client(token=seed.READ_TOKEN)
    assert make_label(client) == (403, "Resource not accessible by integration")
    assert client.headers["x-accepted-github-permissions"] == "issues=write"
    refused = client.refusal(
        "create_label", repositoryId=client.repository_id, name="x", color="ededed"
    )
    assert refused == ("FORBIDDEN", "Resource not accessible by integration")


def test_the_job_can_neither_switch_issues_on_nor_ask_who_it_is() -> None:
    client = Client("fork")
    assert client("PATCH", REPO, {"has_issues": True})[0] == 403
    assert client("GET", "/user")[0] == 403
    client.token = seed.LEARNER_TOKEN
    assert client("PATCH", REPO, {"has_issues": True})[1]["has_issues"] is True
    assert client("GET", "/user")[1]["login"] == "learner"
    assert client("PATCH", REPO, {"name": "roadmap"})[1]["has_issues"] is True
    client.token = seed.STRANGER_TOKEN
    assert client("PATCH", REPO, {"has_issues": False})[0] == 404


def test_the_job_writes_in_its_own_repository_alone() -> None:
    client = Client("template-copy")
    assert client("POST", "/repos/author/roadmap/labels", {"name": "x"})[0] == 403
    assert client("GET", "/repos/author/roadmap")[0] == 200


def test_a_project_token_cannot_write_the_repository() -> None:
    client = Client(token=seed.PROJECT_TOKEN)
    assert make_label(client)[0] == 404
    refused = client.refusal(
        "create_label", repositoryId=client.repository_id, name="x", color="ededed"
    )
    assert (refused[0], "scopes: ['public_repo']" in refused[1]) == ("INSUFFICIENT_SCOPES", True)


def test_a_fine_grained_token_may_what_it_was_given() -> None:
    client = Client(token=seed.FINE_TOKEN)
    assert make_label(client)[0] == 201
    client = Client(token=seed.FINE_TOKEN, permissions={"issues": "read"})
    assert make_label(client) == (403, "Resource not accessible by personal access token")


def test_a_stranger_may_open_and_close_only_what_is_theirs() -> None:
    client = Client()
    mine = client.issue()
    client.token = seed.STRANGER_TOKEN
    theirs = client.issue()
    assert "change0" in client.run("close_issue", {"issueId": theirs})["data"]
    refused = client.refusal("close_issue", issueId=mine)
    assert refused == (
        "FORBIDDEN",
        "stranger does not have the correct permissions to execute `CloseIssue`",
    )
    assert make_label(client)[0] == 404


def test_a_private_repository_is_not_there_for_others() -> None:
    client = Client(private=True)
    issue = client.issue()
    assert client("GET", REPO)[0] == 200
    client.token = seed.STRANGER_TOKEN
    assert client("GET", REPO)[0] == 404
    assert (
        client.query('{ repository(owner: "learner", name: "roadmap") { id } }')["errors"][0][
            "type"
        ]
        == "NOT_FOUND"
    )
    assert client.refusal("close_issue", issueId=issue)[0] == "NOT_FOUND"
    client.token = seed.PROJECT_TOKEN
    assert client("GET", REPO)[0] == 404
    client.token = seed.FINE_TOKEN
    assert client("GET", REPO)[0] == 200


def test_a_job_without_a_permission_cannot_even_read_a_private_repository() -> None:
    client = Client(private=True, permissions={"issues": "none", "contents": "read"})
    text = '{ repository(owner: "learner", name: "roadmap") { issues(first: 1) { nodes { id } } } }'
    assert client.query(text)["errors"][0]["type"] == "FORBIDDEN"
    assert client("GET", f"{REPO}/issues")[0] == 403
    assert client("GET", f"{REPO}/commits")[0] == 200


def test_tokens_stay_out_of_what_is_printed() -> None:
    world = Client().twin.world
    assert seed.JOB_TOKEN not in repr(world)
    assert seed.JOB_TOKEN not in repr(world.tokens[seed.JOB_TOKEN])
