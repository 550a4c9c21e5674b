"""A change is one write, of one sort; a plan is a tuple of changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from roadmap_bot.keys import Key
from roadmap_bot.state import Board, File, Item, Thing

Verb = Literal["create", "update", "close", "reopen"]
Trait = Literal["alone", "board", "fills"]

SIGNS: dict[Verb, str] = {"create": "+", "update": "~", "close": "-", "reopen": "o"}


class Sort(Enum):
    """A kind of write, named as its GraphQL document is; in the order in which they are sent.

    What others name comes first, what says "done" comes last. A sort may go *alone*, one change a
    request (REST only, F4.3, F3.38, or far cheaper there, F3.42), may be of the *board*, and may
    *fill* what it finds empty: that is a creation, too.
    """

    CREATE_LABEL = "create_label", "create"
    CREATE_MILESTONE = "create_milestone", "create", "alone"
    UPDATE_MILESTONE = "update_milestone", "update", "alone"
    CREATE_ISSUE = "create_issue", "create"
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
