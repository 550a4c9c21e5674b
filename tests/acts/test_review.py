"""The weekly review: when there is one, and that there is never a second."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.acts.prune import find_left
from roadmap_bot.acts.review import FINISHED, find_review_day, make_review_id, open_review
from roadmap_bot.decide import Act
from roadmap_bot.issues.body import find_mark, is_review
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.roadmap.fields import UNIT_ID
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import Issue
from roadmap_bot.target import make_target
from tests.kit.reviews import WEEK1, WEEK2, WEEK3, WEEK5, begin, body, live, reviews
from tests.kit.small_roadmap import ALL_CLOSED, at, day, make_goal, make_state, measure


def test_a_review_is_assigned_labelled_and_marked_as_ours() -> None:
    goal = replace(make_goal(7), learner="octocat")
    issue = open_review(begin(goal), goal)[f"issue/{WEEK1}"]
    assert isinstance(issue, Issue)
    mark = find_mark(issue.body)
    assert (issue.assignee, issue.labels, issue.title) == (
        "octocat",
        frozenset({"roadmap"}),
        "Week 1 review",
    )
    assert mark is not None
    assert (mark.roadmap, mark.id) == ("small", WEEK1)


def test_no_unit_can_have_the_id_of_a_review() -> None:
    assert all(re.fullmatch(UNIT_ID, id) is None for id in (WEEK1, FINISHED))
    assert is_review(WEEK1)
    assert not any(is_review(id) for id in ("W01", "R12", "issue/R1", "milestone/R-finished"))


def test_one_review_a_week_and_the_one_before_is_closed() -> None:
    state = live(range(1, 23), closed={"W01-1": 5, "W01-2": 15})
    assert reviews(state) == {WEEK1: False, WEEK2: False, WEEK3: True}


@pytest.mark.parametrize("ticks", [[7], [7, 7, 8], [8], [13], [10, 12]])
def test_a_tick_that_is_late_or_comes_twice_makes_it_once(ticks: list[int]) -> None:
    assert reviews(live(ticks)) == {WEEK1: True}  # type: ignore[arg-type]


def test_a_week_of_the_plan_that_takes_two_has_two_reviews_of_different_titles() -> None:
    state = live(range(1, 15), closed={"W01-2": 3}, settings=Settings(hours=5))
    titles = [
        thing.title for key, thing in state.items() if is_review(key) and isinstance(thing, Issue)
    ]
    assert titles == ["Week 1 review", "Week 1 review (2)"]


def test_only_the_last_of_several_that_were_missed_is_made() -> None:
    assert reviews(live([16])) == {WEEK2: True}  # type: ignore[arg-type]


def test_there_is_none_before_the_first_week_is_over() -> None:
    assert reviews(live(range(-9, 7))) == {}


def test_there_is_none_of_a_week_before_the_issues_were_made() -> None:
    goal = make_goal(9)
    late = {
        key: replace(thing, made_at=at(day(8))) if isinstance(thing, Issue) else thing
        for key, thing in make_state(goal).items()
    }
    assert reviews(open_review(late, goal)) == {}
    assert reviews(open_review({}, goal)) == {}


def test_the_roadmap_names_the_day() -> None:
    goal = make_goal(5, review={"weekday": "thursday"})
    assert find_review_day(goal) == day(4)
    assert reviews(open_review(begin(goal), goal)) == {WEEK1: True}


def test_the_day_is_the_learners_own() -> None:
    goal = make_goal(7)
    late = replace(goal, calendar=replace(goal.calendar, now=at(day(6), 18)))
    for zone, expected in (("Asia/Shanghai", {WEEK1: True}), ("UTC", {}), ("America/New_York", {})):
        here = replace(late, calendar=replace(late.calendar, zone=zone))
        assert reviews(open_review(begin(here), here)) == expected


@pytest.mark.parametrize(
    ("date", "id"),
    [((2026, 12, 31), "R2026-W53"), ((2027, 1, 3), "R2026-W53"), ((2028, 1, 1), "R2027-W52")],
)
def test_the_week_is_that_of_iso_also_at_the_turn_of_the_year(
    date: tuple[int, int, int], id: str
) -> None:
    assert make_review_id(dt.date(*date)) == id


def test_the_settings_can_turn_it_off() -> None:
    off = Settings(review=False)
    assert reviews(live(range(1, 30), settings=off)) == {}
    state, goal = live(range(1, 15)), make_goal(15, settings=off)
    assert reviews(state) == {WEEK1: False, WEEK2: True}
    assert reviews(open_review(state, goal)) == {WEEK1: False, WEEK2: False}
    asked = make_state(goal, closed=ALL_CLOSED)
    done = open_review(asked, make_goal(42))
    assert reviews(open_review(done, goal)) == {FINISHED: True}


@pytest.mark.parametrize(
    "pause", [Pause(since=day(5)), Pause(since=day(5), to=day(7)), Pause(since=day(8))]
)
def test_there_is_none_in_a_pause_or_of_a_day_off(pause: Pause) -> None:
    assert reviews(live([8], settings=Settings(pauses=(pause,)))) == {}  # type: ignore[arg-type]


def test_after_three_empty_weeks_it_asks_once_and_rests() -> None:
    state = live(range(1, 60))
    assert reviews(state) == {WEEK1: False, WEEK2: False, WEEK3: True}
    asks = ["Pause, or start again?" in body(state, id) for id in (WEEK1, WEEK2, WEEK3)]
    assert asks == [False, False, True]


def test_when_something_happens_it_goes_on() -> None:
    state = live(range(1, 51), closed={"W01-1": 38})
    assert reviews(state) == {
        WEEK1: False,
        WEEK2: False,
        WEEK3: False,
        "R2026-W51": False,
        "R2026-W52": True,
    }


def test_a_resumed_learner_is_asked_again_only_after_three_more_weeks() -> None:
    pauses = (Pause(since=day(22), to=day(35)),)
    state = live(range(36, 60), settings=Settings(pauses=pauses))
    assert list(reviews(state)) == ["R2026-W51", "R2026-W52", "R2026-W53"]


def test_a_tick_or_a_note_in_an_issue_is_a_sign_of_life() -> None:
    goal = make_goal(35)
    state = begin(goal)
    for moment in ("edited_at", "moved_at"):
        issue = replace(state["issue/W01"], **{moment: at(day(30))})  # type: ignore[arg-type]
        made = open_review({**state, "issue/W01": issue}, goal)
        assert "Pause, or start again?" not in body(made, WEEK5)


def test_a_finished_learner_gets_one_congratulation_and_no_more_reviews() -> None:
    state = live(range(1, 70), closed=ALL_CLOSED)
    assert list(reviews(state))[-1] == FINISHED
    assert reviews(state)[FINISHED]
    assert sum(reviews(state).values()) == 1
    assert f"{measure(make_goal(50), begin(make_goal(50), closed=ALL_CLOSED)).done} tasks" in body(
        state, FINISHED
    )


def test_a_review_that_a_person_opened_again_stays_open() -> None:
    goal = make_goal(14)
    old = Issue("Week 1 review", "", made_at=at(day(7)), reopened=True)
    made = open_review({**begin(goal), f"issue/{WEEK1}": old}, goal)
    assert reviews(made) == {WEEK1: True, WEEK2: True}


def test_an_id_of_a_week_that_never_was_harms_nothing() -> None:
    goal = make_goal(14)
    odd = Issue("Week 99 review", "", made_at=at(day(7)))
    assert WEEK2 in reviews(open_review({**begin(goal), "issue/R2026-W99": odd}, goal))


def test_a_review_never_left_the_roadmap_and_counts_for_nothing() -> None:
    goal = make_goal(7)
    state = open_review(begin(goal), goal)
    assert find_left(state, make_desired(goal)) == ()
    assert measure(goal, state) == measure(goal, begin(goal))
    boxes = replace(state[f"issue/{WEEK1}"], body=body(state, WEEK1).replace("[ ]", "[x]"))  # type: ignore[arg-type]
    target = make_target(
        {**state, f"issue/{WEEK1}": boxes}, frozenset({Act.FOLLOW, Act.PRUNE, Act.REVIEW}), goal
    )
    assert reviews(target) == {WEEK1: True}


@settings(max_examples=30)
@given(
    st.sets(st.integers(-5, 60)),
    st.dictionaries(st.sampled_from(sorted(ALL_CLOSED)), st.integers(1, 60)),
)
def test_whatever_days_the_ticks_come_on_a_second_tick_changes_nothing(
    days: set[int], closed: dict[str, int]
) -> None:
    state = live(sorted(days), closed=closed)  # type: ignore[arg-type]
    assert sum(reviews(state).values()) <= 1
    if days:
        goal = make_goal(max(days))
        assert open_review({**begin(goal, closed=closed), **state}, goal) == {
            **begin(goal, closed=closed),
            **state,
        }
