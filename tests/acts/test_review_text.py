"""A weekly review says what was done since the last one, how it went, and what is next."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from roadmap_bot.acts.review import make_review_id, open_review
from roadmap_bot.issues.body import is_review
from roadmap_bot.state import Issue, State
from tests.kit.golden_file import check_golden
from tests.kit.reviews import WEEK1, WEEK2, WEEK3, WEEK4, WEEK5, begin, body, live, reviews
from tests.kit.small_roadmap import ALL_CLOSED, at, day, make_goal, measure

STAGES: dict[str, tuple[int, dict[str, int]]] = {
    "ahead": (7, {"W01-1": 2, "W01-2": 4, "W01-3": 6}),
    "midway": (14, {"W01-1": 4, "W01-2": 9, "W01-3": 12}),
    "month-end": (21, {"W01-1": 4, "W01-2": 20}),
    "behind": (28, {"W01-1": 4, "W01-2": 20}),
    "silent": (35, {"W01-1": 4, "W01-2": 13}),
    "finished": (42, ALL_CLOSED),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", STAGES)
def test_a_review_looks_like_its_golden_file(name: str, language: str) -> None:
    today, closed = STAGES[name]
    goal = make_goal(today, language)
    state = open_review(begin(goal, closed=closed, ticked=["W01.1", "P1.1"]), goal)
    issue = next(thing for key, thing in state.items() if is_review(key))
    assert isinstance(issue, Issue)
    check_golden(f"review/{name}.{language}.md", f"# {issue.title}\n\n{issue.body}")


def test_what_was_closed_since_the_last_review_stands_in_the_next_and_nowhere_else() -> None:
    closed = {"W01-1": 5, "W01-2": 7, "W01-3": 8, "W03-1": 14}
    state = live(range(1, 22), closed=closed)
    for id, week in (("W01-1", WEEK1), ("W01-3", WEEK2), ("W03-1", WEEK2)):
        shown = [
            name
            for name in (WEEK1, WEEK2, WEEK3)
            if f"- [{id} " in body(state, name).partition("Carried")[0]
        ]
        assert shown == [week], id


def test_the_milestone_check_stands_in_the_last_review_of_a_month_only() -> None:
    state = live(range(1, 29), closed={"W01-1": 5, "W01-2": 20})
    shown = [id for id in reviews(state) if "Month's end" in body(state, id)]
    assert shown == [WEEK3]
    quiet = live(range(1, 22), closed={"W01-1": 5}, review={"month_end": False})
    assert "Month's end" not in body(quiet, WEEK3)


def test_a_long_list_is_cut() -> None:
    units = [
        {"id": f"W{number:02}", "title": "Unit", "phase": "F1", "weeks": [1, 1], "boxes": []}
        for number in range(1, 31)
    ]
    goal = make_goal(7, units=units, electives=[])
    text = body(open_review(begin(goal), goal), WEEK1)
    assert "- … and 10 more\n" in text


def test_after_the_last_week_there_is_no_row_of_the_self_check() -> None:
    state = live(range(43, 50), closed={"W01-1": 40})
    assert "| Week |" not in body(state, "R2026-W52")


def test_without_columns_and_hints_there_are_no_such_parts() -> None:
    goal = make_goal(7, self_check=[], review={"hints": ["Breathe #1"]})
    text = body(open_review(begin(goal), goal), WEEK1)
    assert "Self-check" not in text
    assert "- Breathe #<!-- -->1" in text


def test_a_review_asks_nothing_of_columns_that_have_nothing_planned() -> None:
    first = body(live(range(1, 8)), WEEK1)
    assert ["Theory" in first, "Practice went" in first, "Notes went" in first] == [
        True,
        False,
        True,
    ]


WAYS = ("Your own pace", "A rest", "From today")


def test_the_third_week_behind_offers_three_ways_each_with_a_link() -> None:
    shown = {
        today: [way in body(open_review(state, goal), make_review_id(day(today))) for way in WAYS]
        for today in (14, 21, 28, 35)
        for goal in [make_goal(today)]
        for state in [begin(goal, closed={"W01-1": 4, "W01-2": today})]
    }
    assert shown == {14: [False] * 3, 21: [False] * 3, 28: [True] * 3, 35: [True] * 3}
    goal = make_goal(35)
    text = body(open_review(begin(goal, closed={"W01-1": 4, "W01-2": 34}), goal), WEEK5)
    ways = [line for line in text.splitlines() if line.startswith(tuple(f"- {w}" for w in WAYS))]
    assert "/edit/main/.github/roadmap-bot.yml)" in ways[0]
    assert all("/actions/workflows/roadmap.yml)" in way for way in ways[1:])


def test_the_own_pace_that_is_offered_is_the_pace_of_the_last_four_weeks() -> None:
    goal = make_goal(35)
    state = begin(goal, closed={"W01-1": 10, "W03-1": 30})
    pace = measure(goal, state).pace
    assert pace
    assert f"Write `hours: {round(pace)}`" in body(open_review(state, goal), WEEK5)


def test_the_card_stands_in_the_fourth_review_and_where_a_milestone_was_reached() -> None:
    state = live(range(1, 36), closed={id: on for id, on in ALL_CLOSED.items() if on < 33})
    shown = [id for id in reviews(state) if "card.svg" in body(state, id)]
    assert shown == [WEEK4]
    goal = make_goal(14)
    closed = begin(goal, closed={"W01-1": 4})
    reached = replace(closed["milestone/M4"], closed=True, closed_at=at(day(13)))  # type: ignore[arg-type]
    text = body(open_review({**closed, "milestone/M4": reached}, goal), WEEK2)
    assert "card.svg" in text
    assert "1 milestone reached. https://github.test/ada/plan\n~~~" in text


def test_a_private_card_names_no_address_to_friends() -> None:
    goal = make_goal(28)
    hidden = replace(goal, repository=replace(goal.repository, is_private=True))
    lines = body(open_review(begin(hidden), hidden), WEEK4).split("~~~")[1]
    assert "https" not in lines


def test_after_the_last_week_a_review_asks_nothing_about_the_week() -> None:
    state = live(range(43, 50), closed={"W01-1": 40})
    assert "Self-check" not in body(state, "R2026-W52")


# Late, or made before its day is over


def find_section(text: str, title: str) -> str:
    return text.partition(f"### {title}\n")[2].partition("\n### ")[0]


def close(state: State, id: str, moment: dt.datetime) -> State:
    issue = state[f"issue/{id}"]
    assert isinstance(issue, Issue)
    return {**state, f"issue/{id}": replace(issue, closed="completed", closed_at=moment)}


def find_told(state: State, id: str, section: str = "Done this week") -> list[str]:
    return re.findall(r"\[(\S+) ", find_section(body(state, id), section))


@pytest.mark.parametrize("ticks", [[7, 14], [8, 14], [9, 15], [13, 14], [9, 20]])
def test_what_is_done_stands_in_the_review_of_its_own_week_however_late_that_is(
    ticks: list[int],
) -> None:
    closed = {"W01-1": 3, "W01-2": 7, "W01-3": 8, "W03-1": 14}
    state = live(ticks, closed=closed)  # type: ignore[arg-type]
    assert find_told(state, WEEK1) == ["W01-1", "W01-2"]
    assert find_told(state, WEEK2) == ["W01-3", "W03-1"]


def test_a_late_review_says_what_one_in_time_says() -> None:
    closed = {"W01-1": 3, "W01-2": 8, "W01-3": 9}
    late, timely = (live([today], closed=closed) for today in (9, 7))  # type: ignore[arg-type]
    assert body(late, WEEK1) == body(timely, WEEK1)
    assert find_told(late, WEEK1, "Next week") == find_told(timely, WEEK1, "Next week")


def test_what_is_closed_after_the_review_of_that_very_day_stands_in_the_next() -> None:
    goal = make_goal(14)
    sunday = begin(goal, closed={"W01-1": 3})
    made = {f"issue/{WEEK1}": Issue("Week 1 review", "", made_at=at(day(7), 12))}
    evening = close({**sunday, **made}, "W01-2", at(day(7), 20))
    state = open_review(evening, goal)
    assert find_told(state, WEEK2) == ["W01-2"]


def test_a_week_whose_review_was_left_out_stands_in_the_next() -> None:
    closed = {"W01-1": 3, "W01-2": 10, "W01-3": 16}
    state = live([7, 21], closed=closed)  # type: ignore[arg-type]
    assert find_told(state, WEEK3) == ["W01-2", "W01-3"]


def test_a_review_closed_by_hand_is_a_sign_of_life_and_one_that_the_bot_closed_is_none() -> None:
    state = live(range(1, 23))
    assert reviews(state) == {WEEK1: False, WEEK2: False, WEEK3: True}
    assert reviews(live(range(1, 36))).keys() == {WEEK1, WEEK2, WEEK3}
    by_hand = close(state, WEEK3, at(day(22)))
    goal = make_goal(28)
    assert WEEK4 in reviews(open_review(by_hand, goal))
