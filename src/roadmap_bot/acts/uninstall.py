"""Take back what the bot made, and nothing else: what a person wrote, ticked or finished stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from roadmap_bot.control.memory import find_memory
from roadmap_bot.control.pins import unpin_own
from roadmap_bot.errors import Problem
from roadmap_bot.keys import BOARD, CONTROL, file_key
from roadmap_bot.report.files import find_region, is_own, readme_paths
from roadmap_bot.report.generated import FILES
from roadmap_bot.report.portfolio import BEGIN, END, render_empty
from roadmap_bot.report.readme import render_readme
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.state import Board, File, Issue, Milestone, State, Thing, find_file
from roadmap_bot.text.markers import Span
from roadmap_bot.text.words import find_languages

Find = Callable[[File], Span | None]  # the region of a file


def uninstall(state: State, goal: Goal) -> State:
    """Close issues and milestones, unpin and delete the bot's own, take its region out of READMEs.

    Labels stay, for who made them nobody knows, and closed issues are found by them; the board
    is the learner's.
    """
    note = goal.words("uninstall.commit")
    things = {key: _close(thing) for key, thing in _unpin(state).items()}
    for path in _find_own(state):
        things[file_key(path)] = File(None, note=note, gone=True)
    for path, file in _take_out_regions(state, goal):
        things[file_key(path)] = replace(file, note=note)
    return things


def find_remains(state: State, goal: Goal) -> tuple[Problem, ...]:
    """Name what stays though the bot may have made it, with a link to where it is taken away."""
    labels = Problem("uninstall.labels", link=f"{goal.repository.url}/labels")
    board = state.get(BOARD)
    if not isinstance(board, Board):
        return (labels,)
    return labels, Problem("uninstall.board", link=board.url)


def _unpin(state: State) -> State:
    control = state.get(CONTROL)
    if not isinstance(control, Issue):
        return state
    return unpin_own(state, find_memory(control.body).pinned)


def _close(thing: Thing) -> Thing:
    match thing:
        case Issue(closed=None, disputed=False):
            return replace(thing, closed="not_planned")
        case Milestone():
            return replace(thing, closed=True)
    return thing


def _find_own(state: State) -> Iterator[str]:
    """Find the files that the bot wrote, and the settings, which are of no use without it."""
    for path in (*FILES, FIGURES):
        if find_file(state, path) and is_own(state, path):
            yield path
    if find_file(state, SETTINGS):
        yield SETTINGS


def _take_out_regions(state: State, goal: Goal) -> Iterator[tuple[str, File]]:
    """Take out each region; where the bot wrote all the rest of its file, too, the file goes."""
    for path in readme_paths(state, goal):
        file = find_file(state, path)
        if file:
            make = partial(_make_readme, path, state)
            yield path, _take_out(file, make, goal, find_region)
    portfolio = goal.settings.portfolio
    file = find_file(state, portfolio)
    if file:
        yield portfolio, _take_out(file, render_empty, goal, _find_portfolio)


def _take_out(file: File, make: Callable[[Goal], str], goal: Goal, find: Find) -> File:
    """Take the region that `find` finds out of a file; `make` makes one that is all the bot's."""
    rest = _find_rest(file, find)
    if rest is None:
        return file
    spoken = (make(goal.spoken(language)) for language in find_languages())
    if rest in [_find_rest(File(text), find) for text in spoken]:
        return File(None, gone=True)
    return File("".join(rest))


def _make_readme(path: str, state: State, goal: Goal) -> str:
    return render_readme(path, "", state, goal)


def _find_portfolio(file: File) -> Span | None:
    return find_region(file, BEGIN, END)


def _find_rest(file: File, find: Find) -> tuple[str, str] | None:
    """Find what stands above and below a region."""
    span = find(file)
    if span is None or file.text is None:
        return None
    return file.text[: span.start], file.text[span.end :]
