"""A plan as its reader sees it: one row for each thing and verb, and what of the thing differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import NamedTuple

from roadmap_bot.changes import SIGNS, Change, Verb
from roadmap_bot.keys import Key
from roadmap_bot.state import Board, Comment, Field, File, Issue, Item, Milestone, Thing
from roadmap_bot.text.escape import plain
from roadmap_bot.text.words import Words

COMPARED = (Issue, Milestone, Board, Field)  # things whose differences have telling names
LONGEST_KEY, LONGEST_TITLE = 200, 80  # characters that are shown of each


class Row(NamedTuple):
    """What a plan does to one thing."""

    verb: Verb
    key: Key
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
        yield f"{row.sign} {verbs[row.verb]:<{width}}  {row.key}  {row.title}".rstrip()


def make_rows(plan: Iterable[Change], words: Words) -> list[Row]:
    """Make one row of all changes that do the same to a thing."""
    grouped: dict[tuple[Verb, Key], list[Change]] = {}
    for change in plan:
        key = plain(change.key, LONGEST_KEY)
        grouped.setdefault((change.verb, key), []).append(change)
    return [Row(verb, key, _describe(changes, words)) for (verb, key), changes in grouped.items()]


def _describe(changes: Sequence[Change], words: Words) -> str:
    """Describe what happens to a thing: its title, and what of it differs."""
    title = _find_title(_find_shown(changes[-1]))
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


def _find_title(thing: Thing) -> str:
    return plain(_find_text(thing), LONGEST_TITLE)


def _find_text(thing: Thing) -> str:
    match thing:
        case Comment():
            _, _, text = thing.body.partition("\n")
            return text
        case File():
            return thing.note
        case Item():
            values = [f"{name} {value}" for name, value in sorted(thing.values)]
            return ", ".join(values)
        case Issue() | Milestone() | Board():
            return thing.title
    return thing.name
