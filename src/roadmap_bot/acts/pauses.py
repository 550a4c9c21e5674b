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
from roadmap_bot.state import File, State, find_file


def change_pauses(state: State, goal: Goal, command: str) -> tuple[State, Goal]:
    """Write what the command asks for into the settings, and go on with those.

    Other commands change nothing.
    """
    pauses = _find_pauses(command, state, goal)
    if pauses == goal.settings.pauses:
        return state, goal
    text = replace_pauses(_find_text(state, goal), pauses)
    file = File(text, note=goal.words(f"report.{command}"))
    settings = goal.settings.model_copy(update={"pauses": pauses})
    calendar = replace(goal.calendar, pauses=pauses)
    changed = replace(goal, settings=settings, calendar=calendar)
    return {**state, file_key(SETTINGS): file}, changed


def _find_pauses(command: str, state: State, goal: Goal) -> tuple[Pause, ...]:
    pauses, today = goal.settings.pauses, goal.calendar.today
    match command:
        case "pause":
            return pause(pauses, today)
        case "resume":
            return resume(pauses, today)
        case "restart":
            return _restart(state, goal)
    return pauses


def _restart(state: State, goal: Goal) -> tuple[Pause, ...]:
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    if progress.first_open_week is None:
        return goal.settings.pauses
    return restart(goal.calendar, progress.first_open_week)


def _find_text(state: State, goal: Goal) -> str:
    """Find the settings as they are; where there are none, or empty ones, write the first."""
    file = find_file(state, SETTINGS)
    if file and file.text:
        return file.text
    return render_settings(state, goal)
