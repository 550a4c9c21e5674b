"""Six states of a learner of the first roadmap, which speaks two languages: for screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from roadmap_bot.issues.desired import make_desired
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.roadmap.units import Unit
from roadmap_bot.state import Issue, Milestone, State
from roadmap_bot.text.words import load_words
from tests.kit.scene import load
from tests.kit.small_roadmap import at, day, goal_of, make_state, measure

# today, how many days of work a day brings, the first day of a pause
STATES: Mapping[str, tuple[int, float, int | None]] = {
    "start": (0, 0.0, None),
    "midway": (77, 1.0, None),
    "behind": (70, 0.55, None),
    "ahead": (28, 1.6, None),
    "paused": (63, 0.9, 50),
    "finished": (169, 1.0, None),
}


@cache
def make_learner(name: str, language: str) -> tuple[Goal, State]:
    """Make what there is to see in a state."""
    today, speed, pause = STATES[name]
    pauses = (Pause(since=day(pause)),) if pause else ()
    goal = goal_of(load("seed").spoken(language), today, language)
    settings = Settings(pauses=pauses)
    calendar = replace(goal.calendar, pauses=pauses)
    goal = replace(goal, settings=settings, calendar=calendar, words=load_words(language))
    closed = _find_closed(goal, speed, pause or today)
    issues = make_state(goal, closed=closed)
    return goal, {**issues, **dict(_dress(issues, goal))}


def _dress(issues: State, goal: Goal) -> Mapping[str, Issue | Milestone]:
    """Give issues the bodies that they have on GitHub, and close the milestones that are done."""
    desired = make_desired(goal).things
    dressed: dict[str, Issue | Milestone] = {}
    for key, thing in issues.items():
        want = desired.get(key)
        if isinstance(thing, Issue) and isinstance(want, Issue):
            dressed[key] = replace(thing, body=want.body, made_at=at(day(0)))
    for row in measure(goal, issues).milestones:
        point = issues[f"milestone/{row.id}"]
        if row.status == "done" and isinstance(point, Milestone):
            dressed[f"milestone/{row.id}"] = replace(point, closed=True, closed_at=at(row.due))
    return dressed


def _find_closed(goal: Goal, speed: float, today: int) -> dict[str, int]:
    """Find what is closed by now, and on which day of the plan."""
    closed: dict[str, int] = {}
    for unit in _find_chosen(goal):
        days = {id: round(each / speed) if speed else today for id, each in _spread(unit).items()}
        closed.update((id, each) for id, each in days.items() if each < today)
    return closed


def _find_chosen(goal: Goal) -> list[Unit]:
    """Find the units that a learner does who takes the first of each elective."""
    left = {id for group in goal.roadmap.electives for id in group.units[group.choose :]}
    return [unit for unit in goal.roadmap.units if unit.id not in left]


def _spread(unit: Unit) -> dict[str, int]:
    """Spread the tasks of a unit over its weeks; it closes with the last of them."""
    first, last = unit.weeks
    start, end = 7 * (first - 1) + 1, 7 * last
    step = (end - start) / max(1, len(unit.tasks))
    days = {task.id: start + round(step * place) for place, task in enumerate(unit.tasks, 1)}
    return {**days, unit.id: end}
