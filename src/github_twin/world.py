"""The whole of this little GitHub as one immutable value, and the ways to read and replace its parts.

Every record is frozen and every mapping is copied on write, so an older `World` stays as it was: to see what follows
when a client dies after request k, go on from the world after k.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from github_twin.faults import Fault
from github_twin.git import Commit
from github_twin.limits import Limits, Spent
from github_twin.projects import Project

Kind = Literal["User", "Organization", "Bot"]
TokenKind = Literal["actions", "classic", "fine_grained"]
Role = Literal["admin", "maintain", "write", "triage", "read", "none"]
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
    """Who calls and what the call may do; `repositories` is None where the token reaches all of its user's."""

    text: str = field(repr=False)
    kind: TokenKind
    user: str
    scopes: frozenset[str] = frozenset()
    permissions: Mapping[str, str] = field(default_factory=dict)
    repositories: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A label; names are unique whatever their case."""

    id: int
    name: str
    color: str
    description: str | None
    made_at: dt.datetime
    default: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone; titles are unique, case included."""

    id: int
    number: int
    title: str
    description: str | None
    due_on: dt.datetime | None
    creator: str
    made_at: dt.datetime
    updated_at: dt.datetime
    closed_at: dt.datetime | None = None

    @property
    def state(self) -> str:
        """Return `open` or `closed`."""
        return "closed" if self.closed_at else "open"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an issue."""

    id: int
    author: str
    body: str
    made_at: dt.datetime
    edited_at: dt.datetime | None = None
    editor: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of an issue's timeline."""

    id: int
    kind: Literal["closed", "reopened"]
    actor: str
    at: dt.datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of an issue's body."""

    editor: str
    at: dt.datetime
    body: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue or, where `is_pull`, a pull request; `labels` are label ids, milestone and kin are numbers."""

    id: int
    number: int
    title: str
    body: str
    author: str
    made_at: dt.datetime
    updated_at: dt.datetime
    reason: str | None = None
    closed_at: dt.datetime | None = None
    closed_by: str | None = None
    duplicate_of: int | None = None
    labels: tuple[int, ...] = ()
    milestone: int | None = None
    parent: int | None = None
    children: tuple[int, ...] = ()
    assignees: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    events: tuple[Event, ...] = ()
    edits: tuple[Edit, ...] = ()
    is_pull: bool = False

    @property
    def state(self) -> str:
        """Return `open` or `closed`."""
        return "closed" if self.closed_at else "open"


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow file and whether it runs: active, disabled_fork, disabled_inactivity, disabled_manually."""

    id: int
    name: str
    path: str
    state: str = "active"


@dataclass(frozen=True, slots=True)
class Release:
    """A published release: its tag and the commit that the tag names."""

    id: int
    tag: str
    sha: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with its settings, issues and git objects; `upstream` and `template` are full names."""

    id: int
    owner: str
    name: str
    made_at: dt.datetime
    pushed_at: dt.datetime
    updated_at: dt.datetime
    description: str | None = None
    default_branch: str = "main"
    has_issues: bool = True
    is_private: bool = False
    is_archived: bool = False
    is_template: bool = False
    upstream: str | None = None
    template: str | None = None
    collaborators: Mapping[str, Role] = field(default_factory=dict)
    protected: frozenset[str] = frozenset()
    issues: Mapping[int, Issue] = field(default_factory=dict)
    last_deleted: int = 0
    labels: Mapping[int, Label] = field(default_factory=dict)
    milestones: Mapping[int, Milestone] = field(default_factory=dict)
    commits: Mapping[str, Commit] = field(default_factory=dict)
    branches: Mapping[str, str] = field(default_factory=dict)
    workflows: tuple[Workflow, ...] = ()
    releases: tuple[Release, ...] = ()

    @property
    def full_name(self) -> str:
        """Return `owner/name`."""
        return f"{self.owner}/{self.name}"

    @property
    def head(self) -> Commit | None:
        """Return the newest commit of the default branch, None in an empty repository."""
        sha = self.branches.get(self.default_branch)
        return self.commits[sha] if sha else None


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
    """Everything: who there is, what they have, what time it is, and how the next requests will fare.

    `most_cards` is the limit of a project's active items; `archived_listed` puts archived items in their list, too,
    which GitHub leaves out by default.
    """

    users: Mapping[str, User] = field(default_factory=dict)
    tokens: Mapping[str, Token] = field(default_factory=dict, repr=False)
    repositories: Mapping[str, Repository] = field(default_factory=dict)
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
    served: int = 0
    log: tuple[Entry, ...] = ()


def stamp(world: World) -> dt.datetime:
    """Return the present second: GitHub's times have no fractions."""
    return world.now.replace(microsecond=0)


