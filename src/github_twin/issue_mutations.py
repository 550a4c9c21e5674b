"""The GraphQL mutations of issues and labels: each checks what the token may do, then changes the world."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from github_twin import issues, labels, sub_issues
from github_twin.nodes import Item, make_issue_item, need_node
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.session import Input, Payload, Session
from github_twin.tokens import check_issue_write, check_write, may_label, sees
from github_twin.world import World, refresh


def _need_issue(session: Session, node_id: str) -> tuple[Repository, Issue]:
    item = need_node(session.world, node_id, "Issue")
    if not sees(session.world, session.token, item.repository):
        raise RefusedError("no-node", id=node_id)
    return item.repository, item.it


def _show(session: Session, repository: Repository, number: int) -> Item:
    now = refresh(session.world, repository)
    return make_issue_item(now, now.issues[number])


def _numbers(
    session: Session, ids: list[str], kind: str, repository: Repository
) -> tuple[Any, ...]:
    found = [need_node(session.world, one, kind) for one in ids]
    if kind == "User":
        return tuple(one.it.login for one in found)
    strangers = [
        node for node, one in zip(ids, found, strict=True) if one.repository.id != repository.id
    ]
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
        draft = replace(
            draft, parent=_numbers(session, [given["parentIssueId"]], "Issue", repository)[0]
        )
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
        world = issues.close_issue(
            world, refresh(world, repository), number, issues.Closing(editor)
        )
    elif given.get("state") == "OPEN":
        world = issues.reopen_issue(world, refresh(world, repository), number, editor)
    if may_label(world, session.token, repository):
        world = _update_links(session, world, repository, number, given)
    session.world = world
    return {"issue": _show(session, repository, number)}


def _update_links(
    session: Session, world: World, repository: Repository, number: int, given: Input
) -> World:
    if given.get("labelIds") is not None:
        chosen = _numbers(session, given["labelIds"], "Label", repository)
        world = issues.set_labels(world, refresh(world, repository), number, chosen)
    if "milestoneId" in given:
        milestone = _find_milestone(session, given["milestoneId"], repository)
        world = issues.set_milestone(world, refresh(world, repository), number, milestone)
    if given.get("assigneeIds") is not None:
        people = _numbers(session, given["assigneeIds"], "User", repository)
        world = issues.set_assignees(world, refresh(world, repository), number, people)
    return world


def close_issue(session: Session, given: Input) -> Payload:
    """Close an issue as completed, not planned or duplicate."""
    repository, issue = _need_issue(session, given["issueId"])
    check_issue_write(session.world, session.token, repository, "CloseIssue", issue)
    original = (
        _need_issue(session, given["duplicateIssueId"])[1].number
        if given.get("duplicateIssueId")
        else None
    )
    reason = (given.get("stateReason") or "COMPLETED").lower()
    session.world = issues.close_issue(
        session.world,
        repository,
        issue.number,
        issues.Closing(session.token.user, reason, original),
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
    return {
        "commentEdge": Item("IssueComment", subject.repository, (subject.it, comment)),
        "subject": subject,
    }


def add_sub_issue(session: Session, given: Input) -> Payload:
    """Nest an issue under another."""
    repository, parent = _need_issue(session, given["issueId"])
    _, child = _need_issue(session, given["subIssueId"])
    check_write(session.world, session.token, repository, "AddSubIssue")
    session.world = sub_issues.add_child(
        session.world,
        repository,
        parent.number,
        child.number,
        replace_parent=bool(given.get("replaceParent")),
    )
    return _show_kin(session, repository, parent.number, child.number)


def remove_sub_issue(session: Session, given: Input) -> Payload:
    """Take an issue out from under its parent."""
    repository, parent = _need_issue(session, given["issueId"])
    _, child = _need_issue(session, given["subIssueId"])
    check_write(session.world, session.token, repository, "RemoveSubIssue")
    session.world = sub_issues.remove_child(session.world, repository, parent.number, child.number)
    return _show_kin(session, repository, parent.number, child.number)


def _show_kin(session: Session, repository: Repository, parent: int, child: int) -> Payload:
    return {
        "issue": _show(session, repository, parent),
        "subIssue": _show(session, repository, child),
    }


def create_label(session: Session, given: Input) -> Payload:
    """Make a label."""
    repository: Repository = need_node(session.world, given["repositoryId"], "Repository").it
    check_write(session.world, session.token, repository, "CreateLabel")
    session.world, label = labels.create_label(
        session.world,
        repository,
        labels.Draft(given["name"], given["color"], given.get("description")),
    )
    return {"label": Item("Label", refresh(session.world, repository), label)}


def add_labels(session: Session, given: Input) -> Payload:
    """Add labels to those an issue has."""
    repository, issue = _need_issue(session, given["labelableId"])
    check_write(session.world, session.token, repository, "AddLabelsToLabelable")
    added = _numbers(session, given["labelIds"], "Label", repository)
    session.world = issues.set_labels(
        session.world, repository, issue.number, (*issue.labels, *added)
    )
    return {"labelable": _show(session, repository, issue.number)}


def remove_labels(session: Session, given: Input) -> Payload:
    """Take labels off an issue."""
    repository, issue = _need_issue(session, given["labelableId"])
    check_write(session.world, session.token, repository, "RemoveLabelsFromLabelable")
    removed = _numbers(session, given["labelIds"], "Label", repository)
    kept = [one for one in issue.labels if one not in removed]
    session.world = issues.set_labels(session.world, repository, issue.number, kept)
    return {"labelable": _show(session, repository, issue.number)}
