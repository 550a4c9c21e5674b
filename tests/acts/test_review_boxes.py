"""Boxes and hints of a weekly review: they remind, and count for nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from roadmap_bot.acts.review import open_review
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.state import Issue, State
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.golden_file import check_golden
from tests.kit.reviews import begin
from tests.kit.small_roadmap import ROADMAP, goal_of, make_goal, make_state, measure

HINTED = [{**kind, "hint": f"Think of {kind['id']}"} for kind in ROADMAP["kinds"]]


def review_on(goal: Goal, **state: Any) -> Issue:
    things = open_review(begin(goal, **state), goal)
    (issue,) = (each for key, each in things.items() if key.startswith("issue/R"))
    assert isinstance(issue, Issue)
    return issue


def find_section(body: str, title: str) -> str:
    return body.partition(f"### {title}\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_review_with_boxes_looks_like_its_golden_file(language: str) -> None:
    goal = make_goal(28, language, kinds=HINTED)
    issue = review_on(goal, closed={"W01-1": 4, "W01-2": 6, "W01-3": 19, "W03-1": 26})
    check_golden(f"review/boxes.{language}.md", f"# {issue.title}\n\n{issue.body}")


def test_what_was_done_weeks_ago_is_a_box_of_the_review() -> None:
    goal = make_goal(28)
    body = review_on(goal, closed={"W01-1": 4, "W01-3": 19}).body
    section = find_section(body, "Look at it once more")
    assert section.count("- [ ] [W01-") == 2


def test_nobody_who_rests_is_asked_to_look_again() -> None:
    assert "once more" not in review_on(make_goal(35), closed={"W01-1": 4, "W01-2": 13}).body


def test_a_ticked_box_counts_for_nothing_and_stays() -> None:
    goal = make_goal(28)
    issue = review_on(goal, closed={"W01-1": 4, "W01-3": 19})
    ticked = replace(issue, body=issue.body.replace("- [ ] [W01-", "- [x] [W01-"))
    assert ticked != issue
    plain = begin(goal, closed={"W01-1": 4, "W01-3": 19})
    key = next(key for key in open_review(plain, goal) if key.startswith("issue/R"))
    before: State = {**plain, key: issue}
    after: State = {**plain, key: ticked}
    assert make_figures(goal, after) == make_figures(goal, before)
    later = make_goal(28 + 1)
    assert open_review(after, later)[key] == ticked


def make_figures(goal: Goal, state: State) -> object:
    return make_progress(goal.roadmap, goal.settings, goal.calendar, state)


@pytest.mark.parametrize(
    ("day", "kinds"), [(14, ["theory", "drill"]), (28, ["practice"]), (42, [])]
)
def test_a_kind_reminds_in_the_weeks_that_plan_it(day: int, kinds: list[str]) -> None:
    body = review_on(make_goal(day, kinds=HINTED), closed={"W01-1": 2}).body
    assert [kind["id"] for kind in HINTED if f"- {kind['hint']}\n" in body + "\n"] == kinds


@pytest.mark.parametrize(
    ("language", "word"), [("zh", "LeetCode 周赛"), ("en", "LeetCode contest")]
)
@pytest.mark.parametrize(("week", "is_planned"), [(2, True), (20, True), (22, False), (24, True)])
def test_the_first_roadmap_asks_for_the_contest_in_weeks_of_algorithms(
    language: str, word: str, week: int, *, is_planned: bool
) -> None:
    roadmap = load_roadmap(need_first_roadmap(), lambda *_: []).roadmap
    assert roadmap
    goal = goal_of(roadmap.spoken(language), today=7 * week)
    assert (word in review_on(goal, closed={"W01-1": 7 * week - 2}).body) == is_planned


def test_the_review_of_one_state_is_always_the_same() -> None:
    goal = make_goal(28, kinds=HINTED)
    closed = {"W01-1": 4, "W01-2": 6, "W01-3": 19}
    assert review_on(goal, closed=closed) == review_on(goal, closed=closed)
    assert measure(goal, make_state(goal, closed=closed)).done == 3
