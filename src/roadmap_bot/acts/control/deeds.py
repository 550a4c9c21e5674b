"""What the boxes of the control issue ask for is done, and told, and the boxes are empty again.

Each deed is told from the day of the tick and by what is true after it, so that a run that was cut
short between the deed and the word ends the same when it is run again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from roadmap_bot.acts.control.hours import find_own_hours, write_hours
from roadmap_bot.acts.control.issue import write_control
from roadmap_bot.acts.pauses import answer_call
from roadmap_bot.control.asked import find_asked
from roadmap_bot.control.memory import Memory, find_control, find_memory
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.issues.comments import explain_to_asker, make_words
from roadmap_bot.keys import CONTROL, Key, file_key
from roadmap_bot.report.lines.control import say_done
from roadmap_bot.report.lines.sentences import render_day
from roadmap_bot.roadmap.calendar import WEEK
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import Pause
from roadmap_bot.state import State

Said = tuple[State, Goal, str]


def is_asked(state: State) -> bool:
    """Whether a box is ticked by somebody who may ask for it."""
    issue = find_control(state)
    return issue is not None and issue.is_heard and bool(find_asked(issue.body))


def find_tick(state: State) -> dt.datetime | None:
    """Find when a box was ticked that is still to be heard."""
    issue = find_control(state)
    return issue.edited_at if issue and is_asked(state) else None


def find_told(state: State) -> Iterator[Key]:
    """Find the control issue where a box waits, and the bot may have said why."""
    issue = find_control(state)
    if issue and issue.spoken_at and is_asked(state):
        yield CONTROL


def obey_control(state: State, goal: Goal, refused: Mapping[Key, Problem]) -> tuple[State, Goal]:
    """Do what the ticked boxes ask for and say so, and go on with the settings as they are then.

    Of a box that nobody ticked who may write here nothing comes; settings that were `refused` are
    asked for again, and one comment says so.
    """
    issue = find_control(state)
    if issue is None or not is_asked(state):
        return state, goal
    day = goal.calendar.date_of(issue.edited_at or goal.calendar.now)
    said: list[str] = []
    for deed in find_asked(issue.body):
        state, goal, what = _do(deed, state, goal, min(day, goal.calendar.date))
        said.append(say_done(day, what, goal))
    memory = Memory(tuple(said), find_memory(issue.body).pinned)
    file = file_key(SETTINGS)
    told = replace(write_control(issue, memory, state, goal), waits_for=file)
    problems = [explain_to_asker(refused[file])] if file in refused else []
    words = make_words(CONTROL, f"{issue.edited_at} refused", problems, goal.words)
    return {**words, **state, CONTROL: told}, goal


def _do(deed: str, state: State, goal: Goal, day: dt.date) -> Said:
    """Do one thing; settings that cannot be written are no reason to stop all else."""
    try:
        return DEEDS[deed](state, goal, day)
    except UserError:
        return state, goal, goal.words("control.said.locked")


def _refresh(state: State, goal: Goal, day: dt.date) -> Said:
    return state, goal, goal.words("control.said.refresh")


def _pause(state: State, goal: Goal, day: dt.date) -> Said:
    """Take the week off that begins on the day of the tick."""
    state, goal = answer_call(state, goal, "pause", day, WEEK)
    last = next(each.to for each in goal.settings.pauses if _covers(each, day))
    if last is None:
        return state, goal, goal.words("control.said.paused")
    return state, goal, goal.words("control.said.pause", date=render_day(last, goal))


def _covers(pause: Pause, day: dt.date) -> bool:
    return pause.since <= day <= (pause.to or dt.date.max)


def _resume(state: State, goal: Goal, day: dt.date) -> Said:
    state, goal = answer_call(state, goal, "resume", day)
    return state, goal, goal.words("control.said.resume")


def _restart(state: State, goal: Goal, day: dt.date) -> Said:
    state, goal = answer_call(state, goal, "restart", day)
    return state, goal, goal.words("control.said.restart", date=render_day(day, goal))


def _take_own_pace(state: State, goal: Goal, day: dt.date) -> Said:
    hours = find_own_hours(state, goal)
    if hours is None:
        return state, goal, goal.words("control.said.no-pace")
    written = write_hours(state, goal, hours)
    if written is None:
        return state, goal, goal.words("control.said.locked")
    state, goal = written
    finish = goal.calendar.last_day(goal.roadmap.last_week)
    date = render_day(finish, goal)
    return state, goal, goal.words("control.said.pace", hours=hours, date=date)


DEEDS: Mapping[str, Callable[[State, Goal, dt.date], Said]] = {
    "refresh": _refresh,
    "pause": _pause,
    "resume": _resume,
    "restart": _restart,
    "pace": _take_own_pace,
}
