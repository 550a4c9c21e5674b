"""The roadmap as data: what the YAML files may say; what each key means stands in `keys.*.toml`.

The files of `roadmap/` are read in name order as though they were one: lists are joined, any other
key stands in one file only. `Roadmap` is the whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PrivateAttr

from roadmap_bot.roadmap.fields import (
    Color,
    Hours,
    Language,
    Model,
    Share,
    Slug,
    Text,
    UnitId,
    Week,
    Weekday,
)
from roadmap_bot.roadmap.units import Counter, Link, Named, Section, Task, Unit


class Label(Model):
    """A GitHub label: a name, a colour of six hex digits, a short description (F3.2, F3.3)."""

    example: ClassVar = "{name: practice}"
    name: Annotated[Text, Field(max_length=50)]
    color: Color = "ededed"
    description: Annotated[str, Field(max_length=100)] = ""


class Phase(Model):
    """A stretch of weeks with its own label."""

    example: ClassVar = "{id: A, title: Start, weeks: [1, 4], label: {name: start}}"
    id: Text
    title: Text
    weeks: tuple[Week, Week]
    summary: Text | None = None
    goal: Text | None = None
    label: Label


class Milestone(Model):
    """A checkpoint, due on the last day of its week, for all units since the checkpoint before."""

    example: ClassVar = "{id: M4, title: First month, week: 4}"
    id: Text
    title: Text
    week: Week
    summary: Text | None = None


class Kind(Model):
    """A kind of work and its share of the weekly hours, in percent."""

    example: ClassVar = "{id: practice, title: Practice, share: 50, label: {name: practice}}"
    id: Text
    title: Text
    share: Share = 0
    label: Label
    hint: Text | None = None


class Elective(Model):
    """Choose `choose` of `units`."""

    example: ClassVar = "{id: E1, title: A project, choose: 1, units: [P1, P2]}"
    id: Text
    title: Text
    choose: Annotated[int, Field(ge=1)]
    units: tuple[UnitId, ...]


class Column(Model):
    """A column of the self-check table: squares filled by progress in `kinds` or by the learner."""

    example: ClassVar = "{title: Practice, kinds: [practice]}"
    title: Text
    kinds: tuple[Text, ...] = ()
    squares: Annotated[int, Field(ge=1, le=10)] = 5


class WeeklyHours(Model):
    """The hours a week asks for."""

    example: ClassVar = "{least: 6, most: 10}"
    least: Hours
    most: Hours

    @property
    def middle(self) -> float:
        """The middle of the range, in hours."""
        return (self.least + self.most) / 2


class Review(Model):
    """When to look back."""

    example: ClassVar = "{weekday: sunday}"
    weekday: Weekday = "sunday"
    month_end: bool = True
    hints: tuple[Text, ...] = ()


class Verbs(Model):
    """Words for commit messages beside the built-in ones."""

    example: ClassVar = "{done: [shipped]}"
    done: tuple[Text, ...] = ()
    reopen: tuple[Text, ...] = ()
    skip: tuple[Text, ...] = ()


class Shelf(Model):
    """A shelf of the library: books, courses, communities."""

    example: ClassVar = "{title: Books, items: [{title: A book}]}"
    title: Text
    items: Annotated[tuple[Link, ...], Field(min_length=1)]


class Roadmap(Model):
    """A whole roadmap."""

    id: Slug
    aliases: tuple[Slug, ...] = ()
    title: Text
    version: Text = "1"
    summary: Text | None = None
    goals: tuple[Text, ...] = ()
    language: Language = "en"
    zone: Text = "UTC"
    start: Literal["first-monday"] | dt.date = "first-monday"
    hours: WeeklyHours
    review: Review = Review()
    label: Label = Label(name="roadmap")
    elective_label: Label = Label(name="elective")
    badge: Annotated[Text, Field(max_length=40)] | None = None
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    self_check: tuple[Column, ...] = ()
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    milestones: tuple[Milestone, ...] = ()
    electives: tuple[Elective, ...] = ()
    verbs: Verbs = Verbs()
    counters: tuple[Counter, ...] = ()
    units: Annotated[tuple[Unit, ...], Field(min_length=1)]
    guides: tuple[Section, ...] = ()
    library: tuple[Shelf, ...] = ()

    _others: tuple[Roadmap, ...] = PrivateAttr(default=())

    @property
    def editions(self) -> tuple[Roadmap, ...]:
        """The roadmap itself, then the same roadmap in each other language."""
        return (self, *self._others)

    def beside(self, others: Iterable[Roadmap]) -> Roadmap:
        """Return this roadmap as one that knows the `others`, which are in other languages."""
        edition = self.model_copy()
        edition._others = tuple(other.beside(()) for other in others)
        return edition

    def spoken(self, language: str | None) -> Roadmap:
        """Return the edition in a language (`en`, `en-GB` …), else the roadmap itself."""
        known = {edition.language: edition for edition in self.editions}
        base, _, _ = (language or self.language).partition("-")
        chosen = known.get(language or base) or known.get(base)
        if chosen is None or chosen is self:
            return self
        return chosen.beside(edition for edition in self.editions if edition is not chosen)

    @property
    def tasks(self) -> Iterator[tuple[Unit, Task]]:
        """Every task with its unit, in order."""
        return ((unit, task) for unit in self.units for task in unit.tasks)

    @property
    def owners(self) -> Iterator[Unit | Task]:
        """All that becomes an issue: every unit, then every task, in order."""
        yield from self.units
        for unit in self.units:
            yield from unit.tasks

    @property
    def counts_files(self) -> bool:
        """Whether any counter counts files of the default branch."""
        return any(counter.files for counter in self.counters)

    @property
    def asks_for_evidence(self) -> bool:
        """Whether the bot looks for what shows a box to be done."""
        return any(step.evidence for owner in self.owners for step in owner.steps)

    @property
    def names(self) -> frozenset[str]:
        """Every id that the roadmap has or had."""
        return frozenset({self.id, *self.aliases})

    @property
    def last_week(self) -> int:
        """The week in which the last unit ends."""
        return max(unit.weeks[1] for unit in self.units)

    @property
    def successors(self) -> dict[str, str]:
        """The old ids of units, tasks and steps, and those that took their place."""
        named: list[Named] = []
        for owner in self.owners:
            named += [owner, *owner.steps]
        return {alias: thing.id for thing in named for alias in thing.aliases}

    def hours_of(self, unit: Unit) -> float:
        """Return a unit's own hours, else the middle of the weekly range for each week."""
        return unit.hours or len(unit.span) * self.hours.middle

    def milestone_of(self, unit: Unit) -> Milestone | None:
        """Return the first milestone that is due when the unit ends or later, else the last."""
        found = None
        milestones = sorted(self.milestones, key=lambda milestone: milestone.week)
        for milestone in milestones:
            found = milestone
            if milestone.week >= unit.weeks[1]:
                break
        return found
