"""What each field of the GraphQL schema answers: one small function a field, in tables by type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLResolveInfo

from github_twin import git, objects
from github_twin.nodes import Item, find_node, make_id, make_issue_item, make_user_id
from github_twin.pages import Page, make_page
from github_twin.project_access import check_node
from github_twin.project_fields import PROJECT_FIELDS, find_project_item, list_cards, list_projects
from github_twin.refusals import RefusedError
from github_twin.tokens import check_read, find_viewer, need_repository
from github_twin.world import Issue, Repository, World, find_association, find_listed, find_repository, find_role

Resolver = Callable[..., Any]
Info = GraphQLResolveInfo[Any]
LARGEST_TEXT = 512 * 1024
MOST_IDS = 100
EVENTS = {"CLOSED_EVENT": "closed", "REOPENED_EVENT": "reopened", "ISSUE_COMMENT": "commented"}


def find_type(item: Item, _info: Info, _abstract: object) -> str:
    """Name the type of an item behind an interface or union."""
    return item.type


def _world(info: Info) -> World:
    world: World = info.context.world
    return world


def make_actor(world: World, login: str | None) -> Item | None:
    """Wrap somebody, None where nobody."""
    user = world.users.get(login) if login else None
    return Item(user.kind, None, user) if user else None


# Query


def _repository(_: object, info: Info, owner: str, name: str, followRenames: bool = True) -> Item:  # noqa: N803
    try:
        found = need_repository(_world(info), info.context.token, f"{owner}/{name}")
    except RefusedError:
        raise RefusedError("no-repository", name=f"{owner}/{name}") from None
    return Item("Repository", found, found)


def _node(_: object, info: Info, id: str) -> Item:
    item = find_node(_world(info), id)
    if item is None:
        raise RefusedError("no-node", id=id)
    check_node(_world(info), info.context.token, item, id)
    return item


def _nodes(_: object, info: Info, ids: list[str]) -> list[Item | RefusedError]:
    if len(ids) > MOST_IDS:
        raise RefusedError("too-many-ids", count=len(ids))
    found = [find_node(_world(info), one) for one in ids]
    return [item or RefusedError("no-node", id=one) for item, one in zip(found, ids, strict=True)]


def _viewer(_: object, info: Info) -> Item:
    user = find_viewer(_world(info), info.context.token)
    return Item("User", None, user)


# Repository


def _issues(
    item: Item,
    info: Info,
    states: list[str] | None = None,
    orderBy: dict[str, str] | None = None,  # noqa: N803
    labels: list[str] | None = None,
    **arguments: Any,
) -> Page:
    check_read(info.context.token, item.repository, "issues")
    seen = find_listed(_world(info), item.it)
    found = [issue for issue in seen.issues.values() if not issue.is_pull]
    if states is not None:
        found = [issue for issue in found if issue.state.upper() in states]
    if labels is not None:
        wanted = {label.id for label in seen.labels.values() if label.name in labels}
        found = [issue for issue in found if wanted & set(issue.labels)]
    order = orderBy or {"field": "CREATED_AT", "direction": "ASC"}
    found.sort(key=ISSUE_ORDERS[order["field"]], reverse=order["direction"] == "DESC")
    return make_page([make_issue_item(seen, one) for one in found], lambda one: one.it.number, arguments)


ISSUE_ORDERS: dict[str, Callable[[Issue], Any]] = {
    "CREATED_AT": lambda issue: (issue.made_at, issue.number),
    "UPDATED_AT": lambda issue: (issue.updated_at, issue.number),
    "COMMENTS": lambda issue: (len(issue.comments), issue.number),
}


def _labels(item: Item, info: Info, **arguments: Any) -> Page:
    seen = find_listed(_world(info), item.it)
    return make_page([Item("Label", seen, one) for one in seen.labels.values()], lambda one: one.it.id, arguments)


def _milestones(item: Item, info: Info, states: list[str] | None = None, **arguments: Any) -> Page:
    seen = find_listed(_world(info), item.it)
    found = [one for one in seen.milestones.values() if states is None or one.state.upper() in states]
    return make_page([Item("Milestone", seen, one) for one in found], lambda one: one.it.number, arguments)


def _one_issue(item: Item, info: Info, number: int) -> Item:
    found = item.it.issues.get(number)
    if found is None or found.is_pull:
        raise RefusedError("no-issue", number=number)
    return make_issue_item(item.it, found)


def find_object(repository: Repository, expression: str) -> Item | None:
    """Find what `HEAD`, a branch, a commit or `HEAD:path` names: a commit, a folder, a file, or nothing."""
    name, colon, path = expression.partition(":")
    sha = repository.branches.get(repository.default_branch if name == "HEAD" else name.removeprefix("refs/heads/"))
    commit = repository.commits[sha] if sha else git.find_prefix(repository.commits, name)
    if commit is None or not colon:
        return Item("Commit", repository, commit) if commit else None
    path = path.strip("/")
    if path in commit.files:
        return Item("Blob", repository, commit.files[path])
    folder = f"{path}/" if path else ""
    if path and not any(one.startswith(folder) for one in commit.files):
        return None
    return Item("Tree", repository, git.hash_tree(commit.files, folder))


def _object(item: Item, info: Info, expression: str | None = None, oid: str | None = None) -> Item | None:
    check_read(info.context.token, item.repository, "contents")
    return find_object(item.it, expression or oid or "HEAD")


def _permission(item: Item, info: Info) -> str | None:
    """Return the role of a person; for an app's token it is null, as the schema says."""
    if info.context.token.kind == "actions":
        return None
    role = find_role(_world(info), item.it, info.context.token.user)
    return None if role == "none" else role.upper()


