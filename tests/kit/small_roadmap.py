"""A small roadmap and its issues, made in code: what tests of counting and report begin with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from roadmap_bot.issues.body import make_body
from roadmap_bot.issues.boxes import make_box, tick
from roadmap_bot.keys import Key
from roadmap_bot.progress.counting import Count, make_count
from roadmap_bot.progress.progress import Progress, make_progress
from roadmap_bot.repository import Repository
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.roadmap.units import Task, Unit
from roadmap_bot.state import Closed, Issue, Milestone, State, Thing
from roadmap_bot.text.words import load_words

START = dt.date(2026, 11, 9)
URL = "https://github.test/ada/plan"


def make_steps(owner: str, count: int) -> list[dict[str, str]]:
    return [{"id": f"{owner}.{number}", "text": f"Step {number}"} for number in range(1, count + 1)]


def make_task(id: str, kind: str, count: int = 0) -> dict[str, Any]:
    return {"id": id, "title": f"Task {id}", "kind": kind, "steps": make_steps(id, count)}


def make_unit(
    id: str, weeks: tuple[int, int], kind: str, boxes: int, *tasks: dict[str, Any]
) -> dict[str, Any]:
    groups = [{"title": "Criteria", "steps": make_steps(id, boxes)}] if boxes else []
    return {
        "id": id,
        "title": f"Unit {id}",
        "phase": "F1",
        "kind": kind,
        "weeks": weeks,
        "tasks": tasks,
        "boxes": groups,
    }


def make_study(
    id: str, weeks: tuple[int, int], kind: str, topics: int, *tasks: dict[str, Any]
) -> dict[str, Any]:
    """Make a unit with two conditions and with topics, whose ids follow those of the conditions."""
    made = make_steps(id, 2 + topics)[2:]
    named = [{"id": each["id"], "title": f"Topic {each['id']}", "points": ["One"]} for each in made]
    return make_unit(id, weeks, kind, 2, *tasks) | {"topics": named}


ROADMAP: dict[str, Any] = {
    "id": "small",
    "title": "Bread | and @butter #12",
    "hours": {"least": 8, "most": 12},
    "start": START,
    "kinds": [
        {"id": "theory", "title": "Theory", "share": 30, "label": {"name": "theory"}},
        {"id": "practice", "title": "Practice", "share": 50, "label": {"name": "practice"}},
        {"id": "drill", "title": "Drill", "share": 20, "label": {"name": "drill"}},
        {"id": "project", "title": "Project", "label": {"name": "project"}},
    ],
    "phases": [{"id": "F1", "title": "All", "weeks": [1, 6], "label": {"name": "all"}}],
    "milestones": [
        {"id": "M6", "title": "The end", "week": 6},
        {"id": "M4", "title": "Half | way [x]", "week": 4},
    ],
    "electives": [{"id": "E", "title": "One of two", "choose": 1, "units": ["P2A", "P2B"]}],
    "self_check": [
        {"title": "Theory", "kinds": ["theory"]},
        {"title": "Practice", "kinds": ["practice", "project"]},
        {"title": "Notes", "squares": 1},
    ],
    "units": [
        make_unit(
            "W01",
            (1, 2),
            "theory",
            2,
            make_task("W01-1", "theory", 2),
            make_task("W01-2", "drill"),
            make_task("W01-3", "drill"),
        ),
        make_unit(
            "W03",
            (3, 4),
            "theory",
            2,
            make_task("W03-1", "practice"),
            make_task("W03-2", "practice", 4),
        ),
        make_unit("P1", (3, 4), "project", 4),
        make_unit("P2A", (5, 6), "project", 2),
        make_unit("P2B", (5, 6), "project", 4),
    ],
}


def make_roadmap(**changes: Any) -> Roadmap:
    return Roadmap.model_validate({**ROADMAP, **changes})


def at(date: dt.date, hour: int = 12) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(hour), dt.UTC)


def day(number: int) -> dt.date:
    """The date of a day of the plan, from 1."""
    return START + dt.timedelta(days=number - 1)


def make_goal(
    today: int = 1, language: str = "en", settings: Settings | None = None, **changes: Any
) -> Goal:
    roadmap, settings = make_roadmap(**changes), settings or Settings()
    calendar = make_calendar(roadmap, settings, at(START), at(day(today)))
    return Goal(roadmap, settings, calendar, load_words(language), make_repository())


def goal_of(roadmap: Roadmap, today: int = 10, language: str | None = None) -> Goal:
    """The goal of a learner of a roadmap, on a day of the plan."""
    calendar = make_calendar(roadmap, Settings(start=START), at(START), at(day(today)))
    words = load_words(language or roadmap.language)
    return Goal(roadmap, Settings(), calendar, words, make_repository())


def make_repository() -> Repository:
    return Repository(
        id="R",
        name="ada/plan",
        url=URL,
        owner="ada",
        owner_is_user=True,
        made_at=at(START),
        branch="main",
        head="0" * 40,
        viewer="github-actions",
        permission="WRITE",
        is_archived=False,
        is_fork=False,
        is_private=False,
        is_template=False,
        has_issues=True,
        upstream=None,
    )


def make_state(
    goal: Goal,
    *,
    closed: Mapping[str, int] | None = None,
    ticked: Collection[str] = (),
    why: Closed = "completed",
) -> State:
    """Make the issues of a roadmap: some closed on a day of the plan, some with ticked boxes."""
    things: dict[Key, Thing] = {}
    owners: list[Unit | Task] = []
    for unit in goal.roadmap.units:
        owners += [unit, *unit.tasks]
    for number, owner in enumerate(owners, start=1):
        boxes = "\n".join(make_box(step.id, step.text) for step in owner.steps)
        for id in ticked:
            boxes = tick(boxes, id, "1a2b3c4", on=True)
        when = (closed or {}).get(owner.id)
        things[f"issue/{owner.id}"] = Issue(
            f"[{owner.id}] {owner.title}",
            make_body(goal.roadmap.id, owner.id, boxes),
            closed=why if when else None,
            closed_at=at(day(when)) if when else None,
            number=number,
            url=f"{URL}/issues/{number}",
        )
    for number, milestone in enumerate(goal.roadmap.milestones, start=1):
        things[f"milestone/{milestone.id}"] = Milestone(
            milestone.title, "", None, number=number, url=f"{URL}/milestone/{number}"
        )
    return things


def measure(goal: Goal, state: State | None = None) -> Progress:
    return make_progress(goal.roadmap, goal.settings, goal.calendar, state or {})


PIECES = ("W01-1", "W01-2", "W01-3", "W03-1", "W03-2", "P1", "P2A", "P2B")
STEPS = (
    "W01-1.1",
    "W01-1.2",
    "W03-2.1",
    "W03-2.2",
    "P1.1",
    "P1.2",
    "P2A.1",
    "P2B.1",
    "P2B.2",
    "P2B.3",
    "W01.1",
)
ALL_CLOSED = {  # on which day of the plan
    "W01-1": 4,
    "W01-2": 9,
    "W01-3": 12,
    "W01": 12,
    "W03-1": 20,
    "W03-2": 26,
    "W03": 26,
    "P1": 33,
    "P2B": 40,
}
# today, what was closed on which day, the ticked boxes, the pauses
MOMENTS: dict[str, tuple[int, dict[str, int], tuple[str, ...], tuple[Pause, ...]]] = {
    "start": (0, {}, (), ()),
    "midway": (18, {"W01-1": 4, "W01-2": 9, "W01-3": 12}, ("W01.1", "W03-2.1", "P1.1", "P1.2"), ()),
    "behind": (30, {"W01-1": 4, "W01-2": 20}, ("W03-2.1",), ()),
    "ahead": (12, {"W01-1": 2, "W01-2": 4, "W01-3": 6, "W01": 8, "W03-1": 11}, ("P1.1",), ()),
    "paused": (24, {"W01-1": 3, "W01-2": 6}, ("W01.1",), (Pause(since=day(15)),)),
    "finished": (42, ALL_CLOSED, (), ()),
}


def make_moment(name: str, language: str = "en") -> tuple[Goal, State]:
    """Make what is to be seen at one of the MOMENTS."""
    today, closed, ticked, pauses = MOMENTS[name]
    goal = make_goal(today, language, Settings(pauses=pauses))
    return goal, make_state(goal, closed=closed, ticked=ticked)


def count(goal: Goal, state: State | None = None) -> Count:
    return make_count(goal.roadmap, goal.settings, state or {})


def shares(goal: Goal, state: State) -> dict[str, float]:
    return {piece.id: piece.share for piece in count(goal, state).pieces}
