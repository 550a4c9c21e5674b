"""What commits ask for, and the state once it is done.

No bookmark is stored. A commit is handled when its short SHA stands in a comment of the bot on the task, or beside the
step; it is void where the task was made, or closed or reopened by a person, after it. A step that a person may have
ticked since is never cleared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from roadmap_bot.acts.close import close_finished, take_along
from roadmap_bot.commits.orders import Order, Orders, is_told
from roadmap_bot.errors import Problem
from roadmap_bot.issues.body import find_ticks, tick
from roadmap_bot.keys import Key, comment_key, issue_key
from roadmap_bot.roadmap.goal import Goal
from roadmap_bot.state import Comment, Issue, State
from roadmap_bot.text.escape import code_span, plain
from roadmap_bot.text.words import Words

MANY = 20  # tasks that one automatic run may close because of commits
SUBJECT = 72
ASKED = {"done": "completed", "reopen": None, "skip": "not_planned"}


def hold_back(orders: Orders, state: State, goal: Goal, limit: int) -> Orders:
    """Hold all orders back where they would close more than `limit` tasks at once, and say so."""
    closing = _count_closed(state, orders.orders, goal)
    if closing <= limit:
        return orders
    return Orders((), (Problem("order.many", {"count": closing, "limit": limit}), *orders.problems))


def obey(state: State, orders: Sequence[Order], goal: Goal, actual: State | None = None) -> State:
    """Do what the orders say, one after the other; each that closes or opens an issue leaves a comment.

    `actual` is what GitHub holds, where that is not the state.
    """
    things = dict(state)
    for order in orders:
        issue = things.get(order.issue)
        if not isinstance(issue, Issue) or issue.disputed:
            continue
        then = _obeyed(issue, order, goal.calendar.now)
        things[order.issue] = then
        if then.closed != issue.closed or _is_unsaid(issue, order, things):
            things[comment_key(order.id, order.commit.sha)] = Comment(
                order.issue, _comment(order, goal.words)
            )
        if then.closed != issue.closed:
            units = [unit for unit in goal.roadmap.units if unit.id == order.id]
            things = dict(take_along(things, goal, units)) if units else things
    return {**things, **dict(_find_open(things, state if actual is None else actual, orders))}


def _find_open(
    things: State, actual: State, orders: Iterable[Order]
) -> Iterator[tuple[Key, Issue]]:
    """Find what was open and is open again at the end: GitHub will not call it reopened."""
    for key in {order.issue for order in orders}:
        was, then = actual.get(key), things.get(key)
        if (
            isinstance(was, Issue)
            and isinstance(then, Issue)
            and was.closed is None
            and then.closed is None
        ):
            yield key, replace(then, reopened=was.reopened, reopened_at=was.reopened_at)


def _is_unsaid(issue: Issue, order: Order, state: State) -> bool:
    """Whether the bot has done what the order asks for, but was stopped before it could say so."""
    since = issue.closed_at if issue.closed else issue.reopened_at
    if (
        order.step
        or issue.closed != ASKED[order.verb]
        or since is None
        or since < order.commit.date
    ):
        return False
    by_person = issue.moved_at is not None and issue.moved_at >= since
    return not by_person and not is_told(order.issue, since, state)


def _obeyed(issue: Issue, order: Order, now: dt.datetime) -> Issue:
    if order.step:
        is_on = (
            find_ticks(issue.body).get(order.step, False)
            if order.verb == "keep"
            else order.verb == "done"
        )
        return replace(issue, body=tick(issue.body, order.step, order.sha, on=is_on))
    if order.verb == "reopen":
        return (
            replace(issue, closed=None, reopened=True, reopened_at=now) if issue.closed else issue
        )
    if order.verb == "skip":
        return issue if issue.closed else replace(issue, closed="not_planned", closed_at=now)
    return (
        issue if issue.closed == "completed" else replace(issue, closed="completed", closed_at=now)
    )


def _comment(order: Order, words: Words) -> str:
    subject = code_span(
        plain(f"{order.sha} {order.commit.message.lstrip().partition(chr(10))[0]}", SUBJECT)
    )
    return f"<!-- roadmap-bot: {order.id}@{order.commit.sha} -->\n{words(f'comment.{order.verb}', commit=subject)}"


def _count_closed(state: State, orders: Sequence[Order], goal: Goal) -> int:
    before, after = (
        _find_closed(close_finished(state, goal)),
        _find_closed(close_finished(obey(state, orders, goal), goal)),
    )
    tasks = {issue_key(task.id) for _, task in goal.roadmap.tasks}
    return len((after - before) & tasks)


def _find_closed(state: State) -> set[Key]:
    return {key for key, thing in state.items() if isinstance(thing, Issue) and thing.closed}
