"""What people do on the twin changes what GitHub would change and sets off the same events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from github_twin import git, seed
from github_twin.events import Event
from github_twin.refusals import RefusedError
from tests.kit.client import REPO, Client


@pytest.fixture
def client() -> Client:
    return Client(files={"README.md": "# Hi\n"})


def act(client: Client, name: str, user: str = "learner", /, **values: Any) -> Event:
    event = client.twin.act(name, user, **values)
    assert event is not None
    return event


def test_an_issue_by_hand_is_its_authors(client: Client) -> None:
    client.label("roadmap")
    event = act(client, "open_issue", "stranger", title="Hi", labels=["Roadmap"])
    assert (event.name, event.actor, event.ref, event.payload["action"]) == (
        "issues",
        "stranger",
        "refs/heads/main",
        "opened",
    )
    assert event.payload["sender"]["login"] == event.payload["issue"]["user"]["login"] == "stranger"
    with pytest.raises(RefusedError):
        client.twin.act("open_issue", "learner", title="Hi", labels=["none"])


def test_closing_and_reopening_tell_so(client: Client) -> None:
    client.issue()
    closed = act(client, "close", number=1, reason="not_planned")
    assert (closed.payload["action"], closed.payload["issue"]["state_reason"]) == (
        "closed",
        "not_planned",
    )
    assert act(client, "reopen", number=1).payload["issue"]["state_reason"] == "reopened"


def test_a_tick_is_an_edit_that_tells_what_was(client: Client) -> None:
    client.issue(body="<!-- id -->\n- [ ] one\n- [ ] two")
    event = act(client, "tick", number=1, text="two")
    assert event.payload["changes"] == {"body": {"from": "<!-- id -->\n- [ ] one\n- [ ] two"}}
    assert client.home.issues[1].body.endswith("- [ ] one\n- [x] two")
    act(client, "tick", number=1, text="two", on=False)
    assert client.home.issues[1].body.endswith("- [ ] two")
    with pytest.raises(ValueError, match="no \\[ \\] box with 'three'"):
        act(client, "tick", number=1, text="three")
    act(client, "delete_marker", number=1)
    assert client.home.issues[1].body.startswith("- [ ] one")
    assert act(client, "edit", number=1, title="New").payload["changes"] == {
        "title": {"from": "An issue"}
    }


def test_labels_people_parents_and_milestones_move(client: Client) -> None:
    client.label("a"), client.issue(), client.issue()
    client("POST", f"{REPO}/milestones", {"title": "M4"})
    assert act(client, "label", number=2, name="A").payload["action"] == "labeled"
    assert len(client.home.issues[2].labels) == 1
    act(client, "unlabel", number=2, name="a")
    act(client, "assign", number=2, logins=["helper"])
    assert act(client, "set_milestone", number=2, milestone=1).payload["action"] == "milestoned"
    assert (
        act(client, "set_milestone", number=2, milestone=None).payload["action"] == "demilestoned"
    )
    client.twin.act("move", "learner", number=2, parent=1)
    moved = client.home.issues[2]
    assert (moved.labels, moved.assignees, moved.parent) == ((), ("helper",), 1)
    client.twin.act("move", "learner", number=2, parent=None)
    client.twin.act("move", "learner", number=2, parent=None)
    assert client.home.issues[2].parent is None
    client.twin.act("make_label", "learner", name="b")
    client.twin.act("edit_milestone", "learner", number=1, state="closed")
    assert (len(client.home.labels), client.home.milestones[1].state) == (2, "closed")


def test_a_comment_tells_of_itself(client: Client) -> None:
    client.issue()
    event = act(client, "comment", "stranger", number=1, body="hm")
    assert (event.name, event.payload["comment"]["body"]) == ("issue_comment", "hm")


def test_a_push_tells_its_commits_without_their_files(client: Client) -> None:
    before = client.home.head.sha
    commits = [
        {"message": "完成 W03-2", "files": {"a": "a", "README.md": None}},
        {"message": "x", "login": "author"},
    ]
    payload = act(client, "push", commits=commits).payload
    assert (payload["before"], payload["after"]) == (before, client.home.head.sha)
    assert (payload["created"], payload["forced"], payload["deleted"]) == (False, False, False)
    assert [one["author"]["username"] for one in payload["commits"]] == ["learner", "author"]
    assert [one["distinct"] for one in payload["commits"]] == [True, True]
    assert not {"added", "removed", "modified"} & set(payload["commits"][0])
    assert payload["head_commit"]["message"] == "x"
    assert sorted(client.home.head.files) == ["a"]


def test_a_new_branch_starts_at_zeros_and_knows_what_was_pushed(client: Client) -> None:
    head = client.home.head.sha
    payload = act(client, "push", commits=[], branch="topic", force_from=head).payload
    assert (payload["before"], payload["after"], payload["created"]) == (git.ZEROS, head, True)
    first = act(client, "first_push").payload
    assert (first["before"], first["created"], [one["id"] for one in first["commits"]]) == (
        git.ZEROS,
        True,
        [head],
    )


def test_a_forced_push_says_so(client: Client) -> None:
    base = client.home.head.sha
    act(client, "push", commits=[{"message": "old"}])
    payload = act(client, "push", commits=[{"message": "new"}], force_from=base).payload
    assert payload["forced"] is True
    assert [one.message for one in git.find_history(client.home.commits, client.home.head.sha)] == [
        "new",
        "Initial commit",
    ]


@pytest.mark.parametrize("message", ["closes #1", "Fixes: #1", "RESOLVED\n\n#1"])
def test_githubs_nine_words_close_on_the_default_branch(client: Client, message: str) -> None:
    client.issue()
    act(client, "push", commits=[{"message": message}], branch="topic")
    assert client.home.issues[1].state == "open"
    act(client, "push", commits=[{"message": f"{message} and closes #99"}])
    assert (client.home.issues[1].reason, client.home.issues[1].closed_by) == (
        "completed",
        "learner",
    )


@pytest.mark.parametrize("message", ["done #1", "enclosed #1", "close 1", "完成 #1"])
def test_other_words_close_nothing(client: Client, message: str) -> None:
    client.issue()
    act(client, "push", commits=[{"message": message}])
    assert client.home.issues[1].state == "open"


def fork() -> Client:
    return Client("fork", files={"README.md": "1", "own": "1"})


def upstream(client: Client, **files: str | None) -> None:
    commits = [{"message": "new version", "files": files}]
    client.twin.act("push", "author", repository="author/roadmap", commits=commits)


def test_a_fork_is_synced_by_fast_forward() -> None:
    client = fork()
    assert client.twin.act("sync", "learner") is None
    upstream(client, added="2")
    payload = act(client, "sync").payload
    assert [(one["message"], one["author"]["username"]) for one in payload["commits"]] == [
        ("new version", "author")
    ]
    assert client.home.head.files["added"].text == "2"


def test_a_fork_with_work_of_its_own_gets_a_merge() -> None:
    client = fork()
    act(client, "push", commits=[{"message": "mine", "files": {"own": "mine"}}])
    upstream(client, **{"README.md": "2", "new": "2"})
    upstream(client, new=None)
    payload = act(client, "sync").payload
    assert [one["message"] for one in payload["commits"]][
        -1
    ] == "Merge branch 'author:main' into main"
    assert len(payload["commits"]) == 3
    assert {path: blob.text for path, blob in client.home.head.files.items()} == {
        "README.md": "2",
        "own": "mine",
    }


def test_a_file_that_both_sides_changed_is_a_conflict() -> None:
    client = fork()
    act(client, "push", commits=[{"message": "mine", "files": {"own": "mine"}}])
    upstream(client, own="theirs")
    before = client.twin.world
    with pytest.raises(ValueError, match="merge conflict in own"):
        act(client, "sync")
    assert client.twin.world.repositories == before.repositories


def test_a_copy_has_nothing_to_sync_with() -> None:
    with pytest.raises(ValueError, match="nothing to sync with"):
        Client("template-copy").twin.act("sync", "learner")


def test_a_release_is_the_head_under_a_name_and_the_newest_is_the_last(client: Client) -> None:
    names = {"owner0": "learner", "name0": "roadmap"}
    assert client.run("find_releases", **names)["data"]["member0"]["latestRelease"] is None
    for tag in ("v1", "v2"):
        client.twin.act("push", "learner", commits=[{"message": tag}])
        client.twin.act("publish", "learner", tag=tag)
    latest = client.run("find_releases", **names)["data"]["member0"]["latestRelease"]
    assert latest["tagName"] == "v2"
    assert latest["tagCommit"]["oid"] == client.home.head.sha


def test_the_history_of_a_file_tells_each_version_and_that_it_was_deleted(client: Client) -> None:
    for text in ("one", "two", None):
        client.twin.act("push", "learner", commits=[{"message": "x", "files": {"a.txt": text}}])
    data = client.run("read_versions", owner="learner", name="roadmap", path0="a.txt")["data"]
    nodes = data["repository"]["defaultBranchRef"]["target"]["file0"]["nodes"]
    oids = [git.make_blob(text).oid for text in (b"two", b"one")]
    assert [node["file"] and node["file"]["oid"] for node in nodes] == [None, *oids]


def test_runs_by_clock_and_by_hand_have_their_events(client: Client) -> None:
    tick = act(client, "schedule", cron="0 5 * * *")
    assert (tick.payload["schedule"], tick.payload["repository"]["private"]) == ("0 5 * * *", False)
    assert act(client, "schedule", cron="x", bare=True).payload == {"schedule": "x"}
    event = act(client, "dispatch", inputs={"command": "plan"})
    assert (event.name, event.payload["inputs"], event.payload["ref"]) == (
        "workflow_dispatch",
        {"command": "plan"},
        "refs/heads/main",
    )


def test_workflows_are_enabled_by_a_click() -> None:
    client = Client("fork", files={".github/workflows/a.yml": ""})
    client.twin.act("enable_workflows", "learner")
    assert client.home.workflows[0].state == "active"


@pytest.mark.parametrize(
    ("name", "user", "home"),
    [
        ("fly", "learner", "learner/roadmap"),
        ("close", "x", "learner/roadmap"),
        ("close", "learner", "no/where"),
    ],
)
def test_nobody_can_do_the_impossible(client: Client, name: str, user: str, home: str) -> None:
    with pytest.raises(ValueError, match="nobody can do that"):
        client.twin.act(name, user, repository=home)


# Seeds and dumps


@pytest.mark.parametrize(
    ("kind", "commits", "has_issues"),
    [
        ("own", 1, True),
        ("template-copy", 1, True),
        ("fork", 1, False),
        ("template", 1, True),
        ("empty", 0, True),
    ],
)
def test_each_kind_of_world_is_as_github_makes_it(
    kind: str, commits: int, has_issues: bool
) -> None:
    client = Client(kind)
    assert (len(client.twin.dump()["commits"]), client.home.has_issues) == (commits, has_issues)
    assert client.home.is_template is (kind == "template")


def test_a_fork_shares_its_history_and_a_copy_does_not() -> None:
    def shared(kind: str) -> int:
        there = Client(kind).twin.world.repositories
        return len(set(there["learner/roadmap"].commits) & set(there["author/roadmap"].commits))

    assert (shared("fork"), shared("template-copy")) == (1, 0)


def test_a_seed_has_labels_issues_and_an_owner_of_choice() -> None:
    client = Client(
        default_labels=True,
        extra_labels=["mine"],
        issues=["First"],
        owner_kind="Organization",
        private=True,
    )
    assert (len(client.home.labels), client.home.issues[1].title) == (10, "First")
    assert client("GET", REPO)[1]["owner"]["type"] == "Organization"
    client.issue()
    client.twin.act("comment", "helper", number=1, body="hi")
    assert client("GET", f"{REPO}/issues/1/comments")[1][0]["author_association"] == "MEMBER"
    with pytest.raises(ValueError, match="no kind of world"):
        seed.make_world("castle")


def test_files_are_loaded_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_bytes(b"\xff")
    assert seed.load_files(tmp_path) == {"a/b.txt": b"\xff"}


def test_a_dump_names_parents_by_number_and_files_by_path() -> None:
    client = Client(files={"a.md": "# a\n", "b.bin": b"\0\1"})
    parent = client.issue("W01")
    child = client.issue("W01-1", parentIssueId=parent)
    client.change("add_comment", subjectId=child, body="hi")
    client("POST", f"{REPO}/milestones", {"title": "M4"})
    state = client.twin.dump()
    assert [(one["number"], one["parent"]) for one in state["issues"]] == [(1, None), (2, 1)]
    assert state["files"] == {"a.md": "# a\n", "b.bin": "base64:AAE="}
    assert (state["comments"][0]["body"], state["milestones"][0]["title"], state["board"]) == (
        "hi",
        "M4",
        None,
    )
    with pytest.raises(ValueError, match="no repository"):
        client.twin.dump("no/where")
