"""Projects v2 as records, and what follows inside one project: fields, options, values, cards, views (F4.6–F4.15).

A project's item is called a card here, because GraphQL wraps everything in items. Production has three more built-in
fields by now (Created, Updated, Closed); the published schema has no words for them, but their names are reserved.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from github_twin.refusals import RefusedError

Layout = Literal["table", "board", "roadmap"]
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
CUSTOM = ("TEXT", "NUMBER", "DATE", "SINGLE_SELECT", "ITERATION")
LAYOUTS = ("table", "board", "roadmap")
COLORS = ("GRAY", "BLUE", "GREEN", "YELLOW", "ORANGE", "RED", "PINK", "PURPLE")
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
        return next((one for one in self.options if one.id == id), None)


@dataclass(frozen=True, slots=True)
class Value:
    """What a card holds in a field: a text, a number, a date as text, or the id of an option."""

    held: str | float
    made_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Card:
    """An item of a project: an issue or pull request, by its repository's id and its number; `values` by field id."""

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
    """A built-in workflow: what it sets Status to, where it is on and that option is still there."""

    name: str
    option: str
    enabled: bool


# Docs: only closing and merging are on at first (F4.12). A probe of 2026-09-24 (williacj/rigger, the spike of its
# issue 212) saw new cards set to Todo, too: switch ADDED on to meet that.
CLOSED, ADDED = "Item closed", "Item added to project"
RULES = {CLOSED: Rule(CLOSED, DONE.id, enabled=True), ADDED: Rule(ADDED, TODO.id, enabled=False)}


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a user or an organization; `repositories` are the ids of those it is linked to."""

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
        return next(one for one in self.fields if one.name == STATUS)

    def field(self, id: int) -> Field | None:
        """Find a field by its id."""
        return next((one for one in self.fields if one.id == id), None)

    def named(self, name: str) -> Field | None:
        """Find a field by its name, case included."""
        return next((one for one in self.fields if one.name == name), None)

    def card(self, home: int, number: int) -> Card | None:
        """Find the card of an issue, archived or not."""
        return next((one for one in self.cards.values() if (one.number, one.home) == (number, home)), None)


def make_fields(first: int, now: dt.datetime) -> tuple[Field, ...]:
    """Make the built-in fields, with ids from `first` on."""
    options = {STATUS: (TODO, DOING, DONE)}
    return tuple(
        Field(first + index, name, sort, now, options.get(name, ()))
        for index, (name, sort) in enumerate(BUILT_IN.items())
    )


# Fields and options


def check_name(project: Project, name: str, but: Field | None = None) -> None:
    """Refuse a name for a field that is blank, reserved or taken, whatever its case."""
    taken = {one.name.lower() for one in project.fields if one != but}
    wrong = [
        words
        for words, holds in (
            ("Name can't be blank", not name.strip()),
            ("Name cannot have a reserved value", name.lower() in RESERVED),
            ("Name has already been taken", name.lower() in taken),
        )
        if holds
    ]
    if wrong:
        raise RefusedError("field-name", words=", ".join(wrong))


def add_field(project: Project, made: Field) -> Project:
    """Add a custom field."""
    check_name(project, made.name)
    if len(project.fields) >= MOST_FIELDS:
        raise RefusedError("fields-many")
    if made.sort == "SINGLE_SELECT":
        check_options(made.options)
    return replace(project, fields=(*project.fields, made))


def check_options(options: Sequence[Option]) -> None:
    """Refuse no options at all, and more than fifty."""
    if not options:
        raise RefusedError("options-none")
    if len(options) > MOST_OPTIONS:
        raise RefusedError("options-many")


def rename_field(project: Project, old: Field, name: str) -> tuple[Project, Field]:
    """Rename a custom field."""
    if old.is_built_in:
        raise RefusedError("field-built-in")
    check_name(project, name, old)
    new = replace(old, name=name)
    return _put_field(project, new), new


def replace_options(project: Project, old: Field, options: Sequence[Option]) -> tuple[Project, Field]:
    """Give a field exactly these options; cards that held an option whose id is gone lose their value (F4.7)."""
    check_options(options)
    kept = {one.id for one in options}
    new = replace(old, options=tuple(options))
    project = _put_field(project, new)
    cards = {
        id: replace(card, values={key: value for key, value in card.values.items() if key != old.id})
        if old.id in card.values and card.values[old.id].held not in kept
        else card
        for id, card in project.cards.items()
    }
    return replace(project, cards=cards), new


def _put_field(project: Project, new: Field) -> Project:
    return replace(project, fields=tuple(new if one.id == new.id else one for one in project.fields))


# Cards and values


def check_value(target: Field, held: Any) -> None:
    """Refuse a value that does not fit its field, and any for a field whose value comes from the issue."""
    fits = {
        "TEXT": lambda: isinstance(held, str),
        "NUMBER": lambda: isinstance(held, int | float) and not isinstance(held, bool) and math.isfinite(held),
        "DATE": lambda: isinstance(held, str) and _is_date(held),
        "SINGLE_SELECT": lambda: isinstance(held, str) and target.option(held) is not None,
    }
    if target.sort not in fits or (held is not None and not fits[target.sort]()):
        raise RefusedError("value-invalid", value=held, name=target.name)


def _is_date(text: str) -> bool:
    try:
        return str(dt.date.fromisoformat(text)) == text
    except ValueError:
        return False


def set_value(project: Project, card: Card, target: Field, held: str | float | None, now: dt.datetime) -> Project:
    """Set or, by None, clear a card's value; the same value again changes nothing, not even its time."""
    check_value(target, held)
    if card.archived_at:
        raise RefusedError("card-archived")
    before = card.values.get(target.id)
    if (before.held if before else None) == held:
        return project
    values = {key: value for key, value in card.values.items() if key != target.id}
    if held is not None:
        values[target.id] = Value(held, before.made_at if before else now, now)
    return put_card(project, replace(card, values=values, updated_at=now))


def put_card(project: Project, card: Card) -> Project:
    """Put a card in its place."""
    return replace(project, cards={**project.cards, card.id: card})


def drop_card(project: Project, card: Card) -> Project:
    """Take a card off the project."""
    return replace(project, cards={id: one for id, one in project.cards.items() if id != card.id})


def obey_rule(project: Project, card: Card, name: str, now: dt.datetime) -> Project:
    """Let a built-in workflow set the Status of a card, where it is on."""
    rule = project.rules[name]
    if not rule.enabled or card.archived_at or project.status.option(rule.option) is None:
        return project
    return set_value(project, card, project.status, rule.option, now)


# Views


def add_view(project: Project, made: View) -> Project:
    """Add a view under the next number; numbers are never given twice, names may be."""
    number = project.last_view + 1
    return replace(project, views=(*project.views, replace(made, number=number)), last_view=number)


def find_shown(project: Project) -> tuple[int, ...]:
    """Return the fields that a new view shows where nobody chose."""
    return tuple(one.id for one in project.fields if one.is_built_in and one.sort in SHOWN)
