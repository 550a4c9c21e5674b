"""Look at all that a run needs: the repository, its board, its release, the learner's settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from roadmap_bot.board.reader import BoardReader
from roadmap_bot.board.reading import look_board
from roadmap_bot.commits.orders import find_asking, find_authors, line_up
from roadmap_bot.decide import BY_HAND
from roadmap_bot.errors import Place, Problem, UserError
from roadmap_bot.github.gather import gather, read_files
from roadmap_bot.github.pushed import find_inherited, find_trusted, read_pushed
from roadmap_bot.github.upstream import look_release
from roadmap_bot.keys import file_key
from roadmap_bot.report.files import wanted_files
from roadmap_bot.repository import Look
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.roadmap.settings import Settings, parse_settings
from roadmap_bot.setup import Setup
from roadmap_bot.state import File, State
from roadmap_bot.text.words import load_words


def look(setup: Setup) -> Look:
    """Look at GitHub: things, files, and the commits that may ask for something."""
    paths = wanted_files(Settings())
    seen = gather(setup.reader, setup.roadmap, paths, setup.traffic.page)
    setup.traffic.patience.is_private = seen.repository.is_private
    settings, _ = _read_settings(setup, seen.things)
    more = tuple(path for path in wanted_files(settings) if path not in paths)
    if more:
        seen = replace(seen, things={**seen.things, **read_files(setup.reader, more)})
    if setup.job.board_token:
        reader = BoardReader(setup.send, setup.clock.now, seen.repository, setup.traffic.page)
        seen = look_board(reader, seen, setup.roadmap, by_hand=setup.job.event_name in BY_HAND)
    event = setup.job.event if setup.job.event_name == "push" and _is_default(setup, seen) else {}
    commits = line_up(seen.commits, read_pushed(setup.reader, seen.commits, event))
    names = (seen.repository.owner, setup.job.actor, *settings.allow)
    trusted = find_trusted(setup.reader, names, find_authors(commits, setup.roadmap))
    seen = replace(seen, commits=commits, trusted=trusted)
    asking = find_asking(seen, setup.roadmap) if seen.repository.is_fork else ()
    seen = replace(seen, inherited=find_inherited(setup.reader, seen, asking))
    is_copy = not seen.repository.is_template
    return look_release(setup.reader, seen) if setup.job.command == "update" and is_copy else seen


def make_goal(setup: Setup, seen: Look) -> Goal:
    """Make the goal of this moment from the roadmap and the settings that GitHub holds."""
    settings, problems = _read_settings(setup, seen.things)
    if problems:
        raise UserError(*problems)
    now = dt.datetime.fromtimestamp(setup.clock.now(), dt.UTC)
    if setup.today:
        now = dt.datetime.combine(
            setup.today, dt.time(12), ZoneInfo(settings.zone or setup.roadmap.zone)
        )
    words = load_words(settings.language or setup.roadmap.language)
    calendar = make_calendar(setup.roadmap, settings, seen.repository.made_at, now)
    return Goal(
        setup.roadmap,
        settings,
        calendar,
        words,
        seen.repository,
        has_board=seen.shelf is not None,
        release=seen.release,
        is_board_gone=any(problem.code == "board.deleted" for problem in seen.problems),
    )


def _read_settings(setup: Setup, state: State) -> tuple[Settings, tuple[Problem, ...]]:
    file = state.get(file_key(SETTINGS))
    if isinstance(file, File) and file.text is None:
        return Settings(), (Problem(f"report.{file.trouble}", {}, Place(SETTINGS, 1, 1)),)
    text = file.text if isinstance(file, File) and file.text is not None else None
    return parse_settings(text.encode() if text is not None else None, SETTINGS, setup.roadmap)


def _is_default(setup: Setup, seen: Look) -> bool:
    return setup.job.ref == f"refs/heads/{seen.repository.branch}"
