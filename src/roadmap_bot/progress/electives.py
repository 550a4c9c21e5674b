"""Which units count, and for how much: where learners choose, only those that were chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from roadmap_bot.progress.hours import is_dropped
from roadmap_bot.progress.pieces import Piece, sum_done, sum_hours
from roadmap_bot.roadmap.model import Elective, Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.state import State, find_issue

Pieces = Mapping[str, Sequence[Piece]]  # by the ids of their units


def weigh_units(
    roadmap: Roadmap, settings: Settings, state: State, pieces: Pieces
) -> dict[str, float]:
    """Weigh the units that count; of an elective the most complete, or those the learner named."""
    counted = [unit for unit in roadmap.units if not unit.is_named(settings.without)]
    weights = {unit.id: 1.0 for unit in counted}
    for elective in roadmap.electives:
        group = [unit for unit in counted if unit.id in elective.units]
        for unit in group:
            del weights[unit.id]
        names = settings.electives.get(elective.id, ())
        weights |= _weigh_group(elective, _find_planned(group, state), names, pieces)
    return weights


def _find_planned(units: Sequence[Unit], state: State) -> list[Unit]:
    return [unit for unit in units if not is_dropped(find_issue(state, unit.id))]


def _weigh_group(
    elective: Elective, units: Sequence[Unit], names: Collection[str], pieces: Pieces
) -> dict[str, float]:
    named = [unit.id for unit in units if unit.is_named(names)]
    if named:
        return dict.fromkeys(named, 1.0)
    return _weigh_best(elective, units, pieces)


def _weigh_best(elective: Elective, units: Sequence[Unit], pieces: Pieces) -> dict[str, float]:
    """Weigh the most complete units.

    Each place weighs the mean of all, so that a second project costs no progress.
    """
    hours = {unit.id: sum_hours(pieces.get(unit.id, ())) for unit in units}
    full = [id for id, whole in hours.items() if whole]
    shares = {id: sum_done(pieces[id]) / hours[id] for id in full}
    best = sorted(full, key=lambda id: -round(shares[id], 9))
    mean = sum(hours.values()) / max(1, len(full))
    chosen = best[: elective.choose]
    return {id: mean / hours[id] for id in chosen}
