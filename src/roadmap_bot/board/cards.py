"""What the cards of the board say: the options of its fields, and the values of every unit and task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roadmap_bot.progress.hours import split_hours
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Task, Unit
from roadmap_bot.text.escape import plain

NAMES = ("Phase", "Kind", "Week", "Hours", "Start", "Target")
STATUS = "Status"  # built in: used, never rebuilt
OPTIONS = 50  # GitHub allows no more in a field
LENGTH = 50


def find_options(goal: Goal) -> dict[str, tuple[str, ...]]:
    """Find the options of the single selects, in the roadmap's order."""
    roadmap, words = goal.roadmap, goal.words
    kinds = list(_kinds(goal).values())
    found = {
        "Phase": list(_phases(goal).values()),
        "Kind": kinds + ([words("board.not-chosen")] if roadmap.electives else []),
        "Week": list(_weeks(goal).values()),
    }
    return {name: tuple(dict.fromkeys(options))[:OPTIONS] for name, options in found.items()}


def find_values(goal: Goal) -> dict[str, dict[str, str]]:
    """Find the values of all units and tasks: id → field → value, numbers and dates as text."""
    hours, options = split_hours(goal.roadmap), find_options(goal)
    phases, kinds, weeks = _phases(goal), _kinds(goal), _weeks(goal)
    found: dict[str, dict[str, str]] = {}
    for unit, owner in _owners(goal):
        first, last = unit.weeks
        unchosen = _is_unchosen(unit, goal)
        values = {
            "Phase": phases[unit.phase],
            "Kind": goal.words("board.not-chosen") if unchosen else kinds.get(owner.kind or "", ""),
            "Week": weeks[unit.weeks],
            "Hours": show_number(hours[owner.id]),
            "Start": goal.calendar.first_day(first).isoformat(),
            "Target": goal.calendar.last_day(last).isoformat(),
        }
        found[owner.id] = {
            name: value
            for name, value in values.items()
            if value and value in options.get(name, (value,))
        }
    return found


def show_number(number: float) -> str:
    """Write a number as it is compared."""
    return f"{round(number, 2):g}"


def _owners(goal: Goal) -> Iterator[tuple[Unit, Unit | Task]]:
    without = goal.settings.without
    for unit in goal.roadmap.units:
        if not unit.is_named(without):
            yield unit, unit
            yield from ((unit, task) for task in unit.tasks if not task.is_named(without))


def _phases(goal: Goal) -> Mapping[str, str]:
    return {phase.id: plain(phase.title, LENGTH) for phase in goal.roadmap.phases}


def _kinds(goal: Goal) -> Mapping[str, str]:
    return {kind.id: plain(kind.title, LENGTH) for kind in goal.roadmap.kinds}


def _weeks(goal: Goal) -> Mapping[tuple[int, int], str]:
    """Name the weeks of the units; where those are too many names, their first weeks alone."""
    spans = sorted({unit.weeks for unit in goal.roadmap.units})
    is_short = len(spans) <= OPTIONS
    return {span: _week(span if is_short else (span[0], span[0]), goal) for span in spans}


def _week(span: tuple[int, int], goal: Goal) -> str:
    first, last = span
    return goal.words("board.week" if first == last else "board.week_span", first=first, last=last)


def _is_unchosen(unit: Unit, goal: Goal) -> bool:
    group = next((group for group in goal.roadmap.electives if unit.id in group.units), None)
    chosen = goal.settings.electives.get(group.id) if group else None
    return chosen is not None and not unit.is_named(chosen)
