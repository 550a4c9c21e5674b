"""Do what commits ask for: close, tick, reopen, skip."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from roadmap_bot.acts.along import bring_back, close_along
from roadmap_bot.acts.close import close_finished
from roadmap_bot.commits.order import ASKED, Order, Orders
from roadmap_bot.errors import Problem
from roadmap_bot.issues.boxes import find_ticks, tick
from roadmap_bot.issues.comments import make_trace
from roadmap_bot.keys import Key, comment_key, issue_key
from roadmap_bot.repository import Remark
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Comment, Issue, State, Thing, find_issue, find_issues
from roadmap_bot.text.escape import code_span, plain
from roadmap_bot.text.words import Words

MANY = 20  # tasks that one automatic run may close because of commits
SUBJECT = 72
SPEECH = "💬"  # before what was said in a comment


def hold_back(orders: Orders, state: State, goal: Goal, limit: int) -> Orders:
    """Hold all orders back where they would close more than `limit` tasks at once, and say so."""
    closing = _count_closed(state, orders.orders, goal)
    if closing <= limit:
        return orders
    many = Problem("order.many", {"count": closing, "limit": limit})
    return Orders((), (many, *orders.problems), orders.hints)


def obey(state: State, orders: Sequence[Order], goal: Goal, actual: State | None = None) -> State:
    """Do what the orders say, one after the other; each that moves an issue leaves a comment.

    `actual` is what GitHub holds, where that is not the state.
    """
    was = state if actual is None else actual
    things = dict(state)
    own: set[Key] = set()  # issues that an order of their own closes
    for order in orders:
        issue = things.get(order.issue)
        if isinstance(issue, Issue) and not issue.disputed:
            then = _move(issue, order, goal.calendar.now)
            is_told = order.is_said_there and not _is_unit(order.id, goal)
            is_moved = then.closed != issue.closed or _is_untold(then, order, things, was)
            if is_moved and not is_told:
                word = Comment(order.issue, _render_comment(order, goal.words), order.verb)
                things.setdefault(comment_key(order.id, order.commit.sha), word)
            things = {**things, order.issue: then}
            if then.closed != issue.closed:
                things = _follow_unit(things, order, issue, goal, own)
            if then.closed and not order.step:
                own.add(order.issue)
    return {**things, **dict(_find_still_open(things, was, orders))}


def _is_unit(id: str, goal: Goal) -> bool:
    """Whether an id is a unit's: when its close began is known by the bot's word alone."""
    return any(unit.id == id for unit in goal.roadmap.units)


def _is_untold(then: Issue, order: Order, state: State, actual: State) -> bool:
    """Whether an issue was moved by an order for its unit, and nothing is said of it yet."""
    was = actual.get(order.issue)
    if order.step or not isinstance(was, Issue) or then.closed == was.closed:
        return False
    words = [thing for thing in state.values() if isinstance(thing, Comment)]
    return not any(word.issue == order.issue and word.made_at is None for word in words)


def _follow_unit(
    things: dict[Key, Thing], order: Order, was: Issue, goal: Goal, own: Collection[Key]
) -> dict[Key, Thing]:
    """Let a unit that an order moved take its tasks along, both ways."""
    unit = next((unit for unit in goal.roadmap.units if unit.id == order.id), None)
    then = find_issue(things, order.id)
    if unit is None or then is None:
        return things
    if then.closed:
        return close_along(things, goal, unit, then.closed)
    brought = bring_back(things, goal, unit, was)
    return {**brought, **{key: things[key] for key in own}}


def _move(issue: Issue, order: Order, now: dt.datetime) -> Issue:
    """Do to an issue what an order asks for; what is so already stays untouched."""
    if order.step:
        return _tick(issue, order, order.step)
    asked = ASKED[order.verb]
    if issue.closed == asked or (order.verb == "skip" and issue.closed):
        return issue
    if asked is None:
        return replace(issue, closed=None, reopened=True, reopened_at=now)
    return replace(issue, closed=asked, closed_at=now)


def _tick(issue: Issue, order: Order, step: str) -> Issue:
    is_on = order.verb == "done"
    if order.verb == "keep":
        is_on = find_ticks(issue.body).get(step, False)
    return replace(issue, body=tick(issue.body, step, order.sha, on=is_on))


def _find_still_open(
    things: State, actual: State, orders: Iterable[Order]
) -> Iterator[tuple[Key, Issue]]:
    """Find what was open and is open again at the end: GitHub will not call it reopened."""
    for key in {order.issue for order in orders}:
        was, then = actual.get(key), things.get(key)
        if not isinstance(was, Issue) or not isinstance(then, Issue):
            continue
        if was.closed is None and then.closed is None:
            yield key, replace(then, reopened=was.reopened, reopened_at=was.reopened_at)


def _render_comment(order: Order, words: Words) -> str:
    subject, _, _ = order.commit.message.lstrip().partition("\n")
    name = SPEECH if isinstance(order.commit, Remark) else order.sha
    commit = code_span(plain(f"{name} {subject}", SUBJECT))
    trace = make_trace(order.id, order.commit.sha, order.verb)
    return f"{trace}\n{words(f'comment.{order.verb}', commit=commit)}"


def _count_closed(state: State, orders: Sequence[Order], goal: Goal) -> int:
    """Count the tasks that the orders would close, with all that then closes by itself."""
    tasks = {issue_key(task.id) for _, task in goal.roadmap.tasks}
    before = _find_closed(close_finished(state, goal))
    after = _find_closed(close_finished(obey(state, orders, goal), goal))
    return len((after - before) & tasks)


def _find_closed(state: State) -> set[Key]:
    return {key for key, issue in find_issues(state) if issue.closed}
