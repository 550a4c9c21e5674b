"""Choose the shape that a plan has: the one whose tasks are surest and cover it best."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from roadmap_bot.markdown.survey import LEAST_SHARE, Survey
from roadmap_bot.markdown.tree import Section
from roadmap_bot.outlines.shapes.boxes import find_all_boxes, find_boxes
from roadmap_bot.outlines.shapes.days import find_days
from roadmap_bot.outlines.shapes.found import Found, Shape
from roadmap_bot.outlines.shapes.headings import find_headings
from roadmap_bot.outlines.shapes.lists import (
    are_links,
    find_any_bullets,
    find_bullets,
    find_links,
)
from roadmap_bot.outlines.shapes.tables import (
    find_linked_rows,
    find_named_rows,
    find_numbered_rows,
    find_state_rows,
    find_timed_rows,
)

SHAPES = (
    Shape("boxes", find_boxes, 8),
    Shape("state", find_state_rows, 7),
    Shape("timed", find_timed_rows, 6.5),
    Shape("numbered", find_numbered_rows, 5),
    Shape("named", find_named_rows, 5.5),
    Shape("all-boxes", find_all_boxes, 4.8),
    Shape("days", find_days, 4.6),
    Shape("bullets", find_bullets, 4),
    Shape("linked-rows", find_linked_rows, 2.5),
    Shape("links", find_links, 2.2),
    Shape("headings", find_headings, 1.5),
    Shape("any-bullets", find_any_bullets, 1),
)
_UNSURE = frozenset({"links", "any-bullets", "headings", "linked-rows"})
HALF = 1.5  # tasks that count for half of what many do
FEWEST = 2  # tasks that are a plan
LEAST_COVERAGE = 0.15  # what stands outside of all parts may be the plan all the same
SPARE = ("state", "timed", "headings", "bullets", "days")  # in which order they fill gaps


class Choice(NamedTuple):
    """What a shape found, and how well that covers the document."""

    shape: Shape
    found: tuple[Found, ...]
    score: float


def choose(survey: Survey) -> Sequence[Choice]:
    """Return what each shape found, the best first; nothing where nothing is a plan."""
    choices = [Choice(shape, found, 0) for shape, found in _find_all(survey)]
    rated = [choice._replace(score=_score(survey, choice)) for choice in choices]
    return sorted((choice for choice in rated if choice.score > 0), key=lambda one: -one.score)


def _find_all(survey: Survey) -> Iterator[tuple[Shape, tuple[Found, ...]]]:
    for shape in SHAPES:
        if shape.name in _UNSURE and not survey.is_about_learning:
            continue
        found = shape.find(survey)
        if shape.name == "links" and not are_links(found):
            continue
        if len(found) >= FEWEST:
            yield shape, found


def _score(survey: Survey, choice: Choice) -> float:
    count = len(choice.found)
    return choice.shape.strength * _find_coverage(survey, choice.found) * count / (count + HALF)


def _find_coverage(survey: Survey, found: Sequence[Found]) -> float:
    """Return the share of a series in whose parts something was found, for the best series."""
    holding = {section for task in found for section in (*task.chain, task.own)}
    several = [group for group in survey.series.values() if len(group) > 1]
    series = [group for group in several if survey.measure(group) >= LEAST_SHARE] or several
    shares = [_find_share(group, holding) for group in series]
    if not shares:
        return 1.0
    own = _count_numbers(found)
    longest = max(map(len, series))
    return math.sqrt(max(LEAST_COVERAGE, own / (own + longest), *shares))


def _count_numbers(found: Sequence[Found]) -> int:
    """Count the numbers of rows: they are a series of their own."""
    numbers = {(word, span) for task in found for word, span in task.numbers.items()}
    return len(numbers) if all(task.own is None for task in found) else 0


def _find_share(group: Sequence[Section], holding: set[Section | None]) -> float:
    inside = [section for section in group if section in holding]
    return len(inside) / len(group)


def fill(survey: Survey, choices: Sequence[Choice]) -> tuple[Found, ...]:
    """Take what the best shape found, and for parts where it found nothing what others did."""
    best, *others = choices
    found = list(best.found)
    filled = {section for task in found for section in task.chain}
    filled |= {survey.find_unit(task.chain) for task in found}
    lacking = _find_lacking(survey, filled)
    for section, tasks in _find_spare(survey, others).items():
        if section in lacking and not filled & {*section.walk()}:
            found += tasks
            filled.add(section)
    return tuple(sorted(found, key=lambda task: task.line))


def _find_lacking(survey: Survey, filled: set[Section]) -> set[Section]:
    """Find the parts without tasks in series of which most parts have some."""
    lacking: set[Section] = set()
    for group in survey.series.values():
        written = {section.title.text for section in group if section in filled}
        empty = [section for section in group if section not in filled]
        empty = [section for section in empty if section.title.text not in written]
        if len(empty) * 2 < len(group):
            lacking.update(empty)
    return lacking


def _find_spare(survey: Survey, others: Sequence[Choice]) -> Mapping[Section, list[Found]]:
    """Find what other shapes found in the numbered parts, by part: the first shape that did."""
    named = {choice.shape.name: choice.found for choice in others}
    spare: dict[Section, list[Found]] = {}
    for name in SPARE:
        parts: dict[Section, list[Found]] = {}
        for task in named.get(name, ()):
            unit = survey.find_unit(task.chain)
            parts.setdefault(unit, []).append(task)
        spare = {**parts, **spare}
    return spare
