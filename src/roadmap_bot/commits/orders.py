"""What commits ask for, and the state once it is done.

No bookmark is stored. A commit is handled when its short SHA stands in a comment of the bot on the task, or beside the
step; it is void where the task was made, or closed or reopened by a person, after it. A step that a person may have
ticked since is never cleared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from roadmap_bot.commits.directives import Directive, make_names, parse_message
from roadmap_bot.errors import Problem
from roadmap_bot.issues.body import find_shas
from roadmap_bot.keys import Key, comment_key, issue_id, issue_key
from roadmap_bot.repository import Commit, Look
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Comment, Issue, State

WARNINGS = 10


@dataclass(frozen=True, slots=True)
class Order:
    """One thing that one commit asks for, on an issue or on one of its steps; `keep` leaves a step as it is."""

    commit: Commit
    verb: str
    id: str
    issue: Key
    step: str | None = None

    @property
    def sha(self) -> str:
        """Return the short SHA."""
        return self.commit.sha[:7]


@dataclass(frozen=True)
class Orders:
    """What commits ask for and is not done yet, oldest first; and what is wrong with the rest."""

    orders: tuple[Order, ...] = ()
    problems: tuple[Problem, ...] = ()


def line_up(history: Iterable[Commit], pushed: Iterable[Commit]) -> tuple[Commit, ...]:
    """Line up commits oldest first: the push's own where the history (newest first) does not reach back so far."""
    recent = list(history)[::-1]
    known = {commit.sha for commit in recent}
    return (*(commit for commit in pushed if commit.sha not in known), *recent)


def find_authors(commits: Iterable[Commit], roadmap: Roadmap) -> frozenset[str]:
    """Find whom GitHub names as the authors of commits that ask for something."""
    names = make_names(roadmap)
    return frozenset(
        commit.login
        for commit in commits
        if commit.login and parse_message(commit.message, names).directives
    )


def make_orders(look: Look, goal: Goal, news: Collection[str] | None = None) -> Orders:
    """Make the orders of the commits whose authors are trusted or unknown to GitHub.

    What is wrong with a commit is told when it is among the `news` (SHAs; None: all are), lest every run tells it anew.
    """
    orders: list[Order] = []
    problems: list[Problem] = []
    for commit, found, wrong in _read_commits(look, goal.roadmap):
        orders += found
        problems += wrong if news is None or commit.sha in news else []
    open_orders = tuple(_drop_handled(orders, look.things, goal.roadmap.aliases))
    return Orders(open_orders, tuple(problems[:WARNINGS]))


def is_told(issue: Key, since: dt.datetime, state: State) -> bool:
    """Whether the bot commented on the issue since: what happened to it then was somebody's order."""
    comments = (
        thing for thing in state.values() if isinstance(thing, Comment) and thing.issue == issue
    )
    return any(comment.made_at is None or comment.made_at >= since for comment in comments)


def _read_commits(
    look: Look, roadmap: Roadmap
) -> Iterator[tuple[Commit, list[Order], list[Problem]]]:
    """Read what each commit asks for, once for each thing, the last word on it, and what is wrong with it."""
    names, owners, numbers = make_names(roadmap), _find_owners(roadmap), _find_numbers(look.things)
    for commit in look.commits:
        parsed = parse_message(commit.message, names)
        if commit.login and commit.login.casefold() not in look.trusted:
            yield (
                commit,
                [],
                [
                    Problem("order.stranger", _told(commit, named))
                    for named in parsed.directives[:1]
                ],
            )
            continue
        made = [_make_order(commit, directive, owners, numbers) for directive in parsed.directives]
        orders = {order.id: order for order in made if isinstance(order, Order)}
        told = [
            replace(problem, values={**problem.values, "sha": commit.sha[:7]})
            for problem in parsed.problems
        ]
        yield (
            commit,
            list(orders.values()),
            [*told, *(wrong for wrong in made if isinstance(wrong, Problem))],
        )


def _make_order(
    commit: Commit, directive: Directive, owners: Mapping[str, str], numbers: Mapping[int, Key]
) -> Order | Problem:
    if directive.id is None:
        key = numbers.get(directive.number or 0)
        if key is None:
            return Problem("order.not-ours", {"sha": commit.sha[:7], "number": directive.number})
        return Order(commit, directive.verb, issue_id(key), key)
    owner = owners.get(directive.id)
    if owner and directive.verb == "skip":
        return Problem("order.step-skip", _told(commit, directive))
    step = directive.id if owner else None
    return Order(commit, directive.verb, directive.id, issue_key(owner or directive.id), step)


def _told(commit: Commit, directive: Directive) -> dict[str, object]:
    return {
        "sha": commit.sha[:7],
        "login": commit.login or "",
        "id": directive.id or f"#{directive.number}",
    }


def _drop_handled(orders: list[Order], state: State, aliases: Mapping[str, str]) -> Iterator[Order]:
    """Leave out what is handled or void, and whatever came before something handled."""
    last = {
        order.id: index for index, order in enumerate(orders) if _is_handled(order, state, aliases)
    }
    for index, order in enumerate(orders):
        if index > last.get(order.id, -1) and not _is_void(order, state):
            yield replace(order, verb="keep") if _may_be_ticked_since(order, state) else order


def _is_handled(order: Order, state: State, aliases: Mapping[str, str]) -> bool:
    issue = state.get(order.issue)
    if order.step and isinstance(issue, Issue):
        beside = {aliases.get(id, id): sha for id, sha in find_shas(issue.body).items()}
        return beside.get(order.step, "")[:7] == order.sha
    return comment_key(order.id, order.commit.sha) in state


def _is_void(order: Order, state: State) -> bool:
    issue = state.get(order.issue)
    if not isinstance(issue, Issue) or issue.made_at is None:
        return True
    date = order.commit.date
    if issue.made_at > date:
        return True
    if not order.step and issue.moved_at is not None and issue.moved_at > date:
        return True
    if order.step or order.verb != "reopen" or issue.closed_at is None:
        return False
    # It was open when the commit said so, and closed later by its boxes or with its unit.
    return issue.closed_at > date and not is_told(order.issue, issue.closed_at, state)


def _may_be_ticked_since(order: Order, state: State) -> bool:
    """Whether a person edited the body after the commit: GitHub does not say what, so no tick is taken from it."""
    issue = state.get(order.issue)
    edited = (
        issue.edited_at
        if isinstance(issue, Issue) and order.step and order.verb == "reopen"
        else None
    )
    return edited is not None and edited > order.commit.date


def _find_owners(roadmap: Roadmap) -> dict[str, str]:
    owners = {step.id: unit.id for unit in roadmap.units for step in unit.steps}
    return owners | {step.id: task.id for _, task in roadmap.tasks for step in task.steps}


def _find_numbers(state: State) -> dict[int, Key]:
    return {
        thing.number: key
        for key, thing in state.items()
        if isinstance(thing, Issue) and "~" not in key
    }
