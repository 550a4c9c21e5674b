"""The twin commits by GraphQL: who, onto what, which files, and what is refused."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from github_twin import seed
from github_twin.twin import HOME
from tests.kit.client import Client

HERE = 'repository(owner: "learner", name: "roadmap")'


@pytest.fixture
def client() -> Client:
    return Client()


def commit(client: Client, **more: Any) -> dict[str, Any]:
    return {
        "branch": {"repositoryNameWithOwner": HOME, "branchName": "main"},
        "expectedHeadOid": client.home.head.sha,
        "message": {"headline": "Report", "body": "more"},
        "fileChanges": {"additions": [add("a/b.md", "# new\n")]},
        **more,
    }


def read_history(client: Client, arguments: str, fields: str) -> Any:
    history = f"history({arguments}) {{ nodes {{ {fields} }} }}"
    text = f"{{ {HERE} {{ defaultBranchRef {{ target {{ ... on Commit {{ {history} }} }} }} }} }}"
    return client.query(text)["data"]["repository"]["defaultBranchRef"]["target"]["history"][
        "nodes"
    ]


def add(path: str, text: str) -> dict[str, str]:
    return {"path": path, "contents": base64.b64encode(text.encode()).decode()}


def test_a_commit_is_the_viewers_and_the_new_head(client: Client) -> None:
    before = client.home.head
    oid = client.change("commit", **commit(client))["commit"]["oid"]
    head = client.home.head
    assert (head.sha, head.parents, head.message) == (oid, (before.sha,), "Report\n\nmore")
    assert (head.login, head.files["a/b.md"].text) == ("github-actions[bot]", "# new\n")
    (newest,) = read_history(client, "first: 1", "author { user { login } }")
    assert newest["author"]["user"]["login"] == "github-actions[bot]"


def test_a_stale_head_is_refused(client: Client) -> None:
    stale = commit(client)
    client.change("commit", **stale)
    expected = f'Expected branch to point to "{stale["expectedHeadOid"]}"'
    assert client.refusal("commit", **stale) == (
        "STALE_DATA",
        f"{expected} but it did not. Pull and try again.",
    )


def test_files_are_deleted_and_a_missing_one_aborts_everything(client: Client) -> None:
    gone = {"additions": [add("x", "x")], "deletions": [{"path": "none"}]}
    assert "does not exist" in client.refusal("commit", **commit(client, fileChanges=gone))[1]
    client.change("commit", **commit(client, fileChanges={"deletions": [{"path": "README.md"}]}))
    assert client.home.head.files == {}


@pytest.mark.parametrize(
    ("additions", "words"),
    [
        ([add("a", "1"), add("a", "2")], "more than once"),
        ([add("../a", "1")], "invalid"),
        ([add("/a", "1")], "invalid"),
        ([{"path": "a", "contents": "%%%"}], "Base64"),
        ([add(".github/workflows/x.yml", "1")], "refusing to allow a GitHub App"),
    ],
)
def test_bad_file_changes_are_refused(
    client: Client, additions: list[dict[str, str]], words: str
) -> None:
    assert (
        words in client.refusal("commit", **commit(client, fileChanges={"additions": additions}))[1]
    )
    assert client.home.head.parents == ()


def test_the_learners_own_token_may_write_workflows(client: Client) -> None:
    client.token = seed.LEARNER_TOKEN
    changes = {"additions": [add(".github/workflows/x.yml", "1")]}
    client.change("commit", **commit(client, fileChanges=changes))
    assert ".github/workflows/x.yml" in client.home.head.files


def test_a_protected_or_missing_branch_is_refused(client: Client) -> None:
    other = {"repositoryNameWithOwner": HOME, "branchName": "other"}
    assert client.refusal("commit", **commit(client, branch=other)) == (
        "NOT_FOUND",
        "Branch not found",
    )
    nowhere = {"repositoryNameWithOwner": "no/body", "branchName": "main"}
    assert client.refusal("commit", **commit(client, branch=nowhere))[0] == "NOT_FOUND"
    assert client.refusal("commit", **commit(client, branch={"id": "X"}))[0] == "NOT_FOUND"
    client.twin.act("change_settings", "learner", protected=["main"])
    assert client.refusal("commit", **commit(client))[0] == "BRANCH_PROTECTION_RULE_VIOLATION"


def test_a_branch_is_also_found_by_its_id(client: Client) -> None:
    ref = f"REF_kwDO{client.home.id:08X}_main"
    client.change("commit", **commit(client, branch={"id": ref}))
    assert client.home.head.message.startswith("Report")


def test_history_of_a_path_holds_only_what_touched_it(client: Client) -> None:
    client.change("commit", **commit(client))
    client.twin.act("push", "learner", commits=[{"message": "other", "files": {"c": "c"}}])
    nodes = read_history(client, 'first: 9, path: "a"', "message")
    assert [one["message"] for one in nodes] == ["Report\n\nmore"]
