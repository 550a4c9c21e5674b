"""Rows of the tables and lists that READMEs and reviews share: milestones, tasks, self-check."""

from __future__ import annotations

from roadmap_bot.keys import milestone_key
from roadmap_bot.progress.checkpoints import Checkpoint
from roadmap_bot.progress.forecast import EPSILON
from roadmap_bot.progress.progress import Progress
from roadmap_bot.progress.todos import Todo
from roadmap_bot.report.lines.sentences import find_percent, render_day
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Column
from roadmap_bot.state import Milestone, State, find_issue
from roadmap_bot.text.escape import cell, inert, link

BAR = 5
FULL, EMPTY = "■", "□"
NONE = "–"  # a bar of empty squares looks like signs that a font lacks


# Titles and their links


def render_title(title: str) -> str:
    """Render a title of the roadmap on one line, fit for a table."""
    line = " ".join(title.split())
    return cell(inert(line))


def link_title(title: str, url: str) -> str:
    """Render a title as a link fit for a table, where it has an address."""
    return cell(link(title, url))


def list_issues(goal: Goal) -> str:
    """Return the address of all open issues, the oldest first: that is the roadmap's order."""
    return f"{goal.repository.url}/issues?q=is%3Aissue+is%3Aopen+sort%3Acreated-asc"  # F7.17


def milestone_url(state: State, id: str) -> str:
    """Find a milestone's page; empty before it exists."""
    thing = state.get(milestone_key(id))
    return thing.url if isinstance(thing, Milestone) else ""


def issue_url(state: State, id: str) -> str:
    """Find an issue's page; empty before it exists."""
    issue = find_issue(state, id)
    return issue.url if issue else ""


# Milestones and things to do


def milestone_row(row: Checkpoint, state: State, goal: Goal) -> dict[str, object]:
    """Render a row of the milestone table."""
    status = goal.words(f"report.status.{row.status}")
    percent = find_percent(row.share)
    return {
        "title": link_title(row.title, milestone_url(state, row.id)),
        "due": goal.words("report.until", date=render_day(row.due, goal)),
        "status": f"{status} {percent} %" if percent else status,
        "bar": f"{draw_bar(row.share, BAR)} {row.done}/{row.total}",
    }


def milestone_rows(progress: Progress, state: State, goal: Goal) -> list[dict[str, object]]:
    """Render the milestone table."""
    return [milestone_row(row, state, goal) for row in progress.milestones]


def render_todo(todo: Todo, state: State, goal: Goal) -> str:
    """Render something to do: its title with a link, when it is due, what is missing."""
    words = goal.words
    url = issue_url(state, todo.id)
    date = render_day(todo.due, goal)
    parts = [link_title(f"{todo.id} {todo.title}", url), words("report.until", date=date)]
    if todo.criteria:
        parts.append(words("report.criteria", done=todo.ticked, total=todo.steps))
    elif todo.steps:
        key = "topics" if todo.study else "steps"
        parts.append(words(f"report.{key}", done=todo.ticked, total=todo.steps))
    return words("report.joint").join(parts)


# The self-check table


def check_head(goal: Goal) -> list[str]:
    """Render the titles of the self-check table's columns."""
    columns = goal.roadmap.self_check
    return [render_title(column.title) for column in columns]


def check_rows(progress: Progress, goal: Goal, *, last: int | None = None) -> list[list[str]]:
    """Render the self-check table, week by week up to the `last`."""
    weeks = range(1, progress.last_week + 1)
    return [check_row(progress, week, goal) for week in weeks[:last]]


def check_row(progress: Progress, week: int, goal: Goal) -> list[str]:
    """Render a row of the self-check table."""
    shares = progress.checks[week - 1]
    columns = zip(shares, goal.roadmap.self_check, strict=True)
    squares = [_draw_squares(share, column) for share, column in columns]
    return [str(week), *squares]


def _draw_squares(share: float | None, column: Column) -> str:
    if share is None and column.kinds:
        return ""
    return draw_bar(share or 0.0, column.squares)


def draw_bar(share: float, size: int) -> str:
    """Draw a bar of squares; an empty one is a dash."""
    full = int(share * size + EPSILON)
    if not full:
        return NONE
    return FULL * full + EMPTY * (size - full)
