"""The weekly review: one issue a week on the roadmap's review day, the one before it closed.

After a silence it rests. Which reviews there were is read from the issues themselves: `R2026-W48`
is the review of that ISO week, `R-finished` the congratulation. A late tick makes the last one
that is missing, and a second tick finds it made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from roadmap_bot.issues.body import is_beside, is_review, make_body
from roadmap_bot.keys import Key, is_twin, issue_id, issue_key
from roadmap_bot.progress.progress import Progress, make_progress
from roadmap_bot.progress.reviews import find_day, find_weekday
from roadmap_bot.report.review_text import Occasion, render_congratulation, render_review
from roadmap_bot.roadmap.calendar import DAY, Calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Issue, Milestone, State, Thing, find_issues, is_open_again
from roadmap_bot.text.escape import plain

FINISHED = "R-finished"
SILENCE = 21  # study days without a sign of life, after which one last review asks about a pause


def open_review(state: State, goal: Goal) -> State:
    """Open the review that is due, or the congratulation, unless there is one.

    Those before it are closed; where there are to be none, all but the congratulation.
    """
    if not goal.settings.review:
        return _close_others(issue_key(FINISHED), state)
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    due = find_review_day(goal)
    id = FINISHED if progress.is_finished else make_review_id(due)
    key = issue_key(id)
    if key in state:
        return _close_others(key, state)
    if progress.is_finished:
        issue = _make_congratulation(progress, state, goal)
    elif _is_wanted(due, state, goal):
        issue = _make_review(due, state, goal)
    else:
        return state
    return _close_others(key, {**state, key: issue})


def is_all_done(state: State, goal: Goal) -> bool:
    """Whether all that counts is done, so that no more reviews will come."""
    return make_progress(goal.roadmap, goal.settings, goal.calendar, state).is_finished


def find_review_day(goal: Goal) -> dt.date:
    """Find the last day of review, today included."""
    today = goal.calendar.today
    days = today.weekday() - find_weekday(goal.roadmap)
    return today - DAY * (days % 7)


def make_review_id(day: dt.date) -> str:
    """Make the id of the review of a day's ISO week."""
    year, week, _ = day.isocalendar()
    return f"R{year}-W{week:02}"


def _find_reviews(state: State) -> Iterator[tuple[Key, Issue]]:
    return ((key, issue) for key, issue in find_issues(state) if is_review(key))


def _close_others(kept: Key, state: State) -> State:
    """Close the other reviews, except what a person opened again."""
    closed: dict[Key, Thing] = {}
    for key, issue in _find_reviews(state):
        if key == kept or is_twin(key):
            continue
        if not (issue.closed or issue.reopened or issue.disputed):
            closed[key] = replace(issue, closed="completed")
    return {**state, **closed}


# Whether there is one


def _is_wanted(due: dt.date, state: State, goal: Goal) -> bool:
    """Whether there was a week to look back on, no pause, and no silence asked about before."""
    if not _has_begun(due, state, goal):
        return False
    calendar = goal.calendar
    if calendar.is_paused or calendar.paused_days(due, due):
        return False
    return not _was_asked(due, state, goal)


def _has_begun(due: dt.date, state: State, goal: Goal) -> bool:
    if due < goal.calendar.start:
        return False
    tasks = (issue for key, issue in find_issues(state) if not is_beside(key))
    made = [issue.made_at for issue in tasks if issue.made_at]
    return bool(made) and goal.calendar.date_of(min(made)) <= due


def _was_asked(due: dt.date, state: State, goal: Goal) -> bool:
    """Whether a review has asked about this very silence."""
    since = _find_sign(due, state, goal)
    for key, _ in _find_reviews(state):
        day = find_day(issue_id(key), goal.roadmap)
        if day and day < due and _is_silence(since, day, goal):
            return True
    return False


def find_quiet(state: State, goal: Goal) -> Iterator[Key]:
    """Find what was opened again, where a review is due: that, too, is a sign of life."""
    due = find_review_day(goal)
    is_due = goal.settings.review and issue_key(make_review_id(due)) not in state
    if is_due and _has_begun(due, state, goal):
        yield from (key for key, issue in find_issues(state) if is_open_again(issue))


