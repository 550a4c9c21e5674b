"""The hours of units that share a week: each week's hours, divided among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from roadmap_bot.imports.schedule import Schedule
from roadmap_bot.markdown.ordinals import Span
from roadmap_bot.outlines.outline import Outline
from roadmap_bot.roadmap.model import WeeklyHours


def make_hours(
    outline: Outline, schedule: Schedule, hours: WeeklyHours
) -> tuple[float | None, ...]:
    """Return the hours of each unit, None where it has its weeks to itself."""
    weights = _find_weights(outline)
    times: dict[int, float] = {}
    for span, weight in zip(schedule.weeks, weights, strict=True):
        for week in range(span.first, span.last + 1):
            times[week] = times.get(week, 0) + weight
    return tuple(_divide(span, times, hours) for span in schedule.weeks)


def _find_weights(outline: Outline) -> list[float]:
    """Find for how much each unit counts: one of several to choose from counts for less."""
    total = Counter(unit.is_chosen for unit in outline.units)
    choose = {one.title: min(one.choose, total[one.title]) for one in outline.choices}
    names = [unit.is_chosen for unit in outline.units]
    return [choose[name] / total[name] if name in choose else 1.0 for name in names]


def _divide(span: Span, times: Mapping[int, float], hours: WeeklyHours) -> float | None:
    own = range(span.first, span.last + 1)
    if all(times[week] == 1 for week in own):
        return None
    return round(sum(hours.middle / times[week] for week in own), 2)
