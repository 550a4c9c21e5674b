"""Put what was found into the parts of the plan: sections, what a table names, weeks of days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roadmap_bot.markdown.ordinals import DAY, MONTH, WEEK, Span, find_ordinals
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain, Section
from roadmap_bot.outlines.shapes.found import Found

_BARE = re.compile(r"\D{0,5}\d{1,3}(?:\s*[-–—~～]\s*\d{1,3})?\D{0,2}")  # the number of a week
DAYS = 7  # of a week
WEEKS = 4  # of a month
FEWEST_PHASES = 2


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the plan: a section, or what a table names in it, with the tasks found there."""

    section: Section
    chain: Chain  # down to the section
    name: str = ""  # what a table calls it
    week: int = 0  # of days, where nothing else cuts them
    found: list[Found] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the part is called, empty where only its week says so."""
        if self.week or _BARE.fullmatch(self.name):
            return ""
        return self.name or self.section.title.text


def find_groups(survey: Survey, found: Sequence[Found]) -> tuple[Part, ...]:
    """Group what was found, in the order of the document."""
    cut = _find_cut(survey, found)
    parts: dict[tuple[Section, str, int], Part] = {}
    for task in found:
        section = survey.find_unit(task.chain)
        week = _find_week(task) if section in cut and not task.group else 0
        key = (section, task.group, week)
        part = parts.setdefault(key, Part(section, _cut_chain(task.chain, section), *key[1:]))
        part.found.append(task)
    return tuple(parts.values())


def _cut_chain(chain: Chain, section: Section) -> Chain:
    return chain[: chain.index(section) + 1]


def _find_cut(survey: Survey, found: Sequence[Found]) -> set[Section]:
    """Find the sections that hold days of several weeks and are no numbered part themselves."""
    last: dict[Section, int] = {}
    for task in found:
        section = survey.find_unit(task.chain)
        if section not in survey.parts:
            last[section] = max(last.get(section, 0), find_day(task))
    return {section for section, day in last.items() if day > DAYS}


def find_day(task: Found) -> int:
    """Find the day of a task: its own, else that of the heading it stands under; 0 for none."""
    if DAY in task.numbers:
        return task.numbers[DAY].first
    days = [find_ordinals(section.title.text).get(DAY) for section in task.chain]
    named = [day.first for day in days if day]
    return named[-1] if named else 0


def _find_week(task: Found) -> int:
    day = find_day(task)
    return (day - 1) // DAYS + 1 if day else 0


def find_weeks(part: Part) -> Span | None:
    """Find the weeks of a part, by its own words or those of its tasks."""
    if part.week:
        return Span(part.week, part.week)
    for text in (part.name, part.section.title.text):
        weeks = read_weeks(find_ordinals(text))
        if weeks:
            return weeks
    return _find_task_weeks(part.found)


def _find_task_weeks(found: Sequence[Found]) -> Span | None:
    spans = [read_weeks(task.numbers) for task in found]
    if not spans or None in spans:
        return None
    whole = [span for span in spans if span]
    return Span(min(span.first for span in whole), max(span.last for span in whole))


def read_weeks(ordinals: Mapping[str, Span]) -> Span | None:
    """Read weeks from what a heading says: weeks, days or months."""
    if WEEK in ordinals:
        return ordinals[WEEK]
    if DAY in ordinals:
        first, last = ordinals[DAY]
        return Span((max(1, first) - 1) // DAYS + 1, (max(1, last) - 1) // DAYS + 1)
    if MONTH in ordinals:
        first, last = ordinals[MONTH]
        return Span((max(1, first) - 1) * WEEKS + 1, max(1, last) * WEEKS)
    return None


def find_phases(chains: Sequence[Chain]) -> tuple[Section | None, ...]:
    """Find the phase of each part by where it stands; none at all where they are irregular."""
    depth = _find_common(chains)
    phases = [chain[depth] if len(chain) > depth else None for chain in chains]
    own = [chain[-1] for chain in chains]
    above = {phase for phase, section in zip(phases, own, strict=True) if phase is not section}
    mixed = above & set(own)
    if None in phases or mixed or not above or len(set(phases)) < FEWEST_PHASES:
        return (None,) * len(chains)
    return tuple(phases)


def _find_common(chains: Sequence[Chain]) -> int:
    """Count the sections that all chains have in common."""
    depth = 0
    for level in zip(*chains, strict=False):
        if any(section is not level[0] for section in level):
            break
        depth += 1
    return depth
