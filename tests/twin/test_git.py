"""The twin's git gives the ids that git itself gives, and reads history as git does."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from github_twin import git

WHO = git.Author("learner", "learner@users.noreply.github.com", "learner")
THEN = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def commit(message: str, *parents: git.Commit) -> git.Commit:
    return git.make_commit(
        {"a": git.make_blob(message.encode())},
        message,
        WHO,
        THEN,
        tuple(one.sha for one in parents),
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not on this machine")
def test_blob_tree_and_commit_have_the_ids_of_real_git(tmp_path: Path) -> None:
    files = {"a.txt": b"a\n", "b/c.txt": b"c\n", "b/d/e": b"e", "b.x": b"\0", "b-c": b""}
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    made = git.make_commit(
        {path: git.make_blob(data) for path, data in files.items()}, "Hi\n", WHO, THEN
    )
    stamp = f"{int(THEN.timestamp())} +0000"
    names = {"NAME": WHO.name, "EMAIL": WHO.email, "DATE": stamp}
    spoken = {
        f"GIT_{role}_{name}": text
        for role in ("AUTHOR", "COMMITTER")
        for name, text in names.items()
    }

    def run(*arguments: str) -> str:
        command = ["git", "-c", "core.autocrlf=false", *arguments]
        environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(tmp_path), **spoken}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        ).stdout

    run("init", "-q")
    run("add", "-f", ".")
    run("commit", "-q", "-m", "Hi")
    assert run("rev-parse", "HEAD^{tree}", "HEAD:b/c.txt").split() == [
        made.tree,
        made.files["b/c.txt"].oid,
    ]
    assert run("rev-parse", "HEAD").strip() == made.sha


def test_the_empty_tree_is_the_one_everybody_knows() -> None:
    assert git.hash_tree({}) == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def test_text_is_none_where_bytes_are_none() -> None:
    assert [git.make_blob(data).text for data in (b"hi", b"\0", b"\xff")] == ["hi", None, None]


def test_history_puts_what_a_merge_brought_right_behind_it() -> None:
    root = commit("root")
    ours, theirs = commit("ours", root), commit("theirs", root)
    more = commit("more", theirs)
    merge = commit("merge", ours, more)
    commits = {one.sha: one for one in (root, ours, theirs, more, merge)}
    assert git.find_history(commits, merge.sha) == [merge, more, theirs, ours, root]
    assert git.find_between(commits, ours.sha, merge.sha) == [theirs, more, merge]
    assert git.find_merge_base(commits, ours.sha, more.sha) == root
    assert (
        git.find_merge_base({**commits, "x": commit("x")}, commit("ours", root).sha, merge.sha)
        == ours
    )


def test_strangers_have_no_merge_base() -> None:
    one, two = commit("one"), commit("two")
    assert git.find_merge_base({one.sha: one, two.sha: two}, one.sha, two.sha) is None


def test_a_commit_is_found_by_seven_digits() -> None:
    one = commit("one")
    commits = {one.sha: one}
    assert git.find_prefix(commits, one.sha[:7]) == git.find_prefix(commits, one.sha) == one
    assert git.find_prefix(commits, one.sha[:6]) is None
    assert git.find_prefix(commits, "0" * 40) is None
