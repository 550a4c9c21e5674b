"""The card as an issue shows it, with a line ready to be copied."""

from __future__ import annotations

import html
from urllib.parse import quote

from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.lines.sentences import STREAK, describe_card, find_percent, show_hours
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.text.escape import plain
from roadmap_bot.text.render import render

LONGEST = 100  # of a title


def render_share(progress: Progress, goal: Goal) -> str:
    """Render the card and a line for friends; only what others may read is linked."""
    title = plain(goal.roadmap.title, LONGEST)
    described = describe_card(progress, goal)
    repository = goal.repository
    address = "" if repository.is_private else repository.url
    line = f"{_say_line(progress, goal, title)} {address}"
    return render(
        "card.md.j2",
        words=goal.words,
        alt=html.escape(f"{title}: {described}"),
        light=_find_way("card.svg", goal),
        dark=_find_way("card-dark.svg", goal),
        line=line.rstrip(),
    ).strip()


def _say_line(progress: Progress, goal: Goal, title: str) -> str:
    """Say what a friend may like to hear: what is reached, nothing else."""
    words = goal.words
    if progress.is_finished:
        hours = show_hours(progress.hours_done)
        return words("card.over", title=title, tasks=progress.done, hours=hours)
    parts = [words("report.percent", percent=find_percent(progress.share))]
    reached = sum(row.status == "done" for row in progress.milestones)
    if reached:
        parts.append(words("card.reached", n=reached))
    if progress.streak >= STREAK:
        parts.append(words("report.streak", weeks=progress.streak))
    said = words("card.comma").join(parts)
    return words("card.line", title=title, week=progress.week, said=said)


def _find_way(name: str, goal: Goal) -> str:
    """Find the way from the page of an issue to a picture of this repository (F7.51)."""
    return f"../blob/{quote(goal.repository.branch or 'HEAD')}/{REPORT}/{name}?raw=true"
