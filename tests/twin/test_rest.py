"""REST beyond issues: pages, commits, comparisons, files, workflows, permissions."""

from __future__ import annotations

import base64

import pytest

from github_twin import git, seed
from tests.kit.client import REPO, Client


@pytest.fixture
def client() -> Client:
    return Client(
        files={"README.md": "# Hi\n", "a/b.txt": "b", ".github/workflows/roadmap.yml": "name: x\n"}
    )


def push(client: Client, *messages: str, **more: str) -> list[str]:
    event = client.twin.act(
        "push",
        "learner",
        commits=[{"message": one, "files": {one: one}} for one in messages],
        **more,
    )
    assert event is not None
    return [one["id"] for one in event.payload["commits"]]


def test_lists_come_in_pages_with_links(client: Client) -> None:
    for number in range(5):
        client.issue(str(number))
    path = f"{REPO}/issues?per_page=2&direction=asc"
    pages = []
    for page in (1, 2, 3):
        pages.append([one["number"] for one in client("GET", f"{path}&page={page}")[1]])
    assert pages == [[1, 2], [3, 4], [5]]
    assert 'rel="prev"' in client.headers["link"]
    assert 'rel="next"' not in client.headers["link"]
    client("GET", path)
    assert client.headers["link"].startswith(
        "<https://api.github.com/repos/learner/roadmap/issues?per_page=2"
    )
    client("GET", f"{REPO}/issues?per_page=1000")
    assert "link" not in client.headers


def test_broken_json_is_400(client: Client) -> None:
    headers = {"authorization": f"token {client.token}"}
    assert client.twin.send("POST", f"{REPO}/labels", headers, "{")[0] == 400
    assert client.twin.send("POST", f"{REPO}/labels", headers, b'{"name": "x"}')[0] == 201


def test_a_comparison_pages_from_the_oldest(client: Client) -> None:
    base = client.home.head.sha
    shas = push(client, "1", "2", "3")
    _, whole = client("GET", f"{REPO}/compare/{base}...main")
    assert (whole["status"], whole["ahead_by"], [one["sha"] for one in whole["commits"]]) == (
        "ahead",
        3,
        shas,
    )
    _, page = client("GET", f"{REPO}/compare/{base}...{shas[2]}?per_page=2&page=2")
    assert [one["sha"] for one in page["commits"]] == shas[2:]
    assert client("GET", f"{REPO}/compare/{shas[2]}...{base}")[1]["status"] == "behind"
    assert client("GET", f"{REPO}/compare/main...main")[1]["status"] == "identical"
    assert client("GET", f"{REPO}/compare/{'0' * 40}...main")[0] == 404


def test_without_pages_a_comparison_has_the_newest_250(client: Client) -> None:
    base = client.home.head.sha
    shas = push(client, *map(str, range(260)))
    _, whole = client("GET", f"{REPO}/compare/{base}...main")
    assert (whole["total_commits"], [one["sha"] for one in whole["commits"]]) == (260, shas[-250:])


def test_forced_history_diverges_and_the_old_commits_stay(client: Client) -> None:
    base = client.home.head.sha
    (old,) = push(client, "old")
    (new,) = push(client, "new", force_from=base)
    _, found = client("GET", f"{REPO}/compare/{old}...{new}")
    assert (found["status"], found["ahead_by"], found["behind_by"]) == ("diverged", 1, 1)
    assert [one["sha"] for one in client("GET", f"{REPO}/commits")[1]] == [new, base]
    assert [one["sha"] for one in client("GET", f"{REPO}/commits?sha={old}")[1]] == [old, base]
    assert client("GET", f"{REPO}/commits?sha=none")[0] == 404


def test_unrelated_histories_cannot_be_compared(client: Client) -> None:
    push(client, "apart", branch="apart")
    assert client("GET", f"{REPO}/compare/main...apart")[0] == 404


def test_a_commit_of_nobody_has_no_author(client: Client) -> None:
    client.twin.act("push", "learner", commits=[{"message": "x", "login": None, "name": "ghost"}])
    newest = client("GET", f"{REPO}/commits?per_page=1")[1][0]
    assert (newest["author"], newest["commit"]["author"]["name"]) == (None, "ghost")


def test_contents_are_files_or_folders(client: Client) -> None:
    _, file = client("GET", f"{REPO}/contents/README.md")
    assert (base64.b64decode(file["content"]), file["sha"]) == (
        b"# Hi\n",
        client.home.head.files["README.md"].oid,
    )
    _, folder = client("GET", f"{REPO}/contents")
    assert [(one["path"], one["type"]) for one in folder] == [
        (".github", "dir"),
        ("README.md", "file"),
        ("a", "dir"),
    ]
    assert [one["path"] for one in client("GET", f"{REPO}/contents/a")[1]] == ["a/b.txt"]
    assert client("GET", f"{REPO}/contents/none")[0] == 404
    assert client("GET", f"{REPO}/contents/a?ref=none")[0] == 404


def test_a_tree_lists_folders_and_files_with_the_ids_of_git(client: Client) -> None:
    client.twin.act("push", "learner", commits=[{"message": "x", "files": {"a/b/c.txt": "c"}}])
    status, tree = client("GET", f"{REPO}/git/trees/main?recursive=1")
    found = {entry["path"]: (entry["type"], entry["sha"]) for entry in tree["tree"]}
    assert (status, tree["sha"], tree["truncated"]) == (200, client.home.head.tree, False)
    assert found["a/b/c.txt"] == ("blob", client.home.head.files["a/b/c.txt"].oid)
    assert found["a/b"] == ("tree", git.hash_tree({"c.txt": client.home.head.files["a/b/c.txt"]}))
    assert client("GET", f"{REPO}/git/trees/main")[0] == 501
    client.twin.limit(entries=1)
    status, part = client("GET", f"{REPO}/git/trees/main?recursive=1")
    assert (status, part["truncated"], part["tree"]) == (200, True, tree["tree"][:1])


def test_workflows_of_a_fork_are_off_until_they_are_enabled() -> None:
    client = Client("fork", files={".github/workflows/roadmap.yml": "name: x\n"})
    states = [one["state"] for one in client("GET", f"{REPO}/actions/workflows")[1]["workflows"]]
    assert states == ["disabled_fork"]
    assert client("PUT", f"{REPO}/actions/workflows/none.yml/enable")[0] == 404
    assert client("PUT", f"{REPO}/actions/workflows/roadmap.yml/enable") == (204, "")
    assert client.home.workflows[0].state == "active"


def test_whoever_may_push_sees_what_others_may(client: Client) -> None:
    def ask(user: str) -> tuple[int, str, str]:
        status, body = client("GET", f"{REPO}/collaborators/{user}/permission")
        return status, body.get("permission", ""), body.get("role_name", "")

    assert ask("learner") == (200, "admin", "admin")
    assert ask("helper") == (200, "write", "write")
    assert ask("stranger") == (200, "read", "read")
    assert ask("nobody-at-all")[0] == 404
    client.twin.act("change_settings", "learner", collaborators={"helper": "maintain"})
    assert ask("helper") == (200, "write", "maintain")
    client.token = seed.STRANGER_TOKEN
    assert ask("helper")[0] == 404


def test_a_copy_shows_its_template_and_a_fork_its_parent() -> None:
    assert (
        Client("template-copy")("GET", REPO)[1]["template_repository"]["full_name"]
        == "author/roadmap"
    )
    _, fork = Client("fork")("GET", REPO)
    assert (fork["parent"]["full_name"], fork["fork"], fork["has_issues"]) == (
        "author/roadmap",
        True,
        False,
    )
