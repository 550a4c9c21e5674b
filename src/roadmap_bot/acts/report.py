"""The report as files of the repository: README regions, pictures, figures, the first settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from roadmap_bot.acts.regions import (
    PORTFOLIO,
    PROGRESS,
    Marks,
    find_editor,
    find_left,
    find_portfolios,
    find_stuck,
    is_remembered,
    remember_regions,
    take_out,
)
from roadmap_bot.errors import Place, Problem
from roadmap_bot.issues.desired import make_desired
from roadmap_bot.keys import BOARD, Key, file_key, is_label
from roadmap_bot.progress.progress import Progress, make_progress
from roadmap_bot.report.figures import find_remembered
from roadmap_bot.report.files import (
    find_inner,
    find_region,
    find_rival,
    find_trouble,
    is_blocked,
    is_own,
    readme_paths,
)
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.lines.sentences import badge_value
from roadmap_bot.report.portfolio import write_portfolio
from roadmap_bot.report.progress_json import find_stamp, render_figures
from roadmap_bot.report.readme import render_settings, write_readme
from roadmap_bot.report.region import make_facts
from roadmap_bot.report.stamps import is_current
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, REPORT, SETTINGS
from roadmap_bot.state import File, State, Thing, find_file
from roadmap_bot.text.markers import Broken, find_span


def write_report(state: State, goal: Goal) -> State:
    """Bring the report's files up to date.

    They stay as they are while their facts and the ISO week do.
    """
    progress = make_progress(goal.roadmap, goal.settings, goal.calendar, state)
    facts = make_facts(progress, state, goal)
    left = take_out(find_left(state, goal), state, goal)
    if not left and _is_fresh(state, goal, facts):
        return state
    cleared = _lay_over(state, left)
    files = {
        file_key(path): File(text) for path, text in _write_files(progress, facts, cleared, goal)
    }
    if is_own(state, FIGURES):
        regions = remember_regions({**cleared, **files}, goal)
        figures = render_figures(progress, facts, state, goal, regions)
        files[file_key(FIGURES)] = File(figures)
    note = goal.words("report.commit", value=badge_value(progress, goal))
    noted = {key: replace(file, note=note) for key, file in {**left, **files}.items()}
    return {**state, **noted}


def _lay_over(state: State, files: Mapping[Key, File]) -> State:
    """Return the state with these files as they will be, without those that will be gone."""
    things = {**state, **files}
    return {key: thing for key, thing in things.items() if not _is_gone(thing)}


def _is_gone(thing: Thing) -> bool:
    return isinstance(thing, File) and thing.gone


def is_report_due(state: State, goal: Goal) -> bool:
    """Whether the last report is of another week, or not all stands where it is to stand.

    A file that the settings name may be missing, a place be empty, or too much be there; a learner
    may have moved a region to where the figures do not name it.
    """
    named = (*goal.settings.readme, *find_portfolios(goal))
    if any(not find_file(state, path) and not find_rival(path, state) for path in named):
        return True
    if any(_is_empty(path, PROGRESS, state) for path in readme_paths(state, goal)):
        return True
    if any(_is_empty(path, PORTFOLIO, state) for path in find_portfolios(goal)):
        return True
    if take_out(find_left(state, goal), state, goal) or _shows_too_much(state, goal):
        return True
    figures = find_file(state, FIGURES)
    if figures is None or figures.text is None or not is_remembered(state, goal):
        return True
    _, week = find_stamp(figures.text) or ("", "")
    return week != goal.calendar.iso_week


def _shows_too_much(state: State, goal: Goal) -> bool:
    """Whether the last report shows what its learner does not share any more."""
    known, settings = find_remembered(state), goal.settings
    if known.shared and settings.share == "off":
        return True
    if known.closed is not None and settings.share != "all":
        return True
    return not set(known.companions) <= set(settings.companions)


def _is_empty(path: str, marks: Marks, state: State) -> bool:
    """Whether a file has a place in which nothing stands yet."""
    file = find_file(state, path)
    span = find_region(file, *marks)
    if file is None or span is None:
        return False
    return not find_inner(file, span).strip()


def _write_files(
    progress: Progress, facts: str, state: State, goal: Goal
) -> Iterator[tuple[str, str]]:
    """Write each file that is ours, with its path, but for the figures."""
    for path in readme_paths(state, goal):
        text = write_readme(path, progress, state, goal)
        if text is not None:
            yield path, text
    for path in find_portfolios(goal):
        text = write_portfolio(progress, facts, state, goal)
        if text is not None:
            yield path, text
    for path, draw in FILES.items():
        if is_own(state, path):
            yield path, draw(progress, goal)
    if find_file(state, SETTINGS) is None:
        yield SETTINGS, render_settings(state, goal)


# Whether it is up to date


def lacks_links(state: State, goal: Goal) -> bool:
    """Whether something is still to be made that a report wants to link to."""
    if goal.has_board and BOARD not in state:
        return True
    wanted = (key for key in make_desired(goal).things if not is_label(key))
    return any(key not in state for key in wanted)


def _is_fresh(state: State, goal: Goal, facts: str) -> bool:
    readmes = readme_paths(state, goal)
    if not all(_is_readme_fresh(path, state, goal, facts) for path in readmes):
        return False
    if any(is_own(state, path) and not find_file(state, path) for path in FILES):
        return False
    if not _is_portfolio_fresh(state, goal, facts):
        return False
    return _are_figures_fresh(state, goal, facts)


def _is_readme_fresh(path: str, state: State, goal: Goal, facts: str) -> bool:
    file = find_file(state, path)
    if file is None:  # it is written, unless it would hide another one
        return find_rival(path, state) is not None
    span = find_region(file)
    if span is None:
        return True
    return is_current(find_inner(file, span), facts, goal.calendar.iso_week)


def _is_portfolio_fresh(state: State, goal: Goal, facts: str) -> bool:
    if not goal.settings.projects:
        return True
    file = find_file(state, goal.settings.portfolio)
    if file is None:
        return False
    span = find_region(file, *PORTFOLIO)
    return span is None or is_current(find_inner(file, span), facts, goal.calendar.iso_week)


def _are_figures_fresh(state: State, goal: Goal, facts: str) -> bool:
    if not is_own(state, FIGURES):
        return True
    file = find_file(state, FIGURES)
    if file is None:
        return False
    is_told = find_stamp(file.text or "") == (facts, goal.calendar.iso_week)
    return is_told and is_remembered(state, goal)


# What stands in its way


def check_report(state: State, goal: Goal) -> tuple[Problem, ...]:
    """Name each file that the report cannot write, and what to do."""
    problems: list[Problem] = []
    for path in readme_paths(state, goal):
        problems += _check_readme(path, state, goal)
    for path in find_portfolios(goal):
        problems += _check_region(path, PORTFOLIO, state, goal)
    problems += find_stuck(find_left(state, goal), state, goal)
    if is_blocked(state):
        problems.append(Problem("report.no-folder", {}, Place(REPORT)))
    for path in (*FILES, FIGURES):
        if find_file(state, path) and not is_own(state, path):
            problems.append(Problem("report.foreign", {}, Place(path)))
    return tuple(problems)


def _check_readme(path: str, state: State, goal: Goal) -> Iterator[Problem]:
    rival = find_rival(path, state)
    if rival:
        yield Problem("report.rival", {}, Place(rival))
    yield from _check_region(path, PROGRESS, state, goal)


def _check_region(path: str, marks: Marks, state: State, goal: Goal) -> Iterator[Problem]:
    file = find_file(state, path)
    if file is None:
        return
    link = find_editor(path, goal)
    trouble = find_trouble(file)
    if trouble:
        yield Problem(f"report.{trouble}", {}, Place(path), link)
        return
    begin, end = marks
    values = {"begin": begin, "end": end}
    span = find_span(file.text or "", begin, end)
    if isinstance(span, Broken):
        yield Problem(f"report.{span.code}", values, Place(path, span.line), link)
    elif span is None:
        yield Problem("report.no-region", values, Place(path), link)
