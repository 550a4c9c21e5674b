"""The report as files of the repository: README regions, pictures, figures and, the first time, the settings."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from roadmap_bot.errors import Place, Problem
from roadmap_bot.keys import file_key
from roadmap_bot.progress.progress import make_progress
from roadmap_bot.report.files import (
    find_inner,
    find_region,
    find_rival,
    find_trouble,
    is_own,
    readme_paths,
)
from roadmap_bot.report.pictures import PICTURES
from roadmap_bot.report.progress_json import find_stamp, render_figures
from roadmap_bot.report.readme import render_settings, write_readme
from roadmap_bot.report.region import BEGIN, END, is_current, make_facts
from roadmap_bot.report.rows import badge_value
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.state import File, State, find_file
from roadmap_bot.text.markers import Broken, find_span


def write_report(state: State, goal: Goal) -> State:
    """Bring the report's files up to date; they stay as they are while their facts and the ISO week do."""
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    facts = make_facts(progress, state, goal)
    if _is_fresh(state, goal, facts):
        return state
    texts = {
        path: write_readme(path, progress, state, goal)
        for path in readme_paths(state, goal.settings)
    }
    texts |= {path: draw(progress, goal) for path, draw in PICTURES.items() if is_own(state, path)}
    if is_own(state, FIGURES):
        texts[FIGURES] = render_figures(progress, facts, state, goal)
    if file_key(SETTINGS) not in state:
        texts[SETTINGS] = render_settings(state, goal)
    note = goal.words("report.commit", value=badge_value(progress, goal))
    return {
        **state,
        **{
            file_key(path): File(text, note=note)
            for path, text in texts.items()
            if text is not None
        },
    }


def check_report(state: State, goal: Goal) -> tuple[Problem, ...]:
    """Name each file that the report cannot write, and what to do."""
    return (*_check_readmes(state, goal), *_check_figures(state))


def _check_readmes(state: State, goal: Goal) -> Iterator[Problem]:
    for path in readme_paths(state, goal.settings):
        file = find_file(state, path)
        link = f"{goal.repository.url}/edit/{quote(f'{goal.repository.branch}/{path}')}"
        rival = find_rival(path, state)
        if rival:
            yield Problem("report.rival", {}, Place(rival))
        if file is None:
            continue
        trouble = find_trouble(file)
        if trouble:
            yield Problem(f"report.{trouble}", {}, Place(path), link)
            continue
        span = find_span(file.text or "", BEGIN, END)
        if isinstance(span, Broken):
            yield Problem(
                f"report.{span.code}", {"begin": BEGIN, "end": END}, Place(path, span.line), link
            )
        elif span is None:
            yield Problem("report.no-region", {"begin": BEGIN, "end": END}, Place(path), link)


def _check_figures(state: State) -> Iterator[Problem]:
    for path in (*PICTURES, FIGURES):
        file = find_file(state, path)
        if file and not is_own(state, path):
            yield Problem("report.foreign", {}, Place(path))


def _is_fresh(state: State, goal: Goal, facts: str) -> bool:
    week = goal.calendar.iso_week
    for path in readme_paths(state, goal.settings):
        file = find_file(state, path)
        span = find_region(file)
        is_missing = file is None and not find_rival(path, state)
        if is_missing or (file and span and not is_current(find_inner(file, span), facts, week)):
            return False
    figures = find_file(state, FIGURES)
    stamp = find_stamp(figures.text or "") if figures else None
    known = (facts, week) if figures and not is_own(state, FIGURES) else stamp
    return known == (facts, week) and all(file_key(path) in state for path in PICTURES)
