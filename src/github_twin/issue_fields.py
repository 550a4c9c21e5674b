"""What each field of an issue answers in GraphQL, its comments and its timeline with it.

The record of a comment's item is a pair: the issue and the comment.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from github_twin.nodes import Item, make_issue_item
from github_twin.objects import make_issue_url, render_time
from github_twin.pages import Page, make_page
from github_twin.project_lists import list_issue_cards
from github_twin.repositories import Comment, Issue
from github_twin.resolvers import (
    Info,
    Resolver,
    find_world,
    make_person_item,
    show,
    show_id,
    show_state,
    show_time,
)
from github_twin.world import find_association

EVENTS = {"CLOSED_EVENT": "closed", "REOPENED_EVENT": "reopened", "ISSUE_COMMENT": "commented"}
EVENT_TYPES = {"closed": "ClosedEvent", "reopened": "ReopenedEvent"}


# An issue


def _reason(
    item: Item,
    info: Info,
    enableDuplicate: bool = False,  # noqa: N803
) -> str | None:
    """Return why; without `enableDuplicate` a duplicate shows as older clients know it."""
    reason: str | None = item.it.reason
    if reason is None:
        return None
    if reason == "duplicate" and not enableDuplicate:
        return "NOT_PLANNED"
    return reason.upper()


def _last_edited_at(item: Item, info: Info) -> str | None:
    if not item.it.edits:
        return None
    last = item.it.edits[-1]
    return render_time(last.at)


def _editor(item: Item, info: Info) -> Item | None:
    if not item.it.edits:
        return None
    last = item.it.edits[-1]
    return make_person_item(find_world(info), last.editor)


def _association(item: Item, info: Info) -> str:
    return find_association(find_world(info), item.repository, item.it.author)


def _milestone(item: Item, info: Info) -> Item | None:
    found = item.repository.milestones.get(item.it.milestone)
    if found is None:
        return None
    return Item("Milestone", item.repository, found)


def _parent(item: Item, info: Info) -> Item | None:
    found = item.repository.issues.get(item.it.parent)
    if found is None:
        return None
    return make_issue_item(item.repository, found)


# Lists


def _labels(item: Item, info: Info, **arguments: Any) -> Page:
    labels = [item.repository.labels[id] for id in item.it.labels]
    items = [Item("Label", item.repository, label) for label in labels]
    return make_page(items, _find_id, arguments)


def _assignees(item: Item, info: Info, **arguments: Any) -> Page:
    world = find_world(info)
    people = [make_person_item(world, login) for login in item.it.assignees]
    items = [one for one in people if one]
    return make_page(items, _find_id, arguments)


def _comments(item: Item, info: Info, **arguments: Any) -> Page:
    items = _make_comment_items(item)
    return make_page(items, _find_comment_id, arguments)


def _make_comment_items(item: Item) -> list[Item]:
    issue: Issue = item.it
    return [Item("IssueComment", item.repository, (issue, one)) for one in issue.comments]


def _timeline(
    item: Item,
    info: Info,
    itemTypes: list[str] | None = None,  # noqa: N803
    **arguments: Any,
) -> Page:
    wanted = {EVENTS.get(one, one) for one in (itemTypes or EVENTS)}
    items = [one for one in _make_event_items(item) if one.it.kind in wanted]
    if "commented" in wanted:
        items += _make_comment_items(item)
    items.sort(key=_find_moment)
    return make_page(items, _find_event_id, arguments)


def _make_event_items(item: Item) -> list[Item]:
    events = item.it.events
    return [Item(EVENT_TYPES[one.kind], item.repository, one) for one in events]


def _find_moment(item: Item) -> tuple[dt.datetime, int]:
    """Return when something on a timeline happened, and its id."""
    if item.type == "IssueComment":
        comment = _comment(item)
        return comment.made_at, comment.id
    return item.it.at, item.it.id


def _find_id(item: Item) -> object:
    return item.it.id


def _find_comment_id(item: Item) -> object:
    return _comment(item).id


def _find_event_id(item: Item) -> object:
    _, id = _find_moment(item)
    return id


# A comment, an event


def _comment(item: Item) -> Comment:
    comment: Comment = item.it[1]
    return comment


def _comment_association(item: Item, info: Info) -> str:
    author = _comment(item).author
    return find_association(find_world(info), item.repository, author)


def _comment_url(item: Item, info: Info) -> str:
    page = make_issue_url(find_world(info), item.repository, item.it[0])
    return f"{page}#issuecomment-{_comment(item).id}"


def _event_reason(item: Item, info: Info) -> str | None:
    reason: str | None = item.it.reason
    if reason is None:
        return None
    return reason.upper()


EVENT: dict[str, Resolver] = {
    "id": show_id,
    "actor": lambda item, info: make_person_item(find_world(info), item.it.actor),
    "createdAt": show_time("at"),
    "stateReason": _event_reason,
}
ISSUE_FIELDS: dict[str, dict[str, Resolver]] = {
    "Issue": {
        "id": show_id,
        "databaseId": show("id"),
        "number": show("number"),
        "url": lambda item, info: make_issue_url(find_world(info), item.repository, item.it),
        "title": show("title"),
        "body": show("body"),
        "state": show_state,
        "stateReason": _reason,
        "closed": lambda item, info: item.it.closed_at is not None,
        "createdAt": show_time("made_at"),
        "updatedAt": show_time("updated_at"),
        "closedAt": show_time("closed_at"),
        "lastEditedAt": _last_edited_at,
        "locked": show("locked"),
        "editor": _editor,
        "author": lambda item, info: make_person_item(find_world(info), item.it.author),
        "authorAssociation": _association,
        "assignees": _assignees,
        "comments": _comments,
        "labels": _labels,
        "milestone": _milestone,
        "parent": _parent,
        "projectItems": list_issue_cards,
        "repository": lambda item, info: Item("Repository", item.repository, item.repository),
        "timelineItems": _timeline,
    },
    "PullRequest": {
        "id": show_id,
        "number": show("number"),
        "title": show("title"),
        "state": lambda item, info: item.it.pull_state.upper(),
        "headRefName": show("head"),
        "baseRefName": show("base"),
    },
    "IssueComment": {
        "id": show_id,
        "databaseId": lambda item, info: _comment(item).id,
        "author": lambda item, info: make_person_item(find_world(info), _comment(item).author),
        "authorAssociation": _comment_association,
        "body": lambda item, info: _comment(item).body,
        "createdAt": lambda item, info: render_time(_comment(item).made_at),
        "editor": lambda item, info: make_person_item(find_world(info), _comment(item).editor),
        "url": _comment_url,
        "lastEditedAt": lambda item, info: render_time(_comment(item).edited_at),
        "issue": lambda item, info: make_issue_item(item.repository, item.it[0]),
    },
    "IssueCommentEdge": {"node": lambda item, info: item},
    "ClosedEvent": EVENT,
    "ReopenedEvent": EVENT,
}
