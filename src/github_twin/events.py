"""The event files that a job finds at GITHUB_EVENT_PATH, as GitHub Actions writes them for what happened."""

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
    """A push: what it brought, the oldest first, and what stood there before; `known` had been pushed already."""

    branch: str
    before: str
    after: str
    commits: Sequence[Commit]
    forced: bool = False
    known: frozenset[str] = frozenset()


def push_payload(world: World, repository: Repository, pusher: str, push: Push) -> Payload:
    """Make the event of a push; the commits lack `added`, `removed` and `modified`, as in Actions (F3.33–F3.35)."""
    shown = [_render_commit(world, repository, one, push.known) for one in push.commits[-MOST_COMMITS:]]
    page = make_page_url(world, repository)
    created, deleted = push.before == ZEROS, push.after == ZEROS
    span = push.after[:12] if created else f"{push.before[:12]}...{push.after[:12]}"
    head = None if deleted else _render_commit(world, repository, repository.commits[push.after], push.known)
    return {
        "ref": f"refs/heads/{push.branch}",
        "before": push.before,
        "after": push.after,
        "repository": _render_pushed(world, repository),
        "pusher": {"name": pusher, "email": _make_email(world, pusher)},
        "sender": render_user(world, pusher),
        "created": created,
        "deleted": deleted,
        "forced": push.forced,
        "base_ref": None,
        "compare": f"{page}/compare/{span}",
        "commits": shown,
        "head_commit": head,
    }


def _render_commit(world: World, repository: Repository, commit: Commit, known: frozenset[str]) -> Payload:
    who = {"name": commit.author.name, "email": commit.author.email}
    who |= {"username": commit.login} if commit.login else {}
    return {
        "id": commit.sha,
        "tree_id": commit.tree,
        "distinct": commit.sha not in known,
        "message": commit.message,
        "timestamp": render_time(commit.date),
        "url": f"{make_page_url(world, repository)}/commit/{commit.sha}",
        "author": who,
        "committer": who,
    }


def _render_pushed(world: World, repository: Repository) -> Payload:
    shown = render_repository(world, repository, deep=False)
    owner = shown["owner"] | {"name": repository.owner, "email": _make_email(world, repository.owner)}
    times = {"created_at": int(repository.made_at.timestamp()), "pushed_at": int(repository.pushed_at.timestamp())}
    kept = {key: value for key, value in shown.items() if key != "permissions"}
    return {**kept, **times, "owner": owner, "stargazers": 0, "master_branch": repository.default_branch}


def _make_email(world: World, login: str) -> str:
    return f"{world.users[login].id}+{login}@users.noreply.github.com"


def issues_payload(world: World, repository: Repository, number: int, action: str) -> Payload:
    """Make the event of something that happened to an issue."""
    shown = render_issue(world, repository, repository.issues[number])
    return {"action": action, "issue": shown, "repository": _render_repository(world, repository)}


def comment_payload(world: World, repository: Repository, number: int) -> Payload:
    """Make the event of the newest comment on an issue."""
    issue = repository.issues[number]
    comment = render_comment(world, repository, issue, issue.comments[-1])
    return {**issues_payload(world, repository, number, "created"), "comment": comment}


def dispatch_payload(world: World, repository: Repository, workflow: str, inputs: Mapping[str, str]) -> Payload:
    """Make the event of a manual run."""
    return {
        "inputs": dict(inputs),
        "ref": f"refs/heads/{repository.default_branch}",
        "repository": _render_repository(world, repository),
        "workflow": workflow,
    }


def schedule_payload(cron: str) -> Payload:
    """Make the event of the clock: nothing but the line that fired is promised (F1.30)."""
    return {"schedule": cron}


def with_sender(world: World, payload: Payload, login: str) -> Payload:
    """Say who did it."""
    return {**payload, "sender": render_user(world, login)}


def _render_repository(world: World, repository: Repository) -> Payload:
    return render_repository(world, repository, deep=False)
