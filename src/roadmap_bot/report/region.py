"""The progress region of a README: badge, one sentence, the current unit and what is next; below
them chart, milestones, self-check. Its first line is a hidden stamp.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from roadmap_bot.board.memory import find_address
from roadmap_bot.evidence.counters import find_gathered
from roadmap_bot.progress.checkpoints import Checkpoint
from roadmap_bot.progress.pieces import KindHours
from roadmap_bot.progress.progress import Progress
from roadmap_bot.progress.todos import Todo
from roadmap_bot.report.guide import render_guide
from roadmap_bot.report.lines.companions import render_companions
from roadmap_bot.report.lines.counters import render_counters
from roadmap_bot.report.lines.current import render_current
from roadmap_bot.report.lines.evidence import render_evidence
from roadmap_bot.report.lines.portfolio import find_portfolio_facts
from roadmap_bot.report.lines.rows import (
    check_head,
    check_rows,
    issue_url,
    list_issues,
    milestone_rows,
    milestone_url,
    render_todo,
)
from roadmap_bot.report.lines.sentences import (
    badge_label,
    badge_value,
    describe_chart,
    render_sentence,
)
from roadmap_bot.report.stamps import make_hash, stamp_text
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State
from roadmap_bot.text.escape import link
from roadmap_bot.text.render import render

BEGIN = "<!-- roadmap-bot:progress:begin -->"
END = "<!-- roadmap-bot:progress:end -->"


def render_region(
    progress: Progress, state: State, goal: Goal, folder: str, guide: str = ""
) -> str:
    """Render what stands between the markers.

    `folder` leads from the README to the badge, `guide` to the guide, where it is ours.
    """
    text = render(
        "region.md.j2",
        words=goal.words,
        url=goal.repository.url,
        folder=folder,
        alt=_describe(badge_label(goal), badge_value(progress, goal), goal),
        chart_alt=_describe(goal.words("chart.title"), describe_chart(progress, goal), goal),
        sentence=render_sentence(progress, goal),
        current=render_current(progress, state, goal),
        places=list(_find_places(goal, guide)),
        milestones=milestone_rows(progress, state, goal),
        todos=[render_todo(todo, state, goal) for todo in progress.next],
        companions=render_companions(state, goal),
        counters=render_counters(progress, state, goal),
        evidence=render_evidence(state, goal),
        columns=check_head(goal),
        checks=check_rows(progress, goal, last=progress.week + 1),
    )
    facts = make_facts(progress, state, goal)
    return stamp_text(text, facts, goal.calendar.iso_week)


def make_facts(progress: Progress, state: State, goal: Goal) -> str:
    """Hash all that is shown, except what depends on the day alone."""
    facts = (
        _find_names(goal),
        find_address(state, goal),
        _find_times(goal),
        _find_figures(progress),
        [(kind.id, kind.title, *_find_hours(kind)) for kind in progress.kinds],
        [_find_milestone(row, state) for row in progress.milestones],
        [_find_todo(todo, state, goal) for todo in progress.next],
        check_rows(progress, goal),
        render_current(replace(progress, due_unit=None), state, goal),
        render_guide(progress, goal),
        find_portfolio_facts(progress, state, goal),
        (goal.settings.share, goal.settings.companions, goal.settings.nudge),
        *(asdict(gathered) for gathered in find_gathered(state, goal)),
        *filter(None, [render_evidence(state, goal)]),
    )
    text = json.dumps(facts, default=str)
    return make_hash(text)


def _find_places(goal: Goal, guide: str) -> Iterator[str]:
    """Find where else to look: all tasks, the guide, the portfolio."""
    yield link(goal.words("report.tasks"), list_issues(goal))
    if guide:
        yield link(goal.words("report.guide"), guide)
    if goal.portfolio_page:
        yield link(goal.words("report.portfolio"), goal.portfolio_page)


def _describe(label: str, value: str, goal: Goal) -> str:
    """Describe a picture for those who do not see it."""
    text = goal.words("report.alt", label=label, value=value)
    return html.escape(text)


Facts = tuple[object, ...]


def _find_names(goal: Goal) -> Facts:
    titles = [column.title for column in goal.roadmap.self_check]
    return goal.roadmap.title, badge_label(goal), goal.words.language, goal.repository.url, titles


def _find_times(goal: Goal) -> Facts:
    calendar = goal.calendar
    return calendar.start, calendar.zone, calendar.pauses, calendar.week_days


def _find_figures(progress: Progress | Checkpoint) -> Facts:
    return *_find_hours(progress), progress.done, progress.total


def _find_hours(part: Progress | Checkpoint | KindHours) -> Facts:
    return round(part.hours_done, 3), round(part.hours, 3)


def _find_milestone(row: Checkpoint, state: State) -> Facts:
    figures = _find_figures(row)
    url = milestone_url(state, row.id)
    return row.id, row.title, row.week, url, *figures, row.status == "done"


def _find_todo(todo: Todo, state: State, goal: Goal) -> Facts:
    timeless = replace(todo, due=goal.calendar.start)
    return asdict(timeless), issue_url(state, todo.id)
