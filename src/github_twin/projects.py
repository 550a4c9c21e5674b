"""Projects v2 as records: fields, options, values, cards, views, built-in workflows (F4.6–F4.15).

A project's item is called a card here, because GraphQL wraps everything in items. Production has
three more built-in fields by now (Created, Updated, Closed); the published schema has no words for
them, but their names are reserved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

STATUS = "Status"
BUILT_IN = {
    "Title": "TITLE",
    "Assignees": "ASSIGNEES",
    STATUS: "SINGLE_SELECT",
    "Labels": "LABELS",
    "Linked pull requests": "LINKED_PULL_REQUESTS",
    "Milestone": "MILESTONE",
    "Repository": "REPOSITORY",
    "Reviewers": "REVIEWERS",
    "Parent issue": "PARENT_ISSUE",
    "Sub-issues progress": "SUB_ISSUES_PROGRESS",
}
RESERVED = {name.lower() for name in BUILT_IN} | {
    "type",
    "repo",
    "created",
    "updated",
    "closed",
    "tracks",
    "tracked by",
}
NOT_GROUPABLE = {"TITLE", "REVIEWERS", "LINKED_PULL_REQUESTS", "SUB_ISSUES_PROGRESS"}
SHOWN = ("TITLE", "ASSIGNEES", "SINGLE_SELECT", "LINKED_PULL_REQUESTS", "SUB_ISSUES_PROGRESS")
LAYOUTS = ("table", "board", "roadmap")
MOST_FIELDS = 50
MOST_OPTIONS = 50


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a single select field; its id is what cards hold."""

    id: str
    name: str
    color: str = "GRAY"
    description: str = ""


TODO = Option("f75ad846", "Todo", "GREEN", "This item hasn't been started")
DOING = Option("47fc9ee4", "In Progress", "YELLOW", "This is actively being worked on")
DONE = Option("98236657", "Done", "PURPLE", "This has been completed")
OPTIONS = {STATUS: (TODO, DOING, DONE)}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a project; `sort` is GraphQL's data type."""

    id: int
    name: str
    sort: str
    made_at: dt.datetime
    options: tuple[Option, ...] = ()

    @property
    def is_built_in(self) -> bool:
        """Tell whether the field came with the project."""
        return self.name in BUILT_IN

    def option(self, id: str) -> Option | None:
        """Find an option by its id."""
        for option in self.options:
            if option.id == id:
                return option
        return None


@dataclass(frozen=True, slots=True)
class Value:
    """What a card holds in a field: a text, a number, a date as text, or the id of an option."""

    held: str | float
    made_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Card:
    """An item of a project: an issue or pull request by `home` and number; values by field id."""

    id: int
    home: int
    number: int
    creator: str
    made_at: dt.datetime
    updated_at: dt.datetime
    values: Mapping[int, Value] = field(default_factory=dict)
    archived_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A view of a project; fields are named by id."""

    id: int
    number: int
    name: str
    layout: str
    creator: str
    made_at: dt.datetime
    updated_at: dt.datetime
    filter: str | None = None
    visible_fields: tuple[int, ...] = ()
    sort_by: tuple[tuple[int, str], ...] = ()
    group_by: tuple[int, ...] = ()
    vertical_group_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A built-in workflow: what it sets Status to, where it is on and has that option still."""

    name: str
    option: str
    enabled: bool


# Docs: only closing and merging are on at first (F4.12). A probe of 2026-09-24 (williacj/rigger,
# the spike of its issue 212) saw new cards set to Todo, too: switch ADDED on to meet that.
CLOSED, ADDED, MERGED = "Item closed", "Item added to project", "Pull request merged"
RULES = {
    CLOSED: Rule(CLOSED, DONE.id, enabled=True),
    MERGED: Rule(MERGED, DONE.id, enabled=True),
    ADDED: Rule(ADDED, TODO.id, enabled=False),
}


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a user or an organization; `repositories` are the ids of the linked ones."""

    id: int
    number: int
    owner: str
    creator: str
    title: str
    made_at: dt.datetime
    updated_at: dt.datetime
    about: str = ""
    readme: str = ""
    public: bool = False
    closed_at: dt.datetime | None = None
    repositories: tuple[int, ...] = ()
    collaborators: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    cards: Mapping[int, Card] = field(default_factory=dict)
    views: tuple[View, ...] = ()
    last_view: int = 0
    rules: Mapping[str, Rule] = field(default_factory=lambda: RULES)

    @property
    def status(self) -> Field:
        """Return the built-in Status."""
        status = self.named(STATUS)
        assert status
        return status

    def field(self, id: int) -> Field | None:
        """Find a field by its id."""
        for known in self.fields:
            if known.id == id:
                return known
        return None

    def named(self, name: str) -> Field | None:
        """Find a field by its name, case included."""
        for known in self.fields:
            if known.name == name:
                return known
        return None

    def card(self, home: int, number: int) -> Card | None:
        """Find the card of an issue, archived or not."""
        for card in self.cards.values():
            if card.number == number and card.home == home:
                return card
        return None


def make_fields(first: int, now: dt.datetime) -> tuple[Field, ...]:
    """Make the built-in fields, with ids from `first` on."""
    made: list[Field] = []
    for id, (name, sort) in enumerate(BUILT_IN.items(), start=first):
        options = OPTIONS.get(name, ())
        made.append(Field(id, name, sort, now, options))
    return tuple(made)
