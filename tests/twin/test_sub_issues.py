"""Sub-issues of the twin: one parent, a hundred children, eight layers, no circle."""

from __future__ import annotations

import pytest

from tests.kit.client import REPO, Client

ONE_PARENT = "An error occurred while adding the sub-issue to the parent issue. "


@pytest.fixture
def client() -> Client:
    return Client()


def test_an_issue_has_one_parent_unless_it_is_replaced(client: Client) -> None:
    one, two, child = client.issue(), client.issue(), client.issue()
    client.change("add_parent", issueId=one, subIssueId=child)
    assert client.refusal("add_parent", issueId=two, subIssueId=child)[1].endswith(
        "Sub issue may only have one parent"
    )
    assert "duplicate sub-issues" in client.refusal("add_parent", issueId=one, subIssueId=child)[1]
    client.change("add_parent", issueId=two, subIssueId=child, replaceParent=True)
    assert (client.home.issues[1].children, client.home.issues[2].children) == ((), (3,))
    assert client.refusal("remove_parent", issueId=one, subIssueId=child)[0] == "UNPROCESSABLE"
    client.change("remove_parent", issueId=two, subIssueId=child)
    assert client.facts(3)["parent"] is None


def test_a_parent_has_a_hundred_children_at_most(client: Client) -> None:
    parent = client.issue("W01")
    for number in range(100):
        client.issue(f"W01-{number}", parentIssueId=parent)
    refused = client.refusal(
        "create_issue", repositoryId=client.repository_id, title="x", parentIssueId=parent
    )
    assert refused == ("UNPROCESSABLE", f"{ONE_PARENT}Parent cannot have more than 100 sub-issues")
    assert len(client.home.issues) == 101


def test_families_are_eight_deep_at_most_and_have_no_circle(client: Client) -> None:
    line = [client.issue("0")]
    for depth in range(1, 8):
        line.append(client.issue(str(depth), parentIssueId=line[-1]))
    values = {"repositoryId": client.repository_id, "title": "9", "parentIssueId": line[-1]}
    assert "8 layers" in client.refusal("create_issue", **values)[1]
    assert "circular" in client.refusal("add_parent", issueId=line[3], subIssueId=line[0])[1]


def test_rest_nests_by_database_id_and_sums_the_children_up(client: Client) -> None:
    client.issue(), client.issue()
    number = client.home.issues[2].id
    assert client("POST", f"{REPO}/issues/1/sub_issues", {"sub_issue_id": 2})[0] == 404
    client("POST", f"{REPO}/issues/1/sub_issues", {"sub_issue_id": number})
    client("PATCH", f"{REPO}/issues/2", {"state": "closed"})
    _, parent = client("GET", f"{REPO}/issues/1")
    assert parent["sub_issues_summary"] == {"total": 1, "completed": 1, "percent_completed": 100}
    _, child = client("GET", f"{REPO}/issues/2")
    assert child["parent_issue_url"].endswith("/issues/1")
