"""What a document holds that became nothing, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from roadmap_bot.markdown.roles import Role
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain, Item, Items, Paragraph, Part
from roadmap_bot.outlines.outline import Left, Outline
from roadmap_bot.outlines.shapes.boxes import is_contents
from roadmap_bot.outlines.shapes.tables import is_overview

_WHY = {Role.NOISE: "noise", Role.ASIDE: "aside", Role.MILESTONES: "milestones"}


def find_left(
    survey: Survey, outline: Outline, used: Collection[int], copies: Collection[int]
) -> tuple[Left, ...]:
    """Find the lists and tables of which nothing, or not all, became part of the outline.

    `used` are the lines that became something, `copies` those of another version of the plan.
    """
    known = {*used, *find_lines(outline)}
    left: list[Left] = []
    for chain in survey.chains:
        for part in chain[-1].parts:
            if not isinstance(part, Paragraph):
                left += _find_left(survey, chain, part, known, copies)
    return tuple(sorted(left, key=lambda one: one.line))


def find_lines(outline: Outline) -> Iterator[int]:
    """Find the lines that became something."""
    for unit in outline.units:
        yield from (topic.line for topic in unit.topics)
        yield from (step.line for group in unit.groups for step in group.steps)
        for task in unit.tasks:
            yield task.line
            yield from (step.line for step in task.steps)
    yield from (milestone.line for milestone in outline.milestones)


def _find_left(
    survey: Survey, chain: Chain, part: Part, known: Collection[int], copies: Collection[int]
) -> Iterator[Left]:
    lines = list(_find_lines(part))
    missing = [(line, text) for line, text in lines if line not in known]
    if not missing:
        return
    why = _find_reason(survey, chain, part)
    if len(missing) == len(lines):
        text = chain[-1].title.text or missing[0][1]
        first = missing[0][0]
        yield Left(first, text, "twice" if first in copies else why)
        return
    for line, text in missing:
        yield Left(line, text, "twice" if line in copies else why)


def _find_lines(part: Part) -> Iterator[tuple[int, str]]:
    if isinstance(part, Items):
        for item in part.items:
            if item.text.text:
                yield item.line, item.text.text
    elif not isinstance(part, Paragraph):
        for row in part.rows:
            yield row.line, next(cell.text for cell in row.cells if cell.text)


def _find_reason(survey: Survey, chain: Chain, part: Part) -> str:
    if isinstance(part, Items) and is_contents(part):
        return "contents"
    if not isinstance(part, Items | Paragraph) and is_overview(survey, part):
        return "overview"
    for role, why in _WHY.items():
        if role in survey.find_roles(chain):
            return why
    return "other"


def find_inner(item: Item) -> Iterator[int]:
    """Find the lines of an item and of all that is in it."""
    yield item.line
    for inner in item.items:
        yield from find_inner(inner)
