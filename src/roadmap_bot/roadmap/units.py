"""What one learns and gathers, as data: units with their tasks, steps, topics, links; counters."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, ClassVar, Literal

from pydantic import AnyHttpUrl, Field

from roadmap_bot.roadmap.fields import (
    Folder,
    Hours,
    Model,
    Share,
    StepId,
    TaskId,
    Text,
    UnitId,
    Week,
)

Number = Annotated[int, Field(ge=1, le=10_000)]


class Link(Model):
    """Something to read or watch: a title, an http(s) address, a note; books have no address."""

    example: ClassVar = "{title: The manual, url: https://docs.python.org}"
    title: Text
    url: AnyHttpUrl | None = None
    note: Text | None = None


class Named(Model):
    """What has an id that is never reused, and perhaps old ones."""

    id: str
    aliases: tuple[str, ...] = ()

    def is_named(self, names: Collection[str]) -> bool:
        """Whether `names` holds the id or an old one."""
        return any(name in names for name in (self.id, *self.aliases))


class Evidence(Model):
    """What shows by itself that a box is done: files, a merged pull request or a link.

    Exactly one of the three. `files` is a glob over the paths of the default branch, of which at
    least `least` match.
    """

    example: ClassVar = "{files: projects/shop/**}"
    files: Text | None = None
    least: Annotated[int, Field(ge=1)] = 1
    pull: bool = False
    link: Literal["demo", "repository"] | None = None

    @property
    def kind(self) -> Literal["files", "pull", "link"]:
        """Which of the three it is."""
        if self.files:
            return "files"
        return "pull" if self.pull else "link"


class Step(Named):
    """A checkbox in the body of a task or unit."""

    example: ClassVar = "{id: W01-2.1, text: The first half}"
    id: StepId
    text: Text
    evidence: Evidence | None = None
    aliases: tuple[StepId, ...] = ()


class Task(Named):
    """A sub-issue: one thing to do, of one kind, perhaps in steps."""

    example: ClassVar = "{id: W01-2, title: Do the exercises, kind: practice}"
    id: TaskId
    title: Text
    kind: Text
    note: Text | None = None
    steps: tuple[Step, ...] = ()
    resources: tuple[Link, ...] = ()
    aliases: tuple[TaskId, ...] = ()


class Topic(Model):
    """What a unit teaches: a heading and its points; a box of the unit where it has an id."""

    example: ClassVar = "{id: W01.1, title: Loops, points: [for, while]}"
    id: StepId | None = None
    title: Text
    points: tuple[Text, ...] = ()
    aliases: tuple[StepId, ...] = ()

    @property
    def step(self) -> Step | None:
        """The box of the topic, None where it is only read."""
        if self.id is None:
            return None
        return Step(id=self.id, text=self.title, aliases=self.aliases)


class Boxes(Model):
    """A titled group of checkboxes of a unit: criteria, requirements, deliverables or rules."""

    example: ClassVar = "{title: Done when, steps: [{id: W01.2, text: The tests pass}]}"
    title: Text
    role: Literal["criteria", "requirements", "deliverables", "rules"] = "criteria"
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Section(Model):
    """Prose of a unit or of the whole roadmap: a heading, Markdown, links."""

    example: ClassVar = "{title: Advice, text: Begin small.}"
    title: Text
    text: Text | None = None
    links: tuple[Link, ...] = ()


class Unit(Named):
    """A parent issue: a week block, a project or a group of final deliverables."""

    example: ClassVar = "{id: W01, title: Hello, phase: A, weeks: [1, 2]}"
    id: UnitId
    title: Text
    phase: Text
    kind: Text | None = None
    weeks: tuple[Week, Week]
    hours: Hours | None = None
    shares: dict[Text, Share] = Field(default={})
    summary: Text | None = None
    topics: tuple[Topic, ...] = ()
    resources: tuple[Link, ...] = ()
    tasks: tuple[Task, ...] = ()
    boxes: tuple[Boxes, ...] = ()
    sections: tuple[Section, ...] = ()
    portfolio: bool = False
    aliases: tuple[UnitId, ...] = ()

    @property
    def span(self) -> range:
        """All its weeks."""
        first, last = self.weeks
        return range(first, last + 1)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All boxes of the unit itself, in order: those of its topics, then its conditions."""
        return (*self.studies, *self.conditions)

    @property
    def studies(self) -> tuple[Step, ...]:
        """The boxes of its topics."""
        return tuple(topic.step for topic in self.topics if topic.step)

    @property
    def conditions(self) -> tuple[Step, ...]:
        """The boxes of its groups: criteria, requirements, deliverables, rules."""
        return tuple(step for group in self.boxes for step in group.steps)


class CounterGroup(Model):
    """A part of a counter of files: those in one folder, which has one name in all languages."""

    example: ClassVar = "{title: Arrays, goal: 20, folder: array}"
    title: Text
    goal: Number
    folder: Folder


class Counter(Model):
    """Something to gather, from exactly one of `files` (a glob) and `boxes` (ids of steps).

    Folders of groups lie where the fixed part of the glob ends. What the groups leave of the goal
    may be anything.
    """

    example: ClassVar = "{id: LC, title: Exercises, goal: 200, files: 'exercises/**/*.py'}"
    id: Text
    title: Text
    goal: Number
    week: Week = 1  # the first in which it is shown though nothing is there yet
    groups: tuple[CounterGroup, ...] = ()
    files: Text | None = None
    boxes: tuple[StepId, ...] = ()

    @property
    def folder(self) -> str:
        """The fixed part of the glob: empty, or a folder with a slash at its end."""
        return find_folder(self.files or "")

    @property
    def free(self) -> int:
        """The part of the goal that belongs to no group."""
        return self.goal - sum(group.goal for group in self.groups)


def find_folder(glob: str) -> str:
    """Find the folder in which all that a glob matches lies; empty, or with a slash at its end."""
    fixed: list[str] = []
    for part in glob.split("/")[:-1]:
        if "*" in part or "?" in part:
            break
        fixed.append(f"{part}/")
    return "".join(fixed)
