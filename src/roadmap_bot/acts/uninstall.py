"""Take back what the bot made, and nothing else: what a person wrote, ticked or finished stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from roadmap_bot.acts.regions import find_stuck, take_out
from roadmap_bot.control.memory import find_memory
from roadmap_bot.control.pins import unpin_own
from roadmap_bot.errors import Problem
from roadmap_bot.keys import BOARD, CONTROL, file_key
from roadmap_bot.report.figures import Regions, find_regions
from roadmap_bot.report.files import is_own, readme_paths
from roadmap_bot.report.generated import FILES
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.state import Board, File, Issue, Milestone, State, Thing, find_file


def uninstall(state: State, goal: Goal) -> State:
    """Close issues and milestones, unpin and delete the bot's own, take its region out of READMEs.

    Labels stay, for who made them nobody knows, and closed issues are found by them; the board
    is the learner's.
    """
    note = goal.words("uninstall.commit")
    things = {key: _close(thing) for key, thing in _unpin(state).items()}
    for path in _find_own(state):
        things[file_key(path)] = File(None, note=note, gone=True)
    for key, file in take_out(_find_all(state, goal), state, goal).items():
        things[key] = replace(file, note=note)
    return things


def find_remains(state: State, goal: Goal) -> tuple[Problem, ...]:
    """Name what stays though the bot may have made it, with a link to where it is taken away."""
    labels = Problem("uninstall.labels", link=f"{goal.repository.url}/labels")
    stuck = find_stuck(find_regions(state), state, goal)
    board = state.get(BOARD)
    if not isinstance(board, Board):
        return labels, *stuck
    return labels, *stuck, Problem("uninstall.board", link=board.url)


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


def _find_all(state: State, goal: Goal) -> Regions:
    """Find all regions of the bot's: those of the last report, and what is there of the next."""
    known = find_regions(state)
    progress = (*readme_paths(state, goal), *known.progress)
    portfolio = (goal.settings.portfolio, *known.portfolio)
    return Regions(
        progress=tuple(dict.fromkeys(progress)), portfolio=tuple(dict.fromkeys(portfolio))
    )
