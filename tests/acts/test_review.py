"""The weekly review: when there is one, what it says, that there is never a second."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_twin import seed
from github_twin.clock import advance
from roadmap_bot.acts.prune import find_left
from roadmap_bot.acts.review import FINISHED, find_review_day, make_review_id, open_review
from roadmap_bot.decide import Act
from roadmap_bot.issues.body import find_mark, is_review
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.roadmap.fields import UNIT_ID
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.state import Issue, State
from roadmap_bot.target import make_target
from tests.kit.golden_file import check_golden
from tests.kit.scene import MONDAY, Scene
from tests.kit.small_roadmap import ALL_CLOSED, at, day, make_goal, make_state, measure

WEEK1, WEEK2, WEEK3, WEEK4, WEEK5 = (
    "R2026-W46",
    "R2026-W47",
    "R2026-W48",
    "R2026-W49",
    "R2026-W50",
)
STAGES: dict[str, tuple[int, dict[str, int]]] = {
    "ahead": (7, {"W01-1": 2, "W01-2": 4, "W01-3": 6}),
    "midway": (14, {"W01-1": 4, "W01-2": 9, "W01-3": 12}),
    "month-end": (21, {"W01-1": 4, "W01-2": 20}),
    "behind": (28, {"W01-1": 4, "W01-2": 20}),
    "silent": (35, {"W01-1": 4, "W01-2": 13}),
    "finished": (42, ALL_CLOSED),
}


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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", STAGES)
def test_a_review_looks_like_its_golden_file(name: str, language: str) -> None:
    today, closed = STAGES[name]
    goal = make_goal(today, language)
    state = open_review(begin(goal, closed=closed, ticked=["W01.1", "P1.1"]), goal)
    issue = next(thing for key, thing in state.items() if is_review(key))
    assert isinstance(issue, Issue)
    check_golden(f"review/{name}.{language}.md", f"# {issue.title}\n\n{issue.body}")


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
    assert reviews(live(range(1, 30), settings=Settings(review=False))) == {}


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


def test_on_github_it_is_made_once_assigned_to_the_owner_and_the_next_closes_it() -> None:
    diary = Diary()
    diary.go_on(6)
    diary.scene.run("schedule")
    owner = diary.scene.home.owner
    assert [(title, people) for title, _, people in diary.reviews()] == [
        ("Week 1 review", (owner,))
    ]
    assert diary.scene.run("schedule").plan == ()
    diary.go_on(9)
    diary.scene.run("schedule")
    assert [title for title, _, _ in diary.reviews()] == ["Week 1 review", "Week 2 review"]
    assert diary.scene.run("schedule").plan == ()
    assert diary.scene.plan().plan == ()


def review_in_an_organization(pusher: str, settings: str = "") -> tuple[Diary, int]:
    """Let a week pass in an organization's repository; count who was asked for."""
    diary = Diary(owner_kind="Organization")
    files = {SETTINGS: settings}
    diary.scene.twin.act("push", pusher, commits=[{"message": "Notes", "files": files}])
    diary.go_on(6)
    diary.scene.twin.reset_counters()
    diary.scene.run("schedule")
    return diary, diary.count_asked()


@pytest.mark.parametrize(
    ("pusher", "settings", "people"),
    [
        (seed.HELPER, "", (seed.HELPER,)),
        (seed.STRANGER, f"learner: {seed.HELPER}\n", (seed.HELPER,)),
        (seed.STRANGER, "", ()),
        (seed.HELPER, f"learner: {seed.STRANGER}\n", ()),
        (seed.HELPER, "learner: nobody-knows\n", ()),
        (seed.JOB, "", ()),
    ],
)
def test_in_an_organization_it_is_assigned_to_who_studies_and_may_write(
    pusher: str, settings: str, people: tuple[str, ...]
) -> None:
    diary, asked = review_in_an_organization(pusher, settings)
    assert diary.reviews() == [("Week 1 review", "open", people)]
    assert asked <= 1


def test_whom_the_settings_name_counts_in_a_repository_of_ones_own_too() -> None:
    diary = Diary(files={SETTINGS: f"learner: {seed.HELPER}\n"})
    diary.go_on(6)
    diary.scene.run("schedule")
    assert [people for _, _, people in diary.reviews()] == [(seed.HELPER,)]


def test_who_is_the_owner_is_not_asked_for() -> None:
    diary = Diary()
    diary.go_on(6)
    diary.scene.twin.reset_counters()
    diary.scene.run("schedule")
    assert diary.count_asked() == 0


def test_nothing_else_is_ever_assigned() -> None:
    diary = Diary()
    assert {issue.assignees for issue in diary.scene.home.issues.values()} == {()}


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
