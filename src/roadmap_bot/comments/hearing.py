"""Hear what people say: which issues are read for it, whose comments count, what is answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from roadmap_bot.comments.orders import find_asking
from roadmap_bot.comments.remarks import find_remarks, may_be_read
from roadmap_bot.http.reader import Node
from roadmap_bot.keys import Key
from roadmap_bot.repository import Look, Remark
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import find_issues

FindWriters = Callable[[Iterable[str]], frozenset[str]]
RECENT = dt.timedelta(days=7)  # how far back a run makes up for lost ones


def find_commented(seen: Look, now: dt.datetime, number: int | None) -> frozenset[Key]:
    """Find the issues on which somebody may have commented of late (F3.70).

    The one with the event's `number` is among them: lists may not tell of the newest comment yet.
    """
    found: set[Key] = set()
    for key, issue in find_issues(seen.things):
        is_asked = issue.number == number or _is_recent(issue.spoken_at, now)
        if is_asked and may_be_read(key, issue):
            found.add(key)
    return frozenset(found & seen.ids.keys())


def hear(
    seen: Look,
    goal: Goal,
    details: Mapping[str, Node],
    find_writers: FindWriters,
    *,
    hears_all: bool,
) -> Look:
    """Put into a look what people said on the issues seen closely: answered ones, and new ones.

    New ones only where the run reads comments, of the last days, of people who may write.
    """
    found = find_remarks(details, seen.ids, seen.things, seen.repository)
    remarks = [remark for remark, _ in found.values()]
    kept = {remark.key for remark in remarks if remark.is_answered}
    if hears_all:
        new = [one for one in remarks if not one.is_answered]
        late = [one for one in new if _is_recent(one.date, goal.calendar.now)]
        asking = list(find_asking(late, goal.roadmap))
        kept |= _find_heard(asking, seen, find_writers)
    ids = {key: id for key, (_, id) in found.items() if key in kept}
    lasting = tuple(one for one in remarks if one.key in kept)
    return replace(seen, remarks=lasting, ids={**seen.ids, **ids})


def _is_recent(time: dt.datetime | None, now: dt.datetime) -> bool:
    return time is not None and now - time <= RECENT


def _find_heard(asking: Sequence[Remark], seen: Look, find_writers: FindWriters) -> frozenset[Key]:
    """Find whose comments count: GitHub is asked about each person, but for the owner (F2.31)."""
    owner = seen.repository.owner.casefold() if seen.repository.owner_is_user else ""
    others = {one.login.casefold() for one in asking} - {owner}
    writers = find_writers(others) | {owner}
    return frozenset(one.key for one in asking if one.login.casefold() in writers)
