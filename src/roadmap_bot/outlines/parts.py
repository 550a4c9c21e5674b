"""Make the units of an outline from the parts of a document."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from roadmap_bot.markdown.ordinals import NUMBER, WEEK, find_ordinals
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain, Item, Link, Section
from roadmap_bot.outlines.dress import MOST, Dress, find_dress, find_links, flatten
from roadmap_bot.outlines.groups import Part, find_day, find_weeks, read_weeks
from roadmap_bot.outlines.leftovers import find_inner
from roadmap_bot.outlines.outline import Step, Task, Unit
from roadmap_bot.outlines.projects import find_condition
from roadmap_bot.outlines.shapes.found import Found
from roadmap_bot.outlines.text import is_cut, make_note, make_step, make_title, make_unit_title


@dataclass(frozen=True, eq=False)
class Made:
    """A unit, the sections it was made of, and the lines that became something."""

    unit: Unit
    chain: Chain
    lines: frozenset[int]

    def put_in(self, phase: Section | None) -> Made:
        """Put the unit into a phase."""
        if phase is None:
            return self
        weeks = read_weeks(find_ordinals(phase.title.text))
        unit = replace(self.unit, phase=make_unit_title(phase.title.text), phase_weeks=weeks)
        return replace(self, unit=unit)

    def choose_in(self, section: Section) -> Made:
        """Make the unit one of those that a heading lets the learner choose from."""
        unit = replace(self.unit, is_chosen=make_title(section.title.text))
        return replace(self, unit=unit)


def make_unit(survey: Survey, part: Part, taken: Set[Section], *, is_alone: bool) -> Made:
    """Make the unit of a part; what its section says beside its tasks only where `is_alone`."""
    tasks = tuple(make_task(task) for task in part.found)
    lines = {line for task in part.found for line in _find_lines(task)}
    dress = Dress()
    if is_alone:
        dress = find_dress(survey, part.section, lines, taken - {part.section})
    is_own = is_alone and part.section.level > 0 and part.section is not survey.title
    title = part.title or (tasks[0].title if len(tasks) == 1 else "")
    unit = Unit(
        title=make_unit_title(title),
        line=part.section.line if is_own else part.found[0].line,
        weeks=find_weeks(part),
        tasks=tasks,
    )
    return Made(_put_on(unit, dress), part.chain, frozenset(lines | dress.lines))


def make_project(survey: Survey, chain: Chain, taken: Set[Section]) -> Made:
    """Make the unit of a project or a group of deliverables: all that it has is boxes."""
    section = chain[-1]
    others = taken - {section}
    dress = find_dress(survey, section, (), others, find_condition(survey, chain))
    weeks = find_ordinals(section.title.text)
    unit = Unit(
        title=make_unit_title(section.title.text),
        line=section.line,
        weeks=read_weeks(weeks) if WEEK in weeks else None,
    )
    return Made(_put_on(unit, dress), chain, frozenset(dress.lines))


def _put_on(unit: Unit, dress: Dress) -> Unit:
    return replace(
        unit,
        summary=dress.summary,
        topics=tuple(dress.topics[:MOST]),
        groups=tuple(dress.groups),
        links=_drop_twins(dress.links),
    )


def make_task(found: Found) -> Task:
    """Make a task of what a shape found: what is in it are its steps, and where it leads."""
    text = found.text.text
    notes = [*found.notes]
    if is_cut(text):
        notes.insert(0, text)
    inner = [item for item in flatten(found.steps) if not _is_link(item)]
    steps = [Step(make_step(item.text.text), item.line) for item in inner]
    steps += [Step(make_step(criterion), found.line) for criterion in found.criteria]
    return Task(
        title=make_title(text),
        line=found.line,
        note=make_note("\n\n".join(notes)),
        steps=tuple(steps[:MOST]),
        links=_drop_twins([*found.text.links, *found.links, *_find_step_links(found)]),
        number=_find_number(found),
    )


def _find_number(found: Found) -> int | None:
    if found.own or found.numbers:
        day = find_day(found)
        number = found.numbers.get(NUMBER)
        return day or (number.first if number else None)
    return None


def _is_link(item: Item) -> bool:
    """Whether an item is but a link, and no box."""
    links = item.text.links
    return item.is_done is None and len(links) == 1 and links[0].text == item.text.text


def _find_step_links(found: Found) -> Iterator[Link]:
    for item in found.steps:
        if item.text.links or item.items:
            yield from (link for link in find_links(item) if link.url)


def _drop_twins(links: list[Link]) -> tuple[Link, ...]:
    """Drop links of which one was there before, and those that lead nowhere else."""
    kept = {(link.url or link.text): link for link in reversed(links) if not link.is_anchor}
    return tuple(reversed(kept.values()))[:MOST]


def _find_lines(found: Found) -> Iterator[int]:
    yield found.line
    for item in found.steps:
        yield from find_inner(item)
