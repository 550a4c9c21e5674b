"""What a review says: what was done, what is carried along, what comes next; or congratulations."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import quote

from roadmap_bot.control.memory import find_control
from roadmap_bot.keys import milestone_key
from roadmap_bot.progress.progress import Progress
from roadmap_bot.progress.todos import Todo
from roadmap_bot.report.lines.companions import find_quiet
from roadmap_bot.report.lines.news import render_news, run_page
from roadmap_bot.report.lines.repetition import render_repetition
from roadmap_bot.report.lines.rows import (
    check_row,
    link_title,
    milestone_rows,
    render_title,
    render_todo,
)
from roadmap_bot.report.lines.sentences import render_sentence, show_hours
from roadmap_bot.report.pictures.share import render_share
from roadmap_bot.roadmap.calendar import DAY
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import Milestone, State, find_issue
from roadmap_bot.text.escape import inert
from roadmap_bot.text.render import render

MANY = 20  # entries of one list
LATE = 14  # study days behind the plan, with which the third week behind begins
PROUD = 4  # the week whose review shows the card


@dataclass(frozen=True)
class Occasion:
    """What a review looks back on: the days up to `due` since the review before.

    That one was of the day `since`, and `told` is when it was made; without one it is a week.
    """

    due: dt.date
    since: dt.date
    told: dt.datetime | None
    is_silent: bool  # nothing has happened for long


def render_congratulation(progress: Progress, state: State, goal: Goal) -> str:
    """Render the text of the last issue there is."""
    return render(
        "congratulation.md.j2",
        words=goal.words,
        title=render_title(goal.roadmap.title),
        sentence=render_sentence(progress, goal),
        hours=show_hours(progress.hours_done),
        tasks=progress.done,
        share=render_share(progress, goal),
        profile=posixpath.dirname(goal.repository.url),
        portfolio=goal.portfolio_page,
        run=run_page(goal),
        example=goal.roadmap.units[0].id,
        milestones=milestone_rows(progress, state, goal),
    )


def render_review(occasion: Occasion, progress: Progress, state: State, goal: Goal) -> str:
    """Render the look back; after a silence it asks whether to pause."""
    return render(
        "review.md.j2",
        words=goal.words,
        sentence=render_sentence(progress, goal),
        is_silent=occasion.is_silent,
        ways=list(_find_ways(occasion, progress, state, goal)),
        share=_render_share(occasion, progress, state, goal),
        lists=_find_lists(occasion, progress, state, goal),
        again=_find_again(occasion, progress, state, goal),
        asked=list(_find_asked(occasion.due, progress, goal)),
        quiet=list(find_quiet(state, goal)),
        news=render_news(state, goal),
        hints=[_flatten(hint) for hint in _find_hints(occasion.due, progress, goal)],
        milestones=_find_milestones(occasion.due, progress, state, goal),
    )


def _find_ways(occasion: Occasion, progress: Progress, state: State, goal: Goal) -> Iterator[str]:
    """Find the ways out for somebody who rests, or is in the third week behind the plan.

    Where there is a control issue, each is a box of it.
    """
    if progress.days > -LATE and not occasion.is_silent:
        return
    control = find_control(state)
    where = {"control": control.url} if control else {"run": run_page(goal)}
    kind = "tap" if control else "ways"
    pace = round(progress.pace or 0)
    if goal.roadmap.hours.least / 3 <= pace < goal.roadmap.hours.middle:
        yield goal.words(f"review.{kind}.own", hours=pace, settings=_settings_page(goal), **where)
    else:
        yield goal.words("review.ways.pace", settings=_settings_page(goal))
    yield goal.words(f"review.{kind}.pause", **where)
    yield goal.words(f"review.{kind}.restart", **where)


def _settings_page(goal: Goal) -> str:
    """Return the address where the settings are edited."""
    repository = goal.repository
    return f"{repository.url}/edit/{quote(repository.branch or 'HEAD')}/{SETTINGS}"


def _render_share(occasion: Occasion, progress: Progress, state: State, goal: Goal) -> str:
    """Render the card after four weeks, and where a milestone was reached; else nothing."""
    is_fourth = goal.calendar.week_on(occasion.due) == PROUD
    things = [state.get(milestone_key(row.id)) for row in progress.milestones]
    reached = [each for each in things if isinstance(each, Milestone) and each.closed]
    is_new = [_is_new(each.closed_at or goal.calendar.now, occasion, goal) for each in reached]
    if is_fourth or any(is_new):
        return render_share(progress, goal)
    return ""


def _find_again(occasion: Occasion, progress: Progress, state: State, goal: Goal) -> list[str]:
    """Find what to look at once more; nobody is asked to who rests."""
    if occasion.is_silent:
        return []
    return render_repetition(occasion.due, progress, state, goal)


def _find_hints(due: dt.date, progress: Progress, goal: Goal) -> Iterator[str]:
    """Find what to think about: always, and in weeks that plan a kind of work with a hint."""
    yield from goal.roadmap.review.hints
    week = goal.calendar.week_on(due)
    kinds: set[str | None] = set()
    for unit in goal.roadmap.units:
        if week in unit.span and unit.id in progress.counted:
            kinds.update(task.kind for task in unit.tasks)
    for kind in goal.roadmap.kinds:
        if kind.hint and kind.id in kinds:
            yield kind.hint


def _find_asked(due: dt.date, progress: Progress, goal: Goal) -> Iterator[tuple[str, str]]:
    """Find the columns to ask about, with their squares: where something is planned, or may be.

    The time after the plan has none.
    """
    week = goal.calendar.week_on(due)
    if week > progress.last_week:
        return
    squares = check_row(progress, week, goal)[1:]
    for column, share, drawn in zip(
        goal.roadmap.self_check, progress.checks[week - 1], squares, strict=True
    ):
        if share is not None or not column.kinds:
            yield render_title(column.title), drawn


def _find_milestones(
    due: dt.date, progress: Progress, state: State, goal: Goal
) -> list[dict[str, object]]:
    """Find the milestones, which stand in the last review of a month."""
    is_month_end = (due + DAY * 7).month != due.month
    if not is_month_end or not goal.roadmap.review.month_end:
        return []
    return milestone_rows(progress, state, goal)


def _flatten(hint: str) -> str:
    return inert(" ".join(hint.split()))


# The lists


def _find_lists(
    occasion: Occasion, progress: Progress, state: State, goal: Goal
) -> dict[str, list[str]]:
    due = occasion.due
    done = _find_done(occasion, progress, state, goal)
    carried = (todo for todo in progress.todos if todo.due <= due)
    following = _find_next(due, progress, goal)
    return {
        "done": _cut(done, goal),
        "carried": _cut([render_todo(todo, state, goal) for todo in carried], goal),
        "next": _cut([render_todo(todo, state, goal) for todo in following], goal),
    }


def _find_done(occasion: Occasion, progress: Progress, state: State, goal: Goal) -> list[str]:
    """Find what was closed since the review before."""
    found: list[tuple[dt.datetime, str]] = []
    for owner in _find_owners(goal):
        issue = find_issue(state, owner.id)
        if issue is None or issue.closed != "completed" or owner.id not in progress.counted:
            continue
        closed_at = issue.closed_at or goal.calendar.now
        if _is_new(closed_at, occasion, goal):
            title = f"{owner.id} {owner.title}"
            found.append((closed_at, link_title(title, issue.url)))
    found.sort(key=itemgetter(0))
    return [title for _, title in found]


def _is_new(closed_at: dt.datetime, occasion: Occasion, goal: Goal) -> bool:
    """Whether the review before could not tell of it, and this one is not too early for it."""
    day = goal.calendar.date_of(closed_at)
    is_untold = occasion.told is not None and closed_at > occasion.told
    return day <= occasion.due and (day > occasion.since or is_untold)


def _find_owners(goal: Goal) -> Iterator[Unit | Task]:
    for unit in goal.roadmap.units:
        yield unit
        yield from unit.tasks


def _find_next(due: dt.date, progress: Progress, goal: Goal) -> Iterator[Todo]:
    """Find what the next week asks for and was not due before."""
    calendar = goal.calendar
    next_due = due + DAY * 7
    first_days = {unit.id: calendar.first_day(unit.weeks[0]) for unit in goal.roadmap.units}
    for todo in progress.todos:
        if todo.due > due and first_days[todo.unit] <= next_due:
            yield todo


def _cut(rows: list[str], goal: Goal) -> list[str]:
    more = len(rows) - MANY
    if more <= 0:
        return rows
    return [*rows[:MANY], goal.words("review.more", count=more)]
