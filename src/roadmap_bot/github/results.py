"""What came of a plan: of each change what its answer says, and of all of them what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from roadmap_bot.board.inputs import find_ids
from roadmap_bot.changes import Change, Plan, Sort, needs
from roadmap_bot.errors import Problem
from roadmap_bot.http.answers import FINE, UNSURE, Meaning, Reading, find_gravest
from roadmap_bot.keys import Key
from roadmap_bot.repository import Id, Look


@dataclass(frozen=True)
class Result:
    """What came of one change; where it is fine and made things, `ids` are theirs."""

    change: Change
    meaning: Meaning
    ids: Mapping[Key, Id] = field(default_factory=dict)


@dataclass
class Work:
    """A plan under way: all that changes while it is applied stands here."""

    seen: Look
    left: list[Change]
    known: dict[Key, Id]
    made: list[Change] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    lost: set[Key] = field(default_factory=set)

    def note(self, result: Result) -> None:
        """Note what came of a change; where that is unsure, it is left for the next look."""
        change, meaning = result.change, result.meaning
        if meaning is FINE:
            self.left.remove(change)
            self.made.append(change)
            self.known.update(result.ids)
        elif meaning.kind == "refused" and meaning.problem:
            self.left.remove(change)
            self.lost.add(change.key)
            self.refuse(_name_refused(meaning.problem, change))

    def refuse(self, problem: Problem) -> None:
        """Note what GitHub will not take, once."""
        if problem not in self.refused:
            self.refused.append(problem)

    def drop_board(self, problem: Problem) -> None:
        """Leave the board alone: its token may not do this, and all else is no worse for it."""
        self.refuse(problem)
        self.left = [change for change in self.left if not change.sort.is_of_board]

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

    def find_reachable(self) -> Plan:
        """Find what is left and needs nothing that was refused: there, trying again is no use."""
        lost = set(self.lost)
        kept: list[Change] = []
        for change in self.left:
            if lost.isdisjoint((change.key, *needs(change))):
                kept.append(change)
            else:
                lost.add(change.key)
        return tuple(kept)


def _name_refused(problem: Problem, change: Change) -> Problem:
    """Name what was refused, where that is all that GitHub's words are about."""
    if problem.code != "github.refused":
        return problem
    place = "board" if change.sort.is_of_board else "run"
    return Problem(f"{place}.refused", {"key": change.key, "what": problem.values["what"]})


def find_stop(reading: Reading, results: list[Result]) -> Meaning:
    """Find what stops a plan, FINE where nothing does: what one thing suffers from is no reason."""
    meanings = [FINE, reading.meaning]
    meanings += [result.meaning for result in results]
    return find_gravest(meaning for meaning in meanings if meaning.kind != "refused")


def read_results(batch: Plan, reading: Reading) -> list[Result]:
    """Read what came of each change of a batch."""
    sort = batch[0].sort
    if sort.goes_alone:
        return [_read_rest(batch[0], reading)]
    if sort is Sort.COMMIT:
        meaning = _find_meaning("change0", reading)
        return [Result(change, meaning) for change in batch]
    return list(_read_aliases(batch, reading))


def _read_aliases(batch: Plan, reading: Reading) -> Iterator[Result]:
    data = reading.found
    for index, change in enumerate(batch):
        alias = f"change{index}"
        meaning = _find_meaning(alias, reading)
        if meaning is FINE:
            yield _read_payload(change, data[alias])
        else:
            yield Result(change, meaning)


def _find_meaning(alias: str, reading: Reading) -> Meaning:
    if alias in reading.failed:
        return reading.failed[alias]
    if reading.found.get(alias) is not None:
        return FINE
    return _doubt(reading.meaning)


def _doubt(meaning: Meaning) -> Meaning:
    """Take what should say more than that all is well for unsure."""
    if meaning is FINE:
        return UNSURE
    return meaning


def _read_payload(change: Change, payload: Mapping[str, Any]) -> Result:
    ids = _find_ids(change, payload)
    is_new = change.have is None
    if is_new and not ids:
        return Result(change, UNSURE)
    return Result(change, FINE, ids)


def _find_ids(change: Change, payload: Mapping[str, Any]) -> Mapping[Key, Id]:
    if change.sort.is_of_board:
        return find_ids(change, payload)
    edge = payload.get("commentEdge") or {}
    node = payload.get("issue") or payload.get("label") or edge.get("node") or {}
    if "id" not in node:
        return {}
    return {change.key: Id(node["id"], node.get("number", 0))}


def _read_rest(change: Change, reading: Reading) -> Result:
    if reading.meaning is not FINE:
        return Result(change, reading.meaning)
    node, number = reading.data.get("node_id", ""), reading.data.get("number")
    if number:
        return Result(change, FINE, {change.key: Id(str(node), int(number))})
    if change.sort is Sort.UPDATE_ITEM:
        return Result(change, FINE)
    return Result(change, UNSURE)
