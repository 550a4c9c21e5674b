"""All that gets an id, one after the other, with what it is known by again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from roadmap_bot.outlines.outline import Outline, Task, Unit

Kind = Literal["unit", "task", "box"]
UNIT: Final = "unit"
TASK: Final = "task"
BOX: Final = "box"
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Thing:
    """A unit, task or box: its text and address, and the index of what it is in, -1 for a unit."""

    kind: Kind
    text: str
    address: str = ""
    owner: int = -1
    place: str = ""  # of a unit: its phase
    number: int | None = None  # that the document gives a task: its day
    line: int = 0

    @cached_property
    def bare(self) -> str:
        """Its text without marks."""
        return tidy(self.text)

    @property
    def key(self) -> tuple[str, str, int | None]:
        """What tells it from others where it stands."""
        return self.bare, self.address, self.number


def tidy(text: str) -> str:
    """Return a text without marks, spaces and capitals."""
    return _MARKS.sub("", text).casefold() or text


def find_things(outline: Outline) -> tuple[Thing, ...]:
    """Find all that gets an id, in the order in which the YAML names it."""
    things: list[Thing] = []
    for unit in outline.units:
        owner = len(things)
        things.append(Thing(UNIT, unit.title, place=unit.phase, line=unit.line))
        things += _find_boxes(unit, owner)
        for task in unit.tasks:
            place = len(things)
            things.append(_make_task(task, owner))
            things += [Thing(BOX, step.text, owner=place, line=step.line) for step in task.steps]
    return tuple(things)


def _find_boxes(unit: Unit, owner: int) -> Iterator[Thing]:
    for topic in unit.topics:
        yield Thing(BOX, topic.title, owner=owner, line=topic.line)
    for group in unit.groups:
        for step in group.steps:
            yield Thing(BOX, step.text, owner=owner, line=step.line)


def _make_task(task: Task, owner: int) -> Thing:
    start = task.title.removesuffix("…")  # of a title that was cut, all of which is in the note
    text = task.note if task.note.startswith(start) else task.title
    return Thing(TASK, text, task.address, owner, number=task.number, line=task.line)
