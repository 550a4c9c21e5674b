"""Hours follow from the roadmap alone, and add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.progress.counting import make_count
from roadmap_bot.progress.hours import split_hours
from roadmap_bot.roadmap.settings import Settings
from tests.kit.small_roadmap import (
    ROADMAP,
    make_roadmap,
    make_task,
    make_unit,
)


def test_hours_follow_the_shares_of_the_kinds_that_are_present_and_then_spread_evenly() -> None:
    hours = split_hours(make_roadmap())
    assert hours["W01"] == 20
    assert (hours["W01-1"], hours["W01-2"], hours["W01-3"]) == (12, 4, 4)
    assert (hours["W03-1"], hours["W03-2"]) == (10, 10)


def test_own_hours_win_over_weeks() -> None:
    units = [{**ROADMAP["units"][0], "hours": 5}]
    hours = split_hours(make_roadmap(units=units, electives=[]))
    assert (hours["W01"], hours["W01-1"]) == (5, 3)


def test_kinds_without_shares_split_evenly() -> None:
    units = [
        make_unit(
            "W01", (1, 1), "theory", 0, make_task("W01-1", "project"), make_task("W01-2", "odd")
        )
    ]
    hours = split_hours(make_roadmap(units=units, electives=[]))
    assert (hours["W01-1"], hours["W01-2"]) == (5, 5)


kinds = st.sampled_from(["theory", "practice", "drill", "project", "odd"])


@given(st.lists(st.lists(kinds, min_size=1, max_size=9), min_size=1, max_size=5))
def test_the_hours_of_tasks_add_up_to_the_unit_and_of_units_to_the_roadmap(
    owned: list[list[str]],
) -> None:
    units = [
        make_unit(
            f"W{n:02}",
            (n, n + 1),
            "theory",
            0,
            *(make_task(f"W{n:02}-{m}", kind) for m, kind in enumerate(each)),
        )
        for n, each in enumerate(owned, start=1)
    ]
    roadmap = make_roadmap(units=units, electives=[])
    hours = split_hours(roadmap)
    for unit in roadmap.units:
        assert sum(hours[task.id] for task in unit.tasks) == pytest.approx(hours[unit.id])
    counted = make_count(roadmap, Settings(), {})
    assert sum(piece.hours for piece in counted.pieces) == pytest.approx(20 * len(owned))
