"""Tasks that are headings with a day: 第 3 天, Day 3, Día 3."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_bot.markdown.ordinals import DAY, strip_ordinal
from roadmap_bot.markdown.roles import Role
from roadmap_bot.markdown.survey import Survey, find_sections
from roadmap_bot.markdown.tree import Chain, Item, Items, Line, Link, Paragraph, Section
from roadmap_bot.outlines.shapes.found import Found

FEWEST_DAYS = 2
_DAY = frozenset({DAY})


def find_days(survey: Survey) -> tuple[Found, ...]:
    """Find the days of a plan that has at least a few."""
    days = tuple(_find_days(survey))
    return days if len(days) >= FEWEST_DAYS else ()


def _find_days(survey: Survey) -> Iterator[Found]:
    for chain in find_sections(survey, DAY):
        if survey.is_day(chain[-1]):
            yield make_found(chain, survey)


def make_found(chain: Chain, survey: Survey) -> Found:
    """Make a task of a section: its lists are its steps."""
    section = chain[-1]
    title = strip_ordinal(section.title.text, _DAY)
    text = Line(title, section.title.links)
    steps = tuple(_find_steps(section, survey))
    return Found(
        section.line,
        text,
        chain[:-1],
        steps=steps,
        links=tuple(_find_links(section, survey)),
        numbers=survey.ordinals[section],
        own=section,
    )


def _find_steps(section: Section, survey: Survey) -> Iterator[Item]:
    for inner in section.walk():
        if survey.roles[inner] in (Role.RESOURCES, Role.NOISE, Role.GOAL):
            continue
        if inner is not section and inner.is_heading:
            lists = tuple(_find_items(inner))
            yield Item(inner.line, inner.title, None, lists)
        else:
            yield from _find_items(inner)


def _find_items(section: Section) -> Iterator[Item]:
    for part in section.parts:
        if isinstance(part, Items):
            yield from part.items


def _find_links(section: Section, survey: Survey) -> Iterator[Link]:
    """Find what a section links to: what its steps link to, too, where they are but resources."""
    for inner in section.walk():
        is_resource = survey.roles[inner] is Role.RESOURCES
        for part in inner.parts:
            if isinstance(part, Paragraph):
                yield from part.text.links
            elif isinstance(part, Items) and is_resource:
                for item in part.items:
                    yield from item.all_links
