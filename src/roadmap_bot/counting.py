"""What counts, for how many hours, and how much of it is done.

A *piece* is what hours are counted by: a task, or a unit without tasks. Hours follow from the roadmap alone; what is
left out, closed as *not planned* or an elective not chosen takes its hours with it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from roadmap_bot.body import find_ticks
from roadmap_bot.model import Elective, Roadmap, Settings, Task, Unit
from roadmap_bot.state import Issue, State, find_issue


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit or task that counts: `share` of its `hours` is done, 0 to 1."""

    id: str
    title: str
    unit: Unit
    kind: str | None
    hours: float
    share: float
    steps: int
    ticked: int
    closed: bool
    closed_at: dt.datetime | None

    @property
    def done(self) -> float:
        """The hours done."""
        return self.hours * self.share

    @property
    def is_parent(self) -> bool:
        """Whether this is a unit with tasks, whose hours are counted by them."""
        return self.id == self.unit.id and bool(self.unit.tasks)


@dataclass(frozen=True)
class Count:
    """All that counts, in the roadmap's order: the pieces, and the units with tasks as though their boxes were all."""

    pieces: tuple[Piece, ...]
    parents: tuple[Piece, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all units and tasks that count."""
        return frozenset(piece.id for piece in (*self.pieces, *self.parents))


def split_hours(roadmap: Roadmap) -> dict[str, float]:
    """Give every unit its hours and split them over its tasks: first by the shares of the kinds, then evenly."""
    shares = {kind.id: kind.share for kind in roadmap.kinds}
    hours: dict[str, float] = {}
    for unit in roadmap.units:
        first, last = unit.weeks
        hours[unit.id] = unit.hours or (last - first + 1) * roadmap.hours.middle
        tasks = defaultdict(list)
        for task in unit.tasks:
            tasks[task.kind].append(task.id)
        weights = {kind: shares.get(kind, 0.0) for kind in tasks}
        if not any(weights.values()):
            weights = dict.fromkeys(tasks, 1.0)
        for kind, ids in tasks.items():
            part = hours[unit.id] * weights[kind] / sum(weights.values())
            hours |= dict.fromkeys(ids, part / len(ids))
    return hours


def make_count(roadmap: Roadmap, settings: Settings, state: State) -> Count:
    """Count all that counts."""
    found = tuple(_find_pieces(roadmap, settings, state))
    pieces = [piece for piece in found if not piece.is_parent]
    hours, done = _sum_by_unit(pieces)
    weights = weigh_units(roadmap, settings, state, hours, done)
    return Count(
        tuple(
            replace(piece, hours=piece.hours * weights[piece.unit.id]) for piece in pieces if piece.unit.id in weights
        ),
        tuple(piece for piece in found if piece.is_parent and piece.unit.id in weights),
    )


def counted_ids(roadmap: Roadmap, settings: Settings, state: State) -> frozenset[str]:
    """Return the ids of the units and tasks that count."""
    return make_count(roadmap, settings, state).ids


def _is_dropped(issue: Issue | None) -> bool:
    return issue is not None and issue.closed in ("not_planned", "duplicate")


def _find_pieces(roadmap: Roadmap, settings: Settings, state: State) -> Iterator[Piece]:
    hours = split_hours(roadmap)
    for unit in roadmap.units:
        if unit.is_named(settings.without):
            continue
        owners: tuple[Unit | Task, ...] = (unit, *unit.tasks)
        for owner in owners:
            issue = find_issue(state, owner.id)
            if not owner.is_named(settings.without) and not _is_dropped(issue):
                yield _make_piece(unit, owner, hours[owner.id], settings, issue)


def _make_piece(unit: Unit, owner: Unit | Task, hours: float, settings: Settings, issue: Issue | None) -> Piece:
    closed = issue is not None and issue.closed == "completed"
    steps = [step for step in owner.steps if not step.is_named(settings.without)]
    ticks = find_ticks(issue.body) if issue and steps and not closed else {}
    on = {id for id, ticked in ticks.items() if ticked}
    ticked = sum(closed or step.is_named(on) for step in steps)
    share = 1.0 if closed else ticked / max(1, len(steps))
    closed_at = issue.closed_at if issue and closed else None
    return Piece(owner.id, owner.title, unit, owner.kind, hours, share, len(steps), ticked, closed, closed_at)


def _sum_by_unit(pieces: Iterable[Piece]) -> tuple[dict[str, float], dict[str, float]]:
    """Sum up the hours, and the hours done, of each unit."""
    hours: dict[str, float] = defaultdict(float)
    done: dict[str, float] = defaultdict(float)
    for piece in pieces:
        hours[piece.unit.id] += piece.hours
        done[piece.unit.id] += piece.done
    return hours, done


def weigh_units(
    roadmap: Roadmap, settings: Settings, state: State, hours: Mapping[str, float], done: Mapping[str, float]
) -> dict[str, float]:
    """Weigh the units that count; of an elective the most complete, or those that the learner named."""
    weights = {unit.id: 1.0 for unit in roadmap.units if not unit.is_named(settings.without)}
    for elective in roadmap.electives:
        group = [unit for unit in roadmap.units if unit.id in elective.units and weights.pop(unit.id, 0)]
        open_group = [unit for unit in group if not _is_dropped(find_issue(state, unit.id))]
        named = [unit.id for unit in open_group if unit.is_named(settings.electives.get(elective.id, ()))]
        weights |= dict.fromkeys(named, 1.0) or _choose(elective, open_group, hours, done)
    return weights


def _choose(
    elective: Elective, group: list[Unit], hours: Mapping[str, float], done: Mapping[str, float]
) -> dict[str, float]:
    """Choose the most complete units; each place weighs the mean of all, so that a second project costs no progress."""
    full = [unit.id for unit in group if hours.get(unit.id)]
    best = sorted(full, key=lambda id: -round(done[id] / hours[id], 9))[: elective.choose]
    mean = sum(hours[id] for id in full) / max(1, len(full))
    return {id: mean / hours[id] for id in best}
