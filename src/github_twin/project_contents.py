"""What follows inside one project when a field, an option, a value, a card or a view changes (F4.6–F4.9)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from github_twin.projects import MOST_FIELDS, MOST_OPTIONS, RESERVED, SHOWN, Card, Field, Option, Project, Value, View
from github_twin.refusals import RefusedError

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
