"""What commits ask for: read from their messages, for whom it counts, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from roadmap_bot.commits.directives import Directive, make_names, parse_message
from roadmap_bot.commits.handled import sort_orders
from roadmap_bot.commits.order import Order, Orders
from roadmap_bot.errors import Problem
from roadmap_bot.keys import Key, issue_id, issue_key
from roadmap_bot.repository import Commit, Look
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.state import Issue, State

WARNINGS = 10
HINTS = 3


def line_up(history: Iterable[Commit], pushed: Iterable[Commit]) -> tuple[Commit, ...]:
    """Line up commits oldest first; the history is newest first and may not reach back so far.

    What the push brought arrived with it, whatever its author's clock said.
    """
    news = {commit.sha: commit for commit in pushed}
    recent: list[Commit] = []
    for commit in reversed(list(history)):
        new = news.pop(commit.sha, None)
        recent.append(replace(commit, date=new.date, is_news=True) if new else commit)
    return (*news.values(), *recent)


def find_authors(commits: Iterable[Commit], roadmap: Roadmap) -> frozenset[str]:
    """Find whom GitHub names as the authors of commits that ask for something."""
    names = make_names(roadmap)
    return frozenset(
        commit.login
        for commit in commits
        if commit.login and parse_message(commit.message, names).directives
    )


def make_orders(look: Look, goal: Goal, *, only_news: bool = False) -> Orders:
    """Make the orders of the commits whose authors are trusted or unknown to GitHub.

    With `only_news` what is wrong is told of this push's commits alone, lest every run tells it.
    """
    orders: list[Order] = []
    problems: list[Problem] = []
    for commit, found, wrong in _read_commits(look, goal.roadmap):
        orders += found
        if commit.is_news or not only_news:
            problems += wrong
    sorted_out = sort_orders(orders, look.things, goal.roadmap.aliases)
    hints = [_make_void(order) for order in sorted_out.void if order.commit.is_news]
    return Orders(sorted_out.open, tuple(problems[:WARNINGS]), tuple(hints[:HINTS]))


def find_asking(look: Look, roadmap: Roadmap) -> frozenset[str]:
    """Find the SHAs of the commits that ask for something which is still open."""
    orders = [order for _, found, _ in _read_commits(look, roadmap) for order in found]
    still = sort_orders(orders, look.things, roadmap.aliases).open
    return frozenset(order.commit.sha for order in still)


def _make_void(order: Order) -> Problem:
    return Problem(f"order.void-{order.verb}", {"sha": order.sha, "id": order.id})


def _read_commits(
    look: Look, roadmap: Roadmap
) -> Iterator[tuple[Commit, list[Order], list[Problem]]]:
    """Read what each commit asks for, once for each thing, the last word on it, and what is wrong with it."""
    names, owners, numbers = make_names(roadmap), _find_owners(roadmap), _find_numbers(look.things)
    for commit in look.commits:
        parsed = parse_message(commit.message, names)
        if commit.sha in look.inherited:
            continue
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


def _find_owners(roadmap: Roadmap) -> dict[str, str]:
    owners = {step.id: unit.id for unit in roadmap.units for step in unit.steps}
    return owners | {step.id: task.id for _, task in roadmap.tasks for step in task.steps}


def _find_numbers(state: State) -> dict[int, Key]:
    return {
        thing.number: key
        for key, thing in state.items()
        if isinstance(thing, Issue) and "~" not in key
    }
