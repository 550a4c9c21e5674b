"""When the weeks of a roadmap fall: study days count from the start and skip pauses, in the learner's own zone.

A week of the plan takes seven study days, or as many as its hours need at the learner's own hours a week.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Pause, Settings

DAY = dt.timedelta(days=1)
LAST = dt.date.max.toordinal()
WEEK = 7
EPSILON = 1e-9

Stretch = tuple[int, int]  # first and last day, as ordinals


@dataclass(frozen=True)
class Calendar:
    """The learner's calendar at the moment `now`; week 1 begins at `start`."""

    start: dt.date
    pauses: tuple[Pause, ...]
    zone: str
    now: dt.datetime
    week_days: float = WEEK  # study days that a week of the plan takes

    @cached_property
    def today(self) -> dt.date:
        """The date where the learner lives."""
        return self.date_of(self.now)

    @property
    def iso_week(self) -> str:
        """Today's ISO week, such as `2026-W48`."""
        year, week, _ = self.today.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def is_paused(self) -> bool:
        """Whether today is a day off."""
        return self.paused_days(self.today, self.today) == 1

    def date_of(self, moment: dt.datetime) -> dt.date:
        """Return the date of `moment` where the learner lives."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def first_day(self, week: int) -> dt.date:
        """Return the first day of a week of the plan (from 1)."""
        return self.study_day(self._count_days(week - 1) + 1)

    def last_day(self, week: int) -> dt.date:
        """Return the last day of a week of the plan (from 1), when its work is due."""
        return self.study_day(self._count_days(week))

    def study_day(self, number: int) -> dt.date:
        """Return the date of a study day (from 1)."""
        day = self.start.toordinal() + number - 1
        for first, last in self._breaks:
            if first <= day:
                day += max(0, last + 1 - max(first, self.start.toordinal()))
        return dt.date.fromordinal(min(day, LAST))

    def study_days(self, date: dt.date) -> int:
        """Count the study days from the start through `date`."""
        return max(0, (date - self.start).days + 1 - self.paused_days(self.start, date))

    def paused_days(self, first: dt.date, last: dt.date) -> int:
        """Count the days off from `first` through `last`."""
        low, high = first.toordinal(), last.toordinal()
        return sum(max(0, min(high, end) - max(low, begin) + 1) for begin, end in self._breaks)

    def week_on(self, date: dt.date) -> int:
        """Return the plan's week that `date` lies in: 0 before the start, beyond the last one after the end."""
        return math.floor((self.study_days(date) - 1) / self.week_days + EPSILON) + 1

    def _count_days(self, weeks: int) -> int:
        """Count the study days of so many weeks of the plan."""
        return math.ceil(weeks * self.week_days - EPSILON)

    @cached_property
    def _breaks(self) -> tuple[Stretch, ...]:
        today = self.today.toordinal()
        return _join(
            [(first, today if last == LAST else last) for first, last in map(_stretch, self.pauses)]
        )


def make_calendar(
    roadmap: Roadmap, settings: Settings, made_at: dt.datetime, now: dt.datetime
) -> Calendar:
    """Make the learner's calendar; without a start date it starts on the first Monday on or after `made_at`."""
    zone = settings.zone or roadmap.zone
    start = settings.start or roadmap.start
    if not isinstance(start, dt.date):
        made_on = made_at.astimezone(ZoneInfo(zone)).date()
        start = made_on + DAY * (-made_on.weekday() % 7)
    share = roadmap.hours.middle / settings.hours if settings.hours else 1.0
    return Calendar(start, settings.pauses, zone, now, week_days=max(1.0, WEEK * share))


def pause(pauses: tuple[Pause, ...], today: dt.date) -> tuple[Pause, ...]:
    """Take days off from today until further notice."""
    if any(each.to is None and each.since <= today for each in pauses):
        return pauses
    return merge_pauses((*pauses, Pause(since=today)))


def resume(pauses: tuple[Pause, ...], today: dt.date) -> tuple[Pause, ...]:
    """Study again from today: a pause that covers today ends yesterday, one yet to come stays."""
    day = today.toordinal()
    kept = [
        (first, min(last, day - 1) if first <= day else last)
        for first, last in map(_stretch, pauses)
    ]
    return tuple(map(_pause, _join(kept)))


def restart(calendar: Calendar, first_open_week: int) -> tuple[Pause, ...]:
    """Move open work to today: the days from the planned start of the first open week on become days off."""
    resumed = replace(calendar, pauses=resume(calendar.pauses, calendar.today))
    planned = resumed.first_day(first_open_week)
    if planned >= calendar.today:
        return resumed.pauses
    return merge_pauses((*resumed.pauses, Pause(since=planned, to=calendar.today - DAY)))


def merge_pauses(pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    """Join pauses that overlap or touch, in order."""
    return tuple(map(_pause, _join(list(map(_stretch, pauses)))))


def _stretch(pause: Pause) -> Stretch:
    return pause.since.toordinal(), LAST if pause.to is None else pause.to.toordinal()


def _pause(stretch: Stretch) -> Pause:
    first, last = stretch
    return Pause(
        since=dt.date.fromordinal(first), to=None if last == LAST else dt.date.fromordinal(last)
    )


def _join(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for first, last in sorted(stretch for stretch in stretches if stretch[0] <= stretch[1]):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
