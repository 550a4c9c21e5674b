"""What GitHub should hold for a roadmap, as things by key: labels, milestones, issues."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from roadmap_bot.issues.body import make_body
from roadmap_bot.issues.boxes import make_box
from roadmap_bot.issues.labels import all_labels, label_names, own_labels
from roadmap_bot.keys import Key, issue_key, label_key, milestone_key
from roadmap_bot.roadmap import model
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Step, Task, Topic, Unit
from roadmap_bot.state import Issue, Label, Milestone, State, Thing
from roadmap_bot.text.escape import inert, inert_line
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


@lru_cache(maxsize=1)  # a round asks three times
def make_desired(goal: Goal) -> Desired:
    """Make the things that the roadmap asks for, without what the settings leave out."""
    roadmap = goal.roadmap
    aliases = roadmap.successors
    without = frozenset(aliases.get(id, id) for id in goal.settings.without)
    things: dict[Key, Thing] = {}
    things.update((label_key(name), label) for name, label in own_labels(roadmap).items())
    things.update(_make_milestones(goal))
    things.update(_make_units(goal, without))
    things.update(_make_tasks(goal, without))
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


def _make_units(goal: Goal, without: Collection[str]) -> Iterator[tuple[Key, Issue]]:
    for unit in goal.roadmap.units:
        if unit.id not in without:
            yield issue_key(unit.id), _make_issue(unit, unit, goal, without)


def _make_tasks(goal: Goal, without: Collection[str]) -> Iterator[tuple[Key, Issue]]:
    for unit, task in goal.roadmap.tasks:
        if unit.id not in without and task.id not in without:
            yield issue_key(task.id), _make_issue(task, unit, goal, without)


def _make_issue(owner: Unit | Task, unit: Unit, goal: Goal, without: Collection[str]) -> Issue:
    """Make the issue of a unit, or of a task of it."""
    roadmap = goal.roadmap
    return Issue(
        title=make_title(owner),
        body=render_body(owner, roadmap, goal.words, without),
        labels=label_names(roadmap, unit, owner.kind),
        milestone=_find_milestone(roadmap, unit),
        parent=None if owner is unit else issue_key(unit.id),
    )


def _find_milestone(roadmap: Roadmap, unit: Unit) -> Key | None:
    milestone = roadmap.milestone_of(unit)
    if milestone is None:
        return None
    return milestone_key(milestone.id)


def make_title(owner: Unit | Task) -> str:
    """Make the title of an issue; the id before it is what people and lost markers go by."""
    return f"[{owner.id}] {line(owner.title)}"


def render_body(
    owner: Unit | Task, roadmap: Roadmap, words: Words, without: Collection[str]
) -> str:
    """Render the body of an issue; what the settings leave out has no box."""
    values: dict[str, object] = {"words": words, "without": without, **FILTERS}
    if isinstance(owner, Task):
        text = render("task.md.j2", task=owner, **values)
    else:
        values["when"] = _render_when(owner, roadmap, words)
        values["elective"] = _render_elective(owner, roadmap, words)
        text = render("unit.md.j2", unit=owner, **values)
    return make_body(roadmap.id, owner.id, text)


def line(text: str) -> str:
    """Return text on one line, for a title."""
    return re.sub(r"\s+", " ", text)


def _render_step(step: Step) -> str:
    return make_box(step.id, inert_line(step.text))


def _render_topic(topic: Topic) -> str:
    """Render the line of a topic: a box where it has an id."""
    title = f"**{inert_line(topic.title)}**"
    if topic.id is None:
        return f"- {title}"
    return make_box(topic.id, title)


FILTERS: Mapping[str, object] = {
    "box": _render_step,
    "topic_line": _render_topic,
}


def _render_when(unit: Unit, roadmap: Roadmap, words: Words) -> str:
    first, last = unit.weeks
    hours = roadmap.hours_of(unit)
    if first == last:
        return words("issue.when", first=first, hours=hours)
    return words("issue.when_span", first=first, last=last, hours=hours)


def _render_elective(unit: Unit, roadmap: Roadmap, words: Words) -> str | None:
    for group in roadmap.electives:
        if unit.id in group.units:
            title, total = inert_line(group.title), len(group.units)
            return words("issue.elective", title=title, total=total, choose=group.choose)
    return None
