"""Every unit has weeks that a roadmap may have, in phases that share none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.imports.schedule import MOST_WEEKS, make_schedule
from roadmap_bot.markdown.ordinals import Span
from roadmap_bot.outlines.outline import Outline, Task, Unit


def make_unit(weeks: tuple[int, int] | None, tasks: int = 1, phase: str = "") -> Unit:
    span = Span(*weeks) if weeks else None
    return Unit("u", 1, phase=phase, weeks=span, tasks=(Task("t", 1),) * tasks)


def find_weeks(*units: Unit) -> list[tuple[int, int]]:
    weeks = make_schedule(Outline("o", units)).weeks
    return [(span.first, span.last) for span in weeks]


def test_units_that_say_no_weeks_follow_each_other_by_the_tasks_they_hold() -> None:
    units = (make_unit(None, 3), make_unit(None, 9), make_unit(None, 4))
    assert find_weeks(*units) == [(1, 1), (2, 4), (5, 5)]


def test_weeks_that_begin_anew_in_the_next_phase_go_on_counting() -> None:
    units = [make_unit((week, week), phase=phase) for phase in "AB" for week in (1, 2)]
    assert find_weeks(*units) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_a_unit_between_two_that_say_their_weeks_stands_between_them() -> None:
    units = (make_unit((1, 2)), make_unit(None, 20), make_unit((5, 6)))
    assert find_weeks(*units) == [(1, 2), (3, 4), (5, 6)]


def test_a_unit_that_begins_in_the_last_week_of_the_one_before_begins_after_it() -> None:
    assert find_weeks(make_unit((1, 1)), make_unit((1, 3)), make_unit((3, 4))) == [
        (1, 1),
        (2, 3),
        (4, 4),
    ]


def test_units_that_share_their_weeks_go_on_sharing_them() -> None:
    assert find_weeks(make_unit((1, 2)), make_unit((1, 2))) == [(1, 2), (1, 2)]


def test_a_project_goes_along_with_the_unit_before() -> None:
    assert find_weeks(make_unit((1, 2)), make_unit(None, 0), make_unit((3, 3)))[1] == (1, 2)


@pytest.mark.parametrize("count", [60, 300])
def test_a_plan_that_is_too_long_ends_with_the_last_week(count: int) -> None:
    weeks = find_weeks(*(make_unit((week, week)) for week in range(1, count)))
    assert weeks[-1][1] <= MOST_WEEKS
    assert weeks == sorted(weeks)


SPANS = st.one_of(st.none(), st.tuples(st.integers(1, 80), st.integers(0, 5)))


@given(st.lists(st.tuples(SPANS, st.integers(0, 30), st.sampled_from("ABC")), min_size=1))
def test_whatever_a_document_says_the_weeks_are_sound(drawn: list) -> None:  # type: ignore[type-arg]
    units = tuple(
        make_unit((span[0], sum(span)) if span else None, tasks, phase)
        for span, tasks, phase in drawn
    )
    schedule = make_schedule(Outline("o", units))
    assert all(1 <= first <= last <= MOST_WEEKS for first, last in schedule.weeks)
    phases = [phase.weeks for phase in schedule.phases]
    assert all(before.last < after.first for before, after in pairwise(phases))
    for span, place in zip(schedule.weeks, schedule.places, strict=True):
        assert phases[place].first <= span.first <= span.last <= phases[place].last
