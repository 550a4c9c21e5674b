"""Hours, split over the tasks of units and over the units' own boxes."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit


def split_hours(roadmap: Roadmap) -> dict[str, float]:
    """Split the hours of every unit over its tasks and its topics; one with neither has its own."""
    shares = {kind.id: kind.share for kind in roadmap.kinds}
    hours: dict[str, float] = {}
    for unit in roadmap.units:
        hours |= _split_unit(unit, roadmap.hours_of(unit), shares)
    return hours


def _split_unit(unit: Unit, whole: float, shares: Mapping[str, float]) -> dict[str, float]:
    """Split hours by the shares of the kinds that are there, and then evenly."""
    work = _group_by_kind(unit)
    if not work:
        return {unit.id: whole}
    own = {**shares, **unit.shares}
    weights = {kind: own.get(kind, 0.0) for kind in work}
    if not any(weights.values()):
        weights = dict.fromkeys(work, 1.0)
    total = sum(weights.values())
    hours: dict[str, float] = {}
    for kind, ids in work.items():
        part = whole * weights[kind] / total / len(ids)
        for id in ids:
            hours[id] = hours.get(id, 0.0) + part
    return hours


def _group_by_kind(unit: Unit) -> dict[str, list[str]]:
    """Group what hours are split over: each task by its id, each topic by that of the unit."""
    work: dict[str, list[str]] = {}
    if unit.studies:
        work[unit.kind or ""] = [unit.id] * len(unit.studies)
    for task in unit.tasks:
        ids = work.setdefault(task.kind, [])
        ids.append(task.id)
    return work
