"""The report as files of the repository: README regions, pictures, figures and, the first time, the settings."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote

from roadmap_bot.errors import Place, Problem
from roadmap_bot.figures import find_stamp, render_figures
from roadmap_bot.goal import Goal
from roadmap_bot.inert import plain
from roadmap_bot.keys import file_key
from roadmap_bot.model import Settings
from roadmap_bot.pictures import FOLDER, GENERATED, PICTURES
from roadmap_bot.progress import Progress, make_progress
from roadmap_bot.region import BEGIN, END, badge_value, is_current, make_facts, render_region, render_title
from roadmap_bot.render import render
from roadmap_bot.spans import Broken, Span, find_span
from roadmap_bot.state import File, State

ROOT = "README.md"
OWN = ".github/README.md"
SPELLINGS = (ROOT, "readme.md", "Readme.md", "README.MD")
RIVALS = ("README", "README.rst", "README.txt")  # a new README.md would be shown in their place
SETTINGS = ".github/roadmap-bot.yml"
FIGURES = f"{FOLDER}/progress.json"
MANUAL = "<!-- roadmap-bot:manual -->"
LIMIT = 512 * 1024  # bytes; GitHub shows no more of a README (F7.12)


def wanted_files(settings: Settings) -> tuple[str, ...]:
    """Return every path that a report must know of."""
    return tuple(dict.fromkeys((*settings.readme, OWN, *SPELLINGS, *RIVALS, SETTINGS, *PICTURES, FIGURES)))


def readme_paths(state: State, settings: Settings) -> tuple[str, ...]:
    """Return the READMEs that carry the region: in a copy of the template the root README is the manual."""
    own = OWN if _is_copy(state) else next((path for path in SPELLINGS if file_key(path) in state), ROOT)
    return settings.readme or (own,)


def write_report(state: State, goal: Goal) -> State:
    """Bring the report's files up to date; they stay as they are while their facts and the ISO week do."""
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    facts = make_facts(progress, state, goal)
    if _is_fresh(state, goal, facts):
        return state
    texts = {path: _write_readme(path, progress, state, goal) for path in readme_paths(state, goal.settings)}
    texts |= {path: draw(progress, goal) for path, draw in PICTURES.items() if is_own(state, path)}
    if is_own(state, FIGURES):
        texts[FIGURES] = render_figures(progress, facts, state, goal)
    if file_key(SETTINGS) not in state:
        texts[SETTINGS] = render_settings(state, goal)
    note = goal.words("report.commit", value=badge_value(progress, goal))
    return {**state, **{file_key(path): File(text, note=note) for path, text in texts.items() if text is not None}}


def check_report(state: State, goal: Goal) -> tuple[Problem, ...]:
    """Name each file that the report cannot write, and what to do."""
    return (*_check_readmes(state, goal), *_check_figures(state))


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


def _check_readmes(state: State, goal: Goal) -> Iterator[Problem]:
    for path in readme_paths(state, goal.settings):
        file = _find_file(state, path)
        link = f"{goal.repository.url}/edit/{quote(f'{goal.repository.branch}/{path}')}"
        rival = _find_rival(path, state)
        if rival:
            yield Problem("report.rival", {}, Place(rival))
        if file is None:
            continue
        trouble = _find_trouble(file)
        if trouble:
            yield Problem(f"report.{trouble}", {}, Place(path), link)
            continue
        span = find_span(file.text or "", BEGIN, END)
        if isinstance(span, Broken):
            yield Problem(f"report.{span.code}", {"begin": BEGIN, "end": END}, Place(path, span.line), link)
        elif span is None:
            yield Problem("report.no-region", {"begin": BEGIN, "end": END}, Place(path), link)


def _check_figures(state: State) -> Iterator[Problem]:
    for path in (*PICTURES, FIGURES):
        file = _find_file(state, path)
        if file and not is_own(state, path):
            yield Problem("report.foreign", {}, Place(path))


def _find_rival(path: str, state: State) -> str | None:
    """Find the README of another format that a new one would hide."""
    is_new = path == ROOT and file_key(ROOT) not in state
    return next((rival for rival in RIVALS if is_new and file_key(rival) in state), None)


def _find_file(state: State, path: str) -> File | None:
    file = state.get(file_key(path))
    return file if isinstance(file, File) else None


def _find_trouble(file: File) -> str:
    if file.text is None:
        return file.trouble
    return "too-large" if len(file.text.encode(errors="surrogatepass")) > LIMIT else ""


def _is_copy(state: State) -> bool:
    root = _find_file(state, ROOT)
    return root is not None and MANUAL in (root.text or "")


def is_own(state: State, path: str) -> bool:
    """Whether the bot may write a file of its own folder: nobody else put one there."""
    file = _find_file(state, path)
    if file is None or file.text is None:
        return file is None
    return find_stamp(file.text) is not None if path == FIGURES else GENERATED in file.text


def _is_fresh(state: State, goal: Goal, facts: str) -> bool:
    week = goal.calendar.iso_week
    for path in readme_paths(state, goal.settings):
        file = _find_file(state, path)
        span = find_region(file)
        is_missing = file is None and not _find_rival(path, state)
        if is_missing or (file and span and not is_current(_inner(file, span), facts, week)):
            return False
    figures = _find_file(state, FIGURES)
    stamp = find_stamp(figures.text or "") if figures else None
    known = (facts, week) if figures and not is_own(state, FIGURES) else stamp
    return known == (facts, week) and all(file_key(path) in state for path in PICTURES)


def find_region(file: File | None) -> Span | None:
    """Find the region of a README that the bot may write."""
    if file is None or file.text is None or _find_trouble(file):
        return None
    span = find_span(file.text, BEGIN, END)
    return span if isinstance(span, Span) else None


def _inner(file: File, span: Span) -> str:
    return (file.text or "")[span.inner_start : span.inner_end]


def _write_readme(path: str, progress: Progress, state: State, goal: Goal) -> str | None:
    """Write the region into a README, or make the whole file; None where it must stay as it is."""
    region = render_region(progress, state, goal, posixpath.relpath(FOLDER, posixpath.dirname(path) or "."))
    file = _find_file(state, path)
    if file is None:
        return None if _find_rival(path, state) else render_readme(path, region, state, goal)
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
        manual=posixpath.relpath(ROOT, folder) if path == OWN and _is_copy(state) else None,
    )
