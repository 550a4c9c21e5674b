"""Tasks that are boxes: `- [ ]`, ☐, and the many other ways to write one."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_bot.markdown.roles import CONDITIONS, Role
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Chain, Item, Items
from roadmap_bot.outlines.shapes.found import Found

_NO_TASKS = frozenset({*CONDITIONS, Role.NOISE, Role.MILESTONES})
_ANCHORS = 0.6  # share of boxes that lead elsewhere on the page: a table of contents


def find_boxes(survey: Survey) -> tuple[Found, ...]:
    """Find the boxes that are not conditions of something else."""
    return tuple(_find_boxes(survey, _NO_TASKS))


def find_all_boxes(survey: Survey) -> tuple[Found, ...]:
    """Find the boxes of a document that calls all of them conditions."""
    return tuple(_find_boxes(survey, frozenset({Role.NOISE, Role.MILESTONES})))


def _find_boxes(survey: Survey, without: frozenset[Role]) -> Iterator[Found]:
    for chain in survey.chains:
        if survey.find_roles(chain) & without:
            continue
        for part in chain[-1].parts:
            if isinstance(part, Items) and not is_contents(part):
                yield from _find_in(part.items, chain)


def _find_in(items: tuple[Item, ...], chain: Chain) -> Iterator[Found]:
    for item in items:
        if item.is_done is None:
            yield from _find_in(item.items, chain)
        elif item.text.text:
            yield Found(item.line, item.text, chain, item.is_done, item.items)


def is_contents(part: Items) -> bool:
    """Whether a list leads to other places of its page."""
    links = [item.text.links for item in part.items]
    anchors = [found for found in links if found and found[0].is_anchor]
    return len(anchors) > _ANCHORS * len(part.items)
