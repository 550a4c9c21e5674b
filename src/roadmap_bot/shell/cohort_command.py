"""What the command for cohorts does, and what it says in the end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from roadmap_bot.changes import Sort
from roadmap_bot.job import require_access
from roadmap_bot.shell.connection import make_traffic
from roadmap_bot.shell.console import Console
from roadmap_bot.shell.summary.headline import render_headline
from roadmap_bot.shell.summary.page import render_summary
from roadmap_bot.text.words import Words
from roadmap_bot.together.run import Cohorting, Done, perform, read_page


def keep_cohort(console: Console, page: Path | None, today: dt.date | None) -> None:
    """Answer and enter who asks, and bring the table up to date; or only write the page."""
    require_access(console.job)
    cohorting = Cohorting(console.job, make_traffic(console.job, console), today)
    if page:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(read_page(cohorting), encoding="utf-8")
        console.say(console.words("cohort.page", file=page))
        return
    _tell(console, perform(cohorting))


def _tell(console: Console, done: Done | None) -> None:
    if done is None:
        console.say(console.words("cohort.ignored"))
        return
    console.words = done.meeting.words
    for problem in done.problems:
        console.warn(problem, "warning")
    sentence = _find_sentence(done, console.words)
    headline = render_headline("well", sentence)
    page = render_summary(headline, done.made, done.problems, (), console.words)
    console.job.add_summary(page)
    console.say(sentence)


def _find_sentence(done: Done, words: Words) -> str:
    if any(change.sort is Sort.COMMIT for change in done.made):
        return words("cohort.done", count=len(done.meeting.seen.entries))
    return words("cohort.answered" if done.made else "cohort.nothing")
