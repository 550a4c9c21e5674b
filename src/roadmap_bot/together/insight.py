"""What many learners show together: where they are stuck, which weeks they work, task by task."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmap_bot.together.record import Entry, Work
from roadmap_bot.together.table import is_resting

FEWEST = 2  # learners: of one alone nothing is said
SHOWN = 5
_PARTS = re.compile(r"\d+|\D+")


@dataclass(frozen=True, slots=True)
class Stuck:
    """A task that several learners have before them, and for how many days together."""

    id: str
    title: str
    count: int
    days: int


def find_stuck(entries: Sequence[Entry], today: dt.date) -> list[Stuck]:
    """Find the tasks that have been waiting longest over all; nobody is named."""
    waiting: dict[str, list[Work]] = defaultdict(list)
    for entry in entries:
        if entry.work and entry.work.next and not is_resting(entry, today):
            waiting[entry.work.next].append(entry.work)
    found = [_add_up(id, works, today) for id, works in waiting.items() if len(works) >= FEWEST]
    found.sort(key=lambda one: (-one.days, sort_id(one.id)))
    return found[:SHOWN]


def _add_up(id: str, works: Sequence[Work], today: dt.date) -> Stuck:
    days = sum(max(0, (today - (work.since or today)).days) for work in works)
    return Stuck(id, works[0].title, len(works), days)


def count_active(entries: Sequence[Entry]) -> list[int]:
    """Count who closed something in each week since the start."""
    works = [entry.work for entry in entries if entry.work]
    last = max((len(work.weeks) for work in works), default=0)
    return [sum(_worked(work, week) for work in works) for week in range(last)]


def _worked(work: Work, week: int) -> bool:
    return week < len(work.weeks) and work.weeks[week] > 0


def find_ids(entries: Sequence[Entry]) -> list[str]:
    """Find the ids of all tasks that somebody shows, as a roadmap counts them."""
    ids: set[str] = set()
    for entry in entries:
        ids.update(find_shown(entry))
    return sorted(ids, key=sort_id)


def find_shown(entry: Entry) -> Iterator[str]:
    """Find the ids of the tasks that a member shows."""
    if entry.work:
        yield from entry.work.closed or ()
        yield from entry.work.open or ()


def sort_id(id: str) -> list[tuple[bool, int, str]]:
    """Sort ids as people count: W03-2 before W03-10."""
    parts = _PARTS.findall(id)
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
