"""What each field of a repository answers in GraphQL, its labels and milestones with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from github_twin.lists import find_listed
from github_twin.nodes import Item, make_issue_item
from github_twin.objects import make_page_url
from github_twin.pages import Page, make_page
from github_twin.pins import list_pinned
from github_twin.project_lists import list_projects
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
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
from github_twin.revisions import find_object
from github_twin.tokens import check_read
from github_twin.world import find_repository, find_role

OLDEST_FIRST = {"field": "CREATED_AT", "direction": "ASC"}
LARGEST_FIRST = {"field": "SIZE", "direction": "DESC"}
ISSUE_ORDERS: dict[str, Callable[[Issue], Any]] = {
    "CREATED_AT": lambda issue: (issue.made_at, issue.number),
    "UPDATED_AT": lambda issue: (issue.updated_at, issue.number),
    "COMMENTS": lambda issue: (len(issue.comments), issue.number),
}


# Lists


def _issues(
    item: Item,
    info: Info,
    states: list[str] | None = None,
    orderBy: dict[str, str] | None = None,  # noqa: N803
    labels: list[str] | None = None,
    **arguments: Any,
) -> Page:
    check_read(info.context.token, item.repository, "issues")
    seen = find_listed(find_world(info), item.it)
    found = [issue for issue in seen.issues.values() if not issue.is_pull]
    if states is not None:
        found = [issue for issue in found if issue.state.upper() in states]
    if labels is not None:
        found = _find_labelled(seen, found, labels)
    return _make_ordered(seen, found, orderBy, arguments)


def _pulls(
    item: Item,
    info: Info,
    states: list[str] | None = None,
    baseRefName: str | None = None,  # noqa: N803
    orderBy: dict[str, str] | None = None,  # noqa: N803
    **arguments: Any,
) -> Page:
    check_read(info.context.token, item.repository, "pull-requests")
    seen = find_listed(find_world(info), item.it)
    found = [issue for issue in seen.issues.values() if issue.is_pull]
    if states is not None:
        found = [pull for pull in found if pull.pull_state.upper() in states]
    if baseRefName is not None:
        found = [pull for pull in found if pull.base == baseRefName]
    return _make_ordered(seen, found, orderBy, arguments)


def _make_ordered(
    seen: Repository, found: list[Issue], order: dict[str, str] | None, arguments: dict[str, Any]
) -> Page:
    """Make a page of issues or pull requests in the order that was asked for."""
    asked = order or OLDEST_FIRST
    newest_first = asked["direction"] == "DESC"
    found.sort(key=ISSUE_ORDERS[asked["field"]], reverse=newest_first)
    items = [make_issue_item(seen, issue) for issue in found]
    return make_page(items, _find_number, arguments)


def _find_labelled(seen: Repository, issues: Iterable[Issue], names: list[str]) -> list[Issue]:
    """Find the issues that have one of the labels at least."""
    wanted = {label.id for label in seen.labels.values() if label.name in names}
    return [issue for issue in issues if not wanted.isdisjoint(issue.labels)]


def _labels(item: Item, info: Info, **arguments: Any) -> Page:
    seen = find_listed(find_world(info), item.it)
    items = [Item("Label", seen, label) for label in seen.labels.values()]
    return make_page(items, lambda one: one.it.id, arguments)


def _milestones(item: Item, info: Info, states: list[str] | None = None, **arguments: Any) -> Page:
    seen = find_listed(find_world(info), item.it)
    found = list(seen.milestones.values())
    if states is not None:
        found = [milestone for milestone in found if milestone.state.upper() in states]
    items = [Item("Milestone", seen, milestone) for milestone in found]
    return make_page(items, _find_number, arguments)


def _languages(
    item: Item,
    info: Info,
    orderBy: dict[str, str] | None = None,  # noqa: N803
    **arguments: Any,
) -> Page:
    """Show the languages of a repository, which are only asked for by their size."""
    if orderBy != LARGEST_FIRST:
        raise NotImplementedError(f"the twin cannot order languages by {orderBy}")
    items = [Item("Language", item.it, name) for name in item.it.languages]
    return make_page(items, lambda one: one.it, arguments)


def _find_number(item: Item) -> object:
    return item.it.number


# Single things


def _one_issue(item: Item, info: Info, number: int) -> Item:
    found = item.it.issues.get(number)
    if found is None or found.is_pull:
        raise RefusedError("no-issue", number=number)
    return make_issue_item(item.it, found)


def _object(
    item: Item, info: Info, expression: str | None = None, oid: str | None = None
) -> Item | None:
    check_read(info.context.token, item.repository, "contents")
    return find_object(item.it, expression or oid or "HEAD")


def _permission(item: Item, info: Info) -> str | None:
    """Return the role of a person; for an app's token it is null, as the schema says."""
    token = info.context.token
    if token.kind == "actions":
        return None
    role = find_role(find_world(info), item.it, token.user)
    if role == "none":
        return None
    return role.upper()


