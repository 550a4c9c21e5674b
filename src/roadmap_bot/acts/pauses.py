"""What `pause`, `resume` and `restart` ask for, written into the learner's settings."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.keys import file_key
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.report.readme import render_settings
from roadmap_bot.roadmap.calendar import pause, restart, resume
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import Pause
from roadmap_bot.roadmap.settings_file import replace_pauses
from roadmap_bot.state import File, State

COMMANDS = ("pause", "resume", "restart")


def change_pauses(state: State, goal: Goal, command: str) -> tuple[State, Goal]:
    """Write what the command asks for into the settings, and go on with those; other commands change nothing."""
    pauses = _new_pauses(command, state, goal) if command in COMMANDS else goal.settings.pauses
    if pauses == goal.settings.pauses:
        return state, goal
    file = state.get(file_key(SETTINGS))
    text = (file.text if isinstance(file, File) else None) or render_settings(state, goal)
    changed = File(replace_pauses(text, pauses), note=goal.words(f"report.{command}"))
    settings = goal.settings.model_copy(update={"pauses": pauses})
    calendar = replace(goal.calendar, pauses=pauses)
    return {**state, file_key(SETTINGS): changed}, replace(
        goal, settings=settings, calendar=calendar
    )


def _new_pauses(command: str, state: State, goal: Goal) -> tuple[Pause, ...]:
    pauses, today = goal.settings.pauses, goal.calendar.today
    if command == "pause":
        return pause(pauses, today)
    if command == "resume":
        return resume(pauses, today)
    week = make_progress(goal.roadmap, goal.settings, goal.calendar, state).first_open_week
    return pauses if week is None else restart(goal.calendar, week)
