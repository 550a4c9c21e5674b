"""Which orders are still open: not done yet, and not overtaken by what happened since.

No bookmark is stored. The bot says what it does before it does it: a comment that names the commit,
or its SHA beside a step, means that the order is handled, unless nothing has happened since; then a
run was stopped between the word and the deed. An order is void where a person closed or reopened
the issue after it arrived, and, unless this very push brought it, where the issue was made later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from roadmap_bot.commits.order import ASKED, Order
from roadmap_bot.issues.boxes import find_shas
from roadmap_bot.keys import Key, comment_key
from roadmap_bot.repository import Remark
from roadmap_bot.state import Comment, Issue, State

HOUR = dt.timedelta(hours=1)
RECENT = dt.timedelta(days=2)  # what closed since is looked at closely whatever it says


@dataclass(frozen=True)
class Sorted:
    """Orders that are open, and those that came too late or too early to be followed."""

    open: tuple[Order, ...]
    void: tuple[Order, ...]


def sort_orders(
    orders: Sequence[Order], state: State, aliases: Mapping[str, str], closely: Set[Key]
) -> Sorted:
    """Leave out what is handled and what came before it; tell what is void.

    `closely` are the issues that were looked at closely: the others had no need of that.
    """
    facts = _Facts(orders, state, aliases, closely)
    rest = tuple(facts.find_rest())
    void = [order for order in rest if facts.is_void(order)]
    still = [facts.soften(order) for order in rest if order not in void]
    return Sorted(tuple(still), tuple(void))


def find_unclear(orders: Sequence[Order], state: State, now: dt.datetime) -> Iterator[Order]:
    """Find the orders whose fate hangs on what was said and done on their issue, and by whom.

    It does not where the newest one is of an earlier push and the issue is as it asks for, and has
    been for a while. Steps tell by themselves.
    """
    by_issue: dict[Key, list[Order]] = {}
    for order in orders:
        if not order.step:
            by_issue.setdefault(order.issue, []).append(order)
    for key, about in by_issue.items():
        issue = state.get(key)
        if isinstance(issue, Issue) and not _is_clear(about, issue, now):
            yield from about


def _is_clear(about: Sequence[Order], issue: Issue, now: dt.datetime) -> bool:
    if any(order.commit.is_news for order in about):
        return False
    if issue.closed_at and now - issue.closed_at <= RECENT:
        return False
    return _is_done(about[-1], issue)


def _is_done(order: Order, issue: Issue) -> bool:
    """Whether an issue is as an order asks for: what is closed at all needs no skipping."""
    if order.verb == "skip":
        return issue.closed is not None
    return issue.closed == ASKED[order.verb]


@dataclass(frozen=True)
class _Facts:
    """What GitHub holds, as orders ask for it; all orders, oldest first."""

    orders: Sequence[Order]
    state: State
    aliases: Mapping[str, str]
    closely: Set[Key]

    def find_rest(self) -> Iterator[Order]:
        """Find the orders that are not handled, nor older than one for the same thing that is.

        A unit that was closed took its tasks along, whatever older orders said of them.
        """
        last: dict[str, int] = {}
        for place, order in enumerate(self.orders):
            if self.is_handled(order):
                last[order.id] = place
                if order.verb != "reopen" and not order.step:
                    last[order.issue] = place
        for place, order in enumerate(self.orders):
            unit = self._find_unit(order)
            if place > max(last.get(order.id, -1), last.get(unit, -1)):
                yield order

    def _find_unit(self, order: Order) -> Key:
        """Find the key of the unit that an order for a task stands under, empty for others."""
        issue = self.find_issue(order)
        return issue.parent or "" if issue and not order.step else ""

    def find_issue(self, order: Order) -> Issue | None:
        """Find the issue that an order is about."""
        issue = self.state.get(order.issue)
        return issue if isinstance(issue, Issue) else None

    def find_word(self, order: Order) -> Comment | None:
        """Find the comment that says that the order is followed."""
        comment = self.state.get(comment_key(order.id, order.commit.sha))
        return comment if isinstance(comment, Comment) else None

    def is_handled(self, order: Order) -> bool:
        """Whether the bot has done what an order asks for."""
        issue = self.find_issue(order)
        if isinstance(order.commit, Remark) and order.commit.is_answered:
            return True
        if order.step and issue:
            beside = {self.aliases.get(id, id): sha for id, sha in find_shas(issue.body).items()}
            return beside.get(order.step, "")[:7] == order.sha
        if issue and order.issue not in self.closely:
            return True
        word = self.find_word(order)
        if word is None:
            return issue is not None and _is_done_since(order, issue)
        return not (issue and _is_pending(order, issue, word))

    def is_void(self, order: Order) -> bool:
        """Whether something has happened since that counts for more than the order."""
        issue, since = self.find_issue(order), order.commit.date
        if issue is None or issue.made_at is None:
            return not order.commit.is_news
        if issue.made_at > since and not order.commit.is_news:
            return True
        if order.step:
            return False
        if _is_after(issue.moved_at, since):
            return True
        # It was open when the commit said so, and closed later by its boxes or with its unit.
        is_closed_since = order.verb == "reopen" and _is_after(issue.closed_at, since)
        return is_closed_since and not self._is_closed_by_order(order)

    def _is_closed_by_order(self, order: Order) -> bool:
        """Whether an older order closed the issue only after this one had arrived."""
        for other in self.orders:
            word = self.find_word(other)
            is_about_it = other.id == order.id and other.verb != "reopen"
            if is_about_it and _may_close_only_now(other, order):
                return True
            if is_about_it and word and not _is_after(order.commit.date, word.made_at):
                return True
        return False

    def soften(self, order: Order) -> Order:
        """Clear no tick that a person may have made since: GitHub does not say what was edited."""
        issue = self.find_issue(order)
        if order.step is None or order.verb != "reopen" or issue is None:
            return order
        return (
            replace(order, verb="keep") if _is_after(issue.edited_at, order.commit.date) else order
        )


def _may_close_only_now(other: Order, order: Order) -> bool:
    """Whether a comment shortly before an order may have been followed after it.

    On its own issue the bot leaves no word that would tell.
    """
    return other.is_said_there and dt.timedelta() <= order.commit.date - other.commit.date <= HOUR


def _is_done_since(order: Order, issue: Issue) -> bool:
    """Whether the bot did what an older push asks for: its word on that was deleted since."""
    since = order.commit.date
    if order.commit.is_news or _is_after(issue.moved_at, since):
        return False
    done_at = issue.reopened_at if order.verb == "reopen" else issue.shut_at
    return _is_after(done_at, since)


def _is_pending(order: Order, issue: Issue, word: Comment) -> bool:
    """Whether the bot was stopped between its word and the deed: nothing has happened since."""
    if issue.closed == ASKED[order.verb]:
        return False
    moved = issue.closed_at if issue.closed else issue.reopened_at
    return moved is None or not _is_after(moved, word.made_at)


def _is_after(time: dt.datetime | None, since: dt.datetime | None) -> bool:
    return time is not None and since is not None and time > since
