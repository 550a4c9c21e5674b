"""What a token may see and do: the job's own, classic ones, fine-grained ones (F2.1–F2.6)."""

from __future__ import annotations

from collections.abc import Mapping

from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.world import Token, User, World, find_repository, find_role

RANKS = ("none", "read", "triage", "write", "maintain", "admin")
NEEDS = {  # operation: the permission it needs, and the least role of a person
    "AddComment": ("issues", "read"),
    "AddReaction": ("issues", "read"),
    "AddLabelsToLabelable": ("issues", "triage"),
    "AddSubIssue": ("issues", "triage"),
    "CloseIssue": ("issues", "read"),
    "CreateCommitOnBranch": ("contents", "write"),
    "CreateIssue": ("issues", "read"),
    "CreateLabel": ("issues", "write"),
    "CreateMilestone": ("issues", "triage"),
    "EnableWorkflow": ("actions", "write"),
    "PinIssue": ("issues", "write"),
    "RemoveLabelsFromLabelable": ("issues", "triage"),
    "RemoveSubIssue": ("issues", "triage"),
    "ReopenIssue": ("issues", "read"),
    "UnpinIssue": ("issues", "write"),
    "UpdateIssue": ("issues", "read"),
    "UpdateLabel": ("issues", "write"),
    "UpdateMilestone": ("issues", "triage"),
    "UpdateRepository": ("administration", "admin"),
}
PUBLIC_SCOPES = {"repo", "public_repo"}
PRIVATE_SCOPES = {"repo"}


def find_token(world: World, headers: Mapping[str, str]) -> Token:
    """Find the token that a request carries; nobody is served without one."""
    given = _find_authorization(headers)
    text = given.partition(" ")[2].strip()
    if text not in world.tokens:
        raise RefusedError("bad-credentials")
    return world.tokens[text]


def _find_authorization(headers: Mapping[str, str]) -> str:
    for name, value in headers.items():
        if name.lower() == "authorization":
            return value
    return ""


def find_viewer(world: World, token: Token) -> User:
    """Return whom a token speaks for; the job's token speaks for `github-actions[bot]`."""
    return world.users[token.user]


def covers(token: Token, repository: Repository) -> bool:
    """Tell whether a token was given for a repository."""
    if token.repositories is None:
        return True
    return repository.full_name.lower() in token.repositories


def sees(world: World, token: Token, repository: Repository) -> bool:
    """Tell whether a token can see a repository at all."""
    if not repository.is_private:
        return True
    if not covers(token, repository):
        return False
    if token.kind == "actions":
        return True
    if token.kind == "classic" and "repo" not in token.scopes:
        return False
    return find_role(world, repository, token.user) != "none"


def need_repository(world: World, token: Token, full_name: str) -> Repository:
    """Find a repository, or refuse as though there were none."""
    repository = find_repository(world, full_name)
    if repository is None or not sees(world, token, repository):
        raise RefusedError("not-found")
    return repository


def check_read(token: Token, repository: Repository, permission: str) -> None:
    """Refuse to read a part of a private repository that the token was not given."""
    if not repository.is_private or token.kind == "classic":
        return
    if token.permissions.get(permission, "none") == "none":
        raise _forbid(token, f"{permission}=read")


def check_write(world: World, token: Token, repository: Repository, operation: str) -> None:
    """Refuse an operation that the token, the person's role or the archive forbids."""
    permission, least = NEEDS[operation]
    if token.kind == "classic":
        _check_scopes(token, repository, operation)
    elif not covers(token, repository) or token.permissions.get(permission) != "write":
        raise _forbid(token, f"{permission}=write")
    if not _has_role(world, token, repository, least):
        raise RefusedError("forbidden-user", user=token.user, operation=operation)
    if repository.is_archived:
        raise RefusedError("archived")


def _check_scopes(token: Token, repository: Repository, operation: str) -> None:
    wanted = PUBLIC_SCOPES
    if repository.is_private:
        wanted = PRIVATE_SCOPES
    if token.scopes.isdisjoint(wanted):
        raise RefusedError("missing-scope", operation=operation, scope=min(wanted))


def check_issue_write(
    world: World, token: Token, repository: Repository, operation: str, issue: Issue | None = None
) -> None:
    """Refuse to write an issue: anyone may change their own, others' take triage rights.

    A pull request may be written by who was given those alone, too.
    """
    if issue and issue.is_pull and token.permissions.get("pull-requests") == "write":
        return
    check_write(world, token, repository, operation)
    is_foreign = issue is not None and issue.author != token.user
    if is_foreign and not _has_role(world, token, repository, "triage"):
        raise RefusedError("forbidden-user", user=token.user, operation=operation)
    check_issues_on(repository)


def check_label_write(world: World, token: Token, repository: Repository) -> None:
    """Refuse to make a label by the way: `pull-requests: write` alone does not do (F2.29)."""
    if token.kind != "classic" and token.permissions.get("issues") != "write":
        raise RefusedError("no-labels")
    check_write(world, token, repository, "CreateLabel")


def check_unlocked(world: World, token: Token, repository: Repository, issue: Issue) -> None:
    """Refuse to comment on a locked issue; a person who may write still may (F6.34)."""
    if not issue.locked:
        return
    is_person = token.kind != "actions"
    if not is_person or not _has_role(world, token, repository, "write"):
        raise RefusedError("locked")


def check_issues_on(repository: Repository) -> None:
    """Refuse where Issues are off."""
    if not repository.has_issues:
        raise RefusedError("issues-off")


def may_label(world: World, token: Token, repository: Repository) -> bool:
    """Tell whether labels, milestone and assignees are heeded: only of who may push (F3.15)."""
    return _has_role(world, token, repository, "write")


def _has_role(world: World, token: Token, repository: Repository, least: str) -> bool:
    """Tell whether somebody has a role or a higher one; the job's token needs none."""
    if token.kind == "actions":
        return True
    role = find_role(world, repository, token.user)
    return RANKS.index(role) >= RANKS.index(least)


def _forbid(token: Token, permissions: str) -> RefusedError:
    if token.kind == "actions":
        return RefusedError("forbidden-integration", permissions=permissions)
    return RefusedError("forbidden-personal", permissions=permissions)
