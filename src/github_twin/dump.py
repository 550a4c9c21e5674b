"""All that a repository holds as plain data, in the words of GitHub's REST answers."""

from __future__ import annotations

import base64
from typing import Any

from github_twin import git, objects
from github_twin.git import Blob
from github_twin.world import Issue, Repository, World, find_repository


def dump_state(world: World, full_name: str) -> dict[str, Any]:
    """Dump a repository: issues, milestones, labels, comments, commits (the newest first), files of the default branch.

    An issue names its `parent` by number; a file that is no text stands in Base64 after `base64:`.
    """
    repository = find_repository(world, full_name)
    if repository is None:
        raise ValueError(f"there is no repository {full_name}")
    head = repository.head
    history = git.find_history(repository.commits, head.sha) if head else []
    return {
        "issues": [_dump_issue(world, repository, one) for one in repository.issues.values()],
        "milestones": [objects.render_milestone(world, repository, one) for one in repository.milestones.values()],
        "labels": [objects.render_label(world, repository, one) for one in repository.labels.values()],
        "comments": [
            objects.render_comment(world, repository, issue, one)
            for issue in repository.issues.values()
            for one in issue.comments
        ],
        "commits": [objects.render_commit(world, repository, one) for one in history],
        "board": None,
        "files": {path: _dump_file(blob) for path, blob in sorted(head.files.items())} if head else {},
    }


def _dump_issue(world: World, repository: Repository, issue: Issue) -> dict[str, Any]:
    return {**objects.render_issue(world, repository, issue), "parent": issue.parent}


def _dump_file(blob: Blob) -> str:
    return f"base64:{base64.b64encode(blob.data).decode()}" if blob.text is None else blob.text
