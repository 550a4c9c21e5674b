"""Who may see and change projects: never the job's token, a classic one by its scopes.

A fine-grained token reaches those of an organization, not a user's. GitHub checks the scopes of a
classic token before it executes anything, field by field: every field that the token may not ask
has an entry of its own, and there is no data (F2.1–F2.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_location,
    visit,
)

from github_twin.nodes import Item, need_node
from github_twin.projects import Project
from github_twin.refusals import RefusedError
from github_twin.world import Token, World

READ, WRITE = "read:project", "project"
MEMBERS = "read:org"  # that an organization's projects ask for, too (F2.27)
RANKS = ("none", "read", "write", "admin")
ENTRIES = ("projectItems", "projectV2", "projectsV2")
PERMISSION = "organization_projects"


@dataclass(frozen=True, slots=True)
class Need:
    """A field of a document that a classic token needs a scope for, and where it stands."""

    field: str
    scope: str
    line: int
    column: int


def find_needs(schema: GraphQLSchema, document: Any) -> tuple[Need, ...]:
    """Find the fields of a document that have to do with projects."""
    found: list[Need] = []
    info = TypeInfo(schema)

    class Needs(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            parent = info.get_parent_type()
            scope = _find_scope(parent.name if parent else "", node.name.value)
            if scope and node.loc:
                place = get_location(node.loc.source, node.loc.start)
                found.append(Need(node.name.value, scope, place.line, place.column))

    visit(document, TypeInfoVisitor(info, Needs()))
    return tuple(found)


def _find_scope(kind: str, name: str) -> str | None:
    """Find the scope that a field of a type needs, None where projects do not come into it."""
    if kind == "Mutation" and "ProjectV2" in name:
        return WRITE
    is_inside = kind.startswith("ProjectV2") and not kind.endswith("Connection")
    if is_inside or name in ENTRIES:
        return READ
    return None


def find_missing(needs: tuple[Need, ...], token: Token) -> list[tuple[Need, RefusedError]]:
    """Find the fields whose scope a token was not given; only classic tokens have scopes."""
    if token.kind != "classic" or WRITE in token.scopes:
        return []
    missing = [need for need in needs if need.scope not in token.scopes]
    return [(need, make_refusal(need.field, need.scope, token)) for need in missing]


def make_refusal(field: str, scope: str, token: Token) -> RefusedError:
    """Make the refusal that names the scope a field needs and those that the token has."""
    scopes = sorted(token.scopes) or [""]
    given = ", ".join(f"'{one}'" for one in scopes)
    return RefusedError("project-scope", field=field, scope=scope, given=given)


def find_level(project: Project, login: str) -> str:
    """Tell what a person may do with a project: none, read, write or admin."""
    if login == project.owner:
        return "admin"
    if login in project.collaborators:
        return project.collaborators[login]
    if project.public:
        return "read"
    return "none"


def reaches(level: str, least: str) -> bool:
    """Tell whether a level is as high as another."""
    return RANKS.index(level) >= RANKS.index(least)


def sees(project: Project, token: Token) -> bool:
    """Tell whether the person behind a token can see a project."""
    return find_level(project, token.user) != "none"


def find_barrier(
    world: World, token: Token, owner: str, *, write: bool = False
) -> RefusedError | None:
    """Find what keeps a kind of token from the projects of an owner, None where nothing does."""
    if token.kind == "actions":
        return RefusedError("forbidden-integration", permissions="")
    is_organization = world.users[owner].kind == "Organization"
    if token.kind == "classic" and is_organization and MEMBERS not in token.scopes:
        return make_refusal("projectsV2", MEMBERS, token)
    if token.kind == "classic":
        return None
    least = "write" if write else "read"
    given = token.permissions.get(PERMISSION, "none")
    if is_organization and reaches(given, least):
        return None
    return RefusedError("forbidden-personal", permissions=f"{PERMISSION}={least}")


def check_owner(world: World, token: Token, owner: str, operation: str) -> None:
    """Refuse whoever may not make projects for an owner."""
    barrier = find_barrier(world, token, owner, write=True)
    if barrier:
        raise barrier
    if token.user != owner and not _is_member(world, token.user, owner):
        raise RefusedError("forbidden-user", user=token.user, operation=operation)


def _is_member(world: World, login: str, owner: str) -> bool:
    """Tell whether somebody works on a repository of an organization."""
    if world.users[owner].kind != "Organization":
        return False
    homes = [one for one in world.repositories.values() if one.owner == owner]
    return any(login in home.collaborators for home in homes)


def check_node(world: World, token: Token, item: Item, node_id: str) -> None:
    """Refuse to show a project, or a part of one, that the token does not reach."""
    project = find_home(item)
    if project is None:
        return
    barrier = find_barrier(world, token, project.owner)
    if barrier:
        raise barrier
    if not sees(project, token):
        raise RefusedError("no-node", id=node_id)


def find_home(item: Item) -> Project | None:
    """Return the project that an item is or lies in."""
    home = item.repository
    if item.type == "ProjectV2":
        home = item.it
    if not isinstance(home, Project):
        return None
    return home


def need_part(
    world: World, token: Token, node_id: str, operation: str, *kinds: str
) -> tuple[Project, Any]:
    """Find what a mutation is to change, and its project, or refuse as GitHub does."""
    item = need_node(world, node_id, *kinds)
    check_node(world, token, item, node_id)
    project = find_home(item)
    assert project
    check_write(world, token, project, operation)
    return project, item.it


def check_write(world: World, token: Token, project: Project, operation: str) -> None:
    """Refuse to change a project that the token or the person may only read."""
    barrier = find_barrier(world, token, project.owner, write=True)
    if barrier:
        raise barrier
    level = find_level(project, token.user)
    if not reaches(level, "write"):
        raise RefusedError("forbidden-user", user=token.user, operation=operation)
