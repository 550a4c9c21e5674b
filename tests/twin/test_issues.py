"""The twin's issues keep GitHub's manners, by GraphQL and by REST."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from tests.kit.client import REPO, Client


@pytest.fixture
def client() -> Client:
    return Client()


def rest_error(client: Client, **values: Any) -> Any:
    status, body = client("POST", f"{REPO}/issues", values)
    assert status == 422
    return body["errors"][0]


@pytest.mark.parametrize(
    ("values", "words", "field"),
    [
        ({"title": "t" * 257}, "Title is too long (maximum is 256 characters)", "title"),
        ({"title": " "}, "Title can't be blank", "title"),
        (
            {"title": "t", "body": "b" * 65_537},
            "Body is too long (maximum is 65536 characters)",
            "body",
        ),
    ],
)
def test_a_text_too_long_or_blank_is_refused(
    client: Client, values: dict[str, str], words: str, field: str
) -> None:
    refused = client.refusal("create_issue", repositoryId=client.repository_id, **values)
    assert refused == ("UNPROCESSABLE", words)
    assert rest_error(client, **values)["field"] == field
    assert client.home.issues == {}


def test_titles_and_bodies_of_just_the_right_length_pass(client: Client) -> None:
    client.issue("t" * 256, body="界" * 65_536)
    assert len(client.facts(1)["body"]) == 65_536


def test_issues_and_pull_requests_share_their_numbers(client: Client) -> None:
    client.issue()
    client.twin.act("open_pull", "stranger", title="A change")
    client.issue()
    assert [one["number"] for one in client.read()["issues"]["nodes"]] == [1, 3]
    _, listed = client("GET", f"{REPO}/issues?state=all&direction=asc")
    assert [(one["number"], "pull_request" in one) for one in listed] == [
        (1, False),
        (2, True),
        (3, False),
    ]


def test_an_issue_is_made_with_labels_milestone_and_parent_in_one_write(client: Client) -> None:
    label, parent = client.label("roadmap"), client.issue("W01")
    _, milestone = client("POST", f"{REPO}/milestones", {"title": "M4"})
    client.issue("W01-1", labelIds=[label], milestoneId=milestone["node_id"], parentIssueId=parent)
    made = client.facts(2)
    assert made["labels"]["nodes"] == [{"name": "roadmap"}]
    assert (made["milestone"], made["parent"]) == ({"number": 1}, {"id": parent, "number": 1})
    assert made["author"] == {"__typename": "Bot", "login": "github-actions"}
    _, shown = client("GET", f"{REPO}/issues/2")
    assert shown["user"]["login"] == "github-actions[bot]"


def test_labels_of_a_stranger_are_dropped_in_silence(client: Client) -> None:
    client.label("roadmap")
    client.token = seed.STRANGER_TOKEN
    status, made = client(
        "POST", f"{REPO}/issues", {"title": "Hi", "labels": ["roadmap"], "assignees": ["learner"]}
    )
    assert (status, made["labels"], made["assignees"], made["milestone"]) == (201, [], [], None)


def test_rest_makes_the_labels_that_are_missing(client: Client) -> None:
    _, made = client("POST", f"{REPO}/issues", {"title": "Hi", "labels": ["New", {"name": "new"}]})
    assert [label["name"] for label in made["labels"]] == ["New"]


def test_closing_a_closed_issue_changes_nothing(client: Client) -> None:
    issue = client.issue()
    client.change("close_issue", issueId=issue, stateReason="NOT_PLANNED")
    before = client.home
    client.change("close_issue", issueId=issue, stateReason="COMPLETED")
    assert client.home == before
    client("PATCH", f"{REPO}/issues/1", {"state": "closed", "state_reason": "completed"})
    assert client.home.issues[1].reason == "not_planned"


def test_a_closed_issue_is_reopened_once(client: Client) -> None:
    issue = client.issue()
    client.change("close_issue", issueId=issue)
    for _ in range(2):
        client.change("reopen_issue", issueId=issue)
    assert [event.kind for event in client.home.issues[1].events] == ["closed", "reopened"]


def test_the_timeline_tells_who_closed_and_reopened(client: Client) -> None:
    client.issue()
    client.twin.act("close", "learner", number=1)
    client.twin.advance(60)
    client.twin.act("reopen", "helper", number=1)
    client.twin.act("reopen", "helper", number=1)
    told = client.facts(1)
    assert (told["state"], told["stateReason"]) == ("OPEN", "REOPENED")
    assert told["timelineItems"]["nodes"] == [
        {
            "__typename": "ClosedEvent",
            "createdAt": "2026-01-05T09:00:00Z",
            "actor": {"__typename": "User", "login": "learner"},
        },
        {
            "__typename": "ReopenedEvent",
            "createdAt": "2026-01-05T09:01:00Z",
            "actor": {"__typename": "User", "login": "helper"},
        },
    ]


def test_a_timeline_without_types_has_the_comments_too(client: Client) -> None:
    issue = client.issue()
    client.change("close_issue", issueId=issue)
    client.change("add_comment", subjectId=issue, body="hi")
    timeline = "... on Issue { timelineItems(first: 5) { nodes { __typename } } }"
    asked = f"query($id: ID!) {{ node(id: $id) {{ {timeline} }} }}"
    nodes = client.query(asked, id=issue)["data"]["node"]["timelineItems"]["nodes"]
    assert [one["__typename"] for one in nodes] == ["ClosedEvent", "IssueComment"]


def test_a_duplicate_shows_as_such_only_to_those_who_ask(client: Client) -> None:
    first, second = client.issue(), client.issue()
    client.change("close_issue", issueId=second, stateReason="DUPLICATE", duplicateIssueId=first)
    reasons = "old: stateReason new: stateReason(enableDuplicate: true)"
    asked = f"query($id: ID!) {{ node(id: $id) {{ ... on Issue {{ {reasons} }} }} }}"
    assert client.query(asked, id=second)["data"]["node"] == {
        "old": "NOT_PLANNED",
        "new": "DUPLICATE",
    }
    assert client.home.issues[2].duplicate_of == 1


def test_an_edit_is_remembered_only_where_the_body_changed(client: Client) -> None:
    issue = client.issue(body="old")
    client.change("update_issue", id=issue, title="New title", body="old")
    assert client.facts(1)["lastEditedAt"] is None
    client.twin.act("edit", "learner", number=1, body="new")
    assert client.facts(1)["editor"] == {"__typename": "User", "login": "learner"}
    assert [edit.body for edit in client.home.issues[1].edits] == ["new"]


def test_an_update_changes_what_it_names_and_nothing_else(client: Client) -> None:
    label = client.label("roadmap")
    issue = client.issue(body="text", labelIds=[label])
    _, milestone = client("POST", f"{REPO}/milestones", {"title": "M4"})
    people = client.query('{ repository(owner: "learner", name: "roadmap") { owner { id } } }')
    owner = people["data"]["repository"]["owner"]["id"]
    client.change(
        "update_issue",
        id=issue,
        milestoneId=milestone["node_id"],
        assigneeIds=[owner],
        state="CLOSED",
    )
    told = client.facts(1)
    assert (told["milestone"], told["assignees"]["totalCount"], told["state"]) == (
        {"number": 1},
        1,
        "CLOSED",
    )
    assert (told["body"], told["labels"]["totalCount"]) == ("text", 1)
    client.change("update_issue", id=issue, milestoneId=None, labelIds=[], state="OPEN")
    told = client.facts(1)
    assert (told["milestone"], told["labels"]["totalCount"], told["state"]) == (None, 0, "OPEN")


def test_rest_replaces_labels_milestone_and_assignees(client: Client) -> None:
    client.issue()
    client("POST", f"{REPO}/milestones", {"title": "M4"})
    _, shown = client(
        "PATCH", f"{REPO}/issues/1", {"labels": ["a"], "milestone": 1, "assignees": ["helper"]}
    )
    assert [one["name"] for one in shown["labels"]] == ["a"]
    assert (shown["milestone"]["title"], shown["assignee"]["login"]) == ("M4", "helper")
    _, shown = client(
        "PATCH",
        f"{REPO}/issues/1",
        {"labels": None, "milestone": None, "assignees": [], "state": "open"},
    )
    assert (shown["labels"], shown["milestone"], shown["assignees"]) == ([], None, [])
    status, body = client("PATCH", f"{REPO}/issues/1", {"milestone": "M4"})
    assert (status, body["errors"][0]["field"]) == (422, "milestone")


def test_an_issue_bears_a_hundred_labels_and_ten_people_at_most(client: Client) -> None:
    client.issue()
    status, body = client("PATCH", f"{REPO}/issues/1", {"labels": [f"l{n}" for n in range(101)]})
    assert (status, body["errors"][0]["field"]) == (422, "labels")
    status, body = client("PATCH", f"{REPO}/issues/1", {"assignees": [f"p{n}" for n in range(11)]})
    assert (status, body["errors"][0]["field"]) == (422, "assignees")


def test_a_draft_is_dropped_by_a_stranger_in_graphql_too(client: Client) -> None:
    label = client.label("a")
    client.token = seed.STRANGER_TOKEN
    issue = client.issue(labelIds=[label])
    client.change("update_issue", id=issue, labelIds=[label], title="Still mine")
    assert (client.home.issues[1].labels, client.home.issues[1].title) == ((), "Still mine")
    _, shown = client("PATCH", f"{REPO}/issues/1", {"labels": ["a"]})
    assert shown["labels"] == []


def test_issues_are_read_by_number_and_things_by_id(client: Client) -> None:
    issue = client.issue()
    made = client.change("add_comment", subjectId=issue, body="hi")["commentEdge"]["node"]["id"]
    client("POST", f"{REPO}/milestones", {"title": "M4"})
    sha = client.home.head.sha
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    _, milestone = client("GET", f"{REPO}/milestones")
    assert client.run("read_bodies", ids=[f"I_kwDO{client.home.id:08X}_one"])["data"]["nodes"] == [
        None
    ]
    ids = [
        made,
        client.repository_id,
        milestone[0]["node_id"],
        f"C_kwDO{client.home.id:08X}_{sha}",
        "U_kwDO00000065",
    ]
    nodes = client.query(text, ids=ids)["data"]["nodes"]
    assert [one["__typename"] for one in nodes] == [
        "IssueComment",
        "Repository",
        "Milestone",
        "Commit",
        "User",
    ]
    assert [one["id"] for one in nodes] == ids
    asked = '{ repository(owner: "learner", name: "roadmap") { issue(number: 9) { id } } }'
    assert client.query(asked)["errors"][0]["type"] == "NOT_FOUND"


def test_labels_are_added_and_removed_one_by_one(client: Client) -> None:
    one, two, issue = client.label("one"), client.label("two"), client.issue()
    client.change("add_labels", labelableId=issue, labelIds=[one, two, one])
    client.change("remove_labels", labelableId=issue, labelIds=[one])
    assert client.facts(1)["labels"]["nodes"] == [{"name": "two"}]


def test_an_issue_tells_how_its_author_stands_to_the_repository(client: Client) -> None:
    client.issue()
    for user in ("learner", "helper", "stranger"):
        client.twin.act("open_issue", user, title=f"By {user}")
    found = [client.facts(number)["authorAssociation"] for number in range(1, 5)]
    assert found == ["NONE", "OWNER", "COLLABORATOR", "NONE"]


def test_a_comment_has_an_author_and_a_limit_in_bytes(client: Client) -> None:
    issue = client.issue()
    client.change("add_comment", subjectId=issue, body="hi")
    client.twin.act("comment", "learner", number=1, body="me")
    client.twin.act("comment", "helper", number=1, body="and me")
    nodes = client.facts(1)["comments"]["nodes"]
    assert [one["author"]["login"] for one in nodes] == ["github-actions", "learner", "helper"]
    assert client.refusal("add_comment", subjectId=issue, body="b" * 262_145)[1].startswith(
        "Body is too long"
    )
    assert client.refusal("add_comment", subjectId=issue, body="")[1] == "Body cannot be blank"
    _, comments = client("GET", f"{REPO}/issues/1/comments")
    assert [one["body"] for one in comments] == ["hi", "me", "and me"]
    assert client("POST", f"{REPO}/issues/1/comments", {"body": "by REST"})[0] == 201


def test_issues_off_is_410_and_changes_nothing(client: Client) -> None:
    issue = client.issue()
    client.twin.act("change_settings", "learner", has_issues=False)
    for method, path in (
        ("GET", "issues"),
        ("POST", "issues"),
        ("PATCH", "issues/1"),
        ("POST", "issues/1/comments"),
    ):
        status, body = client(method, f"{REPO}/{path}", {"title": "x", "body": "y"})
        assert (status, body["message"]) == (410, "Issues are disabled for this repo")
    assert client("POST", f"{REPO}/milestones", {"title": "M4"})[0] == 410
    assert "disabled" in client.refusal("close_issue", issueId=issue)[1]
    assert client.read()["hasIssuesEnabled"] is False


def test_an_archived_repository_is_read_only(client: Client) -> None:
    issue = client.issue()
    client.twin.act("change_settings", "learner", is_archived=True)
    assert client.refusal("close_issue", issueId=issue) == (
        "FORBIDDEN",
        "Repository was archived so is read-only.",
    )
    assert client("POST", f"{REPO}/labels", {"name": "x"})[0] == 403


def test_unknown_ids_are_named_and_leave_a_null(client: Client) -> None:
    issue = client.issue()
    body = client.run(
        "read_bodies", ids=[issue, "I_kwDO00000001_9", "nonsense", "I_kwDO000003E9_77"]
    )
    assert [bool(one) for one in body["data"]["nodes"]] == [True, False, False, False]
    assert [(one["type"], one["path"]) for one in body["errors"]] == [
        ("NOT_FOUND", ["nodes", n]) for n in (1, 2, 3)
    ]
    assert client.refusal("close_issue", issueId="X")[0] == "NOT_FOUND"
    assert client.refusal("close_issue", issueId=client.repository_id)[0] == "NOT_FOUND"


def test_a_thing_of_another_repository_is_none_of_ours() -> None:
    client = Client("template-copy")
    other = client.query('{ repository(owner: "author", name: "roadmap") { id } }')["data"][
        "repository"
    ]["id"]
    client.token = seed.AUTHOR_TOKEN
    body = client.run("create_label", {"repositoryId": other, "name": "x", "color": "ededed"})
    client.token = seed.JOB_TOKEN
    label = body["data"]["change0"]["label"]["id"]
    refused = client.refusal(
        "create_issue", repositoryId=client.repository_id, title="t", labelIds=[label]
    )
    assert refused[0] == "NOT_FOUND"


def test_lists_are_filtered_and_sorted(client: Client) -> None:
    label = client.label("a")
    client.issue("one", labelIds=[label]), client.issue("two")
    client("PATCH", f"{REPO}/issues/1", {"state": "closed"})
    asked = """{ repository(owner: "learner", name: "roadmap") {
        closed: issues(first: 9, states: [CLOSED]) { nodes { number } }
        a: issues(first: 9, labels: ["a"]) { nodes { number } }
        newest: issues(first: 1, orderBy: {field: CREATED_AT, direction: DESC}) {
            nodes { number } } } }"""
    found = client.query(asked)["data"]["repository"]
    assert [found[name]["nodes"] for name in ("closed", "a", "newest")] == [
        [{"number": 1}],
        [{"number": 1}],
        [{"number": 2}],
    ]
    assert [one["number"] for one in client("GET", f"{REPO}/issues")[1]] == [2]
    assert [
        one["number"] for one in client("GET", f"{REPO}/issues?state=all&labels=a&sort=updated")[1]
    ] == [1]
