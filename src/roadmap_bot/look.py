"""Look at all that a run needs: the repository, its board, its release, the learner's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from roadmap_bot.board.reader import BoardReader
from roadmap_bot.board.reading import look_board, without_board
from roadmap_bot.board.token import find_wrong_kind
from roadmap_bot.comments.hearing import find_commented, hear
from roadmap_bot.comments.orders import find_named
from roadmap_bot.commits.orders import find_asking, find_authors, line_up
from roadmap_bot.control.asked import find_askers
from roadmap_bot.decide import BY_HAND, COMMANDS, Act, hears
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.evidence.kinds import find_kinds
from roadmap_bot.http.reader import Node
from roadmap_bot.issues.comments import find_speakers
from roadmap_bot.issues.identity import find_claimants, sort_by_origin
from roadmap_bot.keys import Key
from roadmap_bot.reading.closely import find_cut, read_closely
from roadmap_bot.reading.evidence import UNREAD, UNREAD_PULLS, read_pulls, read_tree
from roadmap_bot.reading.files import read_readmes
from roadmap_bot.reading.gather import Wide, look_again, make_look, read_wide
from roadmap_bot.reading.payload import find_number
from roadmap_bot.reading.pushed import find_inherited, find_trusted, read_pushed
from roadmap_bot.reading.upstream import look_home, look_release
from roadmap_bot.report.files import further_files, wanted_files
from roadmap_bot.repository import Home, Look, is_person
from roadmap_bot.roadmap.calendar import make_calendar
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.settings import Settings
from roadmap_bot.setup import Setup, find_now, read_settings
from roadmap_bot.state import find_issues
from roadmap_bot.target import find_wanted
from roadmap_bot.text.words import load_words

PROVEN = ("push", *BY_HAND)  # events whose actor may write here; anybody may touch an issue
WITHOUT_EVIDENCE = ("doctor", "update", "uninstall")  # commands that follow no roadmap


def look(setup: Setup) -> Look:
    """Look at GitHub: things, files, the commits that may ask for something.

    First wide, then closely at what decisions hang on.
    """
    wide = read_wide(setup.reader, wanted_files(Settings()), setup.traffic.page)
    settings, _ = read_settings(setup, wide.files)
    language = setup.roadmap.language
    setup = replace(setup, roadmap=setup.roadmap.spoken(settings.language))
    claimants = find_claimants(wide.issues, setup.roadmap, wide.repository)
    admitted, _ = sort_by_origin(wide.issues, setup.roadmap, wide.repository)
    askers = find_askers(admitted, wide.repository)
    wide = look_at_writers(setup, wide, (*claimants, *askers))
    seen = make_look(setup.roadmap, wide)
    seen = _look_at_files(setup, seen, settings)
    seen = _look_at_board(setup, seen, settings)
    seen = _look_at_push(setup, seen)
    seen = _look_closely(setup, wide, seen, settings)
    seen = _look_at_people(setup, seen, settings)
    seen = _look_at_evidence(setup, seen)
    return _look_at_release(setup, seen, language)


def make_goal(setup: Setup, seen: Look) -> Goal:
    """Make the goal of this moment from the roadmap and the settings that GitHub holds."""
    settings, problems = read_settings(setup, seen.things)
    if problems:
        raise UserError(*problems)
    roadmap = setup.roadmap.spoken(settings.language)
    now = find_now(setup, settings)
    calendar = make_calendar(roadmap, settings, seen.repository.made_at, now)
    words = load_words(settings.language or roadmap.language)
    return Goal(
        roadmap,
        settings,
        calendar,
        words.at(calendar.zone),
        repository=seen.repository,
        has_board=seen.shelf is not None,
        release=seen.release,
        learner=_find_learner(setup, seen, settings),
        is_board_gone=any(problem.code == "board.deleted" for problem in seen.problems),
        tree=seen.tree,
        pulls=seen.pulls,
    )


def _look_at_files(setup: Setup, seen: Look, settings: Settings) -> Look:
    """Look at the files that only some reports must know of."""
    more = further_files(settings, seen.things)
    if not more:
        return seen
    files = read_readmes(setup.reader, more)
    return replace(seen, things={**seen.things, **files})


def _look_at_board(setup: Setup, seen: Look, settings: Settings) -> Look:
    token = setup.job.board_token
    if not token or not settings.board:
        return seen
    wrong = find_wrong_kind(token, seen.repository)
    if wrong:
        return replace(seen, problems=(*seen.problems, wrong))
    reader = BoardReader(setup.send, setup.clock.now, seen.repository, setup.traffic.page)
    by_hand = setup.job.event_name in BY_HAND
    return look_board(reader, seen, setup.roadmap, by_hand=by_hand)


def _look_at_push(setup: Setup, seen: Look) -> Look:
    """Look at the commits that may ask for something, those of this push, too."""
    pushed = read_pushed(setup.reader, seen.commits, _find_push(setup, seen))
    return replace(seen, commits=line_up(seen.commits, pushed))


def _look_closely(setup: Setup, wide: Wide, seen: Look, settings: Settings) -> Look:
    """Look closely at the issues on which a decision hangs, those that comments name last."""
    close, details = seen, dict[str, Node]()
    cut = dict.fromkeys(find_cut(wide.issues, setup.roadmap))
    nodes = {seen.ids[key].node: None for key in sorted(_find_wanted(setup, seen))} | cut
    while nodes.keys() - details.keys():
        unread = [node for node in nodes if node not in details]
        details |= read_closely(setup.reader, unread, setup.traffic.page)
        wide = look_at_writers(setup, wide, find_speakers(details.values(), wide.repository))
        close = _hear(setup, look_again(seen, setup.roadmap, wide, details), details)
        nodes = {close.ids[key].node: None for key in sorted(find_named(close, setup.roadmap))}
    if any(close.ids[key] != seen.ids.get(key) for key, _ in find_issues(close.things)):
        # A card may stand on another one of two issues now.
        return _look_at_board(setup, without_board(close), settings)
    return close


def _find_wanted(setup: Setup, seen: Look) -> frozenset[Key]:
    goal = make_goal(setup, seen)
    wanted = find_wanted(seen, goal)
    if hears(setup.job.event_name, setup.job.command):
        wanted |= find_commented(seen, goal.calendar.now, find_number(setup.job.event))
    return wanted


def _hear(setup: Setup, seen: Look, details: Mapping[str, Node]) -> Look:
    """Hear what people said; only some runs hear what is new."""
    ask = partial(setup.rights.find_writers, setup.reader)
    hears_all = hears(setup.job.event_name, setup.job.command)
    return hear(seen, make_goal(setup, seen), details, ask, hears_all=hears_all)


def look_at_writers(setup: Setup, wide: Wide, logins: Iterable[str]) -> Wide:
    """Look which of these people may write here, so that what they made counts as ours."""
    writers = setup.rights.find_writers(setup.reader, logins)
    known = wide.repository.writers | writers
    return replace(wide, repository=replace(wide.repository, writers=known))


def _look_at_people(setup: Setup, seen: Look, settings: Settings) -> Look:
    """Look whose word counts among those whose commits ask for something."""
    roadmap, reader = setup.roadmap, setup.reader
    names = [seen.repository.owner, *settings.allow]
    if setup.job.event_name in PROVEN:
        names.append(setup.job.actor)
    trusted = find_trusted(setup.rights, reader, names, find_authors(seen.commits, roadmap))
    seen = replace(seen, trusted=trusted)
    if not seen.repository.is_fork:
        return seen
    inherited = find_inherited(reader, seen, find_asking(seen, roadmap))
    return replace(seen, inherited=inherited)


def _look_at_evidence(setup: Setup, seen: Look) -> Look:
    """Look at what may show by itself that boxes are done, where the run follows the roadmap.

    To counters it always matters which files there are.
    """
    if seen.repository.is_template or setup.job.command in WITHOUT_EVIDENCE:
        return seen
    calendar = make_goal(setup, seen).calendar
    waiting = find_kinds(setup.roadmap, seen.things, calendar.week_on(calendar.today))
    if "files" in waiting or setup.roadmap.counts_files:
        seen = _look_at_tree(setup, seen)
    if "pull" in waiting:
        seen = _look_at_pulls(setup, seen)
    return seen


def _look_at_tree(setup: Setup, seen: Look) -> Look:
    head = seen.repository.head
    tree = setup.tree.read(lambda: read_tree(setup.reader, head), UNREAD)
    seen = replace(seen, tree=tree)
    return seen if tree.is_whole else _complain(seen, f"tree.{tree.trouble}")


def _look_at_pulls(setup: Setup, seen: Look) -> Look:
    branch = seen.repository.branch
    pulls = setup.pulls.read(lambda: read_pulls(setup.reader, branch), UNREAD_PULLS)
    seen = replace(seen, pulls=pulls)
    return seen if pulls.is_whole else _complain(seen, "pulls.unread")


def _complain(seen: Look, code: str) -> Look:
    return replace(seen, problems=(*seen.problems, Problem(code)))


def _look_at_release(setup: Setup, seen: Look, language: str) -> Look:
    """Look at the release that is to be taken over; here `roadmap/` speaks this language."""
    home = find_home(setup, language)
    if seen.repository.is_template:
        is_tick = setup.job.event_name == "schedule"
        return look_home(setup.reader, seen, home, language) if is_tick and home else seen
    if Act.UPDATE in COMMANDS[setup.job.command].acts:
        return look_release(setup.reader, seen, home, language)
    return seen


def find_home(setup: Setup, language: str) -> Home | None:
    """Find where the bot comes from, if the roadmap does, too, and speaks this language there."""
    home = setup.home
    if home and home.roadmap in setup.roadmap.names and language in home.languages:
        return home
    return None


def _find_push(setup: Setup, seen: Look) -> Mapping[str, Any]:
    """Find the event's payload where it is a push to the default branch."""
    is_default = setup.job.ref == f"refs/heads/{seen.repository.branch}"
    if setup.job.event_name == "push" and is_default:
        return setup.job.event
    return {}


def _find_learner(setup: Setup, seen: Look, settings: Settings) -> str:
    """Find who studies here: whom the settings name, else the owner; in an organization who pushed.

    Empty where nobody is known.
    """
    if settings.learner:
        return settings.learner
    if seen.repository.owner_is_user:
        return seen.repository.owner
    if setup.job.event_name == "push":
        return setup.job.actor
    for commit in reversed(seen.commits):
        login = commit.login or ""
        if is_person(login) and login != seen.repository.owner:
            return login
    return ""