def _named(full_name: str | None, info: Info) -> Item | None:
    found = find_repository(_world(info), full_name) if full_name else None
    return Item("Repository", found, found) if found else None


def _branch(item: Item, info: Info) -> Item | None:
    return Item("Ref", item.it, item.it.default_branch) if item.it.head else None


# Issue


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
    people = [make_actor(_world(info), login) for login in item.it.assignees]
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


def _latest_release(item: Item, info: Info) -> Item | None:
    """Return the newest release: the last published, as none of the twin's is a draft or a prerelease."""
    return Item("Release", item.it, item.it.releases[-1]) if item.it.releases else None


# Commit


def _file(item: Item, info: Info, path: str) -> Item | None:
    check_read(info.context.token, item.repository, "contents")
    found = find_object(item.repository, f"{item.it.sha}:{path}")
    return Item("TreeEntry", item.repository, found) if found else None


def _history(item: Item, info: Info, path: str | None = None, **arguments: Any) -> Page:
    check_read(info.context.token, item.repository, "contents")
    found = git.find_history(item.repository.commits, item.it.sha)
    if path is not None:
        found = [one for one in found if _touches(item.repository, one, path)]
    return make_page([Item("Commit", item.repository, one) for one in found], lambda one: one.it.sha, arguments)


def _touches(repository: Repository, commit: git.Commit, path: str) -> bool:
    before = repository.commits[commit.parents[0]].files if commit.parents else {}
    paths = [one for one in {*before, *commit.files} if one == path or one.startswith(f"{path}/")]
    return any(before.get(one) != commit.files.get(one) for one in paths)


def _text(item: Item, info: Info) -> str | None:
    text: str | None = item.it.text
    return text[:LARGEST_TEXT] if text is not None and len(item.it.data) > LARGEST_TEXT else text


def _id(item: Item, info: Info) -> str:
    keys: dict[str, Callable[[Any], object]] = {
        "Repository": lambda it: "",
        "Issue": lambda it: it.number,
        "PullRequest": lambda it: it.number,
        "Milestone": lambda it: it.number,
        "IssueComment": lambda it: it[1].id,
        "Commit": lambda it: it.sha,
        "Blob": lambda it: it.oid,
        "Tree": lambda it: it,
        "Ref": lambda it: it,
    }
    if item.repository is None:
        return make_user_id(item.it)
    key = keys[item.type](item.it) if item.type in keys else item.it.id
    return make_id(item.type, item.repository.id, key)


