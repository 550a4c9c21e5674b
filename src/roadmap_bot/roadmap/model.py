"""The roadmap and the learner's settings as data: what the YAML files may say.

The files of `roadmap/` are read in name order as though they were one: lists are joined, any other key
stands in one file only. `Roadmap` is the whole; `RoadmapFile` is what a single file may hold, and the source of
the JSON Schema that editors use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from roadmap_bot.roadmap.fields import (
    Color,
    Hours,
    Language,
    Slug,
    StepId,
    TaskId,
    Text,
    UnitId,
    Week,
    Weekday,
)


class Model(BaseModel):
    """A frozen record that knows no field but its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Link(Model):
    """Something to read or watch: a title, an http(s) address, a note; books have no address."""

    title: Text
    url: AnyHttpUrl | None = None
    note: Text | None = None


class Label(Model):
    """A GitHub label: name, six hex digits, at most a hundred characters of description (F3.2, F3.3)."""

    name: Annotated[Text, Field(max_length=50)]
    color: Color = "ededed"
    description: Annotated[str, Field(max_length=100)] = ""


class Named(Model):
    """What has an id that is never reused, and perhaps old ones."""

    id: str
    aliases: tuple[str, ...] = ()

    def is_named(self, names: Collection[str]) -> bool:
        """Whether `names` holds the id or an old one."""
        return self.id in names or any(alias in names for alias in self.aliases)


class Step(Named):
    """A checkbox in the body of a task or unit."""

    id: StepId
    text: Text
    aliases: tuple[StepId, ...] = ()


class Task(Named):
    """A sub-issue: one thing to do, of one kind, perhaps in steps."""

    id: TaskId
    title: Text
    kind: Text
    note: Text | None = Field(default=None, description="Markdown shown above the steps")
    steps: tuple[Step, ...] = ()
    resources: tuple[Link, ...] = ()
    aliases: tuple[TaskId, ...] = ()


class Topic(Model):
    """What a unit teaches: a heading and its points."""

    title: Text
    points: tuple[Text, ...] = ()


class Boxes(Model):
    """A titled group of checkboxes of a unit: criteria, requirements, deliverables or rules."""

    title: Text
    role: Literal["criteria", "requirements", "deliverables", "rules"] = "criteria"
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Section(Model):
    """Prose of a unit or of the whole roadmap: a heading, Markdown, links."""

    title: Text
    text: Text | None = Field(default=None, description="Markdown")
    links: tuple[Link, ...] = ()


class Unit(Named):
    """A parent issue: a week block, a project or a group of final deliverables."""

    id: UnitId
    title: Text
    phase: Text
    kind: Text | None = Field(
        default=None, description="the kind of the unit itself and of its boxes"
    )
    weeks: Annotated[tuple[Week, Week], Field(description="first and last week, inclusive")]
    hours: Hours | None = Field(
        default=None, description="instead of weeks × the middle of the weekly range"
    )
    summary: Text | None = None
    topics: tuple[Topic, ...] = ()
    resources: tuple[Link, ...] = ()
    tasks: tuple[Task, ...] = ()
    boxes: tuple[Boxes, ...] = ()
    sections: tuple[Section, ...] = ()
    aliases: tuple[UnitId, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """All boxes of the unit itself, in order."""
        return tuple(step for group in self.boxes for step in group.steps)


class Phase(Model):
    """A stretch of weeks with its own label."""

    id: Text
    title: Text
    weeks: tuple[Week, Week]
    summary: Text | None = None
    goal: Text | None = Field(default=None, description="what shows that the phase is complete")
    label: Label


class Milestone(Model):
    """A checkpoint: due on the last day of its week; it takes every unit that ends after the checkpoint before it."""

    id: Text
    title: Text
    week: Week
    summary: Text | None = None


class Kind(Model):
    """A kind of work and its share of the weekly hours, in percent."""

    id: Text
    title: Text
    share: Annotated[float, Field(ge=0, le=100)] = 0
    label: Label


class Elective(Model):
    """Choose `choose` of `units`."""

    id: Text
    title: Text
    choose: Annotated[int, Field(ge=1)]
    units: tuple[UnitId, ...]


class Column(Model):
    """A column of the self-check table: squares filled by the week's progress in `kinds`, or left for the learner."""

    title: Text
    kinds: tuple[Text, ...] = ()
    squares: Annotated[int, Field(ge=1, le=10)] = 5


class WeeklyHours(Model):
    """The hours a week asks for."""

    least: Hours
    most: Hours

    @property
    def middle(self) -> float:
        """The middle of the range, in hours."""
        return (self.least + self.most) / 2


class Review(Model):
    """When to look back."""

    weekday: Weekday = "sunday"
    month_end: bool = True
    hints: tuple[Text, ...] = ()


class Verbs(Model):
    """Words for commit messages beside the built-in ones."""

    done: tuple[Text, ...] = ()
    reopen: tuple[Text, ...] = ()
    skip: tuple[Text, ...] = ()


class Shelf(Model):
    """A shelf of the library: books, courses, communities."""

    title: Text
    items: Annotated[tuple[Link, ...], Field(min_length=1)]


class Roadmap(Model):
    """A whole roadmap."""

    id: Slug
    title: Text
    version: Text = "1"
    summary: Text | None = None
    goals: tuple[Text, ...] = ()
    language: Language = "en"
    zone: Text = Field(default="UTC", description="IANA time zone; the learner's settings win")
    start: Literal["first-monday"] | dt.date = Field(
        default="first-monday",
        description="first-monday: the first Monday on or after the repository was made",
    )
    hours: WeeklyHours
    review: Review = Review()
    label: Label = Field(default=Label(name="roadmap"), description="on every issue the bot makes")
    elective_label: Label = Label(name="elective")
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    self_check: tuple[Column, ...] = ()
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    milestones: tuple[Milestone, ...] = ()
    electives: tuple[Elective, ...] = ()
    verbs: Verbs = Verbs()
    units: Annotated[tuple[Unit, ...], Field(min_length=1)]
    guides: tuple[Section, ...] = ()
    library: tuple[Shelf, ...] = ()

    @property
    def tasks(self) -> Iterator[tuple[Unit, Task]]:
        """Every task with its unit, in order."""
        return ((unit, task) for unit in self.units for task in unit.tasks)

    @property
    def aliases(self) -> dict[str, str]:
        """The old ids of units, tasks and steps, and those that took their place."""
        owners: list[Unit | Task] = [*self.units, *(task for _, task in self.tasks)]
        named: list[Named] = [*owners, *(step for owner in owners for step in owner.steps)]
        return {alias: thing.id for thing in named for alias in thing.aliases}

    def milestone_of(self, unit: Unit) -> Milestone | None:
        """Return the first milestone that is due when the unit ends or later, else the last there is."""
        milestones = sorted(self.milestones, key=lambda milestone: milestone.week)
        due = (milestone for milestone in milestones if milestone.week >= unit.weeks[1])
        return next(due, milestones[-1] if milestones else None)


def _optional(info: FieldInfo) -> Any:
    annotation: Any = (
        Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    )
    return annotation | None, Field(default=None, description=info.description)


RoadmapFile = create_model(
    "RoadmapFile",
    __base__=Model,
    __doc__="What one file of `roadmap/` may hold: any of the keys of a roadmap.",
    **{name: _optional(info) for name, info in Roadmap.model_fields.items()},
)
