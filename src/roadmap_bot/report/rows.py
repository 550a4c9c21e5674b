"""Rows, bars and sentences that the region and the page share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roadmap_bot.keys import milestone_key
from roadmap_bot.progress.forecast import EPSILON
from roadmap_bot.progress.progress import Checkpoint, Progress, Todo
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Column
from roadmap_bot.state import Milestone, State, find_issue
from roadmap_bot.text.escape import cell, inert
from roadmap_bot.text.render import render_date

BAR = 10
STREAK = 2  # weeks in a row that are worth a word


def render_sentence(progress: Progress, goal: Goal) -> str:
    """Render the one sentence that says where the learner stands."""
    return goal.words("report.joint").join(_sentence_parts(progress, goal))


def badge_value(progress: Progress, goal: Goal) -> str:
    """Render the badge's value: progress and week, never blame."""
    words, calendar = goal.words, goal.calendar
    percent = find_percent(progress.share)
    if progress.is_finished:
        return words("badge.finished", percent=percent)
    if calendar.today < calendar.start:
        return words(
            "badge.start", percent=percent, date=render_date(calendar.start, words, calendar.today)
        )
    return words("badge.week", percent=percent, week=progress.week)


def describe_chart(progress: Progress, goal: Goal) -> str:
    """Describe the chart in words, for those who do not see it."""
    words, today = goal.words, goal.calendar.today
    said = [
        words(
            "chart.figures",
            done=find_percent(progress.share),
            planned=find_percent(progress.planned),
        )
    ]
    if progress.finish:
        said.append(words("chart.finishes", date=render_date(progress.finish, words, today)))
    if progress.milestones:
        reached = sum(row.status == "done" for row in progress.milestones)
        said.append(words("chart.reached", reached=reached, total=len(progress.milestones)))
    return words("chart.joint").join(said)


def find_percent(share: float) -> int:
    """Round down, so that only what is whole says 100."""
    return int(share * 100 + EPSILON)


def render_title(title: str) -> str:
    """Render a title of the roadmap on one line, fit for a table."""
    return cell(inert(" ".join(title.split())))


def milestone_url(state: State, id: str) -> str:
    """Find a milestone's page; empty before it exists."""
    thing = state.get(milestone_key(id))
    return thing.url if isinstance(thing, Milestone) else ""


def todo_url(state: State, todo: Todo) -> str:
    """Find an issue's page; empty before it exists."""
    issue = find_issue(state, todo.id)
    return issue.url if issue else ""


def _sentence_parts(progress: Progress, goal: Goal) -> Iterator[str]:
    words, calendar = goal.words, goal.calendar
    begun = calendar.today >= calendar.start
    if progress.is_finished:
        yield words("report.finished")
    elif not begun:
        yield words("report.start", date=render_date(calendar.start, words, calendar.today))
    else:
        key = (
            "paused"
            if calendar.is_paused
            else "over"
            if progress.week > progress.last_week
            else "week"
        )
        yield words(f"report.{key}", week=progress.week, last=progress.last_week)
    yield words("report.percent", percent=find_percent(progress.share))
    if begun and not progress.is_finished:
        key = "behind" if progress.days < 0 else "ahead" if progress.days > 0 else "on_plan"
        yield words(f"report.{key}", days=abs(progress.days))
    if progress.is_finished and progress.history:
        yield words(
            "report.finished_on", date=render_date(progress.history[-1][0], words, calendar.today)
        )
    if progress.finish:
        yield words("report.finish", date=render_date(progress.finish, words, calendar.today))
    if progress.streak >= STREAK:
        yield words("report.streak", weeks=progress.streak)


def milestone_row(row: Checkpoint, state: State, goal: Goal) -> dict[str, object]:
    """Render a row of the milestone table."""
    return {
        "title": link_title(row.title, milestone_url(state, row.id)),
        "due": render_date(row.due, goal.words, goal.calendar.today),
        "bar": _bar(row.share, BAR, "■□"),
        "percent": f"{find_percent(row.share)} %",
        "done": row.done,
        "total": row.total,
        "status": goal.words(f"report.status.{row.status}"),
    }


def render_todo(todo: Todo, state: State, goal: Goal) -> str:
    """Render something to do: its title with a link, when it is due, what is missing."""
    hint = "criteria" if todo.criteria else "steps" if todo.steps else ""
    parts = [
        link_title(f"{todo.id} {todo.title}", todo_url(state, todo)),
        goal.words("report.until", date=render_date(todo.due, goal.words, goal.calendar.today)),
        *([goal.words(f"report.{hint}", done=todo.ticked, total=todo.steps)] if hint else []),
    ]
    return goal.words("report.joint").join(parts)


def check_row(week: int, shares: Sequence[float | None], columns: Sequence[Column]) -> list[str]:
    """Render a row of the self-check table."""
    return [
        str(week),
        *(_squares(share, column) for share, column in zip(shares, columns, strict=True)),
    ]


def _squares(share: float | None, column: Column) -> str:
    if share is None and column.kinds:
        return "–"
    return _bar(share or 0.0, column.squares, "■□")


def _bar(share: float, size: int, signs: str) -> str:
    full = int(share * size + EPSILON)
    return signs[0] * full + signs[1] * (size - full)


def link_title(title: str, url: str) -> str:
    """Render a title as a link, where it has an address."""
    text = render_title(title)
    escaped = re.sub(
        r"(\\*)([\[\]])", lambda found: found[1] + "\\" * (1 - len(found[1]) % 2) + found[2], text
    )
    return f"[{escaped}]({url})" if url else text
