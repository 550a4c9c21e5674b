"""The GraphQL mutation that commits: it checks what the token may do, then changes files and moves a branch."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace

from github_twin import git
from github_twin.clock import stamp
from github_twin.nodes import Item, find_node
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.session import Input, Payload, Session
from github_twin.tokens import check_write, find_viewer, sees
from github_twin.world import Token, World, find_repository, put_repository, refresh


def create_commit(session: Session, given: Input) -> Payload:
    """Commit file changes to a branch whose head is the expected one (F4.21–F4.23)."""
    repository, branch = _find_branch(session, given["branch"])
    check_write(session.world, session.token, repository, "CreateCommitOnBranch")
    if branch not in repository.branches:
        raise RefusedError("no-branch")
    head = repository.commits[repository.branches[branch]]
    if head.sha != given["expectedHeadOid"]:
        raise RefusedError("stale", oid=given["expectedHeadOid"])
    if branch in repository.protected:
        raise RefusedError("protected", branch=branch)
    files = _change_files(session, head, given.get("fileChanges") or {})
    message = "\n\n".join(
        part for part in (given["message"]["headline"], given["message"].get("body")) if part
    )
    user = find_viewer(session.world, session.token)
    author = git.Author(user.login, f"{user.id}+{user.login}@users.noreply.github.com", user.login)
    commit = git.make_commit(files, message, author, stamp(session.world), (head.sha,))
    session.world = put_commit(session.world, repository, branch, commit)
    return {"commit": Item("Commit", refresh(session.world, repository), commit)}


def put_commit(world: World, repository: Repository, branch: str, commit: git.Commit) -> World:
    """Make a commit the head of a branch."""
    return put_repository(
        world,
        replace(
            repository,
            commits={**repository.commits, commit.sha: commit},
            branches={**repository.branches, branch: commit.sha},
            pushed_at=stamp(world),
        ),
    )


def _find_branch(session: Session, branch: Input) -> tuple[Repository, str]:
    if branch.get("id"):
        item = find_node(session.world, branch["id"])
        if item is None or item.type != "Ref":
            raise RefusedError("no-node", id=branch["id"])
        return item.repository, item.it
    name = branch.get("repositoryNameWithOwner") or ""
    repository = find_repository(session.world, name)
    if repository is None or not sees(session.world, session.token, repository):
        raise RefusedError("no-repository", name=name)
    return repository, str(branch.get("branchName")).removeprefix("refs/heads/")


def _change_files(session: Session, head: git.Commit, changes: Input) -> dict[str, git.Blob]:
    files = dict(head.files)
    seen: set[str] = set()
    additions, deletions = changes.get("additions") or [], changes.get("deletions") or []
    for one in (*deletions, *additions):
        path: str = one["path"]
        _check_path(session, path, seen)
        if "contents" in one:
            files[path] = git.make_blob(
                _decode(one), head.files[path].mode if path in head.files else "100644"
            )
        elif files.pop(path, None) is None:
            raise RefusedError("no-file", oid=head.sha)
    return files


def _check_path(session: Session, path: str, seen: set[str]) -> None:
    if path in seen:
        raise RefusedError("path-twice", path=path)
    seen.add(path)
    if not path or path.startswith("/") or {"", ".", "..", ".git"} & set(path.split("/")):
        raise RefusedError("path-bad", path=path)
    if path.startswith(".github/workflows/") and not may_write_workflows(session.token):
        raise RefusedError("workflow-scope", path=path)


def may_write_workflows(token: Token) -> bool:
    """Tell whether a token may touch workflow files: the job's own never may (F1.33)."""
    return "workflow" in token.scopes or token.permissions.get("workflows") == "write"


def _decode(addition: Input) -> bytes:
    try:
        return base64.b64decode(addition["contents"], validate=True)
    except binascii.Error:
        raise RefusedError("bad-base64", path=addition["path"]) from None
