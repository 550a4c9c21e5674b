"""What is refused on order, and what nobody knows the shape of, comes in every plausible shape."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.shapes import SHAPES, STATUSES, Stubborn
from github_twin.twin import HOME
from tests.kit.client import REPO, Client

WORDS = "Not today"


def make_stubborn(client: Client, *stubborn: Stubborn) -> None:
    client.twin.world = replace(client.twin.world, stubborn=stubborn)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mutation_is_refused_in_the_shape_that_was_ordered(shape: str) -> None:
    client = Client()
    ids = [client.issue("One"), client.issue("Two")]
    make_stubborn(client, Stubborn("closeIssue", ids[0], shape, WORDS))
    body = client.run("close_issue", {"issueId": ids[0]}, {"issueId": ids[1]})
    (error,) = body["errors"]
    assert error["message"] == WORDS
    assert (error.get("type") == shape) == (shape not in ("untyped", "placeless", "dataless"))
    assert (error.get("path") == ["change0"]) == (shape not in ("placeless", "dataless"))
    is_dataless = shape == "dataless"
    assert (body["data"] is None) == is_dataless
    assert [issue.state for issue in client.home.issues.values()] == [
        "open",
        "open" if is_dataless else "closed",
    ]


@pytest.mark.parametrize("status", STATUSES)
def test_a_call_of_rest_is_refused_with_the_status_that_was_ordered(status: str) -> None:
    client = Client()
    make_stubborn(client, Stubborn("POST", "Half way", status, WORDS))
    assert client("POST", f"{REPO}/milestones", {"title": "Half way"})[0] == int(status)
    assert client("POST", f"{REPO}/milestones", {"title": "The end"})[0] == 201


@pytest.mark.parametrize("shape", SHAPES)
def test_a_locked_issue_refuses_the_job_and_no_person_who_may_write(shape: str) -> None:
    client = Client()
    id = client.issue("One")
    client.twin.act("lock", seed.LEARNER, HOME, number=1)
    client.twin.world = replace(client.twin.world, shapes={"locked": shape})
    (error,) = client.run("add_comment", {"subjectId": id, "body": "Hi"})["errors"]
    assert "locked" in error["message"]
    assert client("POST", f"{REPO}/issues/1/comments", {"body": "Hi"})[0] == 403
    client.token = seed.LEARNER_TOKEN
    client.change("add_comment", subjectId=id, body="Hi")
    client.token = seed.STRANGER_TOKEN
    assert client("POST", f"{REPO}/issues/1/comments", {"body": "Hi"})[0] == 403
    client.twin.act("lock", seed.LEARNER, HOME, number=1, on=False)
    assert client("POST", f"{REPO}/issues/1/comments", {"body": "Hi"})[0] == 201


def test_the_rules_of_a_branch_refuse_a_commit_unless_they_are_harmless() -> None:
    client = Client()
    commit = {
        "branch": {"repositoryNameWithOwner": HOME, "branchName": "main"},
        "message": {"headline": "x"},
    }
    for rules, count in (("pull_request",), 0), (("deletion", "non_fast_forward"), 1):
        client.twin.act("change_settings", seed.LEARNER, HOME, rules={"main": rules})
        body = client.run("commit", {**commit, "expectedHeadOid": client.home.head.sha})
        assert ("errors" not in body) == bool(count)
    assert len(client.home.commits) == 2
