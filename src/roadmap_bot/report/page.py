"""Render the progress page: one self-contained HTML file that asks nothing of the network, for GitHub Pages.

Its pictures are data URIs and its few lines of script only filter the list of tasks; without the script all is shown.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_bot.progress.progress import Checkpoint, Progress, make_progress
from roadmap_bot.report.pictures import PICTURES
from roadmap_bot.report.rows import describe_chart, find_percent, milestone_url
from roadmap_bot.roadmap.calendar import DAY
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Task, Unit
from roadmap_bot.state import State, find_issue
from roadmap_bot.text.render import render, render_date

LEVELS = 4  # shades of the heat map
MOST_WEEKS = 53
STATES = ("open", "done", "skipped", "unchosen")

Entry = dict[str, object]


@dataclass(frozen=True)
class Active:
    """A square of the heat map: a day, the hours of what was closed on it, and a shade from 0 to 4."""

    date: dt.date
    hours: float
    level: int


def render_page(state: State, goal: Goal) -> str:
    """Render the page as HTML."""
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    weeks = find_active_weeks(progress, goal)
    return render(
        "page.html.j2",
        words=goal.words,
        title=" ".join(goal.roadmap.title.split()),
        language=goal.words.language,
        url=goal.repository.url,
        date=render_date(goal.calendar.today, goal.words),
        tiles=list(_find_tiles(progress, goal)),
        chart={
            name: _embed(f"chart{suffix}", progress, goal)
            for name, suffix in (("light", ""), ("dark", "-dark"))
        },
        chart_alt=describe_chart(progress, goal),
        weeks=[[_square(day, goal) for day in week] for week in weeks],
        months=list(_lay_months(weeks, goal)),
        active=goal.words("page.active", days=len(progress.history)),
        milestones=[_milestone(row, state, goal) for row in progress.milestones],
        units=[_unit(unit, progress, state, goal) for unit in goal.roadmap.units],
        kinds={kind.id: kind.title for kind in goal.roadmap.kinds},
        states=STATES,
    )


def find_active_weeks(progress: Progress, goal: Goal) -> tuple[tuple[Active, ...], ...]:
    """Find the days from the first to today, week by week from Monday on; the last year at most."""
    today, hours = goal.calendar.today, dict(progress.history)
    first = min([goal.calendar.start, today, *hours])
    monday = max(
        first - DAY * first.weekday(), today - DAY * (today.weekday() + 7 * (MOST_WEEKS - 1))
    )
    most = max(hours.values(), default=1.0) or 1.0
    days = [monday + DAY * number for number in range((today - monday).days + 1)]
    found = [
        Active(day, hours.get(day, 0.0), math.ceil(LEVELS * hours.get(day, 0.0) / most))
        for day in days
    ]
    return tuple(tuple(found[start : start + 7]) for start in range(0, len(found), 7))


def _find_tiles(progress: Progress, goal: Goal) -> Iterator[tuple[str, str]]:
    """Find the figures at the top of the page, each with its label."""
    words = goal.words
    yield words("page.done"), f"{find_percent(progress.share)} %"
    yield words("page.planned"), f"{find_percent(progress.planned)} %"
    yield words("page.tasks"), f"{progress.done} / {progress.total}"
    yield words("page.hours"), f"{round(progress.hours_done)} / {round(progress.hours)}"
    yield words("page.behind" if progress.days < 0 else "page.ahead"), str(abs(progress.days))
    if progress.finish:
        yield words("page.finish"), render_date(progress.finish, words, goal.calendar.today)
    yield words("page.streak"), str(progress.streak)


def _embed(name: str, progress: Progress, goal: Goal) -> str:
    draw = next(draw for path, draw in PICTURES.items() if path.endswith(f"/{name}.svg"))
    return "data:image/svg+xml;base64," + base64.b64encode(draw(progress, goal).encode()).decode()


def _square(day: Active, goal: Goal) -> Entry:
    date = render_date(day.date, goal.words, goal.calendar.today)
    hours = math.ceil(day.hours * 10) / 10
    return {
        "level": day.level,
        "title": goal.words("page.day", date=date, hours=hours) if day.hours else date,
    }


def _lay_months(weeks: tuple[tuple[Active, ...], ...], goal: Goal) -> Iterator[tuple[int, str]]:
    """Lay the name of each month over the first week that begins in it, where there is room."""
    before, last = 0, -3
    for column, week in enumerate(weeks):
        month = week[0].date.month
        if month != before and column - last >= 3:
            last = column
            yield column, goal.words(f"date.month.{month}")
        before = month


def _milestone(row: Checkpoint, state: State, goal: Goal) -> Entry:
    return {
        "title": row.title,
        "url": milestone_url(state, row.id),
        "due": render_date(row.due, goal.words, goal.calendar.today),
        "percent": find_percent(row.share),
        "done": row.done,
        "total": row.total,
        "status": goal.words(f"report.status.{row.status}"),
    }


def _unit(unit: Unit, progress: Progress, state: State, goal: Goal) -> Entry:
    words, (first, last) = goal.words, unit.weeks
    return {
        **_work(unit, unit, progress, state, goal),
        "weeks": words(
            "board.week" if first == last else "board.week_span", first=first, last=last
        ),
        "due": render_date(goal.calendar.last_day(last), words, goal.calendar.today),
        "tasks": [_work(unit, task, progress, state, goal) for task in unit.tasks],
    }


def _work(unit: Unit, owner: Unit | Task, progress: Progress, state: State, goal: Goal) -> Entry:
    issue = find_issue(state, owner.id)
    todo = next((todo for todo in progress.todos if todo.id == owner.id), None)
    return {
        "id": owner.id,
        "title": owner.title,
        "url": issue.url if issue else "",
        "kind": owner.kind or "",
        "state": _find_state(unit, owner, progress, state, goal),
        "steps": f"{todo.ticked}/{todo.steps}" if todo and todo.steps else "",
    }


def _find_state(
    unit: Unit, owner: Unit | Task, progress: Progress, state: State, goal: Goal
) -> str:
    issue = find_issue(state, owner.id)
    if issue and issue.closed:
        return "done" if issue.closed == "completed" else "skipped"
    if owner.id in progress.counted:
        return "open"
    without = goal.settings.without
    return "skipped" if unit.is_named(without) or owner.is_named(without) else "unchosen"
