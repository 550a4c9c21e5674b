"""Take the bot's regions out of files that are to bear none any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from roadmap_bot.errors import Place, Problem
from roadmap_bot.keys import Key, file_key
from roadmap_bot.report.figures import NOWHERE, Regions, find_regions, find_remembered
from roadmap_bot.report.files import (
    OWN,
    SPELLINGS,
    find_region,
    find_trouble,
    readme_paths,
)
from roadmap_bot.report.portfolio import BEGIN as PORTFOLIO_BEGIN
from roadmap_bot.report.portfolio import END as PORTFOLIO_END
from roadmap_bot.report.portfolio import render_empty
from roadmap_bot.report.readme import render_readme
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import File, State, find_file
from roadmap_bot.text.markers import find_span
from roadmap_bot.text.words import find_languages

Marks = tuple[str, str]  # of a region: its begin and its end
Rest = tuple[str, str]  # of a file: what stands above and below a region

PROGRESS: Marks = (BEGIN, END)
PORTFOLIO: Marks = (PORTFOLIO_BEGIN, PORTFOLIO_END)
OTHERS = ("link", "no-file", "no-folder")  # no file of the bot's stands there any more


@dataclass(frozen=True)
class _Region:
    """A region in a file; `make` makes one that is all the bot's, without a word of the region."""

    path: str
    marks: Marks
    make: Callable[[Goal], str]


def find_left(state: State, goal: Goal) -> Regions:
    """Find the regions that earlier reports wrote and this one does not.

    Where the settings name no README, one that GitHub would show stays: what stands in it says
    whether it is the learner's.
    """
    known, readmes = find_regions(state), readme_paths(state, goal)
    kept = readmes if goal.settings.readme else (*readmes, OWN, *SPELLINGS)
    shown = find_portfolios(goal)
    return Regions(
        progress=tuple(path for path in known.progress if path not in kept),
        portfolio=tuple(path for path in known.portfolio if path not in shown),
    )


def find_portfolios(goal: Goal) -> tuple[str, ...]:
    """Find the files that show the learner's projects: one, or none without projects."""
    return (goal.settings.portfolio,) if goal.settings.projects else ()


def remember_regions(state: State, goal: Goal) -> Regions:
    """Find what a written report is to remember: where a region is, or may still be."""
    known = find_regions(state)
    progress = _remember(readme_paths(state, goal), known.progress, PROGRESS, state)
    portfolio = _remember(find_portfolios(goal), known.portfolio, PORTFOLIO, state)
    return Regions(progress=progress, portfolio=portfolio)


def is_remembered(state: State, goal: Goal) -> bool:
    """Whether the figures name all regions that they are to remember."""
    told, wanted = find_remembered(state).regions or NOWHERE, remember_regions(state, goal)
    is_whole = set(wanted.progress) <= set(told.progress)
    return is_whole and set(wanted.portfolio) <= set(told.portfolio)


def _remember(
    shown: Iterable[str], known: Iterable[str], marks: Marks, state: State
) -> tuple[str, ...]:
    borne = {path for path in shown if find_region(find_file(state, path), *marks)}
    kept = {path for path in known if may_bear(find_file(state, path), marks)}
    return tuple(sorted(borne | kept))


def may_bear(file: File | None, marks: Marks) -> bool:
    """Whether a file in which the bot wrote a region may bear it still, or a part of it."""
    if file is None or file.gone or file.trouble in OTHERS:
        return False
    text = file.text
    if text is None:
        return True
    if not any(mark in text for mark in marks):
        return False
    return bool(find_trouble(file)) or find_span(text, *marks) is not None


def find_stuck(regions: Regions, state: State, goal: Goal) -> Iterator[Problem]:
    """Name each file out of which a person has to take a region: the bot cannot tell its ends."""
    for region in _list(regions, state):
        file = find_file(state, region.path)
        if may_bear(file, region.marks) and not find_region(file, *region.marks):
            link = find_editor(region.path, goal)
            yield Problem("report.left", {}, Place(region.path), link)


def find_editor(path: str, goal: Goal) -> str:
    """Find the page on which a person edits a file."""
    place = quote(f"{goal.repository.branch}/{path}")
    return f"{goal.repository.url}/edit/{place}"


def take_out(regions: Regions, state: State, goal: Goal) -> Mapping[Key, File]:
    """Take regions out of their files; where the bot wrote all the rest, too, the file goes."""
    taken: dict[Key, File] = {}
    for region in _list(regions, state):
        key = file_key(region.path)
        file = find_file({**state, **taken}, region.path)
        rest = file and _find_rest(file, region.marks)
        if rest:
            taken[key] = _leave(rest, region, goal)
    return taken


def _list(regions: Regions, state: State) -> Iterator[_Region]:
    for path in regions.progress:
        yield _Region(path, PROGRESS, partial(_make_readme, path, state))
    for path in regions.portfolio:
        yield _Region(path, PORTFOLIO, render_empty)


def _make_readme(path: str, state: State, goal: Goal) -> str:
    return render_readme(path, "", state, goal)


def _leave(rest: Rest, region: _Region, goal: Goal) -> File:
    """Leave what a person wrote around a region; an editor's ends of lines are no words."""
    spoken = (region.make(goal.spoken(language)) for language in find_languages())
    plain = tuple(part.replace("\r\n", "\n") for part in rest)
    if plain in [_find_rest(File(text), region.marks) for text in spoken]:
        return File(None, gone=True)
    return File("".join(rest))


def _find_rest(file: File, marks: Marks) -> Rest | None:
    """Find what stands above and below a region."""
    span = find_region(file, *marks)
    if span is None or file.text is None:
        return None
    return file.text[: span.start], file.text[span.end :]
