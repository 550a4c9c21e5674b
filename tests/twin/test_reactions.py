"""Reactions: one of each content for each person, told by group, and refused where locked."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from github_twin.twin import HOME
from tests.kit.client import Client

ASK = """query($id: ID!) { node(id: $id) { ... on IssueComment {
  id url reactionGroups { content viewerHasReacted reactors { totalCount } } } } }"""
REACT = """mutation($input0: AddReactionInput!) {
  change0: addReaction(input: $input0) { reaction { id content } } }"""


@pytest.fixture
def client() -> Client:
    client = Client()
    client.twin.act("open_issue", seed.LEARNER, HOME, title="Mine")
    client.twin.act("comment", seed.LEARNER, HOME, number=1, body="done")
    return client


def comment_id(client: Client) -> str:
    (comment,) = client.twin.dump()["comments"]
    return str(comment["node_id"])


def react(client: Client, content: str = "ROCKET") -> Any:
    given = {"subjectId": comment_id(client), "content": content}
    return client.query(REACT, input0=given)


def groups(client: Client) -> dict[str, tuple[bool, int]]:
    node = client.query(ASK, id=comment_id(client))["data"]["node"]
    return {
        one["content"]: (one["viewerHasReacted"], one["reactors"]["totalCount"])
        for one in node["reactionGroups"]
    }


def test_all_eight_groups_are_told_and_whether_the_viewer_is_in_them(client: Client) -> None:
    assert set(groups(client).values()) == {(False, 0)}
    assert len(groups(client)) == 8
    client.twin.act("react", seed.STRANGER, HOME, number=1, content="ROCKET")
    assert groups(client)["ROCKET"] == (False, 1)
    react(client)
    react(client)
    assert groups(client)["ROCKET"] == (True, 2)
    (comment,) = client.twin.dump()["comments"]
    assert (comment["reactions"]["rocket"], comment["reactions"]["total_count"]) == (2, 2)


def test_on_a_locked_issue_nobody_may_react(client: Client) -> None:
    client.twin.act("lock", seed.LEARNER, HOME, number=1)
    (error,) = react(client)["errors"]
    assert "AddReaction" in error["message"]
    assert groups(client)["ROCKET"] == (False, 0)


def test_a_comment_that_is_gone_is_not_found(client: Client) -> None:
    id = comment_id(client)
    client.twin.act("delete_comment", seed.LEARNER, HOME, number=1, index=0)
    answer = client.query(REACT, input0={"subjectId": id, "content": "ROCKET"})
    assert answer["errors"][0]["type"] == "NOT_FOUND"
