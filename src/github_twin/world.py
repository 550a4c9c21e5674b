"""The whole of this little GitHub as one immutable value, and how to replace its parts.

Every record is frozen and every mapping is copied on write, so an older `World` stays as it was: to
see what follows when a client dies after request k, go on from the world after k.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from github_twin.faults import Fault
from github_twin.limits import Limits, Spent
from github_twin.projects import Project
from github_twin.repositories import Issue, Repository, Role
from github_twin.shapes import Stubborn

Kind = Literal["User", "Organization", "Bot"]
TokenKind = Literal["actions", "classic", "fine_grained"]
LONGEST_LAG = dt.timedelta(seconds=5)
MIDNIGHT = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class User:
    """A person, an organization or a bot; a bot's login ends in `[bot]`."""

    login: str
    id: int
    kind: Kind = "User"


@dataclass(frozen=True, slots=True)
class Token:
    """Who calls and what the call may do; without `repositories` it reaches all of its user's."""

    text: str = field(repr=False)
    kind: TokenKind
    user: str
    scopes: frozenset[str] = frozenset()
    permissions: Mapping[str, str] = field(default_factory=dict)
    repositories: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: `name` is the path, or the operation of a GraphQL document."""

    method: str
    name: str
    writes: int
    status: int


@dataclass(frozen=True, slots=True)
class Past:
    """A repository as it was until a moment."""

    until: dt.datetime
    repository: Repository


@dataclass(frozen=True, slots=True)
class PastProject:
    """A project as it was until a moment; None before it was made."""

    until: dt.datetime
    project: Project | None


@dataclass(frozen=True, slots=True)
class World:
    """Everything: who there is, what they have, what time it is, how the next requests will fare.

    `renamed` are the ids of repositories by their former names; `most_cards` is the limit of a
    project's active items; `archived_listed` puts archived items in their list, too, which GitHub
    leaves out by default; of `shapes` and `stubborn` see `shapes`.
    """

    users: Mapping[str, User] = field(default_factory=dict)
    tokens: Mapping[str, Token] = field(default_factory=dict, repr=False)
    repositories: Mapping[str, Repository] = field(default_factory=dict)
    renamed: Mapping[str, int] = field(default_factory=dict)
    projects: Mapping[int, Project] = field(default_factory=dict)
    project_numbers: Mapping[str, int] = field(default_factory=dict)
    most_cards: int = 50_000
    archived_listed: bool = False
    now: dt.datetime = MIDNIGHT
    ticking: bool = True
    offset: dt.timedelta = dt.timedelta()
    last_id: int = 1000
    url: str = "https://api.github.com"
    site: str = "https://github.com"
    lag: float = 0.0
    latency: float = 0.0
    past: Mapping[str, tuple[Past, ...]] = field(default_factory=dict)
    past_projects: Mapping[int, tuple[PastProject, ...]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    spent: Mapping[str, Spent] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)
    stubborn: tuple[Stubborn, ...] = ()
    served: int = 0
    log: tuple[Entry, ...] = ()


def take_id(world: World) -> tuple[World, int]:
    """Give out the next database id."""
    new_id = world.last_id + 1
    return replace(world, last_id=new_id), new_id


def find_repository(world: World, full_name: str) -> Repository | None:
    """Find a repository by `owner/name`, whatever its case, or by a former name (F1.52)."""
    key = full_name.lower()
    if key in world.repositories:
        return world.repositories[key]
    return find_repository_by_id(world, world.renamed.get(key, 0))


def find_repository_by_id(world: World, id: int) -> Repository | None:
    """Find a repository by its id."""
    for repository in world.repositories.values():
        if repository.id == id:
            return repository
    return None


def refresh(world: World, repository: Repository) -> Repository:
    """Return a repository as it is now."""
    key = repository.full_name.lower()
    return world.repositories[key]


def put_repository(world: World, repository: Repository) -> World:
    """Replace a repository; while lists lag, what it was is kept for them."""
    key = repository.full_name.lower()
    before = world.repositories.get(key)
    repositories = {**world.repositories, key: repository}
    world = replace(world, repositories=repositories)
    if not world.lag or before is None:
        return world
    oldest = world.now - LONGEST_LAG
    kept = [past for past in world.past.get(key, ()) if past.until > oldest]
    kept.append(Past(world.now, before))
    return replace(world, past={**world.past, key: tuple(kept)})


def rename_repository(world: World, repository: Repository, name: str) -> World:
    """Give a repository another name: what was given for it is good for it still."""
    old, now = repository.full_name.lower(), replace(repository, name=name)
    repositories = {**world.repositories, now.full_name.lower(): now}
    del repositories[old]
    tokens = {
        text: _follow(token, old, now.full_name.lower()) for text, token in world.tokens.items()
    }
    renamed = {**world.renamed, old: repository.id}
    return replace(world, repositories=repositories, tokens=tokens, renamed=renamed)


def _follow(token: Token, old: str, new: str) -> Token:
    names = token.repositories
    if names is None or old not in names:
        return token
    return replace(token, repositories=names - {old} | {new})


def put_issue(world: World, repository: Repository, issue: Issue) -> World:
    """Put an issue in its place."""
    issues = {**repository.issues, issue.number: issue}
    return put_repository(world, replace(repository, issues=issues))


def put_project(world: World, project: Project) -> World:
    """Replace a project; while lists lag, what it was is kept for them."""
    projects = {**world.projects, project.id: project}
    return _set_projects(world, project, projects)


def drop_project(world: World, project: Project) -> World:
    """Take a project away; while lists lag, what it was is kept for them."""
    projects = {id: one for id, one in world.projects.items() if id != project.id}
    return _set_projects(world, project, projects)


def _set_projects(world: World, project: Project, projects: Mapping[int, Project]) -> World:
    before = world.projects.get(project.id)
    given_out = world.project_numbers.get(project.owner, 0)
    last = max(project.number, given_out)
    numbers = {**world.project_numbers, project.owner: last}
    world = replace(world, projects=projects, project_numbers=numbers)
    if not world.lag:
        return world
    oldest = world.now - LONGEST_LAG
    kept = [past for past in world.past_projects.get(project.id, ()) if past.until > oldest]
    kept.append(PastProject(world.now, before))
    past_projects = {**world.past_projects, project.id: tuple(kept)}
    return replace(world, past_projects=past_projects)


def find_role(world: World, repository: Repository, login: str) -> Role:
    """Tell what a person may do in a repository."""
    if login == repository.owner:
        return "admin"
    if login in repository.collaborators:
        return repository.collaborators[login]
    if repository.is_private:
        return "none"
    return "read"


def find_association(world: World, repository: Repository, login: str) -> str:
    """Tell how an author stands to a repository, as `authorAssociation` has it."""
    if login == repository.owner:
        return "OWNER"
    if login in repository.collaborators:
        owner = world.users[repository.owner]
        if owner.kind == "Organization":
            return "MEMBER"
        return "COLLABORATOR"
    if any(commit.login == login for commit in repository.commits.values()):
        return "CONTRIBUTOR"
    return "NONE"
