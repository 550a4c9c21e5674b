"""What an English learner of the first roadmap sees: a region, and the pictures it shows."""

from __future__ import annotations

import datetime as dt

from roadmap_bot.issues.size import check_bodies
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.region import render_region
from roadmap_bot.repository import Tree
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.state import State
from roadmap_bot.text.words import load_words
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.small_roadmap import START, at, make_repository, make_state, measure

TODAY = 66  # a day of the plan: the tenth week


def draw_demo() -> tuple[str, dict[str, str]]:
    """Draw the region, and each picture by its path."""
    goal, state = make_demo()
    progress = measure(goal, state)
    region = render_region(progress, state, goal, "progress")
    return region, {path: draw(progress, goal) for path, draw in FILES.items()}


def make_demo() -> tuple[Goal, State]:
    """Make the roadmap and what is closed of it."""
    loaded = load_roadmap(need_first_roadmap(), check_bodies).roadmap
    assert loaded
    roadmap, settings = loaded.spoken("en"), Settings(start=START)
    now = at(START + dt.timedelta(days=TODAY - 1))
    calendar = make_calendar(roadmap, settings, at(START), now)
    words, repository = load_words("en"), make_repository()
    goal = Goal(roadmap, settings, calendar, words, repository, tree=Tree(_lay_files()))
    return goal, make_state(goal, closed=_find_closed(roadmap))


def _lay_files() -> frozenset[str]:
    """Lay out the files that a learner has by then: solved problems and notes of each unit."""
    solved = {"array-string": 17, "linked-list": 9, "tree-graph": 21, "dynamic-programming": 8}
    problems = {f"leetcode/{topic}/{n}.py" for topic, count in solved.items() for n in range(count)}
    return frozenset(problems | {f"notes/week-{week}.md" for week in range(1, TODAY // 7 + 1)})


def _find_closed(roadmap: Roadmap) -> dict[str, int]:
    """Find what is closed by now, and on which day of the plan."""
    closed: dict[str, int] = {}
    for unit in roadmap.units:
        days = _spread(unit)
        closed.update((id, day) for id, day in days.items() if day < TODAY)
        if max(days.values()) < TODAY:
            closed[unit.id] = max(days.values())
    return closed


def _spread(unit: Unit) -> dict[str, int]:
    """Spread the tasks of a unit over its weeks, or set the whole unit at their end."""
    first, last = unit.weeks
    if not unit.tasks:
        return {unit.id: 7 * last}
    days = 7 * (last - first + 1) / len(unit.tasks)
    start = 7 * (first - 1) + 2
    return {task.id: start + int(place * days) for place, task in enumerate(unit.tasks)}
