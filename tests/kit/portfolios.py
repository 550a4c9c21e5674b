"""Portfolios to look at: a learner with two projects, at three moments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from roadmap_bot.repository import Exhibit, Visit
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Project, Settings
from roadmap_bot.state import State
from tests.kit.scene import load
from tests.kit.small_roadmap import ROADMAP, goal_of, make_goal, make_state

DAY = dt.date(2026, 11, 23)
PROJECTS = {
    "P1": Project(repository="ada/sentiment", demo="https://ada.github.io/sentiment"),
    "P2A": Project(repository="ada/support-bot"),
}
SETTINGS = Settings(projects=PROJECTS)
SEEN = {
    "P1": Exhibit(
        name="ada/sentiment",
        about="Film reviews, sorted by mood: a transformer from scratch",
        languages=("Python", "Jupyter Notebook", "Dockerfile"),
        release="v1.2.0",
        released=dt.date(2026, 11, 2),
        visit=Visit(asked=DAY, answered=DAY),
    ),
    "P2A": Exhibit(name="ada/support-bot", about="用 RAG 回答客户的问题", languages=("Python",)),
}
UNSEEN = {
    "P1": Exhibit(visit=Visit(asked=DAY)),
    "P2A": Exhibit(name="ada/helpdesk", is_private=True),
}
TICKED = ("P1.1", "P1.2", "P1.3", "P2B.1", "W03.1")
LAST = ("W03", "P2B")  # they complete the portfolio
MOMENTS: Mapping[str, Mapping[str, Exhibit]] = {
    "midway": SEEN,
    "all-missing": UNSEEN,
    "none-missing": SEEN,
}


def make_portfolio(moment: str, language: str = "en") -> tuple[Goal, State]:
    """Make the goal and the issues of a learner at one of the MOMENTS."""
    goal = make_goal(15, language, SETTINGS, units=list(map(_dress, ROADMAP["units"])))
    goal = replace(goal, exhibits=MOMENTS[moment])
    if moment == "none-missing":
        return goal, make_state(goal, closed={owner.id: 9 for owner in goal.roadmap.owners})
    if moment == "midway":
        return goal, make_state(goal, closed={"W03-1": 9}, ticked=TICKED)
    return goal, make_state(goal)


def make_first_portfolio(language: str = "zh") -> tuple[Goal, State]:
    """Make those of a learner of the first roadmap, who is halfway through its end."""
    roadmap = load("seed").spoken(language)
    goal = replace(goal_of(roadmap, 15, language), settings=SETTINGS, exhibits=SEEN)
    return goal, make_state(goal, closed={"W23-1": 9, "W23-2": 9}, ticked=("P1.1", "D4.1", "D5.1"))


def _dress(unit: dict[str, Any]) -> dict[str, Any]:
    """Let a unit have a summary, and those of the end complete the portfolio."""
    return {**unit, "summary": f"What {unit['id']} is about.", "portfolio": unit["id"] in LAST}
