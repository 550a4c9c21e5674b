"""Read the outline of a Markdown document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Paragraph, Section
from roadmap_bot.outlines.choose import choose, fill
from roadmap_bot.outlines.groups import Part, find_groups, find_phases
from roadmap_bot.outlines.leftovers import find_left
from roadmap_bot.outlines.outline import Choice, Outline
from roadmap_bot.outlines.overviews import add_unwritten
from roadmap_bot.outlines.parts import Made, make_project, make_unit
from roadmap_bot.outlines.projects import (
    find_choice,
    find_milestones,
    find_projects,
    read_choice,
)
from roadmap_bot.outlines.text import make_note, make_title
from roadmap_bot.outlines.twice import drop_copies

LONGEST_NAME = 60  # signs of a first line that is the title
FEWEST_CHOSEN = 2  # units among which one may choose


def read_outline(document: Section, name: str) -> Outline | None:
    """Read the plan that a document holds; `name` is its title where it has none."""
    survey = Survey(document)
    choices = choose(survey)
    if not choices:
        return None
    found = find_groups(survey, fill(survey, choices))
    parts = drop_copies(survey, found)
    made = add_unwritten(survey, _make_parts(survey, parts))
    outline = Outline(
        title=make_title(_find_title(survey)) or name,
        units=tuple(one.unit for one in made),
        summary=_find_summary(survey),
        milestones=find_milestones(survey),
        choices=_find_choices(made),
    )
    copies = {task.line for part in found if part not in parts for task in part.found}
    used = {line for one in made for line in one.lines}
    return replace(outline, left=find_left(survey, outline, used, copies))


def _make_parts(survey: Survey, parts: Sequence[Part]) -> tuple[Made, ...]:
    """Make the units of all parts, and those of projects, in the order of the document."""
    taken = {part.section for part in parts}
    projects = find_projects(survey, taken)
    taken |= {chain[-1] for chain in projects}
    shared = Counter(part.section for part in parts)
    made = [make_unit(survey, part, taken, is_alone=shared[part.section] == 1) for part in parts]
    made += [make_project(survey, chain, taken) for chain in projects]
    made.sort(key=lambda one: one.unit.line)
    return _name_choices(_name_phases(made))


def _name_phases(made: Sequence[Made]) -> tuple[Made, ...]:
    """Put each unit into its phase; projects are in one only where units with tasks are."""
    busy = [one.chain for one in made if one.unit.tasks]
    phases = dict(zip(map(id, busy), find_phases(busy), strict=True))
    known = {phase for phase in phases.values() if phase}
    named: list[Made] = []
    for one in made:
        above = [section for section in one.chain if section in known]
        named.append(one.put_in(phases.get(id(one.chain)) or next(iter(above), None)))
    return tuple(named)


def _name_choices(made: Sequence[Made]) -> tuple[Made, ...]:
    """Note the choice that each unit is one of, where there are others to choose."""
    sections = [find_choice(one.chain) for one in made]
    times = Counter(section for section in sections if section)
    named: list[Made] = []
    for one, section in zip(made, sections, strict=True):
        if section and times[section] >= FEWEST_CHOSEN:
            named.append(one.choose_in(section))
        else:
            named.append(one)
    return tuple(named)


def _find_choices(made: Sequence[Made]) -> tuple[Choice, ...]:
    titles = dict.fromkeys(one.unit.is_chosen for one in made if one.unit.is_chosen)
    return tuple(Choice(title, read_choice(title)) for title in titles)


def _find_title(survey: Survey) -> str:
    """Find the title of a document: its heading, else its first line where that is short."""
    if survey.title:
        return survey.title.title.text
    first = next(iter(survey.document.parts), None)
    if isinstance(first, Paragraph) and len(first.text.text) <= LONGEST_NAME:
        return first.text.text
    return ""


def _find_summary(survey: Survey) -> str:
    """Find what the document says of itself first."""
    section: Section = survey.title or survey.document
    for part in section.parts:
        if isinstance(part, Paragraph) and len(part.text.text) > len(section.title.text):
            return make_note(part.text.text)
    return ""
