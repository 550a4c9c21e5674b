"""What a look tells of the repository itself."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.reading.gather import read_wide
from roadmap_bot.reading.head import parse_commits, parse_repository
from tests.kit.scene import MONDAY, Scene
from tests.reading.test_files import reader


def read_repository(kind: Any) -> Any:
    scene = Scene(seed.make_world(kind, now=MONDAY))
    return read_wide(reader(scene), ("README.md",)).repository


def test_a_copy_and_a_fork_know_whence_they_came() -> None:
    copy, fork = read_repository("template-copy"), read_repository("fork")
    assert (copy.is_fork, fork.is_fork) == (False, True)
    assert copy.upstream == fork.upstream
    assert (copy.upstream_branch, fork.upstream_branch) == ("", "main")


@pytest.mark.parametrize("target", [None, {"oid": "1" * 40}])
def test_a_branch_without_commits_tells_of_none(target: Any) -> None:
    branch = target and {"name": "main", "target": target}
    assert list(parse_commits({"repository": {"defaultBranchRef": branch}})) == []


def test_an_empty_repository_has_no_branch() -> None:
    names = ("id", "nameWithOwner", "url", "viewerPermission", "isArchived", "isFork")
    more = ("isPrivate", "isTemplate", "hasIssuesEnabled", "parent", "templateRepository")
    facts = dict.fromkeys((*names, *more, "defaultBranchRef"))
    owner = {"__typename": "User", "id": "U_1", "login": "learner"}
    head = {
        "viewer": {"login": "learner"},
        "repository": {**facts, "owner": owner, "createdAt": "2026-11-23T09:00:00Z"},
    }
    repository = parse_repository(head)
    assert (repository.branch, repository.head, repository.upstream) == (None, None, None)