def tick(world: World) -> World:
    """Bring the clock up to date where it follows the real one."""
    return replace(world, now=dt.datetime.now(dt.UTC) + world.offset) if world.ticking else world


def advance(world: World, seconds: float) -> World:
    """Let time pass at once."""
    span = dt.timedelta(seconds=seconds)
    return replace(world, now=world.now + span, offset=world.offset + span)


def set_clock(world: World, now: dt.datetime | None) -> World:
    """Stop the clock at a moment, or let it follow the real one again."""
    if now is None:
        return tick(replace(world, ticking=True, offset=dt.timedelta()))
    return replace(world, ticking=False, now=now.astimezone(dt.UTC))


def take_id(world: World) -> tuple[World, int]:
    """Give out the next database id."""
    return replace(world, last_id=world.last_id + 1), world.last_id + 1


def find_repository(world: World, full_name: str) -> Repository | None:
    """Find a repository by `owner/name`, whatever its case."""
    return world.repositories.get(full_name.lower())


def put_repository(world: World, repository: Repository) -> World:
    """Replace a repository; while lists lag, what it was is kept for them."""
    key = repository.full_name.lower()
    before = world.repositories.get(key)
    world = replace(world, repositories={**world.repositories, key: repository})
    if not world.lag or before is None:
        return world
    kept = tuple(past for past in world.past.get(key, ()) if past.until > world.now - LONGEST_LAG)
    return replace(world, past={**world.past, key: (*kept, Past(world.now, before))})


def find_listed(world: World, repository: Repository) -> Repository:
    """Return the repository as lists see it: a little behind, where lists lag."""
    seen = _find_seen(world)
    past = world.past.get(repository.full_name.lower(), ()) if world.lag else ()
    return next((version.repository for version in past if version.until > seen), repository)


def _find_seen(world: World) -> dt.datetime:
    return world.now - dt.timedelta(seconds=min(world.lag, LONGEST_LAG.total_seconds()))


def put_project(world: World, project: Project, *, gone: bool = False) -> World:
    """Replace a project, or take it away; while lists lag, what it was is kept for them."""
    before = world.projects.get(project.id)
    others = {id: one for id, one in world.projects.items() if id != project.id or not gone}
    last = max(project.number, world.project_numbers.get(project.owner, 0))
    world = replace(
        world,
        projects=others if gone else {**others, project.id: project},
        project_numbers={**world.project_numbers, project.owner: last},
    )
    if not world.lag:
        return world
    kept = tuple(past for past in world.past_projects.get(project.id, ()) if past.until > world.now - LONGEST_LAG)
    return replace(world, past_projects={**world.past_projects, project.id: (*kept, PastProject(world.now, before))})


def find_listed_projects(world: World) -> list[Project]:
    """Return the projects as lists of them see them: one just made may still be missing, where lists lag."""
    if not world.lag:
        return list(world.projects.values())
    seen = _find_seen(world)
    found = [
        next((past.project for past in world.past_projects.get(id, ()) if past.until > seen), world.projects.get(id))
        for id in {**world.past_projects, **world.projects}
    ]
    return [one for one in found if one]


def find_listed_project(world: World, project: Project) -> Project:
    """Return a project as the lists inside it see it: a little behind, where lists lag."""
    seen = _find_seen(world)
    past = world.past_projects.get(project.id, ()) if world.lag else ()
    return next((version.project for version in past if version.until > seen and version.project), project)


def put_issue(world: World, repository: Repository, issue: Issue) -> World:
    """Put an issue in its place."""
    return put_repository(world, replace(repository, issues={**repository.issues, issue.number: issue}))


def find_role(world: World, repository: Repository, login: str) -> Role:
    """Tell what a person may do in a repository."""
    if login == repository.owner:
        return "admin"
    return repository.collaborators.get(login, "none" if repository.is_private else "read")


def find_association(world: World, repository: Repository, login: str) -> str:
    """Tell how an author stands to a repository, as `authorAssociation` has it."""
    if login == repository.owner:
        return "OWNER"
    if login in repository.collaborators:
        owner = world.users[repository.owner]
        return "MEMBER" if owner.kind == "Organization" else "COLLABORATOR"
    wrote = any(commit.login == login for commit in repository.commits.values())
    return "CONTRIBUTOR" if wrote else "NONE"
