"""The event files that a job finds at GITHUB_EVENT_PATH, as GitHub Actions writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from github_twin.git import ZEROS, Commit
from github_twin.issue_objects import render_comment, render_issue
from github_twin.objects import make_page_url, render_time, render_user
from github_twin.repositories import Repository
from github_twin.repository_objects import render_repository
from github_twin.world import World

Payload = dict[str, Any]
MOST_COMMITS = 2048


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: GITHUB_EVENT_NAME, GITHUB_ACTOR, GITHUB_REF, and the event file."""

    name: str
    actor: str
    ref: str
    payload: Payload


@dataclass(frozen=True, slots=True)
class Push:
    """A push: what stood before, what came, the oldest first; `known` had been pushed already."""

    branch: str
    before: str
    after: str
    commits: Sequence[Commit]
    forced: bool = False
    known: frozenset[str] = frozenset()


def push_payload(world: World, repository: Repository, pusher: str, push: Push) -> Payload:
    """Make the event of a push; its commits do not tell which files changed (F3.33–F3.35)."""
    page = make_page_url(world, repository)
    newest = push.commits[-MOST_COMMITS:]
    return {
        "ref": f"refs/heads/{push.branch}",
        "before": push.before,
        "after": push.after,
        "repository": _render_pushed(world, repository),
        "pusher": {"name": pusher, "email": _make_email(world, pusher)},
        "sender": render_user(world, pusher),
        "created": push.before == ZEROS,
        "deleted": push.after == ZEROS,
        "forced": push.forced,
        "base_ref": None,
        "compare": f"{page}/compare/{_name_span(push)}",
        "commits": [_render_commit(world, repository, one, push.known) for one in newest],
        "head_commit": _render_head(world, repository, push),
    }


def _name_span(push: Push) -> str:
    after = push.after[:12]
    if push.before == ZEROS:
        return after
    before = push.before[:12]
    return f"{before}...{after}"


def _render_head(world: World, repository: Repository, push: Push) -> Payload | None:
    if push.after == ZEROS:
        return None
    head = repository.commits[push.after]
    return _render_commit(world, repository, head, push.known)


def _render_commit(
    world: World, repository: Repository, commit: Commit, known: frozenset[str]
) -> Payload:
    page = make_page_url(world, repository)
    who = _render_author(commit)
    return {
        "id": commit.sha,
        "tree_id": commit.tree,
        "distinct": commit.sha not in known,
        "message": commit.message,
        "timestamp": render_time(commit.date),
        "url": f"{page}/commit/{commit.sha}",
        "author": who,
        "committer": who,
    }


def _render_author(commit: Commit) -> Payload:
    who = {"name": commit.author.name, "email": commit.author.email}
    if commit.login:
        who["username"] = commit.login
    return who


def _render_pushed(world: World, repository: Repository) -> Payload:
    """Render the repository of a push, which differs a little from that of other events."""
    shown = _render_repository(world, repository)
    del shown["permissions"]
    owner = repository.owner
    email = _make_email(world, owner)
    return {
        **shown,
        "created_at": int(repository.made_at.timestamp()),
        "pushed_at": int(repository.pushed_at.timestamp()),
        "owner": {**shown["owner"], "name": owner, "email": email},
        "stargazers": 0,
        "master_branch": repository.default_branch,
    }


def _make_email(world: World, login: str) -> str:
    user = world.users[login]
    return f"{user.id}+{login}@users.noreply.github.com"


def issues_payload(world: World, repository: Repository, number: int, action: str) -> Payload:
    """Make the event of something that happened to an issue."""
    issue = repository.issues[number]
    return {
        "action": action,
        "issue": render_issue(world, repository, issue),
        "repository": _render_repository(world, repository),
    }


def comment_payload(
    world: World, repository: Repository, number: int, index: int = -1, action: str = "created"
) -> Payload:
    """Make the event of a comment on an issue, the newest unless told otherwise."""
    issue = repository.issues[number]
    payload = issues_payload(world, repository, number, action)
    comment = render_comment(world, repository, issue, issue.comments[index])
    return {**payload, "comment": comment}


def dispatch_payload(
    world: World, repository: Repository, workflow: str, inputs: Mapping[str, str]
) -> Payload:
    """Make the event of a manual run."""
    return {
        "inputs": dict(inputs),
        "ref": f"refs/heads/{repository.default_branch}",
        "repository": _render_repository(world, repository),
        "workflow": workflow,
    }


def schedule_payload(world: World, repository: Repository, cron: str) -> Payload:
    """Make the event of the clock: the line that fired (F1.30), the repository with it (F6.33)."""
    return {"repository": _render_repository(world, repository), "schedule": cron}


def with_sender(world: World, payload: Payload, login: str) -> Payload:
    """Say who did it."""
    sender = render_user(world, login)
    return {**payload, "sender": sender}


def _render_repository(world: World, repository: Repository) -> Payload:
    return render_repository(world, repository, deep=False)
