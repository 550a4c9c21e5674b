"""What each field of the GraphQL schema answers: one small function a field, in tables by type."""

from __future__ import annotations

from github_twin.commit_fields import COMMIT_FIELDS
from github_twin.issue_fields import ISSUE_FIELDS
from github_twin.nodes import Item, find_node, need_node
from github_twin.objects import make_user_url
from github_twin.pins import PIN_FIELDS
from github_twin.project_access import check_node
from github_twin.project_fields import PROJECT_FIELDS, find_project_item
from github_twin.project_lists import list_projects
from github_twin.reactions import REACTION_FIELDS, list_groups
from github_twin.refusals import RefusedError
from github_twin.repository_fields import REPOSITORY_FIELDS
from github_twin.resolvers import Info, Resolver, find_world, make_person_item, show, show_id
from github_twin.tokens import find_viewer, need_repository

MOST_IDS = 100


def find_type(item: Item, _info: Info, _abstract: object) -> str:
    """Name the type of an item behind an interface or union."""
    return item.type


def _repository(
    _: object,
    info: Info,
    owner: str,
    name: str,
    followRenames: bool = True,  # noqa: N803
) -> Item:
    full_name = f"{owner}/{name}"
    try:
        found = need_repository(find_world(info), info.context.token, full_name)
    except RefusedError:
        raise RefusedError("no-repository", name=full_name) from None
    return Item("Repository", found, found)


def _node(_: object, info: Info, id: str) -> Item:
    world = find_world(info)
    item = need_node(world, id)
    check_node(world, info.context.token, item, id)
    return item


def _nodes(_: object, info: Info, ids: list[str]) -> list[Item | RefusedError]:
    if len(ids) > MOST_IDS:
        raise RefusedError("too-many-ids", count=len(ids))
    world = find_world(info)
    return [find_node(world, id) or RefusedError("no-node", id=id) for id in ids]


def _viewer(_: object, info: Info) -> Item:
    user = find_viewer(find_world(info), info.context.token)
    return Item("User", None, user)


def _login(item: Item, info: Info) -> str:
    """Return a login; that of a bot goes without its ending here."""
    login: str = item.it.login
    if item.type == "Bot":
        return login.removesuffix("[bot]")
    return login


CONNECTION: dict[str, Resolver] = {
    "nodes": lambda page, info: list(page.nodes),
    "edges": lambda page, info: list(page.nodes),
    "totalCount": lambda page, info: page.total,
    "filteredCount": lambda page, info: page.total,
    "pageInfo": lambda page, info: page,
}
PERSON: dict[str, Resolver] = {
    "id": show_id,
    "databaseId": show("id"),
    "login": _login,
    "url": lambda item, info: make_user_url(find_world(info), item.it),
}
FIELDS: dict[str, dict[str, Resolver]] = {
    "Query": {
        "id": lambda _, info: "",
        "node": _node,
        "nodes": _nodes,
        "repository": _repository,
        "repositoryOwner": lambda _, info, login: make_person_item(find_world(info), login),
        "viewer": _viewer,
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
    **REPOSITORY_FIELDS,
    **ISSUE_FIELDS,
    "IssueComment": {**ISSUE_FIELDS["IssueComment"], "reactionGroups": list_groups},
    **REACTION_FIELDS,
    **COMMIT_FIELDS,
    **PIN_FIELDS,
    **PROJECT_FIELDS,
}


def find_resolver(kind: str, field: str) -> Resolver | None:
    """Find what answers a field of a type, mutations aside."""
    if kind.endswith("Connection"):
        return CONNECTION.get(field)
    if kind.endswith("Payload"):
        return lambda payload, info: payload.get(field)
    return FIELDS.get(kind, {}).get(field)
