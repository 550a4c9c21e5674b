"""Render the progress page: one self-contained HTML file for GitHub Pages.

It asks nothing of the network: its pictures are data URIs, and its few lines of script only
filter the list of tasks; without the script all is shown. Its policy lets no other script run:
https://www.w3.org/TR/CSP3/#external-hash.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence

from roadmap_bot.progress.activity import Active, find_active_weeks
from roadmap_bot.progress.checkpoints import Checkpoint
from roadmap_bot.progress.pieces import KindHours
from roadmap_bot.progress.progress import Progress, make_progress
from roadmap_bot.progress.todos import Todo
from roadmap_bot.report.lines.companions import list_companions
from roadmap_bot.report.lines.counters import list_counters
from roadmap_bot.report.lines.current import list_current
from roadmap_bot.report.lines.evidence import render_evidence
from roadmap_bot.report.lines.rows import issue_url, list_issues, milestone_url
from roadmap_bot.report.lines.sentences import (
    describe_card,
    describe_chart,
    find_percent,
    find_percents,
    render_day,
    render_sentence,
    show_hours,
)
from roadmap_bot.report.pictures.chart import render_chart
from roadmap_bot.report.pictures.colors import DARK, LIGHT
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import GUIDE
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import State, find_issue
from roadmap_bot.text.render import render, render_date

STATES = ("open", "done", "skipped", "unchosen")
MONTH = 3  # columns of the heat map that the name of a month takes

Entry = dict[str, object]


def render_page(state: State, goal: Goal) -> str:
    """Render the page as HTML."""
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    weeks = find_active_weeks(progress, goal.calendar)
    script = render("page.js")
    return render(
        "page.html.j2",
        words=goal.words,
        title=" ".join(goal.roadmap.title.split()),
        language=goal.words.language,
        description=describe_card(progress, goal),
        image=_find_image(goal),
        current=list_current(progress, state, goal),
        todos=[_make_todo(todo, state, goal) for todo in progress.next],
        guide=f"{goal.repository.url}/blob/HEAD/{GUIDE}",
        portfolio=goal.portfolio_page,
        issues=list_issues(goal),
        light=LIGHT,
        dark=DARK,
        url=goal.repository.url,
        companions=list_companions(state, goal),
        sentence=render_sentence(progress, goal).replace("**", ""),
        date=render_date(goal.calendar.today, goal.words),
        tiles=list(_find_tiles(progress, goal)),
        chart=_embed_chart(progress, goal),
        chart_alt=describe_chart(progress, goal),
        weeks=[[_make_square(day, goal) for day in week] for week in weeks],
        months=list(_lay_months(weeks, goal)),
        active=goal.words("page.active", days=len(progress.history)),
        milestones=[_make_milestone(row, state, goal) for row in progress.milestones],
        counters=list_counters(progress, state, goal),
        evidence=render_evidence(state, goal),
        done_by_kind=[_make_kind(kind) for kind in progress.kinds],
        units=list(_find_units(progress, state, goal)),
        kinds={kind.id: kind.title for kind in goal.roadmap.kinds},
        states=STATES,
        script=script,
        script_hash=_find_hash(script),
    )


def _find_image(goal: Goal) -> str:
    """Find the picture for those to whom the link is sent: GitHub's own of a public repository."""
    if goal.repository.is_private:
        return ""
    return f"https://opengraph.githubassets.com/1/{goal.repository.name}"  # F7.52


def _make_todo(todo: Todo, state: State, goal: Goal) -> Entry:
    return {
        "title": f"{todo.id} {todo.title}",
        "url": issue_url(state, todo.id),
        "due": goal.words("report.until", date=render_day(todo.due, goal)),
        "steps": _say_steps(todo, goal) if todo.steps else "",
    }


def _find_tiles(progress: Progress, goal: Goal) -> Iterator[tuple[str, str]]:
    """Find the figures at the top of the page, each with its label."""
    words = goal.words
    done, planned = find_percents(progress)
    hours_done, hours = show_hours(progress.hours_done), show_hours(progress.hours)
    lead = "behind" if progress.days < 0 else "ahead"
    days = abs(progress.days)
    yield words("page.done"), f"{done} %"
    yield words("page.planned"), f"{planned} %"
    yield words("page.tasks"), f"{progress.done} / {progress.total}"
    yield words("page.hours"), f"{hours_done} / {hours}"
    yield words(f"page.{lead}"), f"{days}"
    if progress.finish:
        yield words("page.finish"), render_day(progress.finish, goal)
    yield words("page.streak"), str(progress.streak)


