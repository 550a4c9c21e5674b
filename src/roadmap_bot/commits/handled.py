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
        handled = self._find_handled()
        for place, order in enumerate(self.orders):
            unit = self._find_unit(order)
            newest = max(handled.get(order.id, -1), handled.get(unit, -1))
            if place > newest:
                yield order

    def _find_handled(self) -> dict[str, int]:
        """Find the place of the newest handled order by the id, or the closed issue, it is for."""
        places: dict[str, int] = {}
        for place, order in enumerate(self.orders):
            if not self.is_handled(order):
                continue
            places[order.id] = place
            if order.verb != "reopen" and not order.step:
                places[order.issue] = place
        return places

    def _find_unit(self, order: Order) -> Key:
        """Find the key of the unit that an order for a task stands under, empty for others."""
        issue = self.find_issue(order)
        if issue is None or order.step:
            return ""
        return issue.parent or ""

    def find_issue(self, order: Order) -> Issue | None:
        """Find the issue that an order is about."""
        issue = self.state.get(order.issue)
        if not isinstance(issue, Issue):
            return None
        return issue

    def find_word(self, order: Order) -> Comment | None:
        """Find the comment that says that the order is followed."""
        comment = self.state.get(comment_key(order.id, order.commit.sha))
        if not isinstance(comment, Comment):
            return None
        return comment

    def is_handled(self, order: Order) -> bool:
        """Whether the bot has done what an order asks for."""
        if isinstance(order.commit, Remark) and order.commit.is_answered:
            return True
        issue, word = self.find_issue(order), self.find_word(order)
        if issue is None:
            return word is not None
        if order.step:
            return self._find_sha(order.step, issue) == order.sha
        if order.issue not in self.closely:
            return True
        if word is None:
            return _is_done_since(order, issue)
        return not _is_pending(order, issue, word)

    def _find_sha(self, step: str, issue: Issue) -> str:
        """Find the short SHA of the commit that stands beside a step, empty where none does."""
        found = find_shas(issue.body)
        beside = {self.aliases.get(id, id): sha for id, sha in found.items()}
        return beside.get(step, "")[:7]

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
            if other.id != order.id or other.verb == "reopen":
                continue
            if _may_close_only_now(other, order):
                return True
            word = self.find_word(other)
            if word and not _is_after(order.commit.date, word.made_at):
                return True
        return False

    def soften(self, order: Order) -> Order:
        """Clear no tick that a person may have made since: GitHub does not say what was edited."""
        issue = self.find_issue(order)
        if order.step is None or order.verb != "reopen" or issue is None:
            return order
        if _is_after(issue.edited_at, order.commit.date):
            return replace(order, verb="keep")
        return order


def _may_close_only_now(other: Order, order: Order) -> bool:
    """Whether a comment shortly before an order may have been followed after it.

    On its own issue the bot leaves no word that would tell.
    """
    if not other.is_said_there:
        return False
    ahead = order.commit.date - other.commit.date
    return dt.timedelta() <= ahead <= HOUR


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
