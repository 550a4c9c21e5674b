"""Hours follow from the roadmap alone, and add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.progress.counting import make_count
from roadmap_bot.roadmap.hours import split_hours
from roadmap_bot.roadmap.settings import Settings
from tests.kit.small_roadmap import (
    ROADMAP,
    make_roadmap,
    make_study,
    make_task,
    make_unit,
)


def test_hours_follow_the_shares_of_the_kinds_that_are_present_and_then_spread_evenly() -> None:
    hours = split_hours(make_roadmap())
    assert (hours["W01-1"], hours["W01-2"], hours["W01-3"]) == (12, 4, 4)
    assert (hours["W03-1"], hours["W03-2"]) == (10, 10)
    assert (hours["P1"], "W01" in hours) == (20, False)


def test_topics_share_the_hours_of_the_units_own_kind_with_its_tasks() -> None:
    unit = make_study("W01", (1, 2), "theory", 2, make_task("W01-1", "theory"))
    hours = split_hours(make_roadmap(units=[unit], electives=[]))
    assert hours == pytest.approx({"W01": 20 * 2 / 3, "W01-1": 20 / 3})


def test_topics_have_the_share_of_their_kind_and_tasks_of_other_kinds_have_theirs() -> None:
    tasks = make_task("W01-1", "practice"), make_task("W01-2", "drill")
    unit = make_study("W01", (1, 2), "theory", 3, *tasks)
    hours = split_hours(make_roadmap(units=[unit], electives=[]))
    assert hours == pytest.approx({"W01": 6, "W01-1": 10, "W01-2": 4})


def test_a_unit_with_topics_alone_has_all_its_hours_for_them() -> None:
    units = [make_study("W01", (1, 2), "theory", 2)]
    assert split_hours(make_roadmap(units=units, electives=[])) == {"W01": 20}


def test_topics_without_ids_weigh_nothing() -> None:
    unit = make_unit("W01", (1, 2), "theory", 2, make_task("W01-1", "drill"))
    unit["topics"] = [{"title": "Only read", "points": ["This"]}]
    assert split_hours(make_roadmap(units=[unit], electives=[])) == {"W01-1": 20}


def test_a_unit_may_have_shares_of_its_own_for_some_kinds() -> None:
    tasks = make_task("W01-1", "practice"), make_task("W01-2", "drill")
    unit = make_study("W01", (1, 2), "theory", 2, *tasks) | {"shares": {"practice": 10}}
    hours = split_hours(make_roadmap(units=[unit], electives=[]))
    assert hours == pytest.approx({"W01": 10, "W01-1": 20 / 6, "W01-2": 20 / 3})


def test_own_hours_win_over_weeks() -> None:
    units = [{**ROADMAP["units"][0], "hours": 5}]
    hours = split_hours(make_roadmap(units=units, electives=[]))
    assert (hours["W01-1"], hours["W01-2"]) == (3, 1)


def test_kinds_without_shares_split_evenly() -> None:
    units = [
        make_unit(
            "W01", (1, 1), "theory", 0, make_task("W01-1", "project"), make_task("W01-2", "odd")
        )
    ]
    hours = split_hours(make_roadmap(units=units, electives=[]))
    assert (hours["W01-1"], hours["W01-2"]) == (5, 5)


kinds = st.sampled_from(["theory", "practice", "drill", "project", "odd"])


@given(st.lists(st.lists(kinds, min_size=1, max_size=9), min_size=1, max_size=5), st.integers(0, 3))
def test_hours_of_tasks_and_topics_add_up_to_the_unit_and_of_units_to_the_roadmap(
    owned: list[list[str]], topics: int
) -> None:
    units = [
        make_study(
            f"W{n:02}",
            (n, n + 1),
            "theory",
            topics,
            *(make_task(f"W{n:02}-{m}", kind) for m, kind in enumerate(each)),
        )
        for n, each in enumerate(owned, start=1)
    ]
    roadmap = make_roadmap(units=units, electives=[])
    hours = split_hours(roadmap)
    for unit in roadmap.units:
        own = [hours.get(owner.id, 0) for owner in (unit, *unit.tasks)]
        assert sum(own) == pytest.approx(roadmap.hours_of(unit))
    counted = make_count(roadmap, Settings(), {})
    assert sum(piece.hours for piece in counted.pieces) == pytest.approx(20 * len(owned))