def _find_sign(due: dt.date, state: State, goal: Goal) -> dt.date:
    """Find the last day up to `due` on which anything happened."""
    days = {goal.calendar.date_of(moment) for moment in _find_signs(state)}
    days |= {pause.to for pause in goal.calendar.pauses if pause.to}
    begun = goal.calendar.start - DAY
    return max([begun, *(day for day in days if day <= due)])


def _find_signs(state: State) -> Iterator[dt.datetime]:
    """Find the moments at which a person did something, or something closed."""
    for key, issue in find_issues(state):
        moments = [issue.moved_at, issue.edited_at]
        if not is_review(key) or _is_closed_by_hand(issue, state):
            moments.append(issue.closed_at)
        yield from filter(None, moments)


def _is_closed_by_hand(review: Issue, state: State) -> bool:
    """Whether a review was closed before there was a newer one: only then does the bot do that."""
    if review.closed == "duplicate" or not review.closed_at or not review.made_at:
        return False
    made = [issue.made_at for _, issue in _find_reviews(state) if issue.made_at]
    return not any(review.made_at < moment <= review.closed_at for moment in made)


def _is_silence(since: dt.date, day: dt.date, goal: Goal) -> bool:
    """Whether a day of review comes long after the last sign of life."""
    calendar = goal.calendar
    return calendar.study_days(day) - calendar.study_days(since) >= SILENCE


# What it is


def _make_review(due: dt.date, state: State, goal: Goal) -> Issue:
    is_silent = _is_silence(_find_sign(due, state, goal), due, goal)
    occasion = Occasion(due, *_find_last(due, state, goal), is_silent)
    title = _find_title(due, state, goal)
    state, goal = _look_back(due, state, goal)
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    text = render_review(occasion, progress, state, goal)
    return _make_issue(make_review_id(due), title, text, goal)


def _find_last(due: dt.date, state: State, goal: Goal) -> tuple[dt.date, dt.datetime | None]:
    """Find the day of the review before, and when it was made; without one, the week before."""
    last: tuple[dt.date, dt.datetime | None] = due - DAY * 7, None
    for key, issue in _find_reviews(state):
        day = find_day(issue_id(key), goal.roadmap)
        if day and day < due and (last[1] is None or day > last[0]):
            last = day, issue.made_at
    return last


def _look_back(due: dt.date, state: State, goal: Goal) -> tuple[State, Goal]:
    """Go back to the end of a review's day, for one that is late: it speaks of its own week."""
    calendar = goal.calendar
    if due >= calendar.date:
        return state, goal
    then = replace(calendar, now=calendar.end_of(due))
    things = {key: _open_again(thing, then) for key, thing in state.items()}
    return things, replace(goal, calendar=then)


def _open_again(thing: Thing, calendar: Calendar) -> Thing:
    """Return a thing as it was while what closed later was open."""
    match thing:
        case Issue(closed_at=dt.datetime() as closed_at) if closed_at > calendar.now:
            return replace(thing, closed=None, closed_at=None)
        case Milestone(closed_at=dt.datetime() as closed_at) if closed_at > calendar.now:
            return replace(thing, closed=False, closed_at=None)
    return thing


def _make_congratulation(progress: Progress, state: State, goal: Goal) -> Issue:
    title = goal.words("review.finished", title=plain(goal.roadmap.title, 200))
    return _make_issue(FINISHED, title, render_congratulation(progress, state, goal), goal)


def _make_issue(id: str, title: str, text: str, goal: Goal) -> Issue:
    labels = frozenset({goal.roadmap.label.name.casefold()})
    return Issue(title, make_body(goal.roadmap.id, id, text), labels, assignee=goal.learner)


def _find_title(due: dt.date, state: State, goal: Goal) -> str:
    """Find a title that no review has yet.

    A long week of the plan has several, and so has one that began anew.
    """
    week = goal.calendar.week_on(due)
    taken = {issue.title for _, issue in _find_reviews(state)}
    title, part = goal.words("review.title", week=week), 1
    while title in taken:
        part += 1
        title = goal.words("review.again", week=week, part=part)
    return title
