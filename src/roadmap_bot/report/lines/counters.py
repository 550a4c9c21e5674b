"""What the learner has gathered so far, line by line: for READMEs and for the page."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.evidence.counters import Counted, Gathered, find_gathered
from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.lines.rows import BAR, NONE, draw_bar, render_title
from roadmap_bot.report.lines.sentences import find_percent
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State
from roadmap_bot.text.escape import cell, code_span
from roadmap_bot.text.render import tie

Entry = dict[str, object]


def find_shown(progress: Progress, state: State, goal: Goal) -> list[Gathered]:
    """Find the counters to show in this week."""
    return [gathered for gathered in find_gathered(state, goal) if gathered.is_shown(progress.week)]


def render_counters(progress: Progress, state: State, goal: Goal) -> list[Entry]:
    """Render each counter in a line, and its groups as the rows of a table."""
    return [_render(gathered, goal) for gathered in find_shown(progress, state, goal)]


def list_counters(progress: Progress, state: State, goal: Goal) -> list[Entry]:
    """List the same for a page, as text and figures: each counter, its groups below it."""
    rows: list[Entry] = []
    for gathered in find_shown(progress, state, goal):
        rows.append(_list(gathered.whole, is_part=False))
        rows += [_list(part, is_part=True) for part in _find_parts(gathered, goal)]
    return rows


def _render(gathered: Gathered, goal: Goal) -> Entry:
    title = render_title(gathered.whole.title)
    parts = _find_parts(gathered, goal)
    return {
        "line": _say(gathered.whole, title, goal),
        "summary": goal.words("counter.groups", title=title),
        "rows": [_render_part(part, goal) for part in parts if part.done is not None],
    }


def _say(whole: Counted, title: str, goal: Goal) -> str:
    if whole.done is None:
        return goal.words("counter.unknown", title=title)
    return goal.words("counter.line", title=title, bar=tie(_draw(whole)))


def _render_part(part: Counted, goal: Goal) -> Entry:
    """Render a group, with the folder into which its files go."""
    folder = ""
    if part.folder:
        folder = cell(code_span(part.folder))
    return {"title": render_title(part.title), "folder": folder, "bar": _draw(part)}


def _find_parts(gathered: Gathered, goal: Goal) -> list[Counted]:
    """Find the groups, and what may be anything below them."""
    parts = list(gathered.groups)
    if gathered.rest:
        parts.append(replace(gathered.rest, title=goal.words("counter.rest")))
    return parts


def _draw(part: Counted) -> str:
    """Draw how full it is: whoever has begun sees a square, however far the goal."""
    share = max(part.share, 1 / BAR) if part.done else part.share
    return f"{draw_bar(share, BAR)} {part.done}/{part.goal}"


def _list(part: Counted, *, is_part: bool) -> Entry:
    done = NONE if part.done is None else str(part.done)
    return {
        "title": " ".join(part.title.split()),
        "percent": find_percent(part.share),
        "done": f"{done} / {part.goal}",
        "is_part": is_part,
    }
