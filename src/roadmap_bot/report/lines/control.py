"""What the control issue says: its boxes, what each does, what was done last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from roadmap_bot.control.asked import DEEDS, make_asking_box
from roadmap_bot.control.memory import DONE, Memory, render_pinned
from roadmap_bot.report.lines.sentences import render_day
from roadmap_bot.roadmap.calendar import Calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.text.render import render


def render_control(memory: Memory, goal: Goal) -> str:
    """Render the text of the control issue."""
    return render(
        "control.md.j2",
        words=goal.words,
        boxes=list(_render_boxes(goal)),
        done=memory.done,
        pinned=render_pinned(memory.pinned),
    )


def say_done(day: dt.date, what: str, goal: Goal) -> str:
    """Say in a line what was done for a tick."""
    return DONE + goal.words("control.done", date=render_day(day, goal), what=what)


def _render_boxes(goal: Goal) -> Iterator[tuple[str, str]]:
    """Render each box, with the line beneath it."""
    states = {"pause": _say_pause(goal), "pace": _say_hours(goal)}
    for deed in DEEDS:
        box = make_asking_box(deed, goal.words(f"control.{deed}.title"))
        yield box, goal.words(f"control.{deed}.note") + states.get(deed, "")


def _say_pause(goal: Goal) -> str:
    """Say whether a pause is on, and until when."""
    calendar = goal.calendar
    if not calendar.is_paused:
        return ""
    last = find_last_day_off(calendar)
    if last is None:
        return goal.words("control.pause.open")
    return goal.words("control.pause.on", date=render_day(last, goal))


def find_last_day_off(calendar: Calendar) -> dt.date | None:
    """Find when the pause that is on ends, None where that is open."""
    ends = [each.to for each in calendar.pauses if each.since <= calendar.date]
    return None if None in ends else max(filter(None, ends), default=None)


def _say_hours(goal: Goal) -> str:
    hours = goal.settings.hours or goal.roadmap.hours.middle
    return goal.words("control.pace.now", hours=round(hours, 1))
