"""Repositories as records, and what they hold: issues, labels, milestones, workflows, releases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from github_twin.git import Commit

Role = Literal["admin", "maintain", "write", "triage", "read", "none"]


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
        if self.closed_at:
            return "closed"
        return "open"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What somebody left on a comment; its content as GraphQL names it."""

    user: str
    content: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an issue."""

    id: int
    author: str
    body: str
    made_at: dt.datetime
    edited_at: dt.datetime | None = None
    editor: str | None = None
    reactions: tuple[Reaction, ...] = ()


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
    """An issue or, where `is_pull`, a pull request; it names labels by id, all else by number.

    A pull request comes from the branch `head` and goes to `base`.
    """

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
    head: str = ""
    base: str = ""
    merged_at: dt.datetime | None = None
    locked: bool = False

    @property
    def state(self) -> str:
        """Return `open` or `closed`."""
        if self.closed_at:
            return "closed"
        return "open"

    @property
    def pull_state(self) -> str:
        """Return `merged` where a pull request was merged, else its state."""
        if self.merged_at:
            return "merged"
        return self.state


@dataclass(frozen=True, slots=True)
class Pin:
    """An issue pinned above the list of issues, and who did that."""

    id: int
    number: int
    actor: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow file; `state` is active or disabled: by a fork, inactivity or hand."""

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
    """A repository and all in it; `upstream` and `template` are full names.

    `moved` are issues that were transferred: the id of their repository, and their number there;
    `protected` are branches under classic protection; `rules` are those of rulesets, by branch;
    `languages` are those of its files, the one with the most bytes first.
    """

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
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    issues: Mapping[int, Issue] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()
    last_deleted: int = 0
    moved: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    labels: Mapping[int, Label] = field(default_factory=dict)
    milestones: Mapping[int, Milestone] = field(default_factory=dict)
    commits: Mapping[str, Commit] = field(default_factory=dict)
    branches: Mapping[str, str] = field(default_factory=dict)
    workflows: tuple[Workflow, ...] = ()
    releases: tuple[Release, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Return `owner/name`."""
        return f"{self.owner}/{self.name}"

    @property
    def head(self) -> Commit | None:
        """Return the newest commit of the default branch, None in an empty repository."""
        sha = self.branches.get(self.default_branch)
        if sha is None:
            return None
        return self.commits[sha]