def _make_origin(info: Info, full_name: str | None) -> Item | None:
    """Wrap what a repository was forked or made from."""
    found = find_repository(find_world(info), full_name or "")
    if found is None:
        return None
    return Item("Repository", found, found)


def _branch(item: Item, info: Info) -> Item | None:
    if item.it.head is None:
        return None
    return Item("Ref", item.it, item.it.default_branch)


def _latest_release(item: Item, info: Info) -> Item | None:
    """Return the last published: none of the twin's releases is a draft or a prerelease."""
    last = item.it.releases[-1:]
    return Item("Release", item.it, last[0]) if last else None


def _release_url(item: Item, info: Info) -> str:
    page = make_page_url(find_world(info), item.repository)
    return f"{page}/releases/tag/{item.it.tag}"


def _milestone_url(item: Item, info: Info) -> str:
    page = make_page_url(find_world(info), item.repository)
    return f"{page}/milestone/{item.it.number}"


REPOSITORY_FIELDS: dict[str, dict[str, Resolver]] = {
    "Repository": {
        "id": show_id,
        "databaseId": show("id"),
        "name": show("name"),
        "nameWithOwner": show("full_name"),
        "description": show("description"),
        "url": lambda item, info: make_page_url(find_world(info), item.it),
        "createdAt": show_time("made_at"),
        "pushedAt": show_time("pushed_at"),
        "updatedAt": show_time("updated_at"),
        "isArchived": show("is_archived"),
        "isFork": lambda item, info: item.it.upstream is not None,
        "isPrivate": show("is_private"),
        "isTemplate": show("is_template"),
        "isEmpty": lambda item, info: item.it.head is None,
        "hasIssuesEnabled": show("has_issues"),
        "viewerPermission": _permission,
        "owner": lambda item, info: make_person_item(find_world(info), item.it.owner),
        "parent": lambda item, info: _make_origin(info, item.it.upstream),
        "templateRepository": lambda item, info: _make_origin(info, item.it.template),
        "defaultBranchRef": _branch,
        "object": _object,
        "issue": _one_issue,
        "issues": _issues,
        "latestRelease": _latest_release,
        "labels": _labels,
        "languages": _languages,
        "milestones": _milestones,
        "pinnedIssues": list_pinned,
        "projectsV2": list_projects,
        "pullRequests": _pulls,
    },
    "Ref": {
        "id": show_id,
        "name": lambda item, info: item.it,
        "prefix": lambda item, info: "refs/heads/",
        "target": lambda item, info: find_object(item.repository, item.it),
    },
    "Release": {
        "id": show_id,
        "tagName": show("tag"),
        "publishedAt": show_time("made_at"),
        "tagCommit": lambda item, info: find_object(item.repository, item.it.sha),
        "url": _release_url,
    },
    "Language": dict.fromkeys(("id", "name"), lambda item, info: item.it),  # an id is opaque
    "Label": {
        "id": show_id,
        "name": show("name"),
        "color": show("color"),
        "description": show("description"),
        "isDefault": show("default"),
    },
    "Milestone": {
        "id": show_id,
        "number": show("number"),
        "title": show("title"),
        "description": show("description"),
        "state": show_state,
        "dueOn": show_time("due_on"),
        "createdAt": show_time("made_at"),
        "closedAt": show_time("closed_at"),
        "url": _milestone_url,
    },
}
