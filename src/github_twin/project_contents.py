"""What follows inside one project when a part of it changes (F4.6–F4.9)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from github_twin.projects import (
    MOST_FIELDS,
    MOST_OPTIONS,
    RESERVED,
    SHOWN,
    Card,
    Field,
    Option,
    Project,
    Value,
    View,
)
from github_twin.refusals import RefusedError

SETTABLE = ("TEXT", "NUMBER", "DATE", "SINGLE_SELECT")


# Fields and options


def check_name(project: Project, name: str, but: Field | None = None) -> None:
    """Refuse a name for a field that is blank, reserved or taken, whatever its case."""
    lower = name.lower()
    taken = {one.name.lower() for one in project.fields if one != but}
    wrong: list[str] = []
    if not name.strip():
        wrong.append("Name can't be blank")
    if lower in RESERVED:
        wrong.append("Name cannot have a reserved value")
    if lower in taken:
        wrong.append("Name has already been taken")
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


def replace_options(
    project: Project, old: Field, options: Sequence[Option]
) -> tuple[Project, Field]:
    """Give a field exactly these options; cards whose option's id is gone lose it (F4.7)."""
    check_options(options)
    new = replace(old, options=tuple(options))
    project = _put_field(project, new)
    cards = {id: _keep_options(card, new) for id, card in project.cards.items()}
    return replace(project, cards=cards), new


def _put_field(project: Project, new: Field) -> Project:
    fields = list(project.fields)
    for index, field in enumerate(fields):
        if field.id == new.id:
            fields[index] = new
    return replace(project, fields=tuple(fields))


def _keep_options(card: Card, field: Field) -> Card:
    """Take a card's value away where the field has its option no longer."""
    value = card.values.get(field.id)
    if value is None or field.option(str(value.held)):
        return card
    return replace(card, values=_without(card, field))


def _without(card: Card, field: Field) -> dict[int, Value]:
    return {id: value for id, value in card.values.items() if id != field.id}


# Cards and values


def check_value(target: Field, held: Any) -> None:
    """Refuse a value that does not fit its field, and any where the value comes from the issue."""
    if target.sort not in SETTABLE or (held is not None and not _fits(target, held)):
        raise RefusedError("value-invalid", value=held, name=target.name)


def _fits(target: Field, held: Any) -> bool:
    if target.sort == "NUMBER":
        return _is_number(held)
    if not isinstance(held, str):
        return False
    if target.sort == "DATE":
        return _is_date(held)
    if target.sort == "SINGLE_SELECT":
        return target.option(held) is not None
    return True


def _is_number(held: Any) -> bool:
    if isinstance(held, bool):
        return False
    return isinstance(held, int | float) and math.isfinite(held)


def _is_date(text: str) -> bool:
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return False
    return str(date) == text


def set_value(
    project: Project, card: Card, target: Field, held: str | float | None, now: dt.datetime
) -> Project:
    """Set or, by None, clear a card's value; the same again changes nothing, not even its time."""
    check_value(target, held)
    if card.archived_at:
        raise RefusedError("card-archived")
    before = card.values.get(target.id)
    if before is None and held is None:
        return project
    if before and before.held == held:
        return project
    values = _without(card, target)
    if held is not None:
        made_at = now
        if before:
            made_at = before.made_at
        values[target.id] = Value(held, made_at, now)
    changed = replace(card, values=values, updated_at=now)
    return put_card(project, changed)


def put_card(project: Project, card: Card) -> Project:
    """Put a card in its place."""
    cards = {**project.cards, card.id: card}
    return replace(project, cards=cards)


def drop_card(project: Project, card: Card) -> Project:
    """Take a card off the project."""
    cards = {id: one for id, one in project.cards.items() if id != card.id}
    return replace(project, cards=cards)


def obey_rule(project: Project, card: Card, name: str, now: dt.datetime) -> Project:
    """Let a built-in workflow set the Status of a card, where it is on."""
    rule = project.rules[name]
    status = project.status
    if not rule.enabled or card.archived_at or status.option(rule.option) is None:
        return project
    return set_value(project, card, status, rule.option, now)


# Views


def add_view(project: Project, made: View) -> Project:
    """Add a view under the next number; numbers are never given twice, names may be."""
    number = project.last_view + 1
    views = (*project.views, replace(made, number=number))
    return replace(project, views=views, last_view=number)


def find_shown(project: Project) -> tuple[int, ...]:
    """Return the fields that a new view shows where nobody chose."""
    return tuple(one.id for one in project.fields if one.is_built_in and one.sort in SHOWN)
