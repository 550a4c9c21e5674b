"""The progress region of a README: badge, one sentence, milestones, next tasks, self-check.

Its first line is a hidden stamp: a hash of the facts shown, the ISO week, and a hash of the text below it. While facts
and week stay the same and nobody changed the text, the region stays as it is, whatever the date.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import asdict, replace

from roadmap_bot.board.memory import find_address
from roadmap_bot.progress.progress import Checkpoint, Progress
from roadmap_bot.report.rows import (
    badge_value,
    check_row,
    describe_chart,
    milestone_row,
    milestone_url,
    render_sentence,
    render_title,
    render_todo,
    todo_url,
)
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State
from roadmap_bot.text.render import render

BEGIN = "<!-- roadmap-bot:progress:begin -->"
END = "<!-- roadmap-bot:progress:end -->"

_STAMP = re.compile(
    r"<!-- facts=(?P<facts>[0-9a-f]{16}) week=(?P<week>\d{4}-W\d\d) text=(?P<text>[0-9a-f]{16}) -->\n\n?"
)


def render_region(progress: Progress, state: State, goal: Goal, folder: str) -> str:
    """Render what stands between the markers; `folder` leads from the README to the badge."""
    words, columns = goal.words, goal.roadmap.self_check
    text = render(
        "region.md.j2",
        words=words,
        url=goal.repository.url,
        folder=folder,
        alt=html.escape(
            words("report.alt", label=words("badge.label"), value=badge_value(progress, goal))
        ),
        chart_alt=html.escape(
            words("report.alt", label=words("chart.title"), value=describe_chart(progress, goal))
        ),
        sentence=render_sentence(progress, goal),
        milestones=[milestone_row(row, state, goal) for row in progress.milestones],
        todos=[render_todo(todo, state, goal) for todo in progress.next],
        columns=[render_title(column.title) for column in columns],
        checks=[
            check_row(week, shares, columns) for week, shares in enumerate(progress.checks, start=1)
        ],
    )
    stamp = f"<!-- facts={make_facts(progress, state, goal)} week={goal.calendar.iso_week} text={_hash(text)} -->"
    return f"{stamp}\n\n{text}"


def is_current(inner: str, facts: str, week: str) -> bool:
    """Whether a region says these facts in this week, in the bot's own words."""
    text = re.sub(r"\r\n?", "\n", inner)
    stamp = _STAMP.match(text)
    return stamp is not None and (stamp["facts"], stamp["week"], stamp["text"]) == (
        facts,
        week,
        _hash(text[stamp.end() :]),
    )


def make_facts(progress: Progress, state: State, goal: Goal) -> str:
    """Hash all that is shown, except what depends on the day alone."""
    todos = [replace(todo, due=goal.calendar.start) for todo in progress.next]
    columns = goal.roadmap.self_check
    facts = (
        (
            goal.roadmap.title,
            goal.words.language,
            goal.repository.url,
            [column.title for column in columns],
        ),
        find_address(state, goal),
        (goal.calendar.start, goal.calendar.zone, goal.calendar.pauses, goal.calendar.week_days),
        (round(progress.hours_done, 3), round(progress.hours, 3), progress.done, progress.total),
        [_milestone_facts(row, state) for row in progress.milestones],
        [(asdict(todo), todo_url(state, todo)) for todo in todos],
        [check_row(week, shares, columns) for week, shares in enumerate(progress.checks, start=1)],
    )
    return _hash(json.dumps(facts, default=str))


def _milestone_facts(row: Checkpoint, state: State) -> tuple[object, ...]:
    figures = (
        round(row.hours_done, 3),
        round(row.hours, 3),
        row.done,
        row.total,
        row.status == "done",
    )
    return (row.id, row.title, row.week, milestone_url(state, row.id), *figures)


def _hash(text: str) -> str:
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()[:16]
