"""The unit that the work has come to, in words: what it is about, what there is to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.lines.rows import issue_url, link_title, render_title
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.units import Link, Unit
from roadmap_bot.state import State
from roadmap_bot.text.escape import link

MOST = 6  # topics or resources of one line

Entry = dict[str, object]


def render_current(progress: Progress, state: State, goal: Goal) -> Entry | None:
    """Render the current unit; None where nothing is left to do."""
    units = {unit.id: unit for unit in goal.roadmap.units}
    if progress.current is None:
        return None
    unit = units[progress.current]
    parts = [goal.words("current.title", unit=link_unit(unit, state))]
    parts += _count(unit, goal)
    due = units.get(progress.due_unit or "", unit)
    if due is not unit:
        parts.append(goal.words("current.planned", unit=link_unit(due, state)))
    return {
        "line": goal.words("report.joint").join(parts),
        "lists": {
            "issue.topics": _cut([render_title(topic.title) for topic in unit.topics], goal),
            "issue.resources": _cut([_link(resource) for resource in unit.resources], goal),
        },
    }


def link_unit(unit: Unit, state: State) -> str:
    """Render a unit's id and title as a link to its issue."""
    return link_title(f"{unit.id} {unit.title}", issue_url(state, unit.id))


def _count(unit: Unit, goal: Goal) -> Iterator[str]:
    """Count what a unit holds, but for what it has none of."""
    numbers = {"topics": len(unit.topics), "resources": len(unit.resources)}
    for key, n in numbers.items():
        if n:
            yield goal.words(f"current.{key}", n=n)


def _link(resource: Link) -> str:
    return link(resource.title, str(resource.url or ""))


def _cut(rows: Sequence[str], goal: Goal) -> list[str]:
    """Cut a list, so that what comes next stays on the first screen."""
    more = len(rows) - MOST
    if more <= 0:
        return list(rows)
    return [*rows[:MOST], goal.words("review.more", count=more)]


def list_current(progress: Progress, state: State, goal: Goal) -> dict[str, object] | None:
    """List the current unit for a page: its title and where it is."""
    for unit in goal.roadmap.units:
        if unit.id == progress.current:
            return {"title": f"{unit.id} {unit.title}", "url": issue_url(state, unit.id)}
    return None
