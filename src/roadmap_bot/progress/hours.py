"""Hours, split over units and tasks."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.state import Issue


def split_hours(roadmap: Roadmap) -> dict[str, float]:
    """Give every unit its hours, and split them over its tasks."""
    shares = {kind.id: kind.share for kind in roadmap.kinds}
    hours: dict[str, float] = {}
    for unit in roadmap.units:
        whole = roadmap.hours_of(unit)
        hours[unit.id] = whole
        hours |= _split_unit(unit, whole, shares)
    return hours


def is_dropped(issue: Issue | None) -> bool:
    """Whether an issue takes its hours with it."""
    return issue is not None and issue.closed in ("not_planned", "duplicate")


def find_share(part: float, whole: float) -> float:
    """Find what part of the whole is done, 0 to 1."""
    if whole <= 0:
        return 0.0
    return min(1.0, part / whole)


def _split_unit(unit: Unit, whole: float, shares: Mapping[str, float]) -> dict[str, float]:
    """Split hours over tasks: first by the shares of their kinds, then evenly."""
    tasks = _group_by_kind(unit)
    weights = {kind: shares.get(kind, 0.0) for kind in tasks}
    if not any(weights.values()):
        weights = dict.fromkeys(tasks, 1.0)
    total = sum(weights.values())
    hours: dict[str, float] = {}
    for kind, ids in tasks.items():
        part = whole * weights[kind] / total
        hours |= dict.fromkeys(ids, part / len(ids))
    return hours


def _group_by_kind(unit: Unit) -> dict[str, list[str]]:
    tasks: dict[str, list[str]] = {}
    for task in unit.tasks:
        ids = tasks.setdefault(task.kind, [])
        ids.append(task.id)
    return tasks
