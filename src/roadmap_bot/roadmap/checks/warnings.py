"""What is worth a word in a roadmap, though nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.checks.counters import find_idle_groups
from roadmap_bot.roadmap.checks.evidence import find_weak_evidence
from roadmap_bot.roadmap.checks.week_hours import check_week_hours
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.yaml.spot import Spot

WHOLE = 100  # percent


def find_warnings(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    """Find all that its author may have meant otherwise, each at its place."""
    for check in _CHECKS:
        yield from check(roadmap, root)


def _check_last_milestone(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    """Name milestones behind the last unit, and units behind the last milestone."""
    last = roadmap.last_week
    for index, milestone in enumerate(roadmap.milestones):
        if milestone.week > last:
            week = root["milestones"][index]["week"]
            yield week.blame("roadmap.milestone-late", week=milestone.week, last=last)
    due = max((milestone.week for milestone in roadmap.milestones), default=last)
    for index, unit in enumerate(roadmap.units):
        if unit.weeks[1] > due:
            weeks = root["units"][index]["weeks"]
            yield weeks.blame("roadmap.unit-late", week=unit.weeks[1], due=due)


def _check_shares(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    """Name shares that add up to a hundred neither over all kinds nor over those of any unit."""
    shares = {kind.id: kind.share for kind in roadmap.kinds}
    sums = [sum(shares.values())]
    for unit in roadmap.units:
        sums.append(sum(shares[kind] for kind in _find_kinds(unit)))
    if sums[0] and WHOLE not in sums:
        yield root["kinds"].blame("roadmap.shares", total=f"{sums[0]:g}")


def _find_kinds(unit: Unit) -> set[str]:
    """Find the kinds that the hours of a unit are split over."""
    kinds = {task.kind for task in unit.tasks}
    if unit.kind and unit.studies:
        kinds.add(unit.kind)
    return kinds


def _check_parents(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    """Name ids that do not begin with the id, or an old one, of what they belong to."""
    for unit in root.list("units"):
        for box in _find_boxes(unit):
            yield from _check_parent(box, unit, ".")
        for task in unit.list("tasks"):
            yield from _check_parent(task, unit, "-")
            for step in task.list("steps"):
                yield from _check_parent(step, task, ".")


def _find_boxes(unit: Spot) -> Iterator[Spot]:
    yield from unit.list("topics")
    for group in unit.list("boxes"):
        yield from group.list("steps")


def _check_parent(spot: Spot, owner: Spot, sign: str) -> Iterator[Problem]:
    id, parent = spot["id"], owner["id"].text
    names = [parent, *(alias.text for alias in owner.list("aliases"))]
    beginnings = tuple(f"{name}{sign}" for name in names)
    if id.text and not id.text.startswith(beginnings):
        values = {"id": id.text, "parent": parent, "beginning": beginnings[0]}
        yield id.blame("roadmap.strange-parent", **values)


def _check_empty(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    """Name units with nothing to do: only a person could ever close them."""
    for index, unit in enumerate(roadmap.units):
        if not unit.tasks and not unit.steps:
            yield root["units"][index]["id"].blame("roadmap.unit-empty", id=unit.id)


def _check_evidence(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    return find_weak_evidence(root)


def _check_counters(roadmap: Roadmap, root: Spot) -> Iterator[Problem]:
    return find_idle_groups(root)


_CHECKS = (
    check_week_hours,
    _check_last_milestone,
    _check_shares,
    _check_parents,
    _check_empty,
    _check_evidence,
    _check_counters,
)
