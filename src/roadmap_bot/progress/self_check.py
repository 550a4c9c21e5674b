"""The squares of the self-check table: for each week, how far each of its columns is."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_bot.progress.counting import Count
from roadmap_bot.progress.hours import find_share
from roadmap_bot.progress.pieces import Piece, group_by_unit, sum_done, sum_hours
from roadmap_bot.progress.reviews import Notes
from roadmap_bot.roadmap.model import Column, Roadmap

Checks = tuple[tuple[float | None, ...], ...]  # week × column: a share, None where nothing is due


def make_checks(roadmap: Roadmap, count: Count, last_week: int, notes: Notes) -> Checks:
    """Make the shares of all weeks, column by column."""
    filled: list[Sequence[float | None]] = []
    for column in roadmap.self_check:
        if column.kinds:
            filled.append(_fill_weeks(_find_work(column, count), last_week))
        else:
            filled.append([notes.get((week, column.title)) for week in range(last_week + 1)])
    weeks = range(1, last_week + 1)
    return tuple(tuple(column[week] for column in filled) for week in weeks)


def _find_work(column: Column, count: Count) -> list[list[Piece]]:
    """Find the work of a column unit by unit.

    Where a unit has no task or topic of these kinds, its other boxes stand for it.
    """
    work = group_by_unit(piece for piece in count.pieces if piece.kind in column.kinds)
    for unit in count.parents:
        if unit.steps and unit.kind in column.kinds:
            work.setdefault(unit.id, [unit])
    return list(work.values())


def _fill_weeks(work: Sequence[Sequence[Piece]], last_week: int) -> list[float | None]:
    """Fill the weeks of a column: what is done of a unit fills its weeks in order."""
    planned = [0.0] * (last_week + 1)
    filled = [0.0] * (last_week + 1)
    for pieces in work:
        weeks = pieces[0].unit.span
        weekly = sum_hours(pieces) / len(weeks)
        left = sum_done(pieces)
        for week in weeks:
            part = min(weekly, left)
            planned[week] += weekly
            filled[week] += part
            left -= part
    return [_find_part(*each) for each in zip(filled, planned, strict=True)]


def _find_part(filled: float, planned: float) -> float | None:
    if planned <= 0:
        return None
    return find_share(filled, planned)
