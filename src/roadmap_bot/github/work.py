"""A plan under way: what of it was made, what is left, what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadmap_bot.changes import Change, Plan, Sort, needs
from roadmap_bot.errors import Problem
from roadmap_bot.github.refusals import Refusals, find_muted
from roadmap_bot.github.results import Result
from roadmap_bot.http.answers import FINE
from roadmap_bot.keys import Key
from roadmap_bot.repository import Id, Look

MUTED = Problem("github.locked", {"what": "", "needs": ""})


@dataclass
class Work:
    """A plan under way: all that changes while it is applied stands here."""

    seen: Look
    left: list[Change]
    known: dict[Key, Id]
    refusals: Refusals = field(default_factory=Refusals)
    made: list[Change] = field(default_factory=list)
    begun: Plan = ()

    def note(self, result: Result) -> None:
        """Note what came of a change; where that is unsure, it is left for the next look."""
        change, meaning = result.change, result.meaning
        if meaning is FINE:
            self.left.remove(change)
            self.made.append(change)
            self.known.update(result.ids)
        elif meaning.kind == "refused" and meaning.problem:
            self.refuse(change, meaning.problem)

    def refuse(self, change: Change, problem: Problem) -> None:
        """Set a change aside; the rest goes on without what it should have made."""
        self.refusals.add(change, problem)
        self.left = self.refusals.fit(self.left)

    def drop_board(self, problem: Problem) -> None:
        """Leave the board alone: its token may not do this, and all else is no worse for it."""
        self.refusals.drop_board(problem)
        self.left = self.refusals.fit(self.left)

    def has_made(self, sort: Sort) -> bool:
        """Whether a change of this sort was made already."""
        return any(change.sort is sort for change in self.made)

    def find_made(self, *sorts: Sort) -> set[Key]:
        """Find the keys of what was made so far by changes of these sorts."""
        return {change.key for change in self.made if change.sort in sorts}

    @property
    def has_company(self) -> bool:
        """Whether somebody else made issues at the same time, another run perhaps.

        Then the numbers of those made here are higher than their count explains.
        """
        numbers = [self.known[key].number for key in self.find_made(Sort.CREATE_ISSUE)]
        return max(numbers, default=0) > self.seen.newest + len(numbers)

    @property
    def owes_words(self) -> bool:
        """Whether it would have said that something is done which was refused since."""
        return any(self.refusals.is_early(change) for change in self.begun)

    def find_reachable(self) -> Plan:
        """Find what is left and needs nothing that was refused: there, trying again is no use."""
        lost = set(self.refusals.lost)
        kept: list[Change] = []
        for change in self.left:
            if lost.isdisjoint((change.key, *needs(change))):
                kept.append(change)
            else:
                lost.add(change.key)
        return tuple(kept)


def begin_work(plan: Plan, seen: Look, refusals: Refusals) -> Work:
    """Begin a plan without what was refused before, or is sure to be."""
    for change in find_muted(plan, seen.things):
        refusals.add(change, MUTED)
    left = refusals.fit(plan)
    return Work(seen, left, dict(seen.ids), refusals, begun=tuple(left))