def _embed_chart(progress: Progress, goal: Goal) -> Mapping[str, str]:
    light = render_chart(progress, goal, dark=False)
    dark = render_chart(progress, goal, dark=True)
    return {"light": _embed(light), "dark": _embed(dark)}


def _embed(svg: str) -> str:
    data = base64.b64encode(svg.encode()).decode()
    return f"data:image/svg+xml;base64,{data}"


def _find_hash(script: str) -> str:
    """Find the name by which a policy allows a script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


# The heat map


def _make_square(day: Active, goal: Goal) -> Entry:
    title = render_day(day.date, goal)
    level = "ahead" if day.is_ahead else day.level
    if day.hours:
        hours = math.ceil(day.hours * 10) / 10
        title = goal.words("page.day", date=title, hours=hours)
    return {"level": level, "title": title}


def _lay_months(weeks: Sequence[Sequence[Active]], goal: Goal) -> Iterator[tuple[int, str]]:
    """Lay the name of each month over the first week that begins in it, where there is room."""
    before, last = 0, -MONTH
    for column, week in enumerate(weeks):
        month = week[0].date.month
        has_room = column - last >= MONTH
        if month != before and has_room:
            last = column
            yield column, goal.words(f"date.month.{month}")
        before = month


# The tables


def _make_kind(kind: KindHours) -> Entry:
    return {
        "title": kind.title,
        "percent": find_percent(kind.share),
        "done": show_hours(kind.hours_done),
        "hours": show_hours(kind.hours),
    }


def _make_milestone(row: Checkpoint, state: State, goal: Goal) -> Entry:
    return {
        "title": row.title,
        "url": milestone_url(state, row.id),
        "due": goal.words("report.until", date=render_day(row.due, goal)),
        "percent": find_percent(row.share),
        "done": row.done,
        "total": row.total,
        "status": goal.words(f"report.status.{row.status}"),
    }


def _find_units(progress: Progress, state: State, goal: Goal) -> Iterator[Entry]:
    """Find the units, each with the rows of its tasks."""
    rows = dict(_find_rows(progress, state, goal))
    for unit in goal.roadmap.units:
        _, last = unit.weeks
        yield {
            **rows[unit.id],
            "weeks": _say_weeks(unit, goal),
            "due": render_day(goal.calendar.last_day(last), goal),
            "tasks": [rows[task.id] for task in unit.tasks],
        }


def _find_rows(progress: Progress, state: State, goal: Goal) -> Iterator[tuple[str, Entry]]:
    """Find the row of each unit and task."""
    steps = {todo.id: _say_steps(todo, goal) for todo in progress.todos if todo.steps}
    for unit in goal.roadmap.units:
        owners: tuple[Unit | Task, ...] = (unit, *unit.tasks)
        for owner in owners:
            yield (
                owner.id,
                {
                    "id": owner.id,
                    "title": owner.title,
                    "url": issue_url(state, owner.id),
                    "kind": owner.kind or "",
                    "state": _find_end(owner, state) or _find_open(unit, owner, progress, goal),
                    "steps": steps.get(owner.id, ""),
                },
            )


def _say_steps(todo: Todo, goal: Goal) -> str:
    key = "topics" if todo.study else "steps"
    return goal.words(f"page.{key}", steps=f"{todo.ticked}/{todo.steps}")


def _say_weeks(unit: Unit, goal: Goal) -> str:
    first, last = unit.weeks
    if first == last:
        return goal.words("board.week", first=first)
    return goal.words("board.week_span", first=first, last=last)


def _find_end(owner: Unit | Task, state: State) -> str | None:
    """Find how a unit or task was closed, None while it is open."""
    issue = find_issue(state, owner.id)
    if issue is None or issue.closed is None:
        return None
    return "done" if issue.closed == "completed" else "skipped"


def _find_open(unit: Unit, owner: Unit | Task, progress: Progress, goal: Goal) -> str:
    """Find what an open unit or task is: to be done, left out, or of an elective not chosen."""
    if owner.id in progress.counted:
        return "open"
    without = goal.settings.without
    if unit.is_named(without) or owner.is_named(without):
        return "skipped"
    return "unchosen"
