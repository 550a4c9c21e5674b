"""The heat map's days: those of the whole plan, a year at most, the busiest darkest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.progress.activity import MOST_WEEKS, Weeks, find_active_weeks
from roadmap_bot.roadmap.settings import Settings
from tests.kit.small_roadmap import ALL_CLOSED, day, make_goal, make_state, measure


def find_weeks(today: int, closed: dict[str, int], hours: float | None = None) -> Weeks:
    goal = make_goal(today, settings=Settings(hours=hours))
    return find_active_weeks(measure(goal, make_state(goal, closed=closed)), goal.calendar)


def test_the_heat_map_shows_the_whole_plan_the_busiest_day_darkest() -> None:
    weeks = find_weeks(18, {"W01-1": 4, "W01-2": 9})
    days = [each for week in weeks for each in week]
    assert (days[0].date, days[-1].date) == (day(1), day(42))
    assert [(each.date, each.level) for each in days if each.hours] == [(day(4), 4), (day(9), 2)]
    assert [each.date for each in days if each.is_ahead] == [day(n) for n in range(19, 43)]


def test_it_goes_on_to_today_while_the_work_does() -> None:
    assert find_weeks(60, {"W01-1": 4})[-1][0].date == day(57)
    assert find_weeks(60, ALL_CLOSED)[-1][0].date == day(36)


@given(st.integers(-20, 900), st.sampled_from([None, 1, 3.5, 40]))
def test_it_shows_a_year_at_most_and_today_where_there_is_work(
    today: int, hours: float | None
) -> None:
    weeks = find_weeks(today, {"W01-1": min(today, 5) or -1}, hours)
    assert 1 <= len(weeks) <= MOST_WEEKS
    assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in weeks)
    shown = [each.date for week in weeks for each in week]
    assert shown == sorted(set(shown))
    assert day(today) in shown
