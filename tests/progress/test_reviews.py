"""What learners tick in their weekly reviews fills the columns that no work fills."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.issues.body import make_body
from roadmap_bot.progress.reviews import find_day, find_notes
from roadmap_bot.report.lines.rows import check_row
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Issue, State
from tests.kit.learner import Learner
from tests.kit.small_roadmap import day, make_goal, make_roadmap, measure

SMALL = make_roadmap(start="first-monday")
DAY = 86_400.0
COLUMNS = [
    {"title": "Notes", "squares": 1},
    {"title": "Notes and | sketches", "squares": 2},
    {"title": "Theory", "kinds": ["theory"]},
]


def make_review(id: str, *boxes: str, closed: bool = False) -> State:
    """Make the issue of a review with these boxes."""
    issue = Issue("Week", make_body("small", id, "\n".join(boxes)))
    return {f"issue/{id}": replace(issue, closed="completed" if closed else None)}


def notes(goal: Goal, state: State) -> dict[tuple[int, str], float]:
    return dict(find_notes(goal.roadmap, goal.calendar, state))


def test_a_ticked_box_fills_the_week_of_its_review_open_or_closed() -> None:
    goal = make_goal(20)
    state = {
        **make_review("R2026-W46", "- [x] Notes went as I wanted", closed=True),
        **make_review("R2026-W47", "- [ ] Notes went as I wanted"),
        **make_review("R2026-W48", "- [X] Notes：这周满意"),
    }
    assert notes(goal, state) == {(1, "Notes"): 1, (3, "Notes"): 1}
    assert [row[2] for row in measure(goal, state).checks[:4]] == [1, None, 1, None]


def test_columns_that_work_fills_are_not_what_somebody_ticks() -> None:
    goal = make_goal(20)
    state = make_review("R2026-W46", "- [x] Theory went as I wanted")
    assert notes(goal, state) == {}
    assert measure(goal, state).checks[0] == measure(goal).checks[0]


def test_titles_that_begin_alike_are_told_apart() -> None:
    goal = make_goal(20, self_check=COLUMNS)
    state = make_review("R2026-W46", r"- [x] Notes and \| sketches went as I wanted")
    assert notes(goal, state) == {(1, "Notes and | sketches"): 1}
    progress = measure(goal, state)
    assert check_row(progress, 1, goal)[1:3] == ["–", "■■"]


def test_a_week_with_two_reviews_says_yes_as_far_as_they_do() -> None:
    goal = make_goal(20, settings=make_goal().settings.model_copy(update={"hours": 5.0}))
    state = {
        **make_review("R2026-W46", "- [x] Notes"),
        **make_review("R2026-W47", "- [ ] Notes"),
    }
    assert notes(goal, state) == {(1, "Notes"): 0.5}


@pytest.mark.parametrize("id", ["R2026-W46~2", "R-finished", "R2026-W44", "R2026-W99", "W01"])
def test_what_is_no_review_of_the_plan_says_nothing(id: str) -> None:
    assert notes(make_goal(20), make_review(id, "- [x] Notes")) == {}


def test_the_day_of_a_review_is_that_of_the_roadmap() -> None:
    roadmap = make_roadmap(review={"weekday": "friday"})
    assert find_day("R2026-W46", roadmap) == dt.date(2026, 11, 13)
    assert find_day("R2026-W46", make_roadmap()) == day(7)


class Diarist(Learner):
    """A learner who answers the weekly reviews."""

    def act_on_review(self, act: str, number: int, **values: Any) -> None:
        self.twin.act(act, seed.LEARNER, number=number, **values)
        self.twin.advance(60)

    def live_to(self, last: dt.date, *, sleeps: bool = False) -> None:
        """Let the days go by, each with its tick; where it `sleeps`, only that of the last runs."""
        while self.twin.world.now.date() < last:
            self.twin.advance(DAY)
            if not sleeps or self.twin.world.now.date() == last:
                self.run("schedule")

    def column(self) -> str:
        """What the notes column shows, the four weeks in a row."""
        seen, goal = self.look()
        progress = measure(goal, seen.things)
        return "".join(check_row(progress, week, goal)[-1] for week in range(1, 5))


def number(learner: Learner, title: str) -> int:
    """The number of a review."""
    found = [issue.number for issue in learner.home.issues.values() if issue.title == title]
    return int(found[-1])


def tick_notes(learner: Diarist, title: str) -> None:
    learner.act_on_review("tick", number(learner, title), text="Notes")


def test_four_played_weeks_fill_the_column_late_and_lost_ticks_included() -> None:
    learner = Diarist(SMALL)
    sundays = [dt.date(2026, 11, 29) + dt.timedelta(weeks=week) for week in range(4)]
    learner.live_to(sundays[0])
    assert learner.column() == "––––"
    tick_notes(learner, "Week 1 review")
    assert learner.column() == "■–––"
    # All runs of the second week are lost; Monday's makes its review, which is ticked when closed.
    learner.live_to(sundays[1] + dt.timedelta(days=1), sleeps=True)
    learner.live_to(sundays[2])
    assert learner.home.issues[number(learner, "Week 2 review")].state == "closed"
    tick_notes(learner, "Week 2 review")
    assert learner.column() == "■■––"
    # The third week's is ticked, and the tick is taken back.
    tick_notes(learner, "Week 3 review")
    assert learner.column() == "■■■–"
    learner.act_on_review("tick", number(learner, "Week 3 review"), text="Notes", on=False)
    assert learner.column() == "■■––"
    learner.live_to(sundays[3])
    tick_notes(learner, "Week 4 review")
    assert learner.column() == "■■–■"
    # A box that somebody deleted says nothing, and hurts nothing.
    first = number(learner, "Week 1 review")
    body = learner.home.issues[first].body
    gone = "\n".join(line for line in body.splitlines() if "Notes" not in line)
    learner.act_on_review("edit", first, body=gone)
    assert learner.column() == "–■–■"
