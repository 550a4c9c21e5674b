"""The heat map's days: up to today, a year at most, the busiest darkest."""

from __future__ import annotations

from roadmap_bot.progress.activity import find_active_weeks
from tests.kit.small_roadmap import ALL_CLOSED, make_goal, make_state, measure


def test_the_heat_map_shows_the_days_up_to_today_the_busiest_darkest() -> None:
    goal = make_goal(18)
    progress = measure(goal, make_state(goal, closed={"W01-1": 4, "W01-2": 9}))
    weeks = find_active_weeks(progress.history, goal.calendar)
    days = [day for week in weeks for day in week]
    assert (days[0].date, days[-1].date) == (goal.calendar.start, goal.calendar.today)
    assert [(day.date.day, day.level) for day in days if day.hours] == [(12, 4), (17, 2)]


def test_the_heat_map_goes_back_a_year_at_most() -> None:
    goal = make_goal(900)
    progress = measure(goal, make_state(goal, closed=ALL_CLOSED))
    weeks = find_active_weeks(progress.history, goal.calendar)
    assert len(weeks) == 53
    assert weeks[-1][-1].date == goal.calendar.today
