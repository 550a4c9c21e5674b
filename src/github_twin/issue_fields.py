"""What each field of an issue answers in GraphQL, its comments and its timeline with it."""

from __future__ import annotations

from typing import Any

from github_twin.nodes import Item, make_issue_item
from github_twin.objects import make_issue_url, render_time
from github_twin.pages import Page, make_page
from github_twin.project_lists import list_issue_cards
from github_twin.resolvers import Info, Resolver, find_world, make_actor, show, show_id, show_time
from github_twin.world import find_association

EVENTS = {"CLOSED_EVENT": "closed", "REOPENED_EVENT": "reopened", "ISSUE_COMMENT": "commented"}


def _reason(item: Item, info: Info, enableDuplicate: bool = False) -> str | None:  # noqa: N803
    """Return why; without `enableDuplicate` a duplicate shows as NOT_PLANNED, the nearest word older clients know."""
    reason = item.it.reason
    if reason == "duplicate" and not enableDuplicate:
        return "NOT_PLANNED"
    return reason.upper() if reason else None


def _issue_labels(item: Item, info: Info, **arguments: Any) -> Page:
    labels = [Item("Label", item.repository, item.repository.labels[one]) for one in item.it.labels]
    return make_page(labels, lambda one: one.it.id, arguments)


def _comments(item: Item, info: Info, **arguments: Any) -> Page:
    comments = [Item("IssueComment", item.repository, (item.it, one)) for one in item.it.comments]
    return make_page(comments, lambda one: one.it[1].id, arguments)


def _assignees(item: Item, info: Info, **arguments: Any) -> Page:
    people = [make_actor(find_world(info), login) for login in item.it.assignees]
    return make_page([one for one in people if one], lambda one: one.it.id, arguments)


def _timeline(item: Item, info: Info, itemTypes: list[str] | None = None, **arguments: Any) -> Page:  # noqa: N803
    wanted = {EVENTS.get(one, one) for one in (itemTypes or EVENTS)}
    names = {"closed": "ClosedEvent", "reopened": "ReopenedEvent"}
    found = [
        (one.at, one.id, Item(names[one.kind], item.repository, one)) for one in item.it.events if one.kind in wanted
    ]
    if "commented" in wanted:
        found += [
            (one.made_at, one.id, Item("IssueComment", item.repository, (item.it, one))) for one in item.it.comments
        ]
    ordered = [entry for *_, entry in sorted(found, key=lambda entry: entry[:2])]
    return make_page(ordered, _find_event_id, arguments)


def _find_event_id(item: Item) -> object:
    return item.it[1].id if item.type == "IssueComment" else item.it.id


def _parent(item: Item, info: Info) -> Item | None:
    found = item.repository.issues.get(item.it.parent or 0)
    return make_issue_item(item.repository, found) if found else None


def _issue_milestone(item: Item, info: Info) -> Item | None:
    found = item.repository.milestones.get(item.it.milestone or 0)
    return Item("Milestone", item.repository, found) if found else None


def _last_edit(item: Item) -> Any:
    return item.it.edits[-1] if item.it.edits else None


EVENT: dict[str, Resolver] = {
    "id": show_id,
    "actor": lambda item, info: make_actor(find_world(info), item.it.actor),
    "createdAt": show_time("at"),
    "stateReason": lambda item, info: item.it.reason.upper() if item.it.reason else None,
}
ISSUE_FIELDS: dict[str, dict[str, Resolver]] = {
    "Issue": {
        "id": show_id,
        "databaseId": show("id"),
        "number": show("number"),
        "url": lambda item, info: make_issue_url(find_world(info), item.repository, item.it),
        "title": show("title"),
        "body": show("body"),
        "state": lambda item, info: item.it.state.upper(),
        "stateReason": _reason,
        "closed": lambda item, info: item.it.closed_at is not None,
        "createdAt": show_time("made_at"),
        "updatedAt": show_time("updated_at"),
        "closedAt": show_time("closed_at"),
        "lastEditedAt": lambda item, info: render_time(_last_edit(item).at) if item.it.edits else None,
        "editor": lambda item, info: make_actor(find_world(info), _last_edit(item).editor) if item.it.edits else None,
        "author": lambda item, info: make_actor(find_world(info), item.it.author),
        "authorAssociation": lambda item, info: find_association(find_world(info), item.repository, item.it.author),
        "assignees": _assignees,
        "comments": _comments,
        "labels": _issue_labels,
        "milestone": _issue_milestone,
        "parent": _parent,
        "projectItems": list_issue_cards,
        "repository": lambda item, info: Item("Repository", item.repository, item.repository),
        "timelineItems": _timeline,
    },
    "PullRequest": {"id": show_id},
    "IssueComment": {
        "id": show_id,
        "databaseId": lambda item, info: item.it[1].id,
        "author": lambda item, info: make_actor(find_world(info), item.it[1].author),
        "authorAssociation": lambda item, info: find_association(find_world(info), item.repository, item.it[1].author),
        "body": lambda item, info: item.it[1].body,
        "createdAt": lambda item, info: render_time(item.it[1].made_at),
        "lastEditedAt": lambda item, info: render_time(item.it[1].edited_at),
        "issue": lambda item, info: make_issue_item(item.repository, item.it[0]),
    },
    "IssueCommentEdge": {"node": lambda item, info: item},
    "ClosedEvent": EVENT,
    "ReopenedEvent": EVENT,
}
