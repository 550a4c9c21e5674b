"""Ids: by week or order, never from titles; what has one keeps it, and none is given twice."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from roadmap_bot.imports.schedule import Schedule
from roadmap_bot.imports.things import TASK, UNIT, Thing
from roadmap_bot.outlines.outline import Outline, Unit

_INNER = re.compile(r"(.+[-.])(\d+)")
WEEK, PROJECT, DELIVERABLES = "W", "P", "D"


@dataclass
class _Giver:
    """Gives ids; `taken` are all that were ever given."""

    taken: set[str]
    last: dict[str, int] = field(default_factory=dict)  # number in each owner that was given

    def __post_init__(self) -> None:
        for id in self.taken:
            found = _INNER.fullmatch(id)
            if found:
                number = max(self.last.get(found[1], 0), int(found[2]))
                self.last[found[1]] = number

    def give_unit(self, letter: str, number: int | None) -> str:
        """Give a unit the id of its week, else with a letter, else the next that is free."""
        names: Iterator[str] = (f"{letter}{index:02}" for index in count(1))
        if number is not None:
            week = f"{letter}{number:02}"
            names = chain((week, *(f"{week}{sign}" for sign in string.ascii_uppercase[1:])), names)
        return self._take(next(name for name in names if name not in self.taken))

    def give_next(self, owner: str, mark: str) -> str:
        """Give what is in something the next number there, after all that were ever given."""
        start = f"{owner}{mark}"
        self.last[start] = self.last.get(start, 0) + 1
        return self._take(f"{start}{self.last[start]}")

    def _take(self, id: str) -> str:
        self.taken.add(id)
        return id


def give_ids(
    outline: Outline,
    schedule: Schedule,
    things: Sequence[Thing],
    kept: Mapping[int, str],
    taken: Collection[str],
) -> tuple[str, ...]:
    """Give each thing its id: the one it keeps, by its index in `kept`, else a new one."""
    giver = _Giver({*taken, *kept.values()})
    units = iter(zip(outline.units, schedule.weeks, strict=True))
    ids: list[str] = []
    for index, thing in enumerate(things):
        new = ""
        if thing.kind == UNIT:
            unit, weeks = next(units)
            number = weeks.first if schedule.is_told and unit.tasks else None
            new = kept.get(index) or giver.give_unit(_find_letter(unit), number)
        ids.append(new or kept.get(index) or _give_inner(giver, thing, ids))
    return tuple(ids)


def _give_inner(giver: _Giver, thing: Thing, ids: Sequence[str]) -> str:
    return giver.give_next(ids[thing.owner], "-" if thing.kind == TASK else ".")


def _find_letter(unit: Unit) -> str:
    """Find the letter of a unit: a week, a project, or a group of deliverables."""
    if unit.tasks:
        return WEEK
    roles = {group.role.value for group in unit.groups}
    return DELIVERABLES if roles == {"deliverables"} else PROJECT
