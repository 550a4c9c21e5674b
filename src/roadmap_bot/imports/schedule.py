"""When the parts of an outline are: by their own words, else one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from roadmap_bot.markdown.ordinals import Span
from roadmap_bot.outlines.outline import Outline, Unit

MOST_WEEKS = 50  # of a roadmap
TASKS_A_WEEK = 4  # where the document says no weeks


@dataclass(frozen=True)
class Stretch:
    """A phase: its title and its weeks."""

    title: str
    weeks: Span


@dataclass(frozen=True)
class Schedule:
    """The weeks of each unit, the phases, and the phase of each unit by its index."""

    weeks: tuple[Span, ...]
    phases: tuple[Stretch, ...]
    places: tuple[int, ...]
    is_told: bool  # whether the document says its weeks itself


def make_schedule(outline: Outline) -> Schedule:
    """Give each unit its weeks, in phases that do not overlap."""
    units = outline.units
    told = _read_weeks(units)
    weeks = _squeeze(_fill(units, told))
    is_told = any(told)
    names = _name_phases(outline)
    titles = list(dict.fromkeys(names))
    parted = _part(weeks, [titles.index(name) for name in names])
    if parted is None:
        whole = Stretch(outline.title, _find_extent(weeks))
        return Schedule(tuple(weeks), (whole,), (0,) * len(units), is_told)
    places = tuple(titles.index(name) for name in names)
    phases = [_find_phase(title, index, parted, places) for index, title in enumerate(titles)]
    return Schedule(tuple(parted), tuple(phases), places, is_told)


def _read_weeks(units: Sequence[Unit]) -> list[Span | None]:
    """Read the weeks that units say, counted from the beginning of the plan."""
    told: list[Span | None] = []
    offset, end, phase = 0, 0, ""
    for unit in units:
        if unit.phase != phase:
            offset, phase = _find_offset(unit, end), unit.phase
        span = _move(unit.weeks, offset)
        if span:
            end = max(end, span.last)
        told.append(span)
    return told


def _find_offset(unit: Unit, end: int) -> int:
    """Find what to add to the weeks of a phase: its weeks may begin anew at 1."""
    if not unit.weeks:
        return 0
    if unit.phase_weeks:
        is_inside = unit.weeks.first >= unit.phase_weeks.first
        return 0 if is_inside else unit.phase_weeks.first - 1
    if 0 < unit.weeks.first <= end:
        return end
    return 0


def _move(span: Span | None, offset: int) -> Span | None:
    if not span:
        return None
    first = max(1, span.first + offset)
    return Span(first, max(first, span.last + offset))


def _fill(units: Sequence[Unit], told: Sequence[Span | None]) -> list[Span]:
    """Give weeks to units that say none: behind the unit before, and before the next that does."""
    weeks: list[Span] = []
    for index, (unit, span) in enumerate(zip(units, told, strict=True)):
        before = weeks[-1].last if weeks else 0
        if span:
            weeks.append(_follow(span, weeks))
            continue
        if weeks and not unit.tasks:
            weeks.append(weeks[-1])  # a project goes along with the unit before
            continue
        limit = next((later.first - 1 for later in told[index:] if later), None)
        weeks.append(_place(unit, before, limit, is_alone=not any(told)))
    return weeks


def _follow(span: Span, weeks: Sequence[Span]) -> Span:
    """Let a unit that begins in the last week of the one before begin a week later."""
    if not weeks:
        return span
    before = weeks[-1]
    is_last = before.first < span.first or before.first == before.last
    if is_last and before.first <= span.first <= before.last < span.last:
        return Span(before.last + 1, span.last)
    return span


def _place(unit: Unit, before: int, limit: int | None, *, is_alone: bool) -> Span:
    """Place a unit behind week `before`, not after `limit`."""
    if before and limit is not None and limit <= before:
        return Span(before, before)
    length = max(1, ceil(len(unit.tasks) / TASKS_A_WEEK))
    last = before + length
    if limit is not None:
        last = max(before + 1, min(last, limit))
    if not is_alone and unit.phase_weeks and unit.phase_weeks.last > before:
        last = min(last, unit.phase_weeks.last)
    return Span(before + 1, last)


def _squeeze(weeks: Sequence[Span]) -> list[Span]:
    """Let a plan that is too long end with the last week that a roadmap may have."""
    last = max(span.last for span in weeks)
    if last <= MOST_WEEKS:
        return list(weeks)
    return [_scale(span, last) for span in weeks]


def _scale(span: Span, last: int) -> Span:
    first = (span.first - 1) * MOST_WEEKS // last + 1
    return Span(first, max(first, span.last * MOST_WEEKS // last))


def _name_phases(outline: Outline) -> list[str]:
    """Name the phase of each unit; one without tasks at the end belongs to the last with some."""
    names: list[str] = []
    busy = {unit.phase for unit in outline.units if unit.tasks}
    for unit in outline.units:
        if names and unit.phase not in busy:
            names.append(names[-1])
        else:
            names.append(unit.phase or outline.title)
    return names


def _part(weeks: Sequence[Span], places: Sequence[int]) -> list[Span] | None:
    """Move units so that no two phases share a week; None where that cannot be."""
    if any(later < earlier for earlier, later in pairwise(places)):
        return None
    moved: list[Span] = []
    end = start = 0
    for index, span in enumerate(weeks):
        if index and places[index] != places[index - 1]:
            start = end
        first = max(span.first, start + 1)
        moved.append(Span(first, max(first, span.last)))
        end = max(end, moved[-1].last)
    return moved if end <= MOST_WEEKS else None


def _find_phase(title: str, index: int, weeks: Sequence[Span], places: Sequence[int]) -> Stretch:
    inside = [span for span, place in zip(weeks, places, strict=True) if place == index]
    return Stretch(title, _find_extent(inside))


def _find_extent(weeks: Sequence[Span]) -> Span:
    return Span(min(span.first for span in weeks), max(span.last for span in weeks))
