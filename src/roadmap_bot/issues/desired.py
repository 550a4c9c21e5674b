"""What GitHub should hold for a roadmap, as things by key: labels, milestones, issues."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from roadmap_bot.issues.body import make_body
from roadmap_bot.issues.boxes import make_box
from roadmap_bot.issues.labels import all_labels, label_names, own_labels
from roadmap_bot.keys import Key, issue_key, label_key, milestone_key
from roadmap_bot.roadmap import model
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.hours import split_hours
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Evidence, Step, Task, Topic, Unit
from roadmap_bot.state import Issue, Label, Milestone, State, Thing
from roadmap_bot.text.escape import code_span, inert, inert_line
from roadmap_bot.text.render import render
from roadmap_bot.text.words import Words


@dataclass(frozen=True)
class Desired:
    """A roadmap by its id: its things in order, old ids that stand for new ones, our labels.

    Those of every language are ours.
    """

    roadmap: str
    things: State
    aliases: Mapping[str, str]
    labels: Mapping[str, Label]


class Work(NamedTuple):
    """What becomes an issue: a unit, or a task of it, and its hours."""

    owner: Unit | Task
    unit: Unit
    hours: float

    @property
    def is_task(self) -> bool:
        """Whether it is a task, and no unit."""
        return isinstance(self.owner, Task)


@lru_cache(maxsize=1)  # a round asks three times
def make_desired(goal: Goal) -> Desired:
    """Make the things that the roadmap asks for, without what the settings leave out."""
    roadmap = goal.roadmap
    aliases = roadmap.successors
    without = frozenset(aliases.get(id, id) for id in goal.settings.without)
    things: dict[Key, Thing] = {}
    things.update((label_key(name), label) for name, label in own_labels(roadmap).items())
    things.update(_make_milestones(goal))
    things.update(_make_issues(goal, without))
    return Desired(roadmap.id, things, aliases, all_labels(roadmap))


def _make_milestones(goal: Goal) -> Iterator[tuple[Key, Milestone]]:
    for milestone in goal.roadmap.milestones:
        yield milestone_key(milestone.id), _make_milestone(milestone, goal)


def _make_milestone(milestone: model.Milestone, goal: Goal) -> Milestone:
    summary = inert(milestone.summary or milestone.title)
    return Milestone(
        title=milestone.title,
        description=make_body(goal.roadmap.id, milestone.id, summary),
        due=goal.calendar.last_day(milestone.week),
    )


def _make_issues(goal: Goal, without: Collection[str]) -> Iterator[tuple[Key, Issue]]:
    for work in find_works(goal.roadmap):
        if work.unit.id not in without and work.owner.id not in without:
            yield issue_key(work.owner.id), _make_issue(work, goal, without)


def _make_issue(work: Work, goal: Goal, without: Collection[str]) -> Issue:
    roadmap, unit = goal.roadmap, work.unit
    return Issue(
        title=make_title(work.owner),
        body=render_body(work, roadmap, goal.words, without),
        labels=label_names(roadmap, unit, work.owner.kind),
        milestone=_find_milestone(roadmap, unit),
        parent=issue_key(unit.id) if work.is_task else None,
    )


def find_works(roadmap: Roadmap) -> Iterator[Work]:
    """Find all that becomes an issue: every unit, then every task, in order."""
    for unit in roadmap.units:
        yield Work(unit, unit, roadmap.hours_of(unit))
    hours = split_hours(roadmap)
    for unit, task in roadmap.tasks:
        yield Work(task, unit, hours[task.id])


def _find_milestone(roadmap: Roadmap, unit: Unit) -> Key | None:
    milestone = roadmap.milestone_of(unit)
    if milestone is None:
        return None
    return milestone_key(milestone.id)


def make_title(owner: Unit | Task) -> str:
    """Make the title of an issue; the id before it is what people and lost markers go by."""
    return f"[{owner.id}] {line(owner.title)}"


def render_body(work: Work, roadmap: Roadmap, words: Words, without: Collection[str]) -> str:
    """Render the body of an issue; what the settings leave out has no box."""
    text = render(
        "task.md.j2" if work.is_task else "unit.md.j2",
        task=work.owner,
        unit=work.unit,
        when=_render_when(work, words),
        elective=_render_elective(work.unit, roadmap, words),
        words=words,
        without=without,
        box=lambda step: _render_step(step, work.unit, words),
        is_looked_for=any(step.evidence for step in work.owner.steps),
        topic_line=_render_topic,
    )
    return make_body(roadmap.id, work.owner.id, text)


def line(text: str) -> str:
    """Return text on one line, for a title."""
    return re.sub(r"\s+", " ", text)


def _render_step(step: Step, unit: Unit, words: Words) -> str:
    """Render the box of a step, and what the bot looks for to tick it by itself."""
    text = inert_line(step.text)
    if step.evidence is None:
        return make_box(step.id, text)
    return make_box(step.id, f"{text} · {_render_evidence(step.evidence, step, unit, words)}")


def _render_evidence(evidence: Evidence, step: Step, unit: Unit, words: Words) -> str:
    if evidence.files:
        key = "issue.looks-files" if evidence.least == 1 else "issue.looks-many"
        return words(key, glob=code_span(evidence.files), least=evidence.least)
    if evidence.pull:
        return words("issue.looks-pull", id=code_span(step.id))
    key = f"projects: {{{unit.id}: {{{evidence.link}: …}}}}"
    return words("issue.looks-link", key=code_span(key))


def _render_topic(topic: Topic) -> str:
    """Render the line of a topic: a box where it has an id."""
    title = f"**{inert_line(topic.title)}**"
    if topic.id is None:
        return f"- {title}"
    return make_box(topic.id, title)


def _render_when(work: Work, words: Words) -> str:
    first, last = work.unit.weeks
    hours = round(work.hours, 2)
    if first == last:
        return words("issue.when", first=first, hours=hours)
    return words("issue.when_span", first=first, last=last, hours=hours)


def _render_elective(unit: Unit, roadmap: Roadmap, words: Words) -> str | None:
    for group in roadmap.electives:
        if unit.id in group.units:
            title, total = inert_line(group.title), len(group.units)
            return words("issue.elective", title=title, total=total, choose=group.choose)
    return None
