"""Hours: split over units and tasks, weighed where learners choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from roadmap_bot.roadmap.model import Elective, Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.state import Issue, State, find_issue


def split_hours(roadmap: Roadmap) -> dict[str, float]:
    """Give every unit its hours and split them over its tasks: first by the shares of the kinds, then evenly."""
    shares = {kind.id: kind.share for kind in roadmap.kinds}
    hours: dict[str, float] = {}
    for unit in roadmap.units:
        first, last = unit.weeks
        hours[unit.id] = unit.hours or (last - first + 1) * roadmap.hours.middle
        tasks = defaultdict(list)
        for task in unit.tasks:
            tasks[task.kind].append(task.id)
        weights = {kind: shares.get(kind, 0.0) for kind in tasks}
        if not any(weights.values()):
            weights = dict.fromkeys(tasks, 1.0)
        for kind, ids in tasks.items():
            part = hours[unit.id] * weights[kind] / sum(weights.values())
            hours |= dict.fromkeys(ids, part / len(ids))
    return hours


def is_dropped(issue: Issue | None) -> bool:
    """Whether an issue takes its hours with it."""
    return issue is not None and issue.closed in ("not_planned", "duplicate")


def weigh_units(
    roadmap: Roadmap,
    settings: Settings,
    state: State,
    hours: Mapping[str, float],
    done: Mapping[str, float],
) -> dict[str, float]:
    """Weigh the units that count; of an elective the most complete, or those that the learner named."""
    weights = {unit.id: 1.0 for unit in roadmap.units if not unit.is_named(settings.without)}
    for elective in roadmap.electives:
        group = [
            unit for unit in roadmap.units if unit.id in elective.units and weights.pop(unit.id, 0)
        ]
        open_group = [unit for unit in group if not is_dropped(find_issue(state, unit.id))]
        named = [
            unit.id for unit in open_group if unit.is_named(settings.electives.get(elective.id, ()))
        ]
        weights |= dict.fromkeys(named, 1.0) or _choose(elective, open_group, hours, done)
    return weights


def _choose(
    elective: Elective, group: list[Unit], hours: Mapping[str, float], done: Mapping[str, float]
) -> dict[str, float]:
    """Choose the most complete units; each place weighs the mean of all, so that a second project costs no progress."""
    full = [unit.id for unit in group if hours.get(unit.id)]
    best = sorted(full, key=lambda id: -round(done[id] / hours[id], 9))[: elective.choose]
    mean = sum(hours[id] for id in full) / max(1, len(full))
    return {id: mean / hours[id] for id in best}
