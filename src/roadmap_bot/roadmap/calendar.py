"""When the weeks of a roadmap fall, in the learner's own zone.

Study days count from the start and skip pauses. While one is on, all rests as it was on its first
day; what it moves moves once, when it is over. A week of the plan takes seven of them, or as many
as its hours need at the learner's own hours a week.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
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
    def date(self) -> dt.date:
        """The date where the learner lives, whether or not a pause is on."""
        return self.date_of(self.now)

    @cached_property
    def today(self) -> dt.date:
        """The day that all is told as of: the date, or the first day of the pause that is on."""
        day = self.date.toordinal()
        for first, last in _join(map(_make_stretch, self.pauses)):
            if first <= day <= last:
                return dt.date.fromordinal(first)
        return self.date

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

    def end_of(self, date: dt.date) -> dt.datetime:
        """Return the last second of a date where the learner lives."""
        return dt.datetime.combine(date, dt.time(23, 59, 59), ZoneInfo(self.zone))

    def first_day(self, week: int) -> dt.date:
        """Return the first day of a week of the plan (from 1)."""
        return self.study_day(self._count_days(week - 1) + 1)

    def last_day(self, week: int) -> dt.date:
        """Return the last day of a week of the plan (from 1), when its work is due."""
        return self.study_day(self._count_days(week))

    def study_day(self, number: int) -> dt.date:
        """Return the date of a study day (from 1)."""
        start = self.start.toordinal()
        day = start + number - 1
        for first, last in self._breaks:
            if first <= day:
                skipped = last + 1 - max(first, start)
                day += max(0, skipped)
        return dt.date.fromordinal(min(day, LAST))

    def study_days(self, date: dt.date) -> int:
        """Count the study days from the start through `date`."""
        days = (date - self.start).days + 1
        return max(0, days - self.paused_days(self.start, date))

    def paused_days(self, first: dt.date, last: dt.date) -> int:
        """Count the days off from `first` through `last`."""
        days = (first.toordinal(), last.toordinal())
        return sum(_count_shared(days, stretch) for stretch in self._breaks)

    def week_on(self, date: dt.date) -> int:
        """Return the plan's week that `date` lies in; it is 0 before the start."""
        weeks = (self.study_days(date) - 1) / self.week_days
        return math.floor(weeks + EPSILON) + 1

    def _count_days(self, weeks: int) -> int:
        """Count the study days of so many weeks of the plan."""
        return math.ceil(weeks * self.week_days - EPSILON)

    @cached_property
    def _breaks(self) -> tuple[Stretch, ...]:
        """The days off; one without an end lasts, as long as it is on, for its first day."""
        today = self.today.toordinal()
        stretches = [_make_stretch(pause) for pause in self.pauses]
        return _join([_end_open(stretch, today) for stretch in stretches])


def make_calendar(
    roadmap: Roadmap, settings: Settings, made_at: dt.datetime, now: dt.datetime
) -> Calendar:
    """Make the learner's calendar; by default it starts on the first Monday since `made_at`."""
    zone = settings.zone or roadmap.zone
    start = settings.start or roadmap.start
    if not isinstance(start, dt.date):
        start = _find_monday(made_at.astimezone(ZoneInfo(zone)).date())
    share = 1.0
    if settings.hours:
        share = roadmap.hours.middle / settings.hours
    return Calendar(start, settings.pauses, zone, now, week_days=max(1.0, WEEK * share))


def pause(pauses: tuple[Pause, ...], today: dt.date) -> tuple[Pause, ...]:
    """Take days off from today until further notice."""
    is_on = any(each.to is None and each.since <= today for each in pauses)
    if is_on:
        return pauses
    return merge_pauses((*pauses, Pause(since=today)))


def pause_for(pauses: tuple[Pause, ...], today: dt.date, days: int) -> tuple[Pause, ...]:
    """Take so many days off from today; a pause that is on ends with them."""
    off = Pause(since=today, to=today + DAY * (days - 1))
    return merge_pauses((*resume(pauses, today), off))


def resume(pauses: tuple[Pause, ...], today: dt.date) -> tuple[Pause, ...]:
    """Study again from today: a pause that covers today ends yesterday, one yet to come stays."""
    day = today.toordinal()
    return _make_pauses(_end_before(_make_stretch(pause), day) for pause in pauses)


def restart(calendar: Calendar, first_open_week: int) -> tuple[Pause, ...]:
    """Move open work to today: the days since its first week was to start become days off."""
    resumed = replace(calendar, pauses=resume(calendar.pauses, calendar.date))
    planned = resumed.first_day(first_open_week)
    if planned >= resumed.today:
        return resumed.pauses
    return merge_pauses((*resumed.pauses, Pause(since=planned, to=resumed.today - DAY)))


def merge_pauses(pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    """Join pauses that overlap or touch, in order."""
    return _make_pauses(_make_stretch(pause) for pause in pauses)


def _find_monday(date: dt.date) -> dt.date:
    """Find the first Monday on or after a date."""
    return date + DAY * (-date.weekday() % 7)


def _make_stretch(pause: Pause) -> Stretch:
    last = pause.to or dt.date.max
    return pause.since.toordinal(), last.toordinal()


def _make_pauses(stretches: Iterable[Stretch]) -> tuple[Pause, ...]:
    return tuple(_make_pause(*stretch) for stretch in _join(stretches))


def _make_pause(first: int, last: int) -> Pause:
    since = dt.date.fromordinal(first)
    if last == LAST:
        return Pause(since=since)
    return Pause(since=since, to=dt.date.fromordinal(last))


def _end_open(stretch: Stretch, today: int) -> Stretch:
    """End a stretch without an end today."""
    first, last = stretch
    if last == LAST:
        return first, today
    return stretch


def _end_before(stretch: Stretch, day: int) -> Stretch:
    """End a stretch that has begun on the day before, at the latest."""
    first, last = stretch
    if first > day:
        return stretch
    return first, min(last, day - 1)


def _count_shared(one: Stretch, two: Stretch) -> int:
    """Count the days that lie in both."""
    first, last = max(one[0], two[0]), min(one[1], two[1])
    return max(0, last - first + 1)


def _join(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join stretches that overlap or touch, in order; empty ones are left out."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches):
        first, last = stretch
        if first > last:
            continue
        if joined and first <= joined[-1][1] + 1:
            begin, end = joined.pop()
            joined.append((begin, max(last, end)))
        else:
            joined.append(stretch)
    return tuple(joined)
