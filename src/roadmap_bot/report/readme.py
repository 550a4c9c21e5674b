"""The learner's README and settings file as text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

from roadmap_bot.progress.progress import Progress
from roadmap_bot.report.files import (
    OWN,
    find_manual,
    find_readmes,
    find_region,
    find_rival,
    is_own,
)
from roadmap_bot.report.lines.rows import list_issues, render_title
from roadmap_bot.report.lines.sentences import badge_label
from roadmap_bot.report.region import BEGIN, END, render_region
from roadmap_bot.roadmap.calendar import DAY
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import GUIDE, REPORT, SETTINGS
from roadmap_bot.roadmap.units import Boxes
from roadmap_bot.state import State, find_file
from roadmap_bot.text.escape import plain
from roadmap_bot.text.render import render
from roadmap_bot.text.words import find_languages

_NEWLINE = re.compile(r"\r\n|\n|\r")


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
        pause_from=start + DAY * 28,
        pause_to=start + DAY * 34,
        hours=roadmap.hours,
        electives=roadmap.electives,
        titles={unit.id: unit.title for unit in roadmap.units},
        is_shared=not goal.repository.owner_is_user,
        learner=goal.learner,
        example=_find_task(roadmap) or roadmap.units[0].id,
        project=_find_project(roadmap),
        owner=goal.repository.owner,
        portfolio=goal.settings.portfolio,
        badge=badge_label(goal),
        readme=find_readmes(state, goal.repository)[0],
    )


def write_readme(path: str, progress: Progress, state: State, goal: Goal) -> str | None:
    """Write the region into a README, or make the whole file; None where it must stay as it is."""
    folder = _find_way(path, REPORT)
    guide = _find_way(path, GUIDE) if is_own(state, GUIDE) else ""
    region = render_region(progress, state, goal, folder, guide)
    file = find_file(state, path)
    if file is None:
        if find_rival(path, state):
            return None
        return render_readme(path, region, state, goal)
    span = find_region(file)
    if span is None or file.text is None:
        return None
    above = translate_readme(file.text[: span.inner_start], path, state, goal)
    below = translate_readme(file.text[span.inner_end :], path, state, goal)
    inner = region.replace("\n", find_newline(file.text))
    return above + inner + below


def render_readme(path: str, region: str, state: State, goal: Goal) -> str:
    """Render a whole README where there is none yet."""
    manual = find_manual(state, goal.words.language) if path == OWN else None
    return render(
        "readme.md.j2",
        words=goal.words,
        title=render_title(goal.roadmap.title),
        begin=BEGIN,
        region=region,
        end=END,
        url=goal.repository.url,
        issues=list_issues(goal),
        example=_find_task(goal.roadmap),
        settings=_find_way(path, SETTINGS),
        manual=_find_way(path, manual) if manual else None,
    )


def translate_readme(text: str, path: str, state: State, goal: Goal) -> str:
    """Put the bot's own lines of a README into the learner's language; every other line stays."""
    return translate_lines(text, lambda spoken: render_readme(path, "", state, spoken), goal)


def translate_lines(text: str, make: Callable[[Goal], str], goal: Goal) -> str:
    """Put the lines of a file that `make` makes, too, into the learner's language."""
    own = _find_own_lines(make, goal)
    lines = [_translate_line(line, own) for line in text.split("\n")]
    return "\n".join(lines)


def _find_own_lines(make: Callable[[Goal], str], goal: Goal) -> dict[str, str]:
    """Find what the bot says in the learner's language for each line that it says in others."""
    ours = make(goal).split("\n")
    own: dict[str, str] = {}
    for language in find_languages():
        theirs = make(goal.spoken(language)).split("\n")
        own.update(zip(theirs, ours, strict=True))
    return own


def _translate_line(line: str, own: Mapping[str, str]) -> str:
    bare = line.removesuffix("\r")
    return own.get(bare, bare) + line[len(bare) :]


def _find_task(roadmap: Roadmap) -> str | None:
    """Find a task that may serve as an example."""
    return next((task.id for _, task in roadmap.tasks), None)


def _find_project(roadmap: Roadmap) -> str:
    """Find a unit whose project may serve as an example: one that asks for something."""
    asking = (unit.id for unit in roadmap.units if any(_is_asking(boxes) for boxes in unit.boxes))
    return next(asking, roadmap.units[-1].id)


def _is_asking(boxes: Boxes) -> bool:
    return boxes.role == "requirements"


def _find_way(path: str, target: str) -> str:
    """Find the relative link from a file to another."""
    folder = posixpath.dirname(path) or "."
    return posixpath.relpath(target, folder)


def find_newline(text: str) -> str:
    """Find how the first line of a file ends."""
    newline = _NEWLINE.search(text)
    return newline[0] if newline else "\n"
