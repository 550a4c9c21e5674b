"""The cohort's table in its README: who studies along, how far, and what comes next.

In the order of joining, without ranks; who rests is a count, and named no more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence

from roadmap_bot.report.lines.sentences import find_percent
from roadmap_bot.text.escape import cell, code_span, inert
from roadmap_bot.text.render import render
from roadmap_bot.text.words import Words
from roadmap_bot.together.cohort import Cohort
from roadmap_bot.together.record import Entry, Work

ROWS = 200  # at most; the page has all
REST = dt.timedelta(weeks=3)
BAR = 10

_STAMP = re.compile(r"<!-- facts=(?P<facts>[0-9a-f]{16}) text=(?P<text>[0-9a-f]{16}) -->\n\n?")


def is_resting(entry: Entry, today: dt.date) -> bool:
    """Whether nothing was closed there for three weeks, though something is left."""
    work = entry.work
    return work is not None and work.share < 1 and today - work.active > REST


def render_table(
    cohort: Cohort, entries: Sequence[Entry], words: Words, site: str, today: dt.date
) -> str:
    """Render what stands between the markers; `site` is GitHub's own address."""
    awake = [entry for entry in entries if not is_resting(entry, today)]
    text = render(
        "cohort.md.j2",
        words=words,
        title=inert(" ".join(cohort.title.split())),
        start=cohort.start,
        count=len(entries),
        active=sum(_was_active(entry, today) for entry in entries),
        rows=[_make_row(entry, words, site) for entry in awake[:ROWS]],
        more=max(0, len(awake) - ROWS),
        resting=len(entries) - len(awake),
    )
    stamp = f"<!-- facts={_hash(_find_facts(cohort, entries))} text={_hash(text)} -->"
    return f"{stamp}\n\n{text}"


def is_current(inner: str, cohort: Cohort, entries: Sequence[Entry]) -> bool:
    """Whether a table says this of these members, in the bot's own words: the day is no news."""
    text = re.sub(r"\r\n?", "\n", inner)
    stamp = _STAMP.match(text)
    if stamp is None:
        return False
    facts = _hash(_find_facts(cohort, entries))
    return stamp.groups() == (facts, _hash(text[stamp.end() :]))


def _find_facts(cohort: Cohort, entries: Sequence[Entry]) -> str:
    about = cohort.model_dump_json(exclude={"members"})
    return about + "".join(entry.model_dump_json() for entry in entries)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def _was_active(entry: Entry, today: dt.date) -> bool:
    return entry.work is not None and today - entry.work.active < dt.timedelta(weeks=1)


def _make_row(entry: Entry, words: Words, site: str) -> tuple[str, ...]:
    """Make the cells of a member: the repository, the share, the week, what comes next."""
    link = f"[{code_span(entry.name)}]({site}/{entry.name})"
    if entry.work is None:
        return link, "–", "–", words(f"cohort.fault.{entry.fault or 'empty'}")
    work = entry.work
    percent = find_percent(work.share)
    share = f"{_draw(work.share)} {percent} %" if percent else "–"
    return link, share, f"{work.week} / {work.last_week}", _render_next(work, words)


def _draw(share: float) -> str:
    full = max(1, int(share * BAR))
    return "■" * full + "□" * (BAR - full)


def _render_next(work: Work, words: Words) -> str:
    if not work.next:
        return words("cohort.finished")
    # What others wrote stands in a code span: it links to nothing, and pings nobody.
    return cell(code_span(f"{work.next} {work.title}".strip()))
