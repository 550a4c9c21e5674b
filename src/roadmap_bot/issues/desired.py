"""What GitHub should hold for a roadmap: labels, milestones, parent issues and sub-issues, as things by key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from roadmap_bot.issues.body import make_body, make_box
from roadmap_bot.issues.labels import label_names, own_labels
from roadmap_bot.keys import Key, issue_key, label_key, milestone_key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Link, Step, Task, Unit
from roadmap_bot.state import Issue, Milestone, State
from roadmap_bot.text.escape import inert
from roadmap_bot.text.render import render
from roadmap_bot.text.words import Words


@dataclass(frozen=True)
class Desired:
    """The things of a roadmap, in its order; which old ids stand for which new ones; which labels are ours."""

    things: State
    aliases: Mapping[str, str]
    labels: frozenset[str]


@lru_cache(maxsize=1)  # a round asks three times
def make_desired(goal: Goal) -> Desired:
    """Make the things that the roadmap asks for; what the settings leave out is not among them."""
    roadmap = goal.roadmap
    own = own_labels(roadmap)
    things: dict[Key, object] = {label_key(name): label for name, label in own.items()}
    things |= _milestones(goal)
    aliases = roadmap.aliases
    without = frozenset(aliases.get(id, id) for id in goal.settings.without)
    units = [unit for unit in roadmap.units if unit.id not in without]
    things |= {issue_key(unit.id): _unit_issue(unit, goal, without) for unit in units}
    things |= {key: issue for unit in units for key, issue in _task_issues(unit, goal, without)}
    return Desired(things, aliases, frozenset(own))  # type: ignore[arg-type]


def _milestones(goal: Goal) -> dict[Key, Milestone]:
    roadmap = goal.roadmap
    return {
        milestone_key(milestone.id): Milestone(
            title=milestone.title,
            description=make_body(
                roadmap.id, milestone.id, inert(milestone.summary or milestone.title)
            ),
            due=goal.calendar.last_day(milestone.week),
        )
        for milestone in roadmap.milestones
    }


def _unit_issue(unit: Unit, goal: Goal, without: Collection[str]) -> Issue:
    return Issue(
        title=make_title(unit),
        body=render_body(unit, goal.roadmap, goal.words, without),
        labels=label_names(goal.roadmap, unit, unit.kind),
        milestone=_milestone_key(goal.roadmap, unit),
    )


def _task_issues(unit: Unit, goal: Goal, without: Collection[str]) -> Iterator[tuple[Key, Issue]]:
    for task in unit.tasks:
        if task.id not in without:
            yield (
                issue_key(task.id),
                Issue(
                    title=make_title(task),
                    body=render_body(task, goal.roadmap, goal.words, without),
                    labels=label_names(goal.roadmap, unit, task.kind),
                    milestone=_milestone_key(goal.roadmap, unit),
                    parent=issue_key(unit.id),
                ),
            )


def render_body(
    owner: Unit | Task, roadmap: Roadmap, words: Words, without: Collection[str]
) -> str:
    """Render the body of an issue; what the settings leave out has no box."""
    shared = {"words": words, "without": without, **FILTERS}
    if isinstance(owner, Task):
        text = render("task.md.j2", task=owner, **shared)
    else:
        when, elective = _when(owner, roadmap, words), _elective(owner, roadmap, words)
        text = render("unit.md.j2", unit=owner, when=when, elective=elective, **shared)
    return make_body(roadmap.id, owner.id, text)


def make_title(owner: Unit | Task) -> str:
    """Make the title of an issue; the id before it is what people and lost markers go by."""
    return f"[{owner.id}] {line(owner.title)}"


def line(text: str) -> str:
    """Return text on one line, for a title."""
    return re.sub(r"\s+", " ", text)


@lru_cache(maxsize=1 << 16)
def _inert(text: str) -> str:
    """Make text inert once in a run, which asks for what is desired again and again."""
    return inert(text)


def _inert_line(text: str) -> str:
    return _inert(line(text))


def _link(link: Link) -> str:
    title = _inert_line(link.title).replace("[", "\\[").replace("]", "\\]")
    address = str(link.url).replace("(", "%28").replace(")", "%29") if link.url else ""
    named = _inert(f"[{title}]({address})") if address else title
    return f"{named} — {_inert_line(link.note)}" if link.note else named


def _box(step: Step) -> str:
    return make_box(step.id, _inert_line(step.text))


FILTERS: Mapping[str, object] = {"inert": _inert, "line": _inert_line, "link": _link, "box": _box}


def _when(unit: Unit, roadmap: Roadmap, words: Words) -> str:
    first, last = unit.weeks
    hours = round(unit.hours or (last - first + 1) * roadmap.hours.middle)
    return words(
        "issue.when" if first == last else "issue.when_span", first=first, last=last, hours=hours
    )


def _elective(unit: Unit, roadmap: Roadmap, words: Words) -> str | None:
    group = next((group for group in roadmap.electives if unit.id in group.units), None)
    return (
        words("issue.elective", title=_inert_line(group.title), choose=group.choose)
        if group
        else None
    )


def _milestone_key(roadmap: Roadmap, unit: Unit) -> Key | None:
    milestone = roadmap.milestone_of(unit)
    return milestone_key(milestone.id) if milestone else None
