"""The GraphQL mutation that commits: it checks what the token may do, then moves a branch."""

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

NEVER_IN_PATHS = {"", ".", "..", ".git"}
WORKFLOWS = ".github/workflows/"
# Rules that a commit on top of the branch, signed by GitHub, keeps.
HARMLESS_RULES = {"deletion", "non_fast_forward", "required_linear_history", "required_signatures"}


def create_commit(session: Session, given: Input) -> Payload:
    """Commit file changes to a branch whose head is the expected one (F4.21–F4.23)."""
    repository, branch = _need_branch(session, given["branch"])
    check_write(session.world, session.token, repository, "CreateCommitOnBranch")
    if branch not in repository.branches:
        raise RefusedError("no-branch")
    head = repository.commits[repository.branches[branch]]
    if head.sha != given["expectedHeadOid"]:
        raise RefusedError("stale", oid=given["expectedHeadOid"])
    if branch in repository.protected:
        raise RefusedError("protected", branch=branch)
    if not HARMLESS_RULES.issuperset(repository.rules.get(branch, ())):
        raise RefusedError("ruled")
    files = _change_files(session.token, head, given.get("fileChanges") or {})
    commit = _make_commit(session, head, files, given["message"])
    session.world = _put_commit(session.world, repository, branch, commit)
    newest = refresh(session.world, repository)
    return {"commit": Item("Commit", newest, commit)}


def _make_commit(
    session: Session, head: git.Commit, files: git.Files, message: Input
) -> git.Commit:
    user = find_viewer(session.world, session.token)
    email = f"{user.id}+{user.login}@users.noreply.github.com"
    author = git.Author(user.login, email, user.login)
    parts = [message["headline"], message.get("body")]
    text = "\n\n".join(part for part in parts if part)
    now = stamp(session.world)
    return git.make_commit(files, text, author, now, (head.sha,))


def _put_commit(world: World, repository: Repository, branch: str, commit: git.Commit) -> World:
    """Make a commit the head of a branch."""
    commits = {**repository.commits, commit.sha: commit}
    branches = {**repository.branches, branch: commit.sha}
    now = stamp(world)
    changed = replace(repository, commits=commits, branches=branches, pushed_at=now)
    return put_repository(world, changed)


def _need_branch(session: Session, branch: Input) -> tuple[Repository, str]:
    """Find the branch that an input names by its node id, or by the names of both."""
    if branch.get("id"):
        return _need_ref(session, branch["id"])
    full_name = branch.get("repositoryNameWithOwner") or ""
    repository = find_repository(session.world, full_name)
    if repository is None or not sees(session.world, session.token, repository):
        raise RefusedError("no-repository", name=full_name)
    name = str(branch.get("branchName"))
    return repository, name.removeprefix("refs/heads/")


def _need_ref(session: Session, node_id: str) -> tuple[Repository, str]:
    item = find_node(session.world, node_id)
    if item is None or item.type != "Ref":
        raise RefusedError("no-node", id=node_id)
    return item.repository, item.it


def _change_files(token: Token, head: git.Commit, changes: Input) -> dict[str, git.Blob]:
    additions = changes.get("additions") or []
    deletions = changes.get("deletions") or []
    files = dict(head.files)
    seen: set[str] = set()
    for one in deletions:
        path = one["path"]
        _check_path(token, path, seen)
        if path not in files:
            raise RefusedError("no-file", oid=head.sha)
        del files[path]
    for one in additions:
        path = one["path"]
        _check_path(token, path, seen)
        files[path] = git.make_blob(_decode(one), _find_mode(head, path))
    return files


def _find_mode(head: git.Commit, path: str) -> str:
    """Return the mode of a file: one that was there keeps its own."""
    if path in head.files:
        return head.files[path].mode
    return git.PLAIN_FILE


def _check_path(token: Token, path: str, seen: set[str]) -> None:
    if path in seen:
        raise RefusedError("path-twice", path=path)
    seen.add(path)
    if not NEVER_IN_PATHS.isdisjoint(path.split("/")):
        raise RefusedError("path-bad", path=path)
    if path.startswith(WORKFLOWS) and not _may_write_workflows(token):
        raise RefusedError("workflow-scope", path=path)


def _may_write_workflows(token: Token) -> bool:
    """Tell whether a token may touch workflow files: the job's own never may (F1.33)."""
    return "workflow" in token.scopes or token.permissions.get("workflows") == "write"


def _decode(addition: Input) -> bytes:
    try:
        return base64.b64decode(addition["contents"], validate=True)
    except binascii.Error:
        raise RefusedError("bad-base64", path=addition["path"]) from None
