"""Where the learner stands, in a sentence: for the README, the badge and the chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from roadmap_bot.progress.forecast import EPSILON
from roadmap_bot.progress.progress import Progress
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.text.render import render_date

STREAK = 2  # weeks in a row that are worth a word


def render_sentence(progress: Progress, goal: Goal) -> str:
    """Render the one sentence that says where the learner stands."""
    parts = _find_parts(progress, goal)
    return goal.words("report.joint").join(parts)


def badge_label(goal: Goal) -> str:
    """Return what stands on the left of the badge, as the learner or the author wants it."""
    return goal.settings.badge or goal.roadmap.badge or goal.words("badge.label")


def badge_value(progress: Progress, goal: Goal) -> str:
    """Render the badge's value: progress and week, never blame."""
    words = goal.words
    start = goal.calendar.start
    percent = find_percent(progress.share)
    if progress.is_finished:
        return words("badge.finished", percent=percent)
    if goal.calendar.today < start:
        return words("badge.start", percent=percent, date=render_day(start, goal))
    return words("badge.week", percent=percent, week=progress.week)


def describe_chart(progress: Progress, goal: Goal) -> str:
    """Describe the chart in words, for those who do not see it."""
    words = goal.words
    done, planned = find_percents(progress)
    said = [words("chart.figures", done=done, planned=planned)]
    if progress.finish:
        finish = render_day(progress.finish, goal)
        said.append(words("chart.finishes", date=finish))
    said += _say_reached(progress, goal)
    return words("chart.joint").join(said)


def describe_card(progress: Progress, goal: Goal) -> str:
    """Describe the card in words, for those who do not see it."""
    words = goal.words
    said = [
        say_week(progress, goal),
        words("report.percent", percent=find_percent(progress.share)),
        words("card.tasks", done=progress.done, total=progress.total),
        *_say_reached(progress, goal),
    ]
    if progress.streak >= STREAK:
        said.append(words("report.streak", weeks=progress.streak))
    return words("chart.joint").join(said)


def say_week(progress: Progress, goal: Goal) -> str:
    """Say how far the plan has come, of how many weeks, in plain text."""
    words, last = goal.words, progress.last_week
    if progress.is_finished:
        return words("card.finished", last=last)
    if goal.calendar.today < goal.calendar.start:
        return words("card.start", date=render_day(goal.calendar.start, goal), last=last)
    key = "paused" if goal.calendar.is_paused else "week"
    return words(f"card.{key}", week=progress.week, last=last)


def _say_reached(progress: Progress, goal: Goal) -> Iterator[str]:
    if progress.milestones:
        total = len(progress.milestones)
        reached = sum(row.status == "done" for row in progress.milestones)
        yield goal.words("chart.reached", reached=reached, total=total)


def find_percent(share: float) -> int:
    """Round down, so that only what is whole says 100."""
    return int(share * 100 + EPSILON)


def find_percents(progress: Progress) -> tuple[int, int]:
    """Find what is done and what was planned by now, in percent."""
    return find_percent(progress.share), find_percent(progress.planned)


def show_hours(hours: float) -> str:
    """Write hours as they are, to the tenth."""
    return f"{round(hours, 1):g}"


def render_day(date: dt.date, goal: Goal) -> str:
    """Render a date, without the year where it is this year's."""
    return render_date(date, goal.words, goal.calendar.today)


def _find_parts(progress: Progress, goal: Goal) -> Iterator[str]:
    words, calendar = goal.words, goal.calendar
    percent = find_percent(progress.share)
    yield _say_week(progress, goal)
    yield words("report.percent", percent=percent)
    if progress.is_finished:
        yield from _say_end(progress, goal)
    elif calendar.today >= calendar.start:
        yield _say_lead(progress, goal)
    if progress.finish:
        finish = render_day(progress.finish, goal)
        yield words("report.finish", date=finish)
    if progress.streak >= STREAK:
        yield words("report.streak", weeks=progress.streak)


def _say_week(progress: Progress, goal: Goal) -> str:
    words, calendar = goal.words, goal.calendar
    if progress.is_finished:
        return words("report.finished")
    if calendar.today < calendar.start:
        start = render_day(calendar.start, goal)
        return words("report.start", date=start)
    key = "week"
    if calendar.is_paused:
        key = "paused"
    elif progress.week > progress.last_week:
        key = "over"
    return words(f"report.{key}", week=progress.week, last=progress.last_week)


def _say_lead(progress: Progress, goal: Goal) -> str:
    key = "on_plan"
    if progress.days < 0:
        key = "behind"
    elif progress.days > 0:
        key = "ahead"
    return goal.words(f"report.{key}", days=abs(progress.days))


def _say_end(progress: Progress, goal: Goal) -> Iterator[str]:
    if progress.history:
        last, _ = progress.history[-1]
        date = render_day(last, goal)
        yield goal.words("report.finished_on", date=date)
