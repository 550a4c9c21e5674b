"""Take back what the bot made, and nothing else: what a person wrote, ticked or finished stays."""

from __future__ import annotations

from dataclasses import replace

from roadmap_bot.errors import Problem
from roadmap_bot.keys import Key, file_key
from roadmap_bot.report.files import find_region, is_own, readme_paths
from roadmap_bot.report.pictures import PICTURES
from roadmap_bot.report.readme import render_readme
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import FIGURES, SETTINGS
from roadmap_bot.state import Board, File, Issue, Milestone, State, Thing
from roadmap_bot.text.words import find_languages, load_words


def uninstall(state: State, goal: Goal) -> State:
    """Close open issues as not planned, close milestones, delete the bot's files and take its region out of READMEs.

    Labels stay, for who made them nobody knows, and closed issues are found by them; the board is the learner's.
    """
    note = goal.words("uninstall.commit")
    gone = [path for path in (*PICTURES, FIGURES) if is_own(state, path)] + [SETTINGS]
    files: dict[Key, Thing] = {
        file_key(path): File(None, note=note, gone=True) for path in gone if file_key(path) in state
    }
    for path in readme_paths(state, goal.settings):
        file = state.get(file_key(path))
        if isinstance(file, File):
            files[file_key(path)] = replace(_take_out_region(path, file, state, goal), note=note)
    return {**{key: _close(thing) for key, thing in state.items()}, **files}


def find_remains(state: State, goal: Goal) -> tuple[Problem, ...]:
    """Name what stays though the bot may have made it, with a link to where a person can take it away."""
    board = state.get("board")
    kept = [Problem("uninstall.labels", link=f"{goal.repository.url}/labels")]
    return (
        (*kept, Problem("uninstall.board", link=board.url))
        if isinstance(board, Board)
        else tuple(kept)
    )


def _close(thing: Thing) -> Thing:
    if isinstance(thing, Issue) and thing.closed is None and not thing.disputed:
        return replace(thing, closed="not_planned")
    return replace(thing, closed=True) if isinstance(thing, Milestone) else thing


def _take_out_region(path: str, file: File, state: State, goal: Goal) -> File:
    """Take the region out of a README; where the bot wrote all the rest, too, the file goes."""
    span = find_region(file)
    if span is None or file.text is None:
        return file
    rest = file.text[: span.start], file.text[span.end :]
    if any(rest == _make_rest(path, state, goal, language) for language in find_languages()):
        return File(None, gone=True)
    return File(rest[0] + rest[1])


def _make_rest(path: str, state: State, goal: Goal, language: str) -> tuple[str, str]:
    """Make what the bot writes around the region of a README of its own."""
    text = render_readme(path, "", state, replace(goal, words=load_words(language)))
    span = find_region(File(text))
    return (text[: span.start], text[span.end :]) if span else ("", "")
