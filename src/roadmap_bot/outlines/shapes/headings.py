"""Tasks that are headings: where a plan has no lists, or where one part of it has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from roadmap_bot.markdown.roles import Role
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain
from roadmap_bot.outlines.shapes.days import make_found
from roadmap_bot.outlines.shapes.found import Found


def find_headings(survey: Survey) -> tuple[Found, ...]:
    """Find the headings below the numbered parts, or those parts where nothing is below them."""
    return tuple(_find_headings(survey))


def _find_headings(survey: Survey) -> Iterator[Found]:
    for chain in survey.chains:
        above = chain[-2] if len(chain) > 1 else None
        section = chain[-1]
        if above and above in survey.parts and is_task(survey, chain):
            yield make_found(chain, survey)
        elif section in survey.parts and not _has_tasks(survey, chain):
            yield replace(make_found(chain, survey), chain=chain)


def is_task(survey: Survey, chain: Chain) -> bool:
    """Whether a heading may be a task of the part above it."""
    section = chain[-1]
    roles = survey.find_roles(chain)
    is_leaf = section not in survey.parts
    return is_leaf and section.is_heading and roles <= {Role.PLAN}


def _has_tasks(survey: Survey, chain: Chain) -> bool:
    section = chain[-1]
    below = [(*chain, inner) for inner in section.sections]
    is_above = any(inner in survey.parts for inner in section.walk() if inner is not section)
    return is_above or any(is_task(survey, inner) for inner in below)
