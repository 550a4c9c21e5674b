"""What GitHub holds and what it should hold: things by key, and the differences between two such states.

A thing names other things by key (`milestone/M4`, `issue/W03`), never by GitHub's id; ids live beside it in `Look.ids`.
Fields with `compare=False` are what was observed (times, numbers): they take no part in the diff.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from roadmap_bot.keys import Key, file_key, issue_key

Closed = Literal["completed", "not_planned", "duplicate"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label; its colour and description are the learner's once it exists."""

    name: str = field(compare=False)
    color: str = field(default="ededed", compare=False)
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A checkpoint; `number` is GitHub's, 0 before it exists."""

    title: str
    description: str
    due: dt.date | None
    closed: bool = False
    number: int = field(default=0, compare=False)
    url: str = field(default="", compare=False)
    closed_at: dt.datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Issue:
    """A unit, a task or a review; `labels` are case-folded names, ours and the learner's."""

    title: str
    body: str
    labels: frozenset[str] = frozenset()
    milestone: Key | None = None
    parent: Key | None = None
    closed: Closed | None = None
    reopened: bool = field(default=False, compare=False)
    number: int = field(default=0, compare=False)
    url: str = field(default="", compare=False)
    made_at: dt.datetime | None = field(default=None, compare=False)
    closed_at: dt.datetime | None = field(default=None, compare=False)
    reopened_at: dt.datetime | None = field(default=None, compare=False)
    moved_at: dt.datetime | None = field(
        default=None, compare=False
    )  # last closed or reopened by a person
    edited_at: dt.datetime | None = field(
        default=None, compare=False
    )  # body last edited by a person
    touched: bool = field(default=False, compare=False)  # a person left something here
    disputed: bool = field(
        default=False, compare=False
    )  # one of several that people worked in: left alone
    assigned: bool = field(
        default=False, compare=False
    )  # to be made with the owner as its assignee


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the bot on an issue: its word for what it does to it; `verb` says what that is."""

    issue: Key
    body: str
    verb: str = field(default="", compare=False)
    made_at: dt.datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class File:
    """A file on the default branch; `text` is None where the bot must not touch it, and `trouble` says why.

    A file that shall not be there, or is there no more, has no text either: it is `gone`.
    """

    text: str | None
    trouble: str = field(default="", compare=False)
    gone: bool = False
    note: str = field(default="", compare=False)  # headline of the commit that writes it


@dataclass(frozen=True, slots=True)
class Board:
    """The Projects board; its title is the learner's once it exists."""

    title: str = field(compare=False)
    about: str
    readme: str
    public: bool
    linked: bool = True
    url: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a single select as GitHub holds it; resent with its id, no item loses it (F4.7)."""

    id: str
    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the board; `options` of a single select by name, in order; their colours are the learner's."""

    sort: Literal["SINGLE_SELECT", "NUMBER", "DATE"]
    options: tuple[str, ...] = ()
    name: str = field(
        default="", compare=False
    )  # ours may have to step aside for one of the learner's
    made: tuple[Option, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class View:
    """A view of the board, made once: all of it is the learner's after that."""

    layout: Literal["table", "board", "roadmap"]
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """An issue on the board and the values of its fields by the fields' names; numbers and dates as text."""

    issue: Key
    values: frozenset[tuple[str, str]] = frozenset()
    archived: bool = False
    chosen_at: dt.datetime | None = field(
        default=None, compare=False
    )  # when the Status was last set


Thing = Label | Milestone | Issue | Comment | File | Board | Field | View | Item
State = Mapping[Key, Thing]


def find_issue(state: State, id: str) -> Issue | None:
    """Find the issue of a unit, task or review."""
    issue = state.get(issue_key(id))
    return issue if isinstance(issue, Issue) else None


def find_file(state: State, path: str) -> File | None:
    """Find a file on the default branch."""
    file = state.get(file_key(path))
    return file if isinstance(file, File) else None


def find_issues(state: State) -> Iterator[tuple[Key, Issue]]:
    """Find all issues that are ours, with their keys."""
    return ((key, thing) for key, thing in state.items() if isinstance(thing, Issue))
