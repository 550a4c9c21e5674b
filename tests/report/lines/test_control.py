"""What the control issue says: each box with its line, what holds now, what was done last."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from roadmap_bot.control.asked import DEEDS
from roadmap_bot.control.memory import Memory, find_memory
from roadmap_bot.issues.body import make_body
from roadmap_bot.issues.boxes import find_ticks
from roadmap_bot.report.lines.control import find_last_day_off, render_control, say_done
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Pause, Settings
from tests.kit.small_roadmap import day, make_goal

MEMORY = Memory(("✅ Nov 26: paused.",), ("control", "W01"))


def paused(first: int, last: int | None) -> Goal:
    pause = Pause(since=day(first), to=day(last) if last else None)
    return make_goal(18, settings=Settings(pauses=(pause,)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_has_a_box_for_each_deed_and_remembers_what_it_is_told(language: str) -> None:
    body = make_body("small", "control", render_control(MEMORY, make_goal(18, language)))
    assert find_ticks(body) == {f"control.{deed}": False for deed in DEEDS}
    assert find_memory(body) == MEMORY


def test_it_says_what_holds_now() -> None:
    assert "Paused" not in render_control(Memory(), make_goal(18))
    assert "Paused until Nov 30 now." in render_control(Memory(), paused(15, 22))
    assert "Paused now, with no end set." in render_control(Memory(), paused(15, None))
    assert "Paused" not in render_control(Memory(), paused(1, 7))
    assert "The plan is at 10 hours a week now." in render_control(Memory(), make_goal(18))
    own = replace(make_goal(18), settings=Settings(hours=6.5))
    assert "The plan is at 6.5 hours a week now." in render_control(Memory(), own)


def test_a_deed_is_told_with_its_day() -> None:
    said = say_done(dt.date(2026, 7, 3), "暂停到 7 月 9 日。", make_goal(18, "zh"))
    assert said == "✅ 7 月 3 日：暂停到 7 月 9 日。"


def test_the_last_day_off_is_that_of_the_pause_that_is_on() -> None:
    assert find_last_day_off(paused(15, 22).calendar) == day(22)
    assert find_last_day_off(paused(15, None).calendar) is None
