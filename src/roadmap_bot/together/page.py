"""The cohort's page: one self-contained HTML file, which runs no script and asks for nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_bot.report.lines.sentences import find_percent
from roadmap_bot.report.pictures.colors import DARK, LIGHT
from roadmap_bot.text.render import render, render_date
from roadmap_bot.text.words import Words
from roadmap_bot.together.cohort import Cohort
from roadmap_bot.together.insight import count_active, find_ids, find_stuck, sort_id
from roadmap_bot.together.record import Entry
from roadmap_bot.together.table import is_resting

DOTTED = 200  # members whose tasks are shown one by one


@dataclass(frozen=True, slots=True)
class Row:
    """A member on the page: percent is None where nothing can be shown; `dots` by task, if any."""

    name: str
    percent: int | None
    week: str
    note: str
    dots: Sequence[bool] = ()

    @property
    def owner(self) -> str:
        """Whose repository it is."""
        return self.name.partition("/")[0]

    @property
    def repository(self) -> str:
        """What the repository is called."""
        return self.name.partition("/")[2]


def render_page(
    cohort: Cohort, entries: Sequence[Entry], words: Words, site: str, today: dt.date
) -> str:
    """Render the page; `site` is GitHub's own address."""
    awake = [entry for entry in entries if not is_resting(entry, today)]
    ids = find_ids(awake[:DOTTED])
    active = count_active(entries)
    return render(
        "cohort.html.j2",
        words=words,
        language=words.language,
        light=LIGHT,
        dark=DARK,
        site=site,
        title=" ".join(cohort.title.split()),
        date=render_date(today, words),
        count=len(entries),
        resting=len(entries) - len(awake),
        rows=[_make_row(entry, ids, words) for entry in awake],
        ids=ids,
        units=_group(ids),
        stuck=find_stuck(entries, today),
        weeks=list(enumerate(active, start=1)),
        most=max(active, default=0),
    )


def _make_row(entry: Entry, ids: Sequence[str], words: Words) -> Row:
    work = entry.work
    if work is None:
        return Row(entry.name, None, "", words(f"cohort.fault.{entry.fault or 'empty'}"))
    closed = frozenset(work.closed or ())
    dots = [id in closed for id in ids] if work.closed is not None else []
    note = f"{work.next} {work.title}".strip() or words("cohort.finished")
    return Row(entry.name, find_percent(work.share), f"{work.week} / {work.last_week}", note, dots)


def _group(ids: Sequence[str]) -> list[tuple[str, int]]:
    """Group ids by their unit, each with how many there are."""
    units: dict[str, int] = {}
    for id in ids:
        unit = id.partition("-")[0]
        units[unit] = units.get(unit, 0) + 1
    return sorted(units.items(), key=lambda unit: sort_id(unit[0]))
