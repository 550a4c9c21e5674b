"""Name what GitHub refused, each thing in one sentence, with GitHub's own words and a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from roadmap_bot.changes import Change, Sort
from roadmap_bot.errors import Problem
from roadmap_bot.github.refusals import Refusals
from roadmap_bot.http.refusals import is_lacking
from roadmap_bot.keys import BOARD, Key, field_name, file_path, is_file, issue_id, view_name
from roadmap_bot.repository import Look
from roadmap_bot.state import (
    Board,
    Comment,
    Field,
    Issue,
    Item,
    Label,
    Milestone,
    Reaction,
    State,
    View,
)

NAMED = 3  # things that one sentence names; the rest is counted
SILENT = (Sort.PIN_ISSUE, Sort.UNPIN_ISSUE)  # nobody misses what they need not hear of
OF_BRANCH = ("github.protected", "github.ruled")
Group = tuple[Sort, Problem]


def name_refusals(refusals: Refusals, made: Iterable[Change], seen: Look) -> tuple[Problem, ...]:
    """Name all that was refused in this run, alike things together."""
    families = {_find_family(change.sort) for change in made}
    problems = [
        _make_problem(sort, problem, changes, seen, is_alone=_find_family(sort) not in families)
        for (sort, problem), changes in _group(refusals)
    ]
    return tuple(_drop_repeated([*problems, *refusals.board]))


def _drop_repeated(problems: Sequence[Problem]) -> Iterator[Problem]:
    for index, problem in enumerate(problems):
        if problem not in problems[:index]:
            yield problem


def _find_family(sort: Sort) -> str:
    """Name the permission that a sort of change takes."""
    if sort.is_of_board:
        return "projects"
    return "contents" if sort is Sort.COMMIT else "issues"


def _group(refusals: Refusals) -> Iterator[tuple[Group, list[Change]]]:
    groups: list[tuple[Group, list[Change]]] = []
    for one in refusals.told.values():
        if one.change.sort in SILENT:
            continue
        group = (one.change.sort, one.problem)
        known = next((changes for found, changes in groups if found == group), None)
        if known is None:
            groups.append((group, [one.change]))
        else:
            known.append(one.change)
    yield from groups


def _make_problem(
    sort: Sort, problem: Problem, changes: Sequence[Change], seen: Look, *, is_alone: bool
) -> Problem:
    what = f"{problem.values['what']}{problem.values['needs']}"
    if problem.code in OF_BRANCH:
        return Problem(problem.code, {"what": what, "branch": seen.repository.branch or ""})
    if is_alone and is_lacking(problem):
        return problem
    link = _find_link(changes[0], seen)
    name = _join([_name(change, seen.things) for change in changes])
    if problem.code == "github.locked":
        return Problem("run.locked", {"name": name}, link=link)
    place = "board" if sort.is_of_board else "run"
    values = {"key": changes[0].key, "deed": sort.value, "name": name, "what": what}
    return Problem(f"{place}.refused", values, link=link)


def _join(names: Sequence[str]) -> str:
    shown = ", ".join(islice(names, NAMED))
    more = len(names) - NAMED
    return f"{shown} (+{more})" if more > 0 else shown


def _name(change: Change, state: State) -> str:
    """Name what a change is about as a reader knows it."""
    match change.want:
        case Label(name=name) | Field(name=name) | View(name=name) if name:
            return name
        case Milestone(title=title) | Board(title=title):
            return title
        case Comment(issue=key) | Reaction(issue=key) | Item(issue=key):
            return _name_issue(key, state)
        case Issue():
            return _name_issue(change.key, state)
    return _strip(change.key)


def _strip(key: Key) -> str:
    return view_name(field_name(file_path(key)))


def _name_issue(key: Key, state: State) -> str:
    issue = state.get(key)
    number = issue.number if isinstance(issue, Issue) else 0
    return f"{issue_id(key)} (#{number})" if number else issue_id(key)


def _find_link(change: Change, seen: Look) -> str:
    """Find the page where a reader sees what it is about."""
    key, state = change.key, seen.things
    if isinstance(change.want, Comment | Reaction):
        key = change.want.issue
    thing = state.get(BOARD) if change.sort.is_of_board else state.get(key)
    if isinstance(thing, Issue | Milestone | Board) and thing.url:
        return thing.url
    return seen.repository.url + _find_page(change)


def _find_page(change: Change) -> str:
    if change.sort.is_of_board:
        return "/projects"
    if is_file(change.key):
        return "/settings/rules"
    if isinstance(change.want, Milestone):
        return "/milestones"
    return "/labels" if isinstance(change.want, Label) else "/issues"
