"""The burn-up as lines: hours planned and done by day, the finish they lead to, the milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from roadmap_bot.progress.forecast import planned_hours
from roadmap_bot.progress.progress import Progress
from roadmap_bot.roadmap.calendar import DAY
from roadmap_bot.roadmap.goal import Goal

REACH = 1.6  # a projected finish is shown up to this many times the length of the plan
STRAIGHT = 1e-9

Point = tuple[float, float]  # days after the start, and a share


class Mark(NamedTuple):
    """Where a milestone stands on the plan, and whether it is reached."""

    day: int
    share: float
    is_done: bool


@dataclass(frozen=True)
class Curves:
    """The lines, in days after the start and shares from 0 to 1; `end` is where time ends."""

    end: int
    plan: tuple[Point, ...]
    done: tuple[Point, ...]  # empty before the start
    projected: tuple[Point, ...]  # empty where no finish is to be seen
    today: int | None
    pauses: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]


def make_curves(progress: Progress, goal: Goal) -> Curves:
    """Make the lines; the day alone moves their ends, not what they say of the past."""
    end = _find_end(progress, goal)
    done = tuple(_find_done(progress, goal, end))
    return Curves(
        end,
        plan=tuple(_find_plan(progress, goal)),
        done=done,
        projected=_find_projected(progress, goal, done),
        today=_find_today(progress, goal, end),
        pauses=tuple(_find_pauses(goal, end)),
        marks=tuple(_find_marks(progress, goal)),
    )


def _count_days(date: dt.date, goal: Goal) -> int:
    return (date - goal.calendar.start).days


def _find_whole(progress: Progress) -> float:
    """Find the hours of the whole plan, which may be none."""
    return progress.plan[-1] or 1.0


def _find_due(progress: Progress, goal: Goal) -> int:
    """Find the end of the plan."""
    last_day = goal.calendar.last_day(progress.last_week)
    return _count_days(last_day, goal) + 1


def _find_end(progress: Progress, goal: Goal) -> int:
    """Find the day up to which there is anything to show; a finish far away is cut off."""
    end = _find_due(progress, goal)
    if progress.history:
        last, _ = progress.history[-1]
        end = max(end, _count_days(last, goal))
    if not progress.is_finished:
        end = max(end, _count_days(goal.calendar.today, goal))
    if progress.finish:
        finish = _count_days(progress.finish, goal) + 1
        end = max(end, min(finish, round(end * REACH)))
    return end


def _find_plan(progress: Progress, goal: Goal) -> Iterator[Point]:
    """Find the corners of the plan: it rests on days off, and each week has its own slope."""
    due = _find_due(progress, goal)
    shares = [_find_planned(progress, goal, day) for day in range(due + 1)]
    for day, share in enumerate(shares):
        if day in (0, due) or _has_corner(shares, day):
            yield day, share


def _find_planned(progress: Progress, goal: Goal, day: int) -> float:
    """Find the share that is planned by a day's morning."""
    calendar = goal.calendar
    before = calendar.start + DAY * (day - 1)
    studied = calendar.study_days(before)
    hours = planned_hours(progress.plan, studied, calendar.week_days)
    return hours / _find_whole(progress)


def _has_corner(shares: Sequence[float], day: int) -> bool:
    before, here, after = shares[day - 1 : day + 2]
    return abs(before + after - 2 * here) > STRAIGHT


def _find_done(progress: Progress, goal: Goal, end: int) -> Iterator[Point]:
    """Find the steps of what is done up to today.

    What is ticked in open tasks has no date, so it stands at the end.
    """
    today = min(_count_days(goal.calendar.today, goal), end)
    if today < 0:
        return
    share, whole = 0.0, progress.hours or 1.0
    yield 0, 0.0
    for date, hours in progress.history:
        day = max(0, _count_days(date, goal))
        day = min(day, today)
        yield day, share
        share = min(1.0, share + hours / whole)
        yield day, share
    if not progress.is_finished:
        yield today, share
        # A sum in another order may differ in its last digit.
        yield today, max(share, progress.share)


def _find_projected(progress: Progress, goal: Goal, done: Sequence[Point]) -> tuple[Point, ...]:
    if not done or progress.finish is None:
        return ()
    finish = _count_days(progress.finish, goal) + 1
    return done[-1], (finish, 1.0)


def _find_today(progress: Progress, goal: Goal, end: int) -> int | None:
    today = _count_days(goal.calendar.today, goal)
    is_shown = 0 <= today <= end and not progress.is_finished
    return today if is_shown else None


def _find_pauses(goal: Goal, end: int) -> Iterator[tuple[int, int]]:
    for pause in goal.calendar.pauses:
        until = pause.to or goal.calendar.today
        first = _count_days(pause.since, goal)
        last = _count_days(until, goal) + 1
        stretch = max(0, first), min(end, last)
        if stretch[0] < stretch[1]:
            yield stretch


def _find_marks(progress: Progress, goal: Goal) -> Iterator[Mark]:
    whole = _find_whole(progress)
    for row in progress.milestones:
        day = _count_days(row.due, goal) + 1
        week = min(row.week, progress.last_week)
        share = progress.plan[week] / whole
        yield Mark(day, share, row.status == "done")
