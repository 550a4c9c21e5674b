"""The learner's own hours a week, written into their settings: as many as they managed of late."""

from __future__ import annotations

from roadmap_bot.acts.pauses import find_settings_text
from roadmap_bot.keys import file_key
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import LEAST_HOURS, MOST_HOURS
from roadmap_bot.state import File, State
from roadmap_bot.yaml.block import find_block
from roadmap_bot.yaml.yaml_file import parse_source


def find_own_hours(state: State, goal: Goal) -> int | None:
    """Find the hours a week of the last four weeks, None where nothing was closed in them."""
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    if progress.pace is None:
        return None
    return max(LEAST_HOURS, min(MOST_HOURS, round(progress.pace)))


def write_hours(state: State, goal: Goal, hours: int) -> tuple[State, Goal] | None:
    """Write the hours a week into the settings, and go on with those.

    None where the file is broken, or where other lines would have to change.
    """
    if goal.settings.hours == hours:
        return state, goal
    text = replace_hours(find_settings_text(state, goal), hours)
    if text is None:
        return None
    file = File(text, note=goal.words("report.own-hours", hours=hours))
    settings = goal.settings.model_copy(update={"hours": float(hours)})
    made_at, now = goal.repository.made_at, goal.calendar.now
    changed = goal.with_settings(settings, make_calendar(goal.roadmap, settings, made_at, now))
    return {**state, file_key(SETTINGS): file}, changed


def replace_hours(text: str, hours: int) -> str | None:
    """Replace the line of the hours and nothing else, None where that cannot be."""
    source = parse_source(text.encode(errors="surrogatepass"), "")
    if not source.problems and isinstance(source.value, dict | None):
        result = find_block(text, source, "hours").replace([f"hours: {hours}"])
        after = parse_source(result.encode(errors="surrogatepass"), "")
        is_right = {**(source.value or {}), "hours": hours} == after.value
        if is_right and not after.problems:
            return result
    return None
