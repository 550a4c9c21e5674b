"""Check a roadmap, and say what learners will get of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from roadmap_bot.authors.folder import read_around
from roadmap_bot.authors.rehearsal import Rehearsal, check_succession, rehearse
from roadmap_bot.authors.surroundings import check_surroundings
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.roadmap.load import Loaded, load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.shell.console import Console
from roadmap_bot.shell.summary.headline import render_headline
from roadmap_bot.shell.summary.page import plan_sentence, render_summary
from roadmap_bot.shell.voice import choose_words


def validate(console: Console, folder: Path, now: dt.datetime, since: Path | None) -> None:
    """Check the files; then tell what a new learner gets, and one who follows the last release."""
    loaded = load_roadmap(folder, check_bodies)
    roadmap = take_roadmap(console, loaded)
    warnings = (*loaded.warnings, *_check_around(folder, roadmap))
    for warning in warnings:
        console.warn(warning, "warning")
    console.say(_say_valid(console, roadmap, len(warnings)))
    _tell_rehearsal(console, "new", rehearse(roadmap, now))
    released = load_roadmap(since, check_bodies).roadmap if since else None
    if released:
        _check_succession(loaded, released)
        _tell_rehearsal(console, "since", rehearse(roadmap, now, released))


def _check_around(folder: Path, roadmap: Roadmap) -> Iterator[Problem]:
    """Check what stands around the roadmap; each place is named as seen from here."""
    for problem in check_surroundings(read_around(folder), roadmap):
        assert problem.place
        seen = (folder.parent / problem.place.file).as_posix()
        yield replace(problem, place=replace(problem.place, file=seen))


def take_roadmap(console: Console, loaded: Loaded) -> Roadmap:
    """Take the roadmap from what was read, and speak its language from here on."""
    if loaded.roadmap is None:
        raise UserError(*loaded.problems)
    console.words = choose_words(loaded.roadmap.language, loaded.roadmap.zone)
    return loaded.roadmap


def _check_succession(loaded: Loaded, released: Roadmap) -> None:
    problems = tuple(check_succession(loaded, released))
    if problems:
        raise UserError(*problems)


def _say_valid(console: Console, roadmap: Roadmap, warnings: int) -> str:
    counts = {"units": len(roadmap.units), "tasks": len(list(roadmap.tasks))}
    if warnings:
        return console.words("told.warned", title=roadmap.title, **counts, warnings=warnings)
    return console.words("told.valid", title=roadmap.title, **counts)


def _tell_rehearsal(console: Console, learner: str, rehearsal: Rehearsal) -> None:
    words, plan = console.words, rehearsal.plan
    sentence = words(f"told.learner.{learner}", plan=plan_sentence(plan, words))
    console.say(sentence)
    headline = render_headline("told", sentence)
    console.job.add_summary(render_summary(headline, plan, rehearsal.problems, (), words))
