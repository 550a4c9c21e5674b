"""The portfolio: each of the learner's projects, and what is still missing of the whole."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.evidence.portfolio import Rest, find_rests, find_standings
from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.lines.current import link_unit
from roadmap_bot.report.lines.projects import render_project
from roadmap_bot.report.lines.rows import issue_url, link_title
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import State
from roadmap_bot.text.escape import inert_line
from roadmap_bot.text.render import render


def render_portfolio(progress: Progress, state: State, goal: Goal) -> str:
    """Render what stands between the markers."""
    roadmap, settings = goal.roadmap, goal.settings
    standings = find_standings(roadmap, settings, state)
    rests = list(find_rests(roadmap, settings, progress.counted, state))
    return render(
        "portfolio.md.j2",
        words=goal.words,
        projects=[render_project(standing, state, goal) for standing in standings],
        rests=[_render_rest(rest, state) for rest in rests],
        count=sum(len(rest.tasks) + len(rest.steps) for rest in rests),
    )


def find_portfolio_facts(progress: Progress, state: State, goal: Goal) -> str:
    """Find what the portfolio says of the learner's own work; news from elsewhere are none."""
    if not goal.settings.projects:
        return ""
    return render_portfolio(progress, state, replace(goal, exhibits={}))


def _render_rest(rest: Rest, state: State) -> dict[str, object]:
    """Render what is open of a unit: tasks with their links, then boxes."""
    tasks = [
        link_title(f"{task.id} {task.title}", issue_url(state, task.id)) for task in rest.tasks
    ]
    boxes = [inert_line(step.text) for step in rest.steps]
    return {"unit": link_unit(rest.unit, state), "items": tasks + boxes}
