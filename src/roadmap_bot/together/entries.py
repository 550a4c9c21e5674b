"""What is written down of each member: their figures, cut to what a cohort shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from roadmap_bot.foreign.figures import Figures
from roadmap_bot.foreign.member import Found, Member, make_member
from roadmap_bot.together.cohort import Cohort
from roadmap_bot.together.record import Entry, Work

WEEKS = 60  # that are counted, from the start on
TITLE = 80  # characters of what comes next


def find_changed(entries: Sequence[Entry], found: Mapping[str, Found | None]) -> list[str]:
    """Find the repositories whose figures are others than those that were read."""
    changed: list[str] = []
    for entry in entries:
        now = found.get(entry.repository)
        is_same = now is not None and now.oid == entry.oid and entry.fault is None
        if now and now.oid and not is_same and not _is_replaced(entry, now):
            changed.append(entry.repository)
    return changed


def bring_up_to_date(
    entry: Entry, cohort: Cohort, found: Found | None, figures: Mapping[str, Figures | None]
) -> Entry:
    """Make the entry of what was found of its repository now."""
    if found and _is_replaced(entry, found):
        return Entry(
            repository=entry.repository, id=entry.id, joined=entry.joined, fault="replaced"
        )
    if found and entry.repository not in figures and found.oid == entry.oid and entry.work:
        return entry.model_copy(update={"called": _find_new_name(entry, found)})
    member = make_member(entry.repository, found, figures.get(entry.repository))
    return _make_entry(entry, cohort, found, member)


def _is_replaced(entry: Entry, found: Found) -> bool:
    """Whether somebody else's repository stands where the member's was."""
    return bool(entry.id) and entry.id != found.id


def _make_entry(entry: Entry, cohort: Cohort, found: Found | None, member: Member) -> Entry:
    fault, work = member.fault, None
    if member.figures and member.figures.roadmap.id != cohort.roadmap:
        fault = "other-roadmap"
    elif member.figures:
        work = _make_work(member.figures, cohort, entry.work)
    return Entry(
        repository=entry.repository,
        called=_find_new_name(entry, found),
        id=found.id if found else entry.id,
        joined=entry.joined,
        oid=found.oid if found else "",
        fault=fault,
        work=work,
    )


def _find_new_name(entry: Entry, found: Found | None) -> str:
    """Find what a repository is called now; empty where that is its old name."""
    if found is None or found.name.casefold() == entry.repository.casefold():
        return ""
    return found.name


def _make_work(figures: Figures, cohort: Cohort, before: Work | None) -> Work:
    first = figures.next[0] if figures.next else None
    name = first.id if first else ""
    is_same = before is not None and before.next == name and before.since is not None
    return Work(
        share=figures.share,
        planned=figures.planned_share,
        week=figures.week,
        last_week=figures.last_week,
        active=figures.last_active,
        next=name,
        title=first.title[:TITLE] if first else "",
        since=before.since if before and is_same else figures.date,
        weeks=_count_weeks(figures, cohort.start),
        closed=figures.closed,
        open=figures.open,
    )


def _count_weeks(figures: Figures, start: dt.date) -> tuple[float, ...]:
    """Count the hours of each week since the cohort's start."""
    hours = [0.0] * WEEKS
    for day in figures.history:
        week = (day.date - start).days // 7
        if 0 <= week < WEEKS:
            hours[week] += day.hours
    while hours and not hours[-1]:
        hours.pop()
    return tuple(round(one, 1) for one in hours)
