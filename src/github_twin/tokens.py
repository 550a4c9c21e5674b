"""What a token may see and do: the job's own token, classic tokens and fine-grained ones (F2.1–F2.6)."""

from __future__ import annotations

from collections.abc import Mapping

from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.world import Token, User, World, find_repository, find_role

RANKS = ("none", "read", "triage", "write", "maintain", "admin")
NEEDS = {  # operation: the permission it needs, and the least role of a person
    "AddComment": ("issues", "read"),
    "AddLabelsToLabelable": ("issues", "triage"),
    "AddSubIssue": ("issues", "triage"),
    "CloseIssue": ("issues", "read"),
    "CreateCommitOnBranch": ("contents", "write"),
    "CreateIssue": ("issues", "read"),
    "CreateLabel": ("issues", "write"),
    "CreateMilestone": ("issues", "triage"),
    "EnableWorkflow": ("actions", "write"),
    "RemoveLabelsFromLabelable": ("issues", "triage"),
    "RemoveSubIssue": ("issues", "triage"),
    "ReopenIssue": ("issues", "read"),
    "UpdateIssue": ("issues", "read"),
    "UpdateMilestone": ("issues", "triage"),
    "UpdateRepository": ("administration", "admin"),
}


def find_token(world: World, headers: Mapping[str, str]) -> Token:
    """Find the token that a request carries; nobody is served without one."""
    given = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    text = given.partition(" ")[2].strip()
    if text not in world.tokens:
        raise RefusedError("bad-credentials")
    return world.tokens[text]


def find_viewer(world: World, token: Token) -> User:
    """Return whom a token speaks for; the job's token speaks for `github-actions[bot]`."""
    return world.users[token.user]


def covers(token: Token, repository: Repository) -> bool:
    """Tell whether a token was given for a repository."""
    return token.repositories is None or repository.full_name.lower() in token.repositories


def sees(world: World, token: Token, repository: Repository) -> bool:
    """Tell whether a token can see a repository at all."""
    if not repository.is_private:
        return True
    if token.kind == "actions":
        return covers(token, repository)
    named = token.kind == "fine_grained" or "repo" in token.scopes
    return (
        named and covers(token, repository) and find_role(world, repository, token.user) != "none"
    )


def need_repository(world: World, token: Token, full_name: str) -> Repository:
    """Find a repository, or refuse as though there were none."""
    repository = find_repository(world, full_name)
    if repository is None or not sees(world, token, repository):
        raise RefusedError("not-found")
    return repository


def check_read(token: Token, repository: Repository, permission: str) -> None:
    """Refuse to read a part of a private repository that the token was not given."""
    if (
        repository.is_private
        and token.kind != "classic"
        and token.permissions.get(permission, "none") == "none"
    ):
        raise RefusedError(_forbidden(token), permissions=f"{permission}=read")


def check_write(world: World, token: Token, repository: Repository, operation: str) -> None:
    """Refuse an operation that the token, the person's role or the archive forbids."""
    permission, least = NEEDS[operation]
    if token.kind == "classic":
        scopes = {"repo"} if repository.is_private else {"repo", "public_repo"}
        if not token.scopes & scopes:
            raise RefusedError("missing-scope", operation=operation, scope=min(scopes))
    elif not covers(token, repository) or token.permissions.get(permission) != "write":
        raise RefusedError(_forbidden(token), permissions=f"{permission}=write")
    if token.kind != "actions" and _ranks_below(find_role(world, repository, token.user), least):
        raise RefusedError("forbidden-user", user=token.user, operation=operation)
    if repository.is_archived:
        raise RefusedError("archived")


def check_issue_write(
    world: World, token: Token, repository: Repository, operation: str, issue: Issue | None = None
) -> None:
    """Refuse to write an issue: anyone may open one and change their own, others' take triage rights."""
    check_write(world, token, repository, operation)
    foreign = issue is not None and issue.author != token.user and token.kind != "actions"
    if foreign and _ranks_below(find_role(world, repository, token.user), "triage"):
        raise RefusedError("forbidden-user", user=token.user, operation=operation)
    if not repository.has_issues:
        raise RefusedError("issues-off")


def check_issues_on(repository: Repository) -> None:
    """Refuse where Issues are off."""
    if not repository.has_issues:
        raise RefusedError("issues-off")


def may_label(world: World, token: Token, repository: Repository) -> bool:
    """Tell whether labels, milestone and assignees are heeded, or silently dropped (F3.15)."""
    if token.kind == "actions":
        return True
    return not _ranks_below(find_role(world, repository, token.user), "triage")


def _ranks_below(role: str, least: str) -> bool:
    return RANKS.index(role) < RANKS.index(least)


def _forbidden(token: Token) -> str:
    return "forbidden-integration" if token.kind == "actions" else "forbidden-personal"