def _time(name: str) -> Resolver:
    return lambda item, info: objects.render_time(getattr(item.it, name))


def _it(name: str) -> Resolver:
    return lambda item, info: getattr(item.it, name)


def _last_edit(item: Item) -> Any:
    return item.it.edits[-1] if item.it.edits else None


CONNECTION: dict[str, Resolver] = {
    "nodes": lambda page, info: list(page.nodes),
    "edges": lambda page, info: list(page.nodes),
    "totalCount": lambda page, info: page.total,
    "filteredCount": lambda page, info: page.total,
    "pageInfo": lambda page, info: page,
}
PERSON: dict[str, Resolver] = {
    "id": _id,
    "databaseId": _it("id"),
    "login": lambda item, info: item.it.login.removesuffix("[bot]") if item.type == "Bot" else item.it.login,
    "url": lambda item, info: objects.make_user_url(_world(info), item.it),
}
TREE: dict[str, Resolver] = {"id": _id, "oid": lambda item, info: item.it}
EVENT: dict[str, Resolver] = {
    "id": _id,
    "actor": lambda item, info: make_actor(_world(info), item.it.actor),
    "createdAt": _time("at"),
    "stateReason": lambda item, info: item.it.reason.upper() if item.it.reason else None,
}
FIELDS: dict[str, dict[str, Resolver]] = {
    "Query": {
        "id": lambda _, info: "",
        "node": _node,
        "nodes": _nodes,
        "repository": _repository,
        "repositoryOwner": lambda _, info, login: make_actor(_world(info), login),
        "viewer": _viewer,
    },
    "Repository": {
        "id": _id,
        "databaseId": _it("id"),
        "name": _it("name"),
        "nameWithOwner": _it("full_name"),
        "description": _it("description"),
        "url": lambda item, info: objects.make_page(_world(info), item.it),
        "createdAt": _time("made_at"),
        "pushedAt": _time("pushed_at"),
        "updatedAt": _time("updated_at"),
        "isArchived": _it("is_archived"),
        "isFork": lambda item, info: item.it.upstream is not None,
        "isPrivate": _it("is_private"),
        "isTemplate": _it("is_template"),
        "isEmpty": lambda item, info: item.it.head is None,
        "hasIssuesEnabled": _it("has_issues"),
        "viewerPermission": _permission,
        "owner": lambda item, info: make_actor(_world(info), item.it.owner),
        "parent": lambda item, info: _named(item.it.upstream, info),
        "templateRepository": lambda item, info: _named(item.it.template, info),
        "defaultBranchRef": _branch,
        "object": _object,
        "issue": _one_issue,
        "issues": _issues,
        "latestRelease": _latest_release,
        "labels": _labels,
        "milestones": _milestones,
        "projectsV2": list_projects,
    },
    "Ref": {
        "id": _id,
        "name": lambda item, info: item.it,
        "prefix": lambda item, info: "refs/heads/",
        "target": lambda item, info: find_object(item.repository, item.it),
    },
    "Commit": {
        "id": _id,
        "oid": _it("sha"),
        "abbreviatedOid": lambda item, info: item.it.sha[:7],
        "message": _it("message"),
        "authoredDate": _time("date"),
        "committedDate": _time("date"),
        "author": lambda item, info: item,
        "file": _file,
        "history": _history,
        "url": lambda item, info: f"{objects.make_page(_world(info), item.repository)}/commit/{item.it.sha}",
    },
    "GitActor": {
        "name": lambda item, info: item.it.author.name,
        "email": lambda item, info: item.it.author.email,
        "date": _time("date"),
        "user": lambda item, info: _find_account(_world(info), item.it.login),
    },
    "Blob": {
        "id": _id,
        "oid": _it("oid"),
        "byteSize": lambda item, info: len(item.it.data),
        "isBinary": lambda item, info: item.it.text is None,
        "isTruncated": lambda item, info: len(item.it.data) > LARGEST_TEXT,
        "text": _text,
    },
    "Tree": TREE,
    "TreeEntry": {"oid": lambda item, info: item.it.it if item.it.type == "Tree" else item.it.it.oid},
    "Tag": TREE,
    "Release": {
        "id": _id,
        "tagName": _it("tag"),
        "tagCommit": lambda item, info: find_object(item.repository, item.it.sha),
        "url": lambda item, info: f"{objects.make_page(_world(info), item.repository)}/releases/tag/{item.it.tag}",
    },
    "Issue": {
        "id": _id,
        "databaseId": _it("id"),
        "number": _it("number"),
        "url": lambda item, info: objects.make_issue_page(_world(info), item.repository, item.it),
        "title": _it("title"),
        "body": _it("body"),
        "state": lambda item, info: item.it.state.upper(),
        "stateReason": _reason,
        "closed": lambda item, info: item.it.closed_at is not None,
        "createdAt": _time("made_at"),
        "updatedAt": _time("updated_at"),
        "closedAt": _time("closed_at"),
        "lastEditedAt": lambda item, info: objects.render_time(_last_edit(item).at) if item.it.edits else None,
        "editor": lambda item, info: make_actor(_world(info), _last_edit(item).editor) if item.it.edits else None,
        "author": lambda item, info: make_actor(_world(info), item.it.author),
        "authorAssociation": lambda item, info: find_association(_world(info), item.repository, item.it.author),
        "assignees": _assignees,
        "comments": _comments,
        "labels": _issue_labels,
        "milestone": _issue_milestone,
        "parent": _parent,
        "projectItems": list_cards,
        "repository": lambda item, info: Item("Repository", item.repository, item.repository),
        "timelineItems": _timeline,
    },
    "PullRequest": {"id": _id},
    "IssueComment": {
        "id": _id,
        "databaseId": lambda item, info: item.it[1].id,
        "author": lambda item, info: make_actor(_world(info), item.it[1].author),
        "authorAssociation": lambda item, info: find_association(_world(info), item.repository, item.it[1].author),
        "body": lambda item, info: item.it[1].body,
        "createdAt": lambda item, info: objects.render_time(item.it[1].made_at),
        "lastEditedAt": lambda item, info: objects.render_time(item.it[1].edited_at),
        "issue": lambda item, info: make_issue_item(item.repository, item.it[0]),
    },
    "IssueCommentEdge": {"node": lambda item, info: item},
    "ClosedEvent": EVENT,
    "ReopenedEvent": EVENT,
    "Label": {
        "id": _id,
        "name": _it("name"),
        "color": _it("color"),
        "description": _it("description"),
        "isDefault": _it("default"),
    },
    "Milestone": {
        "id": _id,
        "number": _it("number"),
        "title": _it("title"),
        "description": _it("description"),
        "state": lambda item, info: item.it.state.upper(),
        "dueOn": _time("due_on"),
        "createdAt": _time("made_at"),
        "closedAt": _time("closed_at"),
        "url": lambda item, info: f"{objects.make_page(_world(info), item.repository)}/milestone/{item.it.number}",
    },
    "PageInfo": {
        "startCursor": lambda page, info: page.start,
        "endCursor": lambda page, info: page.end,
        "hasNextPage": lambda page, info: page.has_next,
        "hasPreviousPage": lambda page, info: page.has_previous,
    },
    "User": {**PERSON, "projectV2": find_project_item, "projectsV2": list_projects},
    "Organization": {**PERSON, "projectV2": find_project_item, "projectsV2": list_projects},
    "Bot": PERSON,
    "Mannequin": PERSON,
    "EnterpriseUserAccount": PERSON,
    **PROJECT_FIELDS,
}


def _find_account(world: World, login: str | None) -> Item | None:
    """Return the account behind a commit as a User, with a bot's whole login, as `gh pr view --json commits` shows."""
    user = world.users.get(login) if login else None
    return Item("User", None, user) if user else None


def find_resolver(kind: str, field: str) -> Resolver | None:
    """Find what answers a field of a type, mutations aside."""
    if kind.endswith("Connection"):
        return CONNECTION.get(field)
    if kind.endswith("Payload"):
        return lambda payload, info: payload.get(field)
    return FIELDS.get(kind, {}).get(field)
