"""The GraphQL mutations of labels: each checks what the token may do, then changes the world."""

from __future__ import annotations

from github_twin import issues, labels
from github_twin.issue_mutations import need_issue, need_labels, show_issue
from github_twin.nodes import Item, need_node
from github_twin.repositories import Repository
from github_twin.session import Input, Payload, Session
from github_twin.tokens import check_write
from github_twin.world import refresh


def create_label(session: Session, given: Input) -> Payload:
    """Make a label."""
    repository: Repository = need_node(session.world, given["repositoryId"], "Repository").it
    check_write(session.world, session.token, repository, "CreateLabel")
    draft = labels.Draft(given["name"], given["color"], given.get("description"))
    session.world, label = labels.create_label(session.world, repository, draft)
    newest = refresh(session.world, repository)
    return {"label": Item("Label", newest, label)}


def update_label(session: Session, given: Input) -> Payload:
    """Change the name, colour or description of a label; all issues keep it."""
    found = need_node(session.world, given["id"], "Label")
    check_write(session.world, session.token, found.repository, "UpdateLabel")
    changes = {name: given[name] for name in ("name", "color", "description") if name in given}
    session.world = labels.edit_label(session.world, found.repository, found.it.name, **changes)
    newest = refresh(session.world, found.repository)
    return {"label": Item("Label", newest, newest.labels[found.it.id])}


def add_labels(session: Session, given: Input) -> Payload:
    """Add labels to those an issue has."""
    repository, issue = need_issue(session, given["labelableId"])
    check_write(session.world, session.token, repository, "AddLabelsToLabelable")
    added = need_labels(session, given["labelIds"], repository)
    chosen = (*issue.labels, *added)
    session.world = issues.set_labels(session.world, repository, issue.number, chosen)
    return {"labelable": show_issue(session, repository, issue.number)}


def remove_labels(session: Session, given: Input) -> Payload:
    """Take labels off an issue."""
    repository, issue = need_issue(session, given["labelableId"])
    check_write(session.world, session.token, repository, "RemoveLabelsFromLabelable")
    removed = need_labels(session, given["labelIds"], repository)
    kept = [one for one in issue.labels if one not in removed]
    session.world = issues.set_labels(session.world, repository, issue.number, kept)
    return {"labelable": show_issue(session, repository, issue.number)}
