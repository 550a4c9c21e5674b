"""What GitHub refused in this run: facts about single things, none of which stops the rest.

No refusal is stored: the next run finds by itself what is left, and asks again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from roadmap_bot.board.memory import forget_views
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Problem
from roadmap_bot.github.results import Result
from roadmap_bot.http.answers import Meaning
from roadmap_bot.http.refusals import is_of_one
from roadmap_bot.keys import Key, field_key, label_key, option_key, view_name
from roadmap_bot.state import Board, Comment, Issue, Item, Milestone, Reaction, State

TRIES = 2  # an answer that may mean that GitHub moved on is believed when it comes again
NOTHING = Issue("", "")  # what an issue has before it is made
Deed = tuple[Sort, Key]


@dataclass(frozen=True)
class Refusal:
    """What was asked for in vain, and why."""

    change: Change
    problem: Problem


@dataclass
class Refusals:
    """What was refused so far, by deed, and what may have been."""

    told: dict[Deed, Refusal] = field(default_factory=dict)
    doubts: Counter[Deed] = field(default_factory=Counter)
    board: list[Problem] = field(default_factory=list)  # why it is left alone as a whole

    def weigh(self, result: Result) -> Result:
        """Take an answer that came before, though all was looked at anew, for a refusal."""
        meaning = result.meaning
        if meaning.kind not in ("stale", "unsure") or not is_of_one(meaning.problem):
            return result
        deed = _name(result.change)
        self.doubts[deed] += 1
        if self.doubts[deed] < TRIES:
            return result
        return replace(result, meaning=Meaning("refused", meaning.problem))

    def add(self, change: Change, problem: Problem) -> None:
        """Set a change aside."""
        self.told.setdefault(_name(change), Refusal(change, problem))

    def drop_board(self, problem: Problem) -> None:
        """Leave the whole board alone, and say why once."""
        if problem not in self.board:
            self.board.append(problem)

    @property
    def lost(self) -> frozenset[Key]:
        """The keys of what could not be made."""
        return frozenset(one.change.key for one in self.told.values() if one.change.have is None)

    @property
    def reasons(self) -> Mapping[Key, Problem]:
        """What GitHub said of each key that it did not take."""
        return {one.change.key: one.problem for one in self.told.values()}

    @property
    def kept(self) -> frozenset[Key]:
        """The keys of issues and milestones that stay as they are."""
        changes = (one.change for one in self.told.values())
        return frozenset(one.key for one in changes if isinstance(one.have, Issue | Milestone))

    def fit(self, plan: Iterable[Change]) -> list[Change]:
        """Leave out of a plan what was refused, and from the rest what names it."""
        lost = self.lost
        asked = [change for change in plan if self._is_asked(change)]
        fitted = [_soften(change, lost) for change in asked] if lost else asked
        return [change for change in fitted if change.want != change.have]

    def _is_asked(self, change: Change) -> bool:
        is_barred = change.sort.is_of_board and bool(self.board)
        return not is_barred and not self.is_early(change) and _name(change) not in self.told

    def is_early(self, change: Change) -> bool:
        """Whether it would say that something is done which was refused."""
        if isinstance(change.want, Reaction):
            return any(key in change.want.about for _, key in self.told)
        return (Sort.COMMIT, _find_awaited(change)) in self.told


def find_muted(plan: Plan, state: State) -> Iterator[Change]:
    """Find the comments on locked issues: GitHub takes none from a job (F6.34)."""
    for change in plan:
        issue = state.get(change.want.issue) if isinstance(change.want, Comment) else None
        if isinstance(issue, Issue) and issue.locked:
            yield change


def _find_awaited(change: Change) -> Key | None:
    """Find the file without which a change would say what is not so."""
    if change.sort is not Sort.ANSWER_ISSUE or not isinstance(change.want, Issue):
        return None
    return change.want.waits_for


def _name(change: Change) -> Deed:
    return change.sort, change.key


# What can be had without the things that were refused


def _soften(change: Change, lost: Set[Key]) -> Change:
    """Make a change do without what could not be made."""
    match change.want, change.have:
        case Issue() as want, Issue() as have:
            return replace(change, want=_soften_issue(want, have, lost))
        case Issue() as want, _:
            return replace(change, want=_soften_issue(want, NOTHING, lost))
        case Item() as want, _:
            return replace(change, want=_soften_item(want, lost))
        case Board() as want, _:
            readme = forget_views(want.readme, {view_name(key) for key in lost})
            return replace(change, want=replace(want, readme=readme))
    return change


def _soften_issue(want: Issue, have: Issue, lost: Set[Key]) -> Issue:
    return replace(
        want,
        labels=frozenset(name for name in want.labels if label_key(name) not in lost),
        milestone=_keep(want.milestone, have.milestone, lost),
        parent=_keep(want.parent, have.parent, lost),
    )


def _keep(want: Key | None, have: Key | None, lost: Set[Key]) -> Key | None:
    return have if want in lost else want


def _soften_item(want: Item, lost: Set[Key]) -> Item:
    kept = [pair for pair in want.values if lost.isdisjoint(_find_names(*pair))]
    return replace(want, values=frozenset(kept))


def _find_names(name: str, value: str) -> tuple[Key, Key]:
    return field_key(name), option_key(name, value)
