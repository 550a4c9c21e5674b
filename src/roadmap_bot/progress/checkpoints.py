"""The milestones of a report: how far each is, and whether it is done, late or yet to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.keys import milestone_key
from roadmap_bot.progress.counting import Count
from roadmap_bot.progress.hours import find_share
from roadmap_bot.progress.pieces import Piece, sum_done, sum_hours
from roadmap_bot.roadmap import model
from roadmap_bot.roadmap.calendar import Calendar
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Milestone, State

Status = Literal["done", "criteria", "late", "current", "ahead", "planned"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A row of the milestone table; `ahead` began before its time, `criteria` lacks no task."""

    id: str
    title: str
    week: int
    due: dt.date
    hours_done: float
    hours: float
    done: int
    total: int
    status: Status

    @property
    def share(self) -> float:
        """The part of its hours that is done, 0 to 1."""
        return find_share(self.hours_done, self.hours)


def make_checkpoints(
    roadmap: Roadmap, calendar: Calendar, state: State, count: Count
) -> tuple[Checkpoint, ...]:
    """Make the rows of the milestone table, by week."""
    pieces = _find_pieces(roadmap, count)
    rows: list[Checkpoint] = []
    today = calendar.today
    may_be_current = today >= calendar.start
    by_week = sorted(roadmap.milestones, key=lambda milestone: milestone.week)
    for milestone in by_week:
        own = pieces.get(milestone.id, [])
        due = calendar.last_day(milestone.week)
        status = _find_status(own, is_late=due < today, may_be_current=may_be_current)
        if _is_closed(milestone, state):
            status = "done"
        if status == "current":
            may_be_current = False
        rows.append(_make_checkpoint(milestone, due, own, status))
    return tuple(rows)


def _find_pieces(roadmap: Roadmap, count: Count) -> dict[str, list[Piece]]:
    """Find what belongs to each milestone."""
    found: dict[str, list[Piece]] = {}
    for piece in (*count.pieces, *count.parents):
        milestone = roadmap.milestone_of(piece.unit)
        if milestone:
            found.setdefault(milestone.id, []).append(piece)
    return found


def _find_status(own: Sequence[Piece], *, is_late: bool, may_be_current: bool) -> Status:
    pieces = [piece for piece in own if not piece.is_parent]
    if all(piece.closed for piece in own):
        return "done"
    if all(piece.is_done for piece in pieces):
        return "criteria"
    if is_late:
        return "late"
    if may_be_current:
        return "current"
    if any(piece.done for piece in pieces):
        return "ahead"
    return "planned"


def _is_closed(milestone: model.Milestone, state: State) -> bool:
    """Whether a person or the bot closed it; it stays closed until work comes up."""
    thing = state.get(milestone_key(milestone.id))
    return isinstance(thing, Milestone) and thing.closed


def _make_checkpoint(
    milestone: model.Milestone, due: dt.date, own: Sequence[Piece], status: Status
) -> Checkpoint:
    pieces = [piece for piece in own if not piece.is_parent]
    return Checkpoint(
        id=milestone.id,
        title=milestone.title,
        week=milestone.week,
        due=due,
        hours_done=sum_done(pieces),
        hours=sum_hours(pieces),
        done=sum(piece.is_done for piece in pieces),
        total=len(pieces),
        status=status,
    )
