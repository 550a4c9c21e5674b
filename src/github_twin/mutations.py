"""The GraphQL mutations: each checks what the token may do, then changes the world."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from github_twin import git, issues, labels
from github_twin.nodes import Item, find_node, make_issue_item, need_node
from github_twin.project_mutations import PROJECT_MUTATIONS
from github_twin.refusals import RefusedError
from github_twin.tokens import check_issue_write, check_write, find_viewer, may_label, sees
from github_twin.world import Issue, Repository, Token, World, find_repository, put_repository, stamp


class Session(Protocol):
    """What a mutation works on: the world as it is by now, and whose token asks."""

    world: World
    token: Token


Input = dict[str, Any]
Payload = dict[str, Any]


def _need_issue(session: Session, node_id: str) -> tuple[Repository, Issue]:
    item = need_node(session.world, node_id, "Issue")
    if not sees(session.world, session.token, item.repository):
        raise RefusedError("no-node", id=node_id)
    return item.repository, item.it


def _show(session: Session, repository: Repository, number: int) -> Item:
    now = issues.refresh(session.world, repository)
    return make_issue_item(now, now.issues[number])


def _numbers(session: Session, ids: list[str], kind: str, repository: Repository) -> tuple[Any, ...]:
    found = [need_node(session.world, one, kind) for one in ids]
    if kind == "User":
        return tuple(one.it.login for one in found)
    strangers = [node for node, one in zip(ids, found, strict=True) if one.repository.id != repository.id]
    if strangers:
        raise RefusedError("no-node", id=strangers[0])
    return tuple(one.it.id if kind == "Label" else one.it.number for one in found)


def create_issue(session: Session, given: Input) -> Payload:
    """Make an issue; labels, milestone and assignees are dropped in silence where the caller may not set them."""
    repository: Repository = need_node(session.world, given["repositoryId"], "Repository").it
    check_issue_write(session.world, session.token, repository, "CreateIssue")
    draft = issues.Draft(given["title"], given.get("body") or "")
    if may_label(session.world, session.token, repository):
        draft = replace(
            draft,
            labels=_numbers(session, given.get("labelIds") or [], "Label", repository),
            milestone=_find_milestone(session, given.get("milestoneId"), repository),
            assignees=_numbers(session, given.get("assigneeIds") or [], "User", repository),
        )
    if given.get("parentIssueId"):
        draft = replace(draft, parent=_numbers(session, [given["parentIssueId"]], "Issue", repository)[0])
    session.world, issue = issues.create_issue(session.world, repository, session.token.user, draft)
    return {"issue": _show(session, repository, issue.number)}


def _find_milestone(session: Session, node_id: str | None, repository: Repository) -> int | None:
    return _numbers(session, [node_id], "Milestone", repository)[0] if node_id else None


def update_issue(session: Session, given: Input) -> Payload:
    """Change what the input names of an issue; an explicit null takes a milestone away."""
    repository, issue = _need_issue(session, given["id"])
    check_issue_write(session.world, session.token, repository, "UpdateIssue", issue)
    editor, number = session.token.user, issue.number
    world = issues.edit_issue(session.world, repository, number, editor, given)
    if given.get("state") == "CLOSED":
        world = issues.close_issue(world, issues.refresh(world, repository), number, issues.Closing(editor))
    elif given.get("state") == "OPEN":
        world = issues.reopen_issue(world, issues.refresh(world, repository), number, editor)
    if may_label(world, session.token, repository):
        world = _update_links(session, world, repository, number, given)
    session.world = world
    return {"issue": _show(session, repository, number)}


def _update_links(session: Session, world: World, repository: Repository, number: int, given: Input) -> World:
    if given.get("labelIds") is not None:
        chosen = _numbers(session, given["labelIds"], "Label", repository)
        world = issues.set_labels(world, issues.refresh(world, repository), number, chosen)
    if "milestoneId" in given:
        milestone = _find_milestone(session, given["milestoneId"], repository)
        world = issues.set_milestone(world, issues.refresh(world, repository), number, milestone)
    if given.get("assigneeIds") is not None:
        people = _numbers(session, given["assigneeIds"], "User", repository)
        world = issues.set_assignees(world, issues.refresh(world, repository), number, people)
    return world


def close_issue(session: Session, given: Input) -> Payload:
    """Close an issue as completed, not planned or duplicate."""
    repository, issue = _need_issue(session, given["issueId"])
    check_issue_write(session.world, session.token, repository, "CloseIssue", issue)
    original = _need_issue(session, given["duplicateIssueId"])[1].number if given.get("duplicateIssueId") else None
    reason = (given.get("stateReason") or "COMPLETED").lower()
    session.world = issues.close_issue(
        session.world, repository, issue.number, issues.Closing(session.token.user, reason, original)
    )
    return {"issue": _show(session, repository, issue.number)}


def reopen_issue(session: Session, given: Input) -> Payload:
    """Open an issue again."""
    repository, issue = _need_issue(session, given["issueId"])
    check_issue_write(session.world, session.token, repository, "ReopenIssue", issue)
    session.world = issues.reopen_issue(session.world, repository, issue.number, session.token.user)
    return {"issue": _show(session, repository, issue.number)}


def add_comment(session: Session, given: Input) -> Payload:
    """Comment on an issue."""
    repository, issue = _need_issue(session, given["subjectId"])
    check_issue_write(session.world, session.token, repository, "AddComment")
    session.world, comment = issues.add_comment(
        session.world, repository, issue.number, session.token.user, given["body"]
    )
    subject = _show(session, repository, issue.number)
    return {"commentEdge": Item("IssueComment", subject.repository, (subject.it, comment)), "subject": subject}


def add_sub_issue(session: Session, given: Input) -> Payload:
    """Nest an issue under another."""
    repository, parent = _need_issue(session, given["issueId"])
    _, child = _need_issue(session, given["subIssueId"])
    check_write(session.world, session.token, repository, "AddSubIssue")
    session.world = issues.add_child(
        session.world, repository, parent.number, child.number, replace_parent=bool(given.get("replaceParent"))
    )
    return _show_kin(session, repository, parent.number, child.number)


def remove_sub_issue(session: Session, given: Input) -> Payload:
    """Take an issue out from under its parent."""
    repository, parent = _need_issue(session, given["issueId"])
    _, child = _need_issue(session, given["subIssueId"])
    check_write(session.world, session.token, repository, "RemoveSubIssue")
    session.world = issues.remove_child(session.world, repository, parent.number, child.number)
    return _show_kin(session, repository, parent.number, child.number)


def _show_kin(session: Session, repository: Repository, parent: int, child: int) -> Payload:
    return {"issue": _show(session, repository, parent), "subIssue": _show(session, repository, child)}


def create_label(session: Session, given: Input) -> Payload:
    """Make a label."""
    repository: Repository = need_node(session.world, given["repositoryId"], "Repository").it
    check_write(session.world, session.token, repository, "CreateLabel")
    session.world, label = labels.create_label(
        session.world, repository, labels.Draft(given["name"], given["color"], given.get("description"))
    )
    return {"label": Item("Label", issues.refresh(session.world, repository), label)}


def add_labels(session: Session, given: Input) -> Payload:
    """Add labels to those an issue has."""
    repository, issue = _need_issue(session, given["labelableId"])
    check_write(session.world, session.token, repository, "AddLabelsToLabelable")
    added = _numbers(session, given["labelIds"], "Label", repository)
    session.world = issues.set_labels(session.world, repository, issue.number, (*issue.labels, *added))
    return {"labelable": _show(session, repository, issue.number)}


def remove_labels(session: Session, given: Input) -> Payload:
    """Take labels off an issue."""
    repository, issue = _need_issue(session, given["labelableId"])
    check_write(session.world, session.token, repository, "RemoveLabelsFromLabelable")
    removed = _numbers(session, given["labelIds"], "Label", repository)
    kept = [one for one in issue.labels if one not in removed]
    session.world = issues.set_labels(session.world, repository, issue.number, kept)
    return {"labelable": _show(session, repository, issue.number)}


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
    message = "\n\n".join(part for part in (given["message"]["headline"], given["message"].get("body")) if part)
    user = find_viewer(session.world, session.token)
    author = git.Author(user.login, f"{user.id}+{user.login}@users.noreply.github.com", user.login)
    commit = git.make_commit(files, message, author, stamp(session.world), (head.sha,))
    session.world = put_commit(session.world, repository, branch, commit)
    return {"commit": Item("Commit", issues.refresh(session.world, repository), commit)}


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
            files[path] = git.make_blob(_decode(one), head.files[path].mode if path in head.files else "100644")
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


MUTATIONS: dict[str, Callable[[Session, Input], Payload]] = {
    "addComment": add_comment,
    "addLabelsToLabelable": add_labels,
    "addSubIssue": add_sub_issue,
    "closeIssue": close_issue,
    "createCommitOnBranch": create_commit,
    "createIssue": create_issue,
    "createLabel": create_label,
    "removeLabelsFromLabelable": remove_labels,
    "removeSubIssue": remove_sub_issue,
    "reopenIssue": reopen_issue,
    "updateIssue": update_issue,
    **PROJECT_MUTATIONS,
}
