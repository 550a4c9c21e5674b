"""What the cards of the board say: its fields with their options, and the values of each card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from roadmap_bot.progress.counting import make_count
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import State
from roadmap_bot.text.escape import plain

DataType = Literal["SINGLE_SELECT", "NUMBER", "DATE"]

DATA_TYPES: Mapping[str, DataType] = {
    "Phase": "SINGLE_SELECT",
    "Kind": "SINGLE_SELECT",
    "Week": "SINGLE_SELECT",
    "Hours": "NUMBER",
    "Start": "DATE",
    "Target": "DATE",
}
NAMES = tuple(DATA_TYPES)
STATUS = "Status"  # built in: used, never rebuilt
OPTIONS = 50  # GitHub allows no more in a field
LENGTH = 50


def find_options(goal: Goal) -> dict[str, tuple[str, ...]]:
    """Find the options of the single selects, in the roadmap's order."""
    return {name: _make_options(named.values()) for name, named in name_options(goal).items()}


def name_options(goal: Goal) -> dict[str, Mapping[Any, str]]:
    """Name the options of the single selects, by what each stands for in every language."""
    kinds: dict[Any, str] = {**_name_kinds(goal)}
    if goal.roadmap.electives:
        kinds[None] = goal.words("board.not-chosen")
    return {"Phase": _name_phases(goal), "Kind": kinds, "Week": _name_weeks(goal)}


def _make_options(names: Iterable[str]) -> tuple[str, ...]:
    once = dict.fromkeys(names)
    return tuple(once)[:OPTIONS]


def find_values(goal: Goal, state: State) -> dict[str, dict[str, str]]:
    """Find the values of units and tasks: id → field → value, numbers and dates as text.

    Hours are those that are counted, so that those of all cards add up to the plan's.
    """
    options = find_options(goal)
    count = make_count(goal.roadmap, goal.settings, state)
    hours = {piece.id: show_number(piece.hours) for piece in count.pieces}
    phases = _name_phases(goal)
    kinds = _name_kinds(goal)
    weeks = _name_weeks(goal)
    found: dict[str, dict[str, str]] = {}
    for unit, owner in _find_owners(goal):
        values = {
            "Phase": phases[unit.phase],
            "Kind": kinds.get(owner.kind or "", ""),
            "Week": weeks[unit.weeks],
            "Hours": hours.get(owner.id, ""),
            **_make_dates(unit, goal),
        }
        if _is_unchosen(unit, goal):
            values["Kind"] = goal.words("board.not-chosen")
        found[owner.id] = dict(_find_possible(values, options))
    return found


def show_number(number: float) -> str:
    """Write a number as it is compared."""
    return f"{round(number, 2):g}"


def _find_owners(goal: Goal) -> Iterator[tuple[Unit, Unit | Task]]:
    """Find all that gets a card, each with its unit."""
    without = goal.settings.without
    for unit in goal.roadmap.units:
        if unit.is_named(without):
            continue
        yield unit, unit
        for task in unit.tasks:
            if not task.is_named(without):
                yield unit, task


def _make_dates(unit: Unit, goal: Goal) -> dict[str, str]:
    first, last = unit.weeks
    start = goal.calendar.first_day(first)
    target = goal.calendar.last_day(last)
    return {"Start": start.isoformat(), "Target": target.isoformat()}


def _find_possible(
    values: Mapping[str, str], options: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Find the values that are any, and that their field can take."""
    for name, value in values.items():
        is_open = name not in options
        if value and (is_open or value in options[name]):
            yield name, value


def _name_phases(goal: Goal) -> Mapping[str, str]:
    return {phase.id: plain(phase.title, LENGTH) for phase in goal.roadmap.phases}


def _name_kinds(goal: Goal) -> Mapping[str, str]:
    return {kind.id: plain(kind.title, LENGTH) for kind in goal.roadmap.kinds}


def _name_weeks(goal: Goal) -> Mapping[tuple[int, int], str]:
    """Name the weeks of the units; where those are too many names, their first weeks alone."""
    spans = {unit.weeks for unit in goal.roadmap.units}
    are_too_many = len(spans) > OPTIONS
    names: dict[tuple[int, int], str] = {}
    for first, last in sorted(spans):
        shown = first if are_too_many else last
        names[first, last] = _name_span(first, shown, goal)
    return names


def _name_span(first: int, last: int, goal: Goal) -> str:
    if first == last:
        return goal.words("board.week", first=first, last=last)
    return goal.words("board.week_span", first=first, last=last)


def _is_unchosen(unit: Unit, goal: Goal) -> bool:
    """Whether the learner chose others of the unit's elective."""
    for elective in goal.roadmap.electives:
        if unit.id in elective.units:
            chosen = goal.settings.electives.get(elective.id)
            return chosen is not None and not unit.is_named(chosen)
    return False
