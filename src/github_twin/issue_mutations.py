"""The GraphQL mutations of issues: each checks what the token may do, then changes the world."""

from __future__ import annotations

from dataclasses import replace

from github_twin import issues, sub_issues
from github_twin.nodes import Item, make_issue_item, need_node
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.session import Input, Payload, Session
from github_twin.tokens import (
    check_issue_write,
    check_unlocked,
    check_write,
    may_label,
    sees,
)
from github_twin.world import refresh


def create_issue(session: Session, given: Input) -> Payload:
    """Make an issue; labels, milestone, assignees are dropped where the caller may not set them."""
    repository: Repository = need_node(session.world, given["repositoryId"], "Repository").it
    check_issue_write(session.world, session.token, repository, "CreateIssue")
    draft = issues.Draft(given["title"], given.get("body") or "")
    if may_label(session.world, session.token, repository):
        draft = _add_links(session, repository, draft, given)
    parent_id = given.get("parentIssueId")
    if parent_id:
        parent = _need_inside(session, parent_id, "Issue", repository)
        draft = replace(draft, parent=parent.it.number)
    session.world, issue = issues.create_issue(session.world, repository, session.user, draft)
    return {"issue": show_issue(session, repository, issue.number)}


def _add_links(
    session: Session, repository: Repository, draft: issues.Draft, given: Input
) -> issues.Draft:
    labels = need_labels(session, given.get("labelIds"), repository)
    milestone = _find_milestone(session, given.get("milestoneId"), repository)
    assignees = _need_logins(session, given.get("assigneeIds"))
    return replace(draft, labels=labels, milestone=milestone, assignees=assignees)


def update_issue(session: Session, given: Input) -> Payload:
    """Change what the input names of an issue; an explicit null takes a milestone away."""
    repository, issue = need_issue(session, given["id"])
    check_issue_write(session.world, session.token, repository, "UpdateIssue", issue)
    number = issue.number
    # A refusal half-way leaves the world as it was.
    trial = replace(session)
    trial.world = issues.edit_issue(trial.world, repository, number, trial.user, given)
    _update_state(trial, repository, number, given)
    if may_label(trial.world, trial.token, repository):
        _update_links(trial, repository, number, given)
    session.world = trial.world
    return {"issue": show_issue(session, repository, number)}


def _update_state(session: Session, repository: Repository, number: int, given: Input) -> None:
    newest = refresh(session.world, repository)
    state = given.get("state")
    if state == "CLOSED":
        closing = issues.Closing(session.user)
        session.world = issues.close_issue(session.world, newest, number, closing)
    elif state == "OPEN":
        session.world = issues.reopen_issue(session.world, newest, number, session.user)


def _update_links(session: Session, repository: Repository, number: int, given: Input) -> None:
    if given.get("labelIds") is not None:
        labels = need_labels(session, given["labelIds"], repository)
        newest = refresh(session.world, repository)
        session.world = issues.set_labels(session.world, newest, number, labels)
    if "milestoneId" in given:
        milestone = _find_milestone(session, given["milestoneId"], repository)
        newest = refresh(session.world, repository)
        session.world = issues.set_milestone(session.world, newest, number, milestone)
    if given.get("assigneeIds") is not None:
        people = _need_logins(session, given["assigneeIds"])
        newest = refresh(session.world, repository)
        session.world = issues.set_assignees(session.world, newest, number, people)


def close_issue(session: Session, given: Input) -> Payload:
    """Close an issue as completed, not planned or duplicate."""
    repository, issue = need_issue(session, given["issueId"])
    check_issue_write(session.world, session.token, repository, "CloseIssue", issue)
    reason = given.get("stateReason") or "COMPLETED"
    closing = issues.Closing(session.user, reason.lower())
    duplicate_id = given.get("duplicateIssueId")
    if duplicate_id:
        _, original = need_issue(session, duplicate_id)
        closing = replace(closing, original=original.number)
    session.world = issues.close_issue(session.world, repository, issue.number, closing)
    return {"issue": show_issue(session, repository, issue.number)}


