"""What GitHub holds and what it should hold: the same kind of value, things by key.

A thing names other things by key (`milestone/M4`, `issue/W03`), never by GitHub's id; ids live
beside it in `Look.ids`. Fields with `compare=False` are what was observed (times, numbers): they
take no part in the diff.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from roadmap_bot.keys import Key, file_key, issue_key

PLACES = 3  # above the list of issues (F3.58)
Reacted = Literal["ROCKET", "CONFUSED"]  # done as asked; something could not be done
Closed = Literal["completed", "not_planned", "duplicate"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label; its colour is the learner's once it exists."""

    name: str
    color: str = field(default="ededed", compare=False)
    description: str = ""


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
    """A unit, a task or a review; `labels` are case-folded names, ours and the learner's.

    Times of what a person did: `moved_at` of the last closing or reopening, `edited_at` of the last
    edit of the body. `shut_at`: when it was last closed, though it be open again. `touched`: a
    person left something here; `disputed`: one of several that people worked in, so it is left
    alone; `spoken_at`: when it was last updated, where anybody has commented; `assignee`: whom it
    is to be made for; `locked`: a person locked it; `is_heard`: the last who edited the body may
    write here; `waits_for`: the file that the body speaks of.
    """

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
    shut_at: dt.datetime | None = field(default=None, compare=False)
    reopened_at: dt.datetime | None = field(default=None, compare=False)
    moved_at: dt.datetime | None = field(default=None, compare=False)
    edited_at: dt.datetime | None = field(default=None, compare=False)
    spoken_at: dt.datetime | None = field(default=None, compare=False)
    touched: bool = field(default=False, compare=False)
    disputed: bool = field(default=False, compare=False)
    assignee: str = field(default="", compare=False)
    locked: bool = field(default=False, compare=False)
    is_heard: bool = field(default=False, compare=False)
    waits_for: Key | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pin:
    """The place of an issue above the list of issues, taken or not; who took it."""

    issue: Key
    is_on: bool = True
    is_bots: bool = field(default=False, compare=False)  # a job's
    is_viewers: bool = field(default=False, compare=False)  # that of the token's own person


@dataclass(frozen=True, slots=True)
class Comment:
    """The bot's word on an issue for what it does to it; `verb` says what that is."""

    issue: Key
    body: str
    verb: str = field(default="", compare=False)
    made_at: dt.datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reaction:
    """The bot's answer to a comment, by which it also knows that it has read it.

    `issue` is where the comment stands, `about` the issues that it is about.
    """

    remark: Key
    content: Reacted
    issue: Key = field(default="", compare=False)
    about: frozenset[Key] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class File:
    """A file on the default branch.

    Where the bot must not touch it, `text` is None and `trouble` says why. A file that shall not be
    there, or is there no more, has no text either: it is `gone`.
    """

    text: str | None
    trouble: str = field(default="", compare=False)
    gone: bool = False
    note: str = field(default="", compare=False)  # headline of the commit that writes it
    asked: str = field(default="", compare=False)  # the comment that asked for it, in its message


@dataclass(frozen=True, slots=True)
class Board:
    """The Projects board; its title is the learner's once it exists.

    `knows` are the fields and options whose ids its readme remembers, by hash, `ids` what they are.
    """

    title: str = field(compare=False)
    about: str
    readme: str
    public: bool
    linked: bool = True
    knows: frozenset[str] = frozenset()
    ids: Mapping[str, str] = field(default_factory=dict, compare=False)
    url: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a single select; resent with its id, no item loses it (F4.7)."""

    id: str
    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the board; ours may have to step aside for one of the learner's, by its `name`.

    `options` of a single select go by name, in order; their colours are the learner's. `renames`
    are those that still bear their names of another language, with the new ones.
    """

    sort: Literal["SINGLE_SELECT", "NUMBER", "DATE"]
    options: tuple[str, ...] = ()
    name: str = field(default="", compare=False)
    made: tuple[Option, ...] = field(default=(), compare=False)
    renames: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class View:
    """A view of the board, made once: all of it is the learner's after that."""

    layout: Literal["table", "board", "roadmap"]
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """An issue on the board and the values of its fields by name; numbers and dates as text.

    `chosen_at` is when its Status was last set.
    """

    issue: Key
    values: frozenset[tuple[str, str]] = frozenset()
    archived: bool = False
    chosen_at: dt.datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Companion:
    """A friend's copy as its own figures tell of it; `fault` says why they tell nothing.

    `names` are the companions whom the friend names, and `nudge` whether they want to be nudged.
    """

    name: str
    fault: str = ""
    share: float = 0.0
    week: int = 0
    last_week: int = 0
    next: str = ""
    active: dt.date | None = None
    names: tuple[str, ...] = ()
    nudge: bool = False


OfBoard = Board | Field | View | Item
Thing = Label | Milestone | Issue | Pin | Comment | Reaction | File | Companion | OfBoard
State = Mapping[Key, Thing]


def is_open_again(issue: Issue) -> bool:
    """Whether an issue is open that was closed before."""
    return issue.reopened and issue.closed is None


def find_issue(state: State, id: str) -> Issue | None:
    """Find the issue of a unit, task or review."""
    issue = state.get(issue_key(id))
    if isinstance(issue, Issue):
        return issue
    return None


def find_file(state: State, path: str) -> File | None:
    """Find a file on the default branch."""
    file = state.get(file_key(path))
    if isinstance(file, File):
        return file
    return None


def find_companions(state: State) -> Iterator[Companion]:
    """Find the companions that were looked at, in the learner's order."""
    for thing in state.values():
        if isinstance(thing, Companion):
            yield thing


def find_issues(state: State) -> Iterator[tuple[Key, Issue]]:
    """Find all issues that are ours, with their keys."""
    for key, thing in state.items():
        if isinstance(thing, Issue):
            yield key, thing
