"""The learner's README and settings file as text."""

from __future__ import annotations

import datetime as dt
import posixpath
import re

from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.files import (
    OWN,
    ROOT,
    find_region,
    find_rival,
    is_copy,
    readme_paths,
)
from roadmap_bot.report.region import BEGIN, END, render_region
from roadmap_bot.report.rows import render_title
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import REPORT, SETTINGS
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.state import State, find_file
from roadmap_bot.text.escape import plain
from roadmap_bot.text.render import render


def render_settings(state: State, goal: Goal) -> str:
    """Render the first settings file: the start date, and what else may be set, as comments."""
    roadmap, start = goal.roadmap, goal.calendar.start
    return render(
        "settings.yml.j2",
        words=goal.words,
        plain=plain,
        start=start,
        zone=goal.calendar.zone,
        language=goal.words.language,
        pause_from=start + dt.timedelta(days=28),
        pause_to=start + dt.timedelta(days=34),
        hours=roadmap.hours,
        electives=roadmap.electives,
        titles={unit.id: unit.title for unit in roadmap.units},
        example=next((task.id for _, task in roadmap.tasks), roadmap.units[0].id),
        readme=readme_paths(state, Settings())[0],
    )


def write_readme(path: str, progress: Progress, state: State, goal: Goal) -> str | None:
    """Write the region into a README, or make the whole file; None where it must stay as it is."""
    region = render_region(
        progress, state, goal, posixpath.relpath(REPORT, posixpath.dirname(path) or ".")
    )
    file = find_file(state, path)
    if file is None:
        return None if find_rival(path, state) else render_readme(path, region, state, goal)
    span = find_region(file)
    if span is None or file.text is None:
        return None
    newline = re.search(r"\r\n|\n|\r", file.text)
    inner = region.replace("\n", newline[0] if newline else "\n")
    return file.text[: span.inner_start] + inner + file.text[span.inner_end :]


def render_readme(path: str, region: str, state: State, goal: Goal) -> str:
    """Render a whole README where there is none yet."""
    folder = posixpath.dirname(path) or "."
    return render(
        "readme.md.j2",
        words=goal.words,
        title=render_title(goal.roadmap.title),
        begin=BEGIN,
        region=region,
        end=END,
        url=goal.repository.url,
        example=next((task.id for _, task in goal.roadmap.tasks), None),
        settings=posixpath.relpath(SETTINGS, folder),
        manual=posixpath.relpath(ROOT, folder) if path == OWN and is_copy(state) else None,
    )
