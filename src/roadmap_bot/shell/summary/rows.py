"""A plan as its reader sees it: one row for each thing and verb, by its title, not by its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import NamedTuple

from roadmap_bot.changes import SIGNS, Change, Verb
from roadmap_bot.keys import Key, file_path, issue_id
from roadmap_bot.state import (
    Board,
    Comment,
    Field,
    File,
    Issue,
    Item,
    Milestone,
    Pin,
    Reaction,
    Thing,
)
from roadmap_bot.text.escape import plain
from roadmap_bot.text.words import Words

COMPARED = (Issue, Milestone, Board, Field)  # things whose differences have telling names
LONGEST_NAME, LONGEST_TITLE = 200, 80  # characters that are shown of each


class Row(NamedTuple):
    """What a plan does to one thing."""

    verb: Verb
    title: str

    @property
    def sign(self) -> str:
        """Return the sign of the verb."""
        return SIGNS[self.verb]


def plan_lines(plan: Iterable[Change], words: Words) -> Iterator[str]:
    """Render a plan, one line for each thing and verb."""
    verbs = {verb: words(f"told.verb.{verb}") for verb in SIGNS}
    width = max(map(len, verbs.values()))
    for row in make_rows(plan, words):
        yield f"{row.sign} {verbs[row.verb]:<{width}}  {row.title}".rstrip()


def make_rows(plan: Iterable[Change], words: Words) -> list[Row]:
    """Make one row of all changes that do the same to a thing."""
    grouped: dict[tuple[Verb, Key], list[Change]] = {}
    for change in plan:
        grouped.setdefault((change.verb, change.key), []).append(change)
    return [Row(verb, _describe(changes, words)) for (verb, _), changes in grouped.items()]


def _describe(changes: Sequence[Change], words: Words) -> str:
    """Describe what happens to a thing: its title, and what of it differs."""
    last = changes[-1]
    title = plain(_name_thing(last.key, _find_shown(last), words), LONGEST_NAME)
    differing = dict.fromkeys(name for change in changes for name in _find_differing(change, words))
    if not differing:
        return title
    return f"{title} ({words('told.did.and').join(differing)})".strip()


def _find_differing(change: Change, words: Words) -> Iterator[str]:
    """Find the fields of an issue, milestone, board or field that an update changes."""
    have, want = change.have, change.want
    if change.verb != "update" or not isinstance(want, COMPARED):
        return
    if type(have) is not type(want):
        return
    for name in (one.name for one in fields(want) if one.compare):
        if getattr(have, name) == getattr(want, name):
            continue
        word = words(f"told.field.{name}")
        if isinstance(want, Milestone) and name == "due":
            word = f"{word} {want.due}"
        yield word


def _find_shown(change: Change) -> Thing:
    """Return what there is to show of a change: of an item only the values that differ."""
    match change.have, change.want:
        case Item() as have, Item() as want:
            return replace(want, values=want.values - have.values)
    return change.want


def _name_thing(key: Key, thing: Thing, words: Words) -> str:
    """Name a thing by its sort and its title; an issue's title says enough."""
    sort, _, _ = key.partition("/")
    match thing:
        case Issue():
            return thing.title
        case File():
            return words("told.name.file", name=file_path(key))
        case Comment():
            return _name_comment(thing, words)
        case Reaction():
            return words("told.name.reaction", id=issue_id(thing.issue))
        case Item():
            return _name_card(thing, words)
        case Pin():
            return words("told.name.pin", id=issue_id(thing.issue))
        case Milestone() | Board():
            return words(f"told.name.{sort}", name=plain(thing.title, LONGEST_TITLE))
    return words(f"told.name.{sort}", name=plain(thing.name, LONGEST_TITLE))


def _name_comment(comment: Comment, words: Words) -> str:
    _, _, text = comment.body.partition("\n")
    id = issue_id(comment.issue)
    return words("told.name.comment", id=id, name=plain(text, LONGEST_TITLE))


def _name_card(item: Item, words: Words) -> str:
    id = issue_id(item.issue)
    if not item.values:
        return words("told.name.card", id=id)
    values = [f"{name} {value}" for name, value in sorted(item.values)]
    return words("told.name.item", id=id, name=plain(", ".join(values), LONGEST_TITLE))
