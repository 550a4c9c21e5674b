"""The weekly review: one issue a week on the roadmap's review day, the one before it closed; after a silence it rests.

Which reviews there were is read from the issues themselves: `R2026-W48` is the review of that ISO week, `R-finished`
the congratulation. A late tick makes the last one that is missing, and a second tick finds it made.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from roadmap_bot.issues.body import is_review, make_body
from roadmap_bot.keys import Key, issue_key
from roadmap_bot.progress.progress import Progress, Todo, make_progress
from roadmap_bot.report.rows import (
    check_row,
    link_title,
    milestone_row,
    render_sentence,
    render_title,
    render_todo,
)
from roadmap_bot.roadmap.calendar import DAY
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Issue, State, Thing
from roadmap_bot.text.escape import inert, plain
from roadmap_bot.text.render import render

FINISHED = "R-finished"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SILENCE = 21  # study days without a sign of life, after which one last review asks whether to pause
MANY = 20  # entries of one list


def open_review(state: State, goal: Goal) -> State:
    """Open the review that is due, or the congratulation, unless there is one; close those before it."""
    if not goal.settings.review:
        return state
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    due = find_review_day(goal)
    id = FINISHED if progress.is_finished else make_review_id(due)
    key = issue_key(id)
    if key not in state:
        if not (progress.is_finished or _is_wanted(due, state, goal)):
            return state
        make = (
            _congratulate(progress, state, goal)
            if progress.is_finished
            else _look_back(due, progress, state, goal)
        )
        state = {**state, key: _make_issue(id, *make, goal)}
    return {**state, **dict(_close_others(key, state))}


def find_review_day(goal: Goal) -> dt.date:
    """Find the last day of review, today included."""
    today = goal.calendar.today
    return today - DAY * ((today.weekday() - WEEKDAYS.index(goal.roadmap.review.weekday)) % 7)


def make_review_id(day: dt.date) -> str:
    """Make the id of the review of a day's ISO week."""
    year, week, _ = day.isocalendar()
    return f"R{year}-W{week:02}"


def _is_wanted(due: dt.date, state: State, goal: Goal) -> bool:
    """Whether there was a week to look back on, no pause, and no long silence that was asked about before."""
    calendar = goal.calendar
    made = [issue.made_at for _, issue in _find_issues(state, reviews=False) if issue.made_at]
    if due < calendar.start or not made or calendar.date_of(min(made)) > due:
        return False
    if calendar.is_paused or calendar.paused_days(due, due):
        return False
    before = [_find_day(key, goal) for key, _ in _find_issues(state, reviews=True)]
    since = _find_sign(due, state, goal)
    return not any(
        _count_silence(since, day, goal) >= SILENCE for day in before if day and day < due
    )


def _find_sign(due: dt.date, state: State, goal: Goal) -> dt.date:
    """Find the last day up to `due` on which anything happened."""
    begun = goal.calendar.start - DAY
    signs = {pause.to for pause in goal.calendar.pauses if pause.to}
    for key, issue in state.items():
        if isinstance(issue, Issue):  # that the bot closed a review is no sign of life
            moments = (None if is_review(key) else issue.closed_at, issue.moved_at, issue.edited_at)
            signs |= set(map(goal.calendar.date_of, filter(None, moments)))
    return max([begun, *(day for day in signs if day <= due)])


def _count_silence(since: dt.date, day: dt.date, goal: Goal) -> int:
    """Count the study days from the last sign of life to a day of review."""
    return goal.calendar.study_days(day) - goal.calendar.study_days(since)


def _find_issues(state: State, *, reviews: bool) -> Iterator[tuple[Key, Issue]]:
    for key, thing in state.items():
        if isinstance(thing, Issue) and is_review(key) is reviews:
            yield key, thing


def _find_day(key: Key, goal: Goal) -> dt.date | None:
    """Find the day of a review by its id."""
    match = re.fullmatch(r"issue/R(\d{4})-W(\d\d)", key)
    try:
        weekday = WEEKDAYS.index(goal.roadmap.review.weekday) + 1
        return dt.date.fromisocalendar(int(match[1]), int(match[2]), weekday) if match else None
    except ValueError:
        return None


