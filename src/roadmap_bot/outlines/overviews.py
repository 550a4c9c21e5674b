"""Parts of a plan that stand only in the table that lists all parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from roadmap_bot.markdown.ordinals import Span, find_ordinals
from roadmap_bot.markdown.survey import Survey
from roadmap_bot.markdown.tree import Table
from roadmap_bot.outlines.groups import read_weeks
from roadmap_bot.outlines.outline import Unit
from roadmap_bot.outlines.parts import Made, make_task
from roadmap_bot.outlines.shapes.found import Found
from roadmap_bot.outlines.shapes.tables import find_overviews
from roadmap_bot.outlines.text import make_unit_title


def add_unwritten(survey: Survey, made: Sequence[Made]) -> tuple[Made, ...]:
    """Add the parts that are listed but have no section: each is one task."""
    above = {section for one in made for section in one.chain}
    written = {pair for section in above for pair in _find_pairs(survey.ordinals[section])}
    words = {word for one in made for word in survey.ordinals[one.chain[-1]]}
    added: dict[tuple[str, int], Made] = {}
    for found, named in find_overviews(survey):
        pairs = [pair for pair in _find_pairs(named) if pair[0] in words]
        if pairs and not written & set(pairs):
            added.setdefault(pairs[0], _make_unwritten(found, made[-1]))
    return (*made, *added.values())


def _find_pairs(ordinals: Mapping[str, Span]) -> Iterator[tuple[str, int]]:
    for word, span in ordinals.items():
        yield word, span.first


def _make_unwritten(found: Found, last: Made) -> Made:
    """Make the unit of a row: it stands where the last one that is written does."""
    task = make_task(found)
    unit = Unit(
        title=make_unit_title(found.text.text),
        line=found.line,
        phase=last.unit.phase,
        weeks=_find_weeks(found),
        tasks=(task,),
    )
    return Made(unit, last.chain, frozenset({found.line}))


def _find_weeks(found: Found) -> Span | None:
    """Find the weeks that any cell of the row says."""
    texts = [found.text.text, *found.notes]
    for part in found.chain[-1].parts:
        if isinstance(part, Table):
            rows = [row for row in part.rows if row.line == found.line]
            texts += [cell.text for row in rows for cell in row.cells]
    spans = [read_weeks(find_ordinals(text)) for text in texts]
    return next(filter(None, spans), None)
