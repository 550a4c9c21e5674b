"""`progress.json` as other tools read it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import roadmap_bot
from roadmap_bot.board.desired import lay_board
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.page import render_page
from roadmap_bot.report.progress_json import make_figures_schema, render_figures
from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Board, Closed, Item, Milestone, State
from tests.kit.small_roadmap import ALL_CLOSED, MOMENTS, make_goal, make_moment, make_state, measure

PICTURE_NAMES = ("badge.svg", "badge.json", "chart.svg")
SCHEMA = Path(roadmap_bot.__file__).parent / "templates" / "progress.schema.json"


def test_the_committed_schema_is_the_models_own() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == make_figures_schema()


@pytest.mark.parametrize("name", MOMENTS)
def test_figures_fit_their_schema(name: str) -> None:
    goal, state = make_moment(name)
    text = render_figures(measure(goal, state), "0" * 16, state, goal)
    assert (
        list(
            jsonschema.Draft202012Validator(json.loads(make_figures_schema())).iter_errors(
                json.loads(text)
            )
        )
        == []
    )


def test_every_key_is_promised() -> None:
    goal, state = make_moment("midway")
    figures = json.loads(render_figures(measure(goal, state), "0" * 16, state, goal))
    assert set(json.loads(make_figures_schema())["required"]) == figures.keys()


@settings(max_examples=60)
@given(
    st.integers(-3, 60),
    st.dictionaries(st.sampled_from(sorted(ALL_CLOSED)), st.integers(1, 60)),
    st.sets(st.sampled_from(["W01.1", "W01-1.2", "W03-2.1", "P1.1", "P2A.1", "P2B.3"])),
    st.sampled_from(["completed", "not_planned"]),
    st.sampled_from([None, 5, 12.5]),
)
def test_badge_table_chart_page_board_and_json_tell_the_same(
    today: int, closed: dict[str, int], ticked: set[str], why: Closed, hours: float | None
) -> None:
    goal = make_goal(today, settings=Settings(hours=hours))
    state = make_state(goal, closed=closed, ticked=ticked, why=why)
    progress = measure(goal, state)
    figures = json.loads(render_figures(progress, "0" * 16, state, goal))
    badge, endpoint, chart = (FILES[f"{REPORT}/{name}"](progress, goal) for name in PICTURE_NAMES)
    region, page = render_region(progress, state, goal, ""), render_page(state, goal)
    percents = {
        *re.findall(r"progress: (\d+) % · ", badge),
        *re.findall(r'"message": "(\d+) % · ', endpoint),
        *re.findall(r">done (\d+) %<", chart),
        *re.findall(r" · (\d+) % done", region),
        *re.findall(r"<dd>(\d+) %</dd></div>\n<div><dt>planned", page),
    }
    assert percents == {str(int(figures["share"] * 100 + 1e-9))}
    tasks = (figures["tasks"]["done"], figures["tasks"]["total"])
    assert f"<dd>{tasks[0]} / {tasks[1]}</dd>" in page
    assert tasks[0] == count_done_cards(goal, state)
    rows = [(row["tasks"]["done"], row["tasks"]["total"]) for row in figures["milestones"]]
    table = re.findall(r"\| \D+(\d*)(?:\s%)?<br>\S+\s(\d+)/(\d+) \|", region)
    assert [(int(done), int(total)) for _, done, total in table] == rows
    shown = [(percent or "0", done, total) for percent, done, total in table]
    assert re.findall(r'<meter .*? value="(\d+)".*?>(\d+)/(\d+)</td>', page) == shown
    due = {row["id"]: row["due"] for row in figures["milestones"]}
    assert set(due.values()) <= {card["Target"] for card in cards(goal, state).values()}
    assert due == {id: str(thing.due) for id, thing in milestones(goal).items()}


def milestones(goal: Goal) -> dict[str, Milestone]:
    """The milestones that GitHub should hold."""
    things = make_desired(goal).things.items()
    return {
        key.removeprefix("milestone/"): thing
        for key, thing in things
        if isinstance(thing, Milestone)
    }


def cards(goal: Goal, state: State) -> dict[str, dict[str, str]]:
    """What the board says of each unit and task."""
    laid = lay_board({}, state, goal)
    return {
        key.removeprefix("item/"): dict(item.values)
        for key, item in laid.items()
        if isinstance(item, Item)
    }


def count_done_cards(goal: Goal, state: State) -> int:
    """Count the cards of tasks, and of units without tasks, that count and are done."""
    parents = {unit.id for unit in goal.roadmap.units if unit.tasks}
    counted = measure(goal, state).counted - parents
    return sum(card["Status"] == "done" for id, card in cards(goal, state).items() if id in counted)


def test_the_board_is_named_once_there_is_one() -> None:
    goal, state = make_moment("midway")
    board = Board("Board", "", "", public=False, url="https://github.test/users/ada/projects/1")
    shown = [
        json.loads(render_figures(measure(goal, state), "", {**state, **more}, goal))["board"]
        for more in ({}, {"board": board})
    ]
    assert shown == [None, board.url]
