"""An outline: what a document says to do, in parts, before it is a roadmap."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadmap_bot.markdown.ordinals import Span
from roadmap_bot.markdown.roles import Role
from roadmap_bot.markdown.tree import Link


@dataclass(frozen=True)
class Step:
    """A box of a task or a unit."""

    text: str
    line: int


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    title: str
    line: int
    note: str = ""
    steps: tuple[Step, ...] = ()
    links: tuple[Link, ...] = ()
    number: int | None = None  # where the document numbers it: the day

    @property
    def address(self) -> str:
        """The address by which it may be known again."""
        return self.links[0].url if self.links else ""


@dataclass(frozen=True)
class Topic:
    """What a unit teaches, and its points."""

    title: str
    points: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Group:
    """Boxes of a unit, with what they are for."""

    title: str
    role: Role
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Unit:
    """A part of the plan; `weeks` as the document counts them, where it does."""

    title: str
    line: int
    phase: str = ""
    phase_weeks: Span | None = None
    weeks: Span | None = None
    summary: str = ""
    tasks: tuple[Task, ...] = ()
    topics: tuple[Topic, ...] = ()
    groups: tuple[Group, ...] = ()
    links: tuple[Link, ...] = ()
    is_chosen: str = ""  # the title of the choice that it is one of


@dataclass(frozen=True)
class Milestone:
    """A checkpoint at the end of a week."""

    title: str
    week: int
    line: int


@dataclass(frozen=True)
class Choice:
    """Units of which only some are to be done."""

    title: str
    choose: int


@dataclass(frozen=True)
class Left:
    """What became nothing, and why: the name of a reason."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Outline:
    """A plan."""

    title: str
    units: tuple[Unit, ...]
    summary: str = ""
    milestones: tuple[Milestone, ...] = ()
    choices: tuple[Choice, ...] = ()
    left: tuple[Left, ...] = field(default=())

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, in order."""
        return tuple(task for unit in self.units for task in unit.tasks)
