"""Topics are boxes that count, and all places that show how far somebody is agree on it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.acts.close import close_finished
from roadmap_bot.board.desired import lay_board
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.lines.sentences import find_percent, show_hours
from roadmap_bot.report.page import render_page
from roadmap_bot.report.pictures.chart import render_chart
from roadmap_bot.report.progress_json import render_figures
from roadmap_bot.report.region import render_region
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import Issue, Item, State, find_issue
from roadmap_bot.text.words import load_words
from tests.kit.learner import Learner
from tests.kit.scene import load
from tests.kit.small_roadmap import (
    ROADMAP,
    START,
    at,
    goal_of,
    make_goal,
    make_repository,
    make_state,
    make_study,
    make_task,
    measure,
)

SEED = load("seed")
STUDIES: dict[str, Any] = {
    "units": [
        make_study("W01", (1, 2), "theory", 2, make_task("W01-1", "practice", 2)),
        make_study("W03", (3, 4), "theory", 3),
        *ROADMAP["units"][2:],
    ],
    "self_check": [
        {"title": kind["title"], "kinds": [kind["id"]], "squares": 10} for kind in ROADMAP["kinds"]
    ],
}
GOAL = make_goal(10, **STUDIES)
OWNERS = ("W01", "W01-1", "W03", "P1", "P2A", "P2B")
BOXES = tuple(step.id for owner in GOAL.roadmap.owners for step in owner.steps)


def read_figures(state: State, goal: Goal) -> Mapping[str, Any]:
    figures = json.loads(render_figures(measure(goal, state), "0" * 16, state, goal))
    assert isinstance(figures, dict)
    return figures


def read_page(state: State, goal: Goal) -> dict[str, tuple[str, str]]:
    """Read the page's hours by kind: done and planned."""
    text = render_page(state, goal)
    table = text.partition('<h2 id="kinds">')[2].partition("</table>")[0]
    rows = re.findall(r"<tr><td>(.*?)</td>.*?>([\d.]+) / ([\d.]+)</td></tr>", table)
    return {title: (done, hours) for title, done, hours in rows}


def read_board(state: State, goal: Goal) -> dict[str, float]:
    """Add up the hours of the board's cards by kind."""
    hours: dict[str, float] = defaultdict(float)
    for thing in lay_board({}, state, goal).values():
        if isinstance(thing, Item):
            values = dict(thing.values)
            hours[values.get("Kind", "")] += float(values.get("Hours", 0))
    return {kind: each for kind, each in hours.items() if each}


def read_checks(progress: Progress, goal: Goal) -> list[float]:
    """Read the hours done out of the self-check table, whose columns are one for each kind."""
    done = [0.0] * len(goal.roadmap.kinds)
    for week, shares in enumerate(progress.checks, start=1):
        for index, share in enumerate(shares):
            done[index] += (share or 0) * plan_of(week, index, goal)
    return done


def plan_of(week: int, kind: int, goal: Goal) -> float:
    """The hours of a kind that fall on a week when nothing is done yet, electives as they stand."""
    from roadmap_bot.progress.counting import make_count

    id = goal.roadmap.kinds[kind].id
    pieces = make_count(goal.roadmap, goal.settings, {}).pieces
    here = [piece for piece in pieces if piece.kind == id and week in piece.unit.span]
    return sum(piece.hours / len(piece.unit.span) for piece in here)


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.sampled_from(OWNERS)),
    st.sets(st.sampled_from(BOXES)),
)
def test_badge_table_chart_page_board_and_figures_agree_by_kind(
    closed: set[str], ticked: set[str]
) -> None:
    state = make_state(GOAL, closed=dict.fromkeys(closed, 3), ticked=ticked)
    progress = measure(GOAL, state)
    figures = read_figures(state, GOAL)
    kinds = {kind["title"]: kind["hours"] for kind in figures["kinds"]}
    done = sum(kind.hours_done for kind in progress.kinds)
    hours = sum(kind.hours for kind in progress.kinds)

    assert figures["hours"] == {"done": round(done, 2), "total": round(hours, 2)}
    assert kinds == {
        kind.title: {"done": round(kind.hours_done, 2), "total": round(kind.hours, 2)}
        for kind in progress.kinds
    }
    assert read_page(state, GOAL) == {
        kind.title: (show_hours(kind.hours_done), show_hours(kind.hours)) for kind in progress.kinds
    }
    board = read_board(state, GOAL)
    assert board == pytest.approx({title: each["total"] for title, each in kinds.items()}, abs=0.02)
    assert sum(row.hours for row in progress.milestones) == pytest.approx(hours)
    assert sum(row.hours_done for row in progress.milestones) == pytest.approx(done)
    by_id = {kind.id: kind.hours_done for kind in progress.kinds}
    kind_ids = [kind.id for kind in GOAL.roadmap.kinds]
    table = dict(zip(kind_ids, read_checks(progress, GOAL), strict=True))
    assert {id: table[id] for id in by_id} == pytest.approx(by_id)
    percent = find_percent(done / hours)
    badge = FILES[".github/progress/badge.svg"](progress, GOAL)
    assert f"{percent} %" in badge
    assert f"done {percent} %" in render_chart(progress, GOAL, dark=False)
    assert f"{percent} % done" in render_region(progress, state, GOAL, ".github/progress")


