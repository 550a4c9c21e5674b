"""What the first page of a look tells of the repository itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from roadmap_bot.http.reader import Node
from roadmap_bot.repository import Commit, Repository


def parse_repository(head: Node) -> Repository:
    """Parse what the repository is, and what may be done in it."""
    facts = head["repository"]
    branch = facts["defaultBranchRef"] or {"name": None, "target": {"oid": None}}
    upstream = facts["parent"] or facts["templateRepository"] or {"nameWithOwner": None}
    return Repository(
        id=facts["id"],
        name=facts["nameWithOwner"],
        url=facts["url"],
        owner=facts["owner"]["login"],
        owner_is_user=facts["owner"]["__typename"] == "User",
        made_at=dt.datetime.fromisoformat(facts["createdAt"]),
        branch=branch["name"],
        head=branch["target"]["oid"],
        viewer=head["viewer"]["login"],
        permission=facts["viewerPermission"],
        is_archived=facts["isArchived"],
        is_fork=facts["isFork"],
        is_private=facts["isPrivate"],
        is_template=facts["isTemplate"],
        has_issues=facts["hasIssuesEnabled"],
        upstream=upstream["nameWithOwner"],
        upstream_branch=_find_branch(facts["parent"]),
        owner_id=facts["owner"]["id"],
    )


def _find_branch(parent: Node | None) -> str:
    branch = parent and parent["defaultBranchRef"]
    return str(branch["name"]) if branch else ""


def parse_commits(head: Node) -> Iterator[Commit]:
    """Parse the newest commits of the default branch, the newest first."""
    branch = head["repository"]["defaultBranchRef"] or {}
    target = branch.get("target") or {}
    history = target.get("history", {"nodes": ()})
    for node in history["nodes"]:
        date = dt.datetime.fromisoformat(node["authoredDate"])
        yield Commit(node["oid"], node["message"], date, _find_login(node))


def _find_login(commit: Node) -> str | None:
    author = commit["author"] or {}
    user = author.get("user") or {}
    login: str | None = user.get("login")
    return login
