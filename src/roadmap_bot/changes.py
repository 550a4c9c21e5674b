"""A change is one write, of one sort; a plan is a tuple of changes, sent in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from roadmap_bot.keys import BOARD, CONTROL, Key, field_key, is_file, label_key, option_key
from roadmap_bot.state import (
    Board,
    Comment,
    Field,
    File,
    Issue,
    Item,
    Pin,
    Reaction,
    Thing,
    View,
)

Verb = Literal["create", "update", "close", "reopen"]
Trait = Literal["alone", "board", "fills"]

SIGNS: dict[Verb, str] = {"create": "+", "update": "~", "close": "-", "reopen": "o"}
CHOICES = frozenset({"Phase", "Kind", "Week", "Status"})  # fields whose values have ids


class Sort(Enum):
    """A kind of write, named as its GraphQL document is; in the order in which they are sent.

    What others name comes first, what says "done" comes last. A sort may go *alone*, one change a
    request (REST only, F4.3, F3.38, or far cheaper there, F3.42), may be of the *board*, and may
    *fill* what it finds empty: that is a creation, too.
    """

    CREATE_LABEL = "create_label", "create"
    UPDATE_LABEL = "update_label", "update"
    CREATE_MILESTONE = "create_milestone", "create", "alone"
    UPDATE_MILESTONE = "update_milestone", "update", "alone"
    CREATE_ISSUE = "create_issue", "create"
    # A place is made free before it is taken, and what is written below remembers both.
    UNPIN_ISSUE = "unpin_issue", "update"
    PIN_ISSUE = "pin_issue", "update"
    UPDATE_ISSUE = "update_issue", "update"
    ADD_LABELS = "add_labels", "update"
    REMOVE_LABELS = "remove_labels", "update"
    REMOVE_PARENT = "remove_parent", "update"
    ADD_PARENT = "add_parent", "update"
    ADD_COMMENT = "add_comment", "create"  # the word before the deed, lest a deed stay untold
    REOPEN_ISSUE = "reopen_issue", "reopen"
    CLOSE_ISSUE = "close_issue", "close"
    CLOSE_MILESTONE = "close_milestone", "close", "alone"
    REOPEN_MILESTONE = "reopen_milestone", "reopen", "alone"
    COMMIT = "commit", "update", "fills"
    ANSWER_ISSUE = "answer_issue", "update"  # what a commit did is said after it
    ADD_REACTION = "add_reaction", "create"  # it says that the deed is done
    # The board last: where it cannot be had, all else is done.
    CREATE_BOARD = "create_board", "create", "board"
    LINK_BOARD = "link_board", "update", "board"
    CREATE_FIELD = "create_field", "create", "board"
    UPDATE_FIELD = "update_field", "update", "board"
    CREATE_VIEW = "create_view", "create", "board", "alone"
    # Its readme says that it is ours and which views were made: after those, before any item.
    UPDATE_BOARD = "update_board", "update", "board", "fills"
    ADD_ITEM = "add_item", "create", "board"
    UPDATE_ITEM = "update_item", "update", "board", "alone", "fills"
    ARCHIVE_ITEM = "archive_item", "close", "board"

    verb: Verb
    goes_alone: bool
    is_of_board: bool
    fills: bool
    place: int

    def __new__(cls, document: str, verb: Verb, *traits: Trait) -> Sort:
        """Make a sort from its line in the table."""
        sort = object.__new__(cls)
        sort._value_ = document
        sort.verb = verb
        sort.goes_alone = "alone" in traits
        sort.is_of_board = "board" in traits
        sort.fills = "fills" in traits
        sort.place = len(cls.__members__)
        return sort


@dataclass(frozen=True, slots=True)
class Change:
    """One write: the thing at `key` as it is and as it shall be."""

    sort: Sort
    key: Key
    have: Thing | None
    want: Thing

    @property
    def verb(self) -> Verb:
        """Return what a reader calls it."""
        if isinstance(self.want, File) and self.want.gone:
            return "close"
        if self.sort.fills and _is_bare(self.have):
            return "create"
        return self.sort.verb


Plan = tuple[Change, ...]


def _is_bare(have: Thing | None) -> bool:
    """Whether there is nothing yet, or a board or an item without what GitHub takes only later."""
    match have:
        case Board():
            return not have.readme
        case Item():
            return not have.values
    return have is None


def count_verbs(plan: Plan) -> dict[Verb, int]:
    """Count the things that the plan touches, by verb."""
    touched: dict[Verb, set[Key]] = {verb: set() for verb in SIGNS}
    for change in plan:
        touched[change.verb].add(change.key)
    return {verb: len(keys) for verb, keys in touched.items()}


# What must be known before a change can be sent


def find_batch(plan: Iterable[Change], known: Mapping[Key, object], size: int) -> Plan:
    """Find the next changes of one sort whose needs are known: at most `size`, but all files."""
    ready = [change for change in plan if _is_ready(change, known)]
    if not ready:
        return ()
    sort = min((change.sort for change in ready), key=lambda sort: sort.place)
    alike = tuple(change for change in ready if change.sort is sort)
    batch = tuple(change for change in alike if change.key != CONTROL) or alike  # that comes last
    if sort is Sort.COMMIT:
        return batch
    return batch[:1] if sort.goes_alone else batch[:size]


def _is_ready(change: Change, known: Mapping[Key, object]) -> bool:
    return all(key in known or is_file(key) for key in needs(change))


def needs(change: Change) -> Iterator[Key]:
    """Name the keys whose ids must be known before the change can be sent."""
    if change.have is not None and not isinstance(change.have, Pin):
        yield change.key
    match change.want:
        case Pin(issue=issue):
            yield issue
            yield CONTROL  # it remembers what was pinned
        case Comment(issue=issue):
            yield issue
        case Reaction(remark=remark):
            yield remark
        case Field() | View():
            yield BOARD
        case Item() as item:
            yield BOARD
            yield from _item_needs(change, item)
        case Issue() as issue:
            yield from _issue_needs(change.sort, issue)


def _item_needs(change: Change, want: Item) -> Iterator[Key]:
    if change.sort is Sort.ADD_ITEM:
        yield want.issue
    elif change.sort is Sort.UPDATE_ITEM and isinstance(change.have, Item):
        have = change.have.values
        yield from (field_key(name) for name, _ in want.values ^ have)
        chosen = (pair for pair in want.values - have if pair[0] in CHOICES)
        yield from (option_key(name, value) for name, value in chosen)


def _issue_needs(sort: Sort, issue: Issue) -> Iterator[Key]:
    is_new = sort is Sort.CREATE_ISSUE
    if is_new or sort is Sort.ADD_LABELS:
        yield from map(label_key, issue.labels)
    if issue.parent and (is_new or sort is Sort.ADD_PARENT):
        yield issue.parent
    if issue.milestone and (is_new or sort is Sort.UPDATE_ISSUE):
        yield issue.milestone
