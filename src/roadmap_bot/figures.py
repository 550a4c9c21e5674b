"""`progress.json`: the figures of a report, for other tools.

Version 1 holds: `generator`; `facts` and `iso_week`, the stamp that tells whether anything changed; `date`; `roadmap`
(`id`, `title`, `version`); `start`, `week`, `last_week`; `share` and `planned_share`, 0 to 1; `hours` and `tasks`, each
with `done` and `total` (a unit without tasks counts as one task); `days_ahead`, in study days, negative when behind;
`hours_per_week` and `finish`, null while unknown; `streak_weeks`; `milestones` (`id`, `title`, `week`, `due`, `url`,
`status`, `hours`, `tasks`); `next` (`id`, `title`, `due`, `url`, `steps`, `only_criteria`); `history` (`date`,
`hours`).
"""

from __future__ import annotations

import json

from roadmap_bot.goal import Goal
from roadmap_bot.progress import Checkpoint, Progress, Todo
from roadmap_bot.region import milestone_url, todo_url
from roadmap_bot.state import State

Figures = dict[str, object]


def render_figures(progress: Progress, facts: str, state: State, goal: Goal) -> str:
    """Render `progress.json`."""
    roadmap, calendar = goal.roadmap, goal.calendar
    figures = {
        "version": 1,
        "generator": "roadmap-bot",
        "facts": facts,
        "iso_week": calendar.iso_week,
        "date": calendar.today,
        "roadmap": {"id": roadmap.id, "title": roadmap.title, "version": roadmap.version},
        "start": calendar.start,
        "week": progress.week,
        "last_week": progress.last_week,
        "share": round(progress.share, 4),
        "planned_share": round(progress.planned, 4),
        "hours": _pair(progress.hours_done, progress.hours),
        "tasks": _pair(progress.done, progress.total),
        "days_ahead": progress.days,
        "hours_per_week": None if progress.pace is None else round(progress.pace, 2),
        "finish": progress.finish,
        "streak_weeks": progress.streak,
        "milestones": [_milestone(row, state) for row in progress.milestones],
        "next": [_todo(todo, state) for todo in progress.next],
        "history": [{"date": day, "hours": round(hours, 2)} for day, hours in progress.history],
    }
    return json.dumps(figures, ensure_ascii=False, indent=2, default=str) + "\n"


def find_stamp(text: str) -> tuple[str, str] | None:
    """Find the facts and the ISO week of a `progress.json`; None where the bot did not write it."""
    try:
        figures = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(figures, dict) or figures.get("generator") != "roadmap-bot":
        return None
    return str(figures.get("facts")), str(figures.get("iso_week"))


def _pair(done: float, total: float) -> Figures:
    return {"done": round(done, 2), "total": round(total, 2)}


def _milestone(row: Checkpoint, state: State) -> Figures:
    return {
        "id": row.id,
        "title": row.title,
        "week": row.week,
        "due": row.due,
        "url": milestone_url(state, row.id),
        "status": row.status,
        "hours": _pair(row.hours_done, row.hours),
        "tasks": _pair(row.done, row.total),
    }


def _todo(todo: Todo, state: State) -> Figures:
    return {
        "id": todo.id,
        "title": todo.title,
        "due": todo.due,
        "url": todo_url(state, todo),
        "steps": _pair(todo.ticked, todo.steps),
        "only_criteria": todo.criteria,
    }