def _close_others(kept: Key, state: State) -> Iterator[tuple[Key, Thing]]:
    """Close the other reviews, except what a person opened again."""
    for key, issue in _find_issues(state, reviews=True):
        if (
            key != kept
            and "~" not in key
            and not (issue.closed or issue.reopened or issue.disputed)
        ):
            yield key, replace(issue, closed="completed")


def _make_issue(id: str, title: str, text: str, goal: Goal) -> Issue:
    labels = frozenset({goal.roadmap.label.name.casefold()})
    return Issue(title, make_body(goal.roadmap.id, id, text), labels, assigned=True)


def _congratulate(progress: Progress, state: State, goal: Goal) -> tuple[str, str]:
    text = render(
        "congratulation.md.j2",
        words=goal.words,
        title=render_title(goal.roadmap.title),
        sentence=render_sentence(progress, goal),
        hours=round(progress.hours_done),
        tasks=progress.done,
        milestones=[milestone_row(row, state, goal) for row in progress.milestones],
    )
    return goal.words("review.finished", title=plain(goal.roadmap.title, 200)), text


def _look_back(due: dt.date, progress: Progress, state: State, goal: Goal) -> tuple[str, str]:
    words, roadmap, week = goal.words, goal.roadmap, goal.calendar.week_on(due)
    is_month_end = roadmap.review.month_end and (due + DAY * 7).month != due.month
    todos = list(_find_next(due, progress, goal))
    text = render(
        "review.md.j2",
        words=words,
        sentence=render_sentence(progress, goal),
        is_silent=_count_silence(_find_sign(due, state, goal), due, goal) >= SILENCE,
        url=goal.repository.url,
        lists={
            "done": _cut(_find_done(due, progress, state, goal), goal),
            "carried": _cut(
                [render_todo(todo, state, goal) for todo in progress.todos if todo.due <= due], goal
            ),
            "next": _cut([render_todo(todo, state, goal) for todo in todos], goal),
        },
        columns=[render_title(column.title) for column in roadmap.self_check],
        checks=check_row(week, progress.checks[week - 1], roadmap.self_check)
        if week <= progress.last_week
        else [],
        hints=[inert(" ".join(hint.split())) for hint in roadmap.review.hints],
        milestones=[milestone_row(row, state, goal) for row in progress.milestones]
        if is_month_end
        else [],
    )
    return _find_title(week, state, goal), text


def _find_title(week: int, state: State, goal: Goal) -> str:
    """Find a title that no review has yet: a long week of the plan has several, and so has one that began anew."""
    taken = {issue.title for _, issue in _find_issues(state, reviews=True)}
    title, part = goal.words("review.title", week=week), 1
    while title in taken:
        part += 1
        title = goal.words("review.again", week=week, part=part)
    return title


def _find_done(due: dt.date, progress: Progress, state: State, goal: Goal) -> list[str]:
    """Find what was closed since the review before, or in the week up to `due`."""
    made = [issue.made_at for _, issue in _find_issues(state, reviews=True) if issue.made_at]
    found: list[tuple[dt.datetime, str]] = []
    for id, title in _titles(goal):
        issue = state.get(issue_key(id))
        if id in progress.counted and isinstance(issue, Issue) and issue.closed == "completed":
            closed_at = issue.closed_at or goal.calendar.now
            if closed_at > max(made) if made else goal.calendar.date_of(closed_at) > due - DAY * 7:
                found.append((closed_at, link_title(f"{id} {title}", issue.url)))
    return [title for _, title in sorted(found, key=lambda entry: entry[0])]


def _find_next(due: dt.date, progress: Progress, goal: Goal) -> Iterator[Todo]:
    """Find what the next week asks for and was not due before."""
    first = {unit.id: goal.calendar.first_day(unit.weeks[0]) for unit in goal.roadmap.units}
    return (todo for todo in progress.todos if todo.due > due and first[todo.unit] <= due + DAY * 7)


def _titles(goal: Goal) -> Iterator[tuple[str, str]]:
    for unit in goal.roadmap.units:
        yield unit.id, unit.title
        yield from ((task.id, task.title) for task in unit.tasks)


def _cut(rows: list[str], goal: Goal) -> list[str]:
    more = len(rows) - MANY
    return rows if more <= 0 else [*rows[:MANY], goal.words("review.more", count=more)]
