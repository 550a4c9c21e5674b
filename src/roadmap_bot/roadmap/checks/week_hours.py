"""Calendar weeks that do not hold the hours that the roadmap promises for a week."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.yaml.spot import Spot

EPSILON = 1e-6


class _Load(NamedTuple):
    """The least and the most hours of a week, however electives are chosen."""

    least: float
    most: float


def check_week_hours(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    """Name the weeks that hold more or less than is promised, however electives are chosen."""
    weeks = range(1, roadmap.last_week + 1)
    for load, group in groupby(weeks, key=lambda week: _find_load(roadmap, week)):
        same = list(group)
        if not _fits(load, roadmap):
            yield _find_spot(roadmap, root, same[0]).blame(
                "roadmap.week-hours",
                weeks=_say_range(same[0], same[-1]),
                hours=_say_range(load.least, load.most),
                range=_say_range(roadmap.hours.least, roadmap.hours.most),
            )


def _find_load(roadmap: Roadmap, week: int) -> _Load:
    hours: dict[str, float] = {}
    for unit in roadmap.units:
        if week in unit.span:
            hours[unit.id] = roadmap.hours_of(unit) / len(unit.span)
    least = most = 0.0
    for elective in roadmap.electives:
        parts = sorted(hours.pop(id, 0.0) for id in elective.units)
        least += sum(parts[: elective.choose])
        most += sum(parts[-elective.choose :])
    fixed = sum(hours.values())
    return _Load(round(fixed + least, 2), round(fixed + most, 2))


def _fits(load: _Load, roadmap: Roadmap) -> bool:
    is_enough = load.least >= roadmap.hours.least - EPSILON
    return is_enough and load.most <= roadmap.hours.most + EPSILON


def _find_spot(roadmap: Roadmap, root: Spot, week: int) -> Spot:
    """Find the last unit that has begun by a week, which is where somebody has to look."""
    begun = [index for index, unit in enumerate(roadmap.units) if unit.weeks[0] <= week]
    if not begun:
        return root["hours"]
    last = max(begun, key=lambda index: (roadmap.units[index].weeks[0], -index))
    return root["units"][last]["weeks"]


def _say_range(first: float, last: float) -> str:
    if first == last:
        return f"{first:g}"
    return f"{first:g}–{last:g}"
