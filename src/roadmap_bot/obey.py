"""What commits ask for, and the state once it is done.

No bookmark is stored. A commit is handled when its short SHA stands in a comment of the bot on the task, or beside the
step; it is void where the task was made, or closed, reopened or edited by a person, after it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from roadmap_bot.body import find_shas, find_ticks, tick
from roadmap_bot.directives import Directive, make_names, parse_message
from roadmap_bot.errors import Problem
from roadmap_bot.follow import close_finished
from roadmap_bot.goal import Goal
from roadmap_bot.inert import code_span, plain
from roadmap_bot.model import Roadmap
from roadmap_bot.state import Comment, Commit, Issue, Key, Look, State
from roadmap_bot.words import Words

MANY = 20  # tasks that one automatic run may close because of commits
WARNINGS = 10
SUBJECT = 72


@dataclass(frozen=True, slots=True)
class Order:
    """One thing that one commit asks for: on an issue, or on one of its steps."""

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
        commit.login for commit in commits if commit.login and parse_message(commit.message, names).directives
    )


def make_orders(look: Look, goal: Goal, *, limit: int | None = MANY) -> Orders:
    """Make the orders of the commits whose authors are trusted or unknown to GitHub.

    More than `limit` tasks closed at once is held back, with a problem that says so.
    """
    names = make_names(goal.roadmap)
    owners, numbers = _find_owners(goal.roadmap), _find_numbers(look.things)
    orders: list[Order] = []
    problems: list[Problem] = []
    for commit in look.commits:
        parsed = parse_message(commit.message, names)
        if commit.login and commit.login.casefold() not in look.trusted:
            problems += [Problem("order.stranger", _told(commit, named)) for named in parsed.directives[:1]]
            continue
        problems += [replace(problem, values={**problem.values, "sha": commit.sha[:7]}) for problem in parsed.problems]
        for directive in parsed.directives:
            order = _make_order(commit, directive, owners, numbers)
            (orders if isinstance(order, Order) else problems).append(order)  # type: ignore[arg-type]
    open_orders = tuple(_drop_handled(orders, look.things))
    closing = _count_closed(look.things, open_orders, goal) if limit is not None else 0
    if limit is not None and closing > limit:
        return Orders((), (Problem("order.many", {"count": closing, "limit": limit}), *problems[:WARNINGS]))
    return Orders(open_orders, tuple(problems[:WARNINGS]))


def obey(state: State, orders: Iterable[Order], goal: Goal) -> State:
    """Do what the orders say, one after the other; each that closes or opens an issue leaves a comment."""
    things = dict(state)
    for order in orders:
        issue = things.get(order.issue)
        if not isinstance(issue, Issue) or issue.disputed:
            continue
        then = _obeyed(issue, order, goal.calendar.now)
        things[order.issue] = then
        if then.closed != issue.closed:
            things[f"comment/{order.id}@{order.sha}"] = Comment(order.issue, _comment(order, goal.words))
    return things


def _obeyed(issue: Issue, order: Order, now: dt.datetime) -> Issue:
    if order.step:
        on = order.verb == "done"
        same = find_ticks(issue.body).get(order.step, on) == on
        return issue if same else replace(issue, body=tick(issue.body, order.step, order.sha, on=on))
    if order.verb == "reopen":
        return replace(issue, closed=None, reopened=True, reopened_at=now) if issue.closed else issue
    if order.verb == "skip":
        return issue if issue.closed else replace(issue, closed="not_planned", closed_at=now)
    return issue if issue.closed == "completed" else replace(issue, closed="completed", closed_at=now)


def _comment(order: Order, words: Words) -> str:
    subject = code_span(plain(f"{order.sha} {order.commit.message.lstrip().partition(chr(10))[0]}", SUBJECT))
    return f"<!-- roadmap-bot: {order.id}@{order.sha} -->\n{words(f'comment.{order.verb}', commit=subject)}"


def _make_order(
    commit: Commit, directive: Directive, owners: Mapping[str, str], numbers: Mapping[int, Key]
) -> Order | Problem:
    if directive.id is None:
        key = numbers.get(directive.number or 0)
        if key is None:
            return Problem("order.not-ours", {"sha": commit.sha[:7], "number": directive.number})
        return Order(commit, directive.verb, key.removeprefix("issue/"), key)
    owner = owners.get(directive.id)
    if owner and directive.verb == "skip":
        return Problem("order.step-skip", _told(commit, directive))
    step = directive.id if owner else None
    return Order(commit, directive.verb, directive.id, f"issue/{owner or directive.id}", step)


def _told(commit: Commit, directive: Directive) -> dict[str, object]:
    return {"sha": commit.sha[:7], "login": commit.login or "", "id": directive.id or f"#{directive.number}"}


def _drop_handled(orders: list[Order], state: State) -> Iterator[Order]:
    """Leave out what is handled or void, and whatever came before something handled."""
    last = {order.id: index for index, order in enumerate(orders) if _is_handled(order, state)}
    for index, order in enumerate(orders):
        if index > last.get(order.id, -1) and not _is_void(order, state):
            yield order


def _is_handled(order: Order, state: State) -> bool:
    if order.step:
        issue = state.get(order.issue)
        return isinstance(issue, Issue) and find_shas(issue.body).get(order.step, "")[:7] == order.sha
    return f"comment/{order.id}@{order.sha}" in state


def _is_void(order: Order, state: State) -> bool:
    issue = state.get(order.issue)
    if not isinstance(issue, Issue) or issue.made_at is None:
        return True
    since = issue.edited_at if order.step else issue.moved_at
    return issue.made_at > order.commit.date or (since is not None and since > order.commit.date)


def _find_owners(roadmap: Roadmap) -> dict[str, str]:
    owners = {step.id: unit.id for unit in roadmap.units for step in unit.steps}
    return owners | {step.id: task.id for _, task in roadmap.tasks for step in task.steps}


def _find_numbers(state: State) -> dict[int, Key]:
    return {thing.number: key for key, thing in state.items() if isinstance(thing, Issue) and "~" not in key}


def _count_closed(state: State, orders: Iterable[Order], goal: Goal) -> int:
    before, after = (
        _find_closed(close_finished(state, goal)),
        _find_closed(close_finished(obey(state, orders, goal), goal)),
    )
    tasks = {f"issue/{task.id}" for _, task in goal.roadmap.tasks}
    return len((after - before) & tasks)


def _find_closed(state: State) -> set[Key]:
    return {key for key, thing in state.items() if isinstance(thing, Issue) and thing.closed}