def test_all_tasks_of_w01_closed_without_a_topic_leave_its_theory_open_everywhere() -> None:
    goal = goal_of(SEED)
    body = make_desired(goal).things
    closed = {f"W01-{number}": 3 for number in (1, 2, 3)}
    state = dict(make_state(goal, closed=closed))
    state["issue/W01"] = Issue(
        "[W01] x", find(body, "W01").body, number=1, url="https://github.test/1"
    )
    state = dict(close_finished(state, goal))
    assert find(state, "W01").closed is None

    progress = measure(goal, state)
    theory = progress.kinds[0]
    assert (theory.id, theory.hours_done) == ("theory", 0)
    assert theory.hours == pytest.approx(106)
    assert progress.share == pytest.approx(24.5 / progress.hours)
    first = progress.todos[0]
    assert (first.id, first.study, first.ticked, first.steps) == ("W01", True, 0, 2)
    row = progress.milestones[0]
    assert (row.done, row.total, row.status) == (3, 8, "current")
    assert [week[:3] for week in progress.checks[:2]] == [(0, 1, 1), (0, 1, 1)]

    region = render_region(progress, state, goal, ".github/progress")
    assert "| 1 | – | ■■■■■ | ■■■■■ |  | – |" in region
    assert "已学 0/2 个主题" in region
    page = render_page(state, goal)
    assert read_page(state, goal)["理论学习"] == ("0", "106")
    unit = page.partition('id="work"')[2].partition("W01 ")[2].partition("</tr>")[0]
    assert "0/2 个主题" in unit
    assert "未完成" in unit
    card = lay_board({}, state, goal)["item/W01"]
    assert isinstance(card, Item)
    assert dict(card.values) | {"Hours": "10.5", "Status": "todo", "Kind": "理论学习"} == dict(
        card.values
    )
    figures = read_figures(state, goal)
    assert figures["kinds"][0]["share"] == 0
    assert (figures["next"][0]["id"], figures["next"][0]["only_topics"]) == ("W01", True)


def find(state: State, id: str) -> Issue:
    issue = find_issue(state, id)
    assert issue
    return issue


def test_the_body_of_a_unit_has_a_box_for_each_topic_with_its_points_beneath() -> None:
    body = find(make_desired(goal_of(SEED)).things, "W01").body
    assert (
        "- [ ] **Python 进阶** <!-- W01.4 -->\n  - 函数式编程：lambda、map、filter、reduce\n"
        in body
    )
    assert set(find_ticks(body)) == {f"W01.{number}" for number in range(1, 6)}


def test_a_unit_closes_when_tasks_topics_and_criteria_are_done_and_not_before() -> None:
    learner = Learner(GOAL.roadmap.model_copy(update={"start": "first-monday"}))
    learner.close_all("W01-1")
    for box in ("W01.1", "W01.2", "W01.3"):
        learner.do("tick", "W01", text=f"{box} ")
    learner.run()
    assert learner.is_open("W01")
    learner.push("done W01.4")
    assert learner.reason("W01") == "completed"


def test_criteria_alone_are_named_once_the_topics_are_done() -> None:
    state = make_state(GOAL, closed={"W01-1": 3}, ticked=["W01.3", "W01.4"])
    todos = {todo.id: todo for todo in measure(GOAL, state).todos}
    assert (todos["W01"].criteria, todos["W01"].study) == (True, False)
    assert (todos["W01"].ticked, todos["W01"].steps) == (0, 2)
    assert (todos["W03"].criteria, todos["W03"].study, todos["W03"].steps) == (False, True, 3)


def test_a_topic_that_is_left_out_takes_its_hours_with_it() -> None:
    whole = measure(GOAL, {}).hours
    less = make_goal(10, settings=Settings.model_validate({"without": ["W03.3"]}), **STUDIES)
    assert measure(less, {}).hours == pytest.approx(whole - 20 / 3)
    none = Settings.model_validate({"without": ["W03.3", "W03.4", "W03.5"]})
    assert measure(make_goal(10, settings=none, **STUDIES), {}).hours == pytest.approx(whole - 20)


def test_some_units_of_the_english_roadmap_have_topics_that_count_and_others_none() -> None:
    big = load("big-en")
    studied = [unit.id for unit in big.units if unit.studies]
    assert studied == ["T01", "T03", "T09"]
    calendar = make_calendar(big, Settings(), at(START), at(dt.date(2027, 1, 4)))
    goal = Goal(big, Settings(), calendar, load_words("en"), make_repository())
    todos = [todo for todo in measure(goal, {}).todos if todo.study]
    assert [(todo.id, todo.steps) for todo in todos] == [("T01", 1), ("T03", 1), ("T09", 1)]


def test_topics_without_ids_are_read_as_before_and_are_no_boxes() -> None:
    unit = make_study("W01", (1, 2), "theory", 0, make_task("W01-1", "practice"))
    unit["topics"] = [{"title": "Loops", "points": ["for", "while"]}]
    goal = make_goal(10, units=[unit], electives=[])
    body = find(make_desired(goal).things, "W01").body
    assert "\n- **Loops**\n  - for\n  - while\n" in body
    assert set(find_ticks(body)) == {"W01.1", "W01.2"}
    progress = measure(goal, {})
    assert [(todo.id, todo.study) for todo in progress.todos] == [("W01-1", False)]
    assert [kind.id for kind in progress.kinds] == ["practice"]
