"""Weekly reviews as tests make them: in the state of a small roadmap, or day by day on the twin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from github_twin import seed
from github_twin.clock import advance
from roadmap_bot.acts.review import open_review
from roadmap_bot.issues.body import is_review
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Issue, State
from tests.kit.scene import MONDAY, Scene
from tests.kit.small_roadmap import at, day, make_goal, make_state

WEEK1, WEEK2, WEEK3, WEEK4, WEEK5 = (
    "R2026-W46",
    "R2026-W47",
    "R2026-W48",
    "R2026-W49",
    "R2026-W50",
)


def begin(goal: Goal, **state: Any) -> State:
    """Issues that were made the day before the start."""
    things = make_state(goal, **state)
    return {
        key: replace(thing, made_at=at(day(0))) if isinstance(thing, Issue) else thing
        for key, thing in things.items()
    }


def reviews(state: State) -> dict[str, bool]:
    """The ids of the reviews, and whether they are open."""
    issues = {
        key.removeprefix("issue/"): thing
        for key, thing in state.items()
        if isinstance(thing, Issue)
    }
    return {id: issue.closed is None for id, issue in issues.items() if is_review(id)}


def live(days: range, closed: dict[str, int] | None = None, **options: Any) -> State:
    """Let a tick fire on each day; what a learner closes is closed on its day."""
    state: State = {}
    for today in days:
        goal = make_goal(today, **options)
        done = {id: on for id, on in (closed or {}).items() if on <= today}
        made = {key: thing for key, thing in state.items() if is_review(key)}
        state = open_review({**begin(goal, closed=done), **made}, goal)
        state = {
            key: replace(thing, made_at=thing.made_at or goal.calendar.now)
            if isinstance(thing, Issue)
            else thing
            for key, thing in state.items()
        }
    return state


def body(state: State, id: str) -> str:
    issue = state[f"issue/{id}"]
    assert isinstance(issue, Issue)
    return issue.body


class Diary:
    """A learner's repository on the twin, day by day."""

    def __init__(self, **settings: Any) -> None:
        self.scene = Scene(seed.make_world("own", now=MONDAY, **settings))
        self.scene.run()

    def count_asked(self) -> int:
        """Count how often it was asked what somebody may do here."""
        names = [entry.name.rpartition("/")[2] for entry in self.scene.twin.world.log]
        return names.count("permission")

    def go_on(self, days: float) -> None:
        self.scene.twin.world = advance(self.scene.twin.world, days * 86400)

    def reviews(self) -> list[tuple[str, str, tuple[str, ...]]]:
        return [
            (issue.title, issue.state, issue.assignees)
            for issue in self.scene.home.issues.values()
            if "review" in issue.title
        ]