def reopen_issue(session: Session, given: Input) -> Payload:
    """Open an issue again."""
    repository, issue = need_issue(session, given["issueId"])
    check_issue_write(session.world, session.token, repository, "ReopenIssue", issue)
    number = issue.number
    session.world = issues.reopen_issue(session.world, repository, number, session.user)
    return {"issue": show_issue(session, repository, number)}


def add_comment(session: Session, given: Input) -> Payload:
    """Comment on an issue."""
    repository, issue = need_issue(session, given["subjectId"])
    check_issue_write(session.world, session.token, repository, "AddComment")
    check_unlocked(session.world, session.token, repository, issue)
    body = given["body"]
    number = issue.number
    world, comment = issues.add_comment(session.world, repository, number, session.user, body)
    session.world = world
    subject = show_issue(session, repository, number)
    edge = Item("IssueComment", subject.repository, (subject.it, comment))
    return {"commentEdge": edge, "subject": subject}


def add_sub_issue(session: Session, given: Input) -> Payload:
    """Nest an issue under another."""
    repository, parent = need_issue(session, given["issueId"])
    _, child = need_issue(session, given["subIssueId"])
    check_write(session.world, session.token, repository, "AddSubIssue")
    session.world = sub_issues.add_child(
        session.world,
        repository,
        parent.number,
        child.number,
        replace_parent=bool(given.get("replaceParent")),
    )
    return _show_kin(session, repository, parent, child)


def remove_sub_issue(session: Session, given: Input) -> Payload:
    """Take an issue out from under its parent."""
    repository, parent = need_issue(session, given["issueId"])
    _, child = need_issue(session, given["subIssueId"])
    check_write(session.world, session.token, repository, "RemoveSubIssue")
    world = sub_issues.remove_child(session.world, repository, parent.number, child.number)
    session.world = world
    return _show_kin(session, repository, parent, child)


def _show_kin(session: Session, repository: Repository, parent: Issue, child: Issue) -> Payload:
    return {
        "issue": show_issue(session, repository, parent.number),
        "subIssue": show_issue(session, repository, child.number),
    }


def show_issue(session: Session, repository: Repository, number: int) -> Item:
    """Wrap an issue as it is now."""
    newest = refresh(session.world, repository)
    return make_issue_item(newest, newest.issues[number])


# What an input names


def need_issue(session: Session, node_id: str) -> tuple[Repository, Issue]:
    """Find an issue that the token sees, and its repository."""
    item = need_node(session.world, node_id, "Issue")
    if not sees(session.world, session.token, item.repository):
        raise RefusedError("no-node", id=node_id)
    return item.repository, item.it


def need_labels(
    session: Session, node_ids: list[str] | None, repository: Repository
) -> tuple[int, ...]:
    """Find the ids of labels of a repository."""
    node_ids = node_ids or []
    items = [need_node(session.world, one, "Label") for one in node_ids]
    for item, node_id in zip(items, node_ids, strict=True):
        _check_inside(item, node_id, repository)
    return tuple(item.it.id for item in items)


def _find_milestone(session: Session, node_id: str | None, repository: Repository) -> int | None:
    if not node_id:
        return None
    number: int = _need_inside(session, node_id, "Milestone", repository).it.number
    return number


def _need_logins(session: Session, node_ids: list[str] | None) -> tuple[str, ...]:
    items = [need_node(session.world, one, "User") for one in node_ids or ()]
    return tuple(item.it.login for item in items)


def _need_inside(session: Session, node_id: str, kind: str, repository: Repository) -> Item:
    item = need_node(session.world, node_id, kind)
    _check_inside(item, node_id, repository)
    return item


def _check_inside(item: Item, node_id: str, repository: Repository) -> None:
    """Refuse a thing of another repository, as though there were none."""
    if item.repository.id != repository.id:
        raise RefusedError("no-node", id=node_id)
