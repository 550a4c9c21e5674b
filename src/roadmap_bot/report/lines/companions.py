"""Companions in the region and in the review: one line each, and at most a friendly word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from roadmap_bot.errors import Problem
from roadmap_bot.report.lines.sentences import find_percent, render_day
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Companion, State, find_companions
from roadmap_bot.text.escape import code_span

REST = dt.timedelta(weeks=3)
WEEK = dt.timedelta(weeks=1)


def render_companions(state: State, goal: Goal) -> list[str]:
    """Render a line for each companion: who, how far, at what, resting since when."""
    lines: list[str] = []
    for one in find_companions(state):
        name = f"[{code_span(one.name)}]({_find_page(one, goal)})"
        lines.append(_say(one, name, code_span(one.next), goal))
    return lines


def list_companions(state: State, goal: Goal) -> list[tuple[str, str]]:
    """List the same for a page, as text: where each companion is found, and what is said."""
    found = find_companions(state)
    return [(_find_page(one, goal), _say(one, one.name, one.next, goal)) for one in found]


def find_quiet(state: State, goal: Goal) -> Iterator[str]:
    """Find the owners of whom a review may speak: they had an empty week, and both sides agreed.

    Both name each other, and both want to be nudged.
    """
    mine, home = goal.settings, goal.repository.name.casefold()
    if mine.nudge != "weekly":
        return
    for one in find_companions(state):
        is_mutual = home in (name.casefold() for name in one.names)
        is_quiet = one.active is not None and goal.calendar.today - one.active >= WEEK
        if one.nudge and is_mutual and is_quiet and one.share < 1:
            owner, _, _ = one.name.partition("/")
            yield owner


def _find_page(one: Companion, goal: Goal) -> str:
    site = goal.repository.url.removesuffix(f"/{goal.repository.name}")
    return f"{site}/{one.name}"


def _say(one: Companion, name: str, next_one: str, goal: Goal) -> str:
    """Say how far a companion is.

    In Markdown what comes next stands in a code span: what a friend wrote links to nothing there,
    and pings nobody.
    """
    words = goal.words
    if one.fault:
        return words(f"companion.{one.fault}", name=name)
    week = f"{one.week}/{one.last_week}"
    said = words("companion.line", name=name, percent=find_percent(one.share), week=week)
    return words("report.joint").join([said, *_say_more(one, next_one, goal)])


def _say_more(one: Companion, next_one: str, goal: Goal) -> Iterator[str]:
    words = goal.words
    if one.share >= 1:
        yield words("companion.finished")
        return
    if one.next:
        yield words("companion.next", next=next_one)
    if one.active and goal.calendar.today - one.active > REST:
        yield words("companion.resting", date=render_day(one.active, goal))


def find_invitation(goal: Goal, site: str) -> tuple[Problem, ...]:
    """Find the way into the cohort that the settings name: its form, filled in."""
    cohort, name = goal.settings.cohort, goal.repository.name
    if cohort is None:
        return ()
    asked = urlencode({"template": "join.yml", "title": f"[join] {name}", "repository": name})
    return (Problem("cohort.join", {"cohort": cohort}, link=f"{site}/{cohort}/issues/new?{asked}"),)
