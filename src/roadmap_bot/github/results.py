"""What came of a plan: of each change what its answer says, and of all of them what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from roadmap_bot.board.inputs import find_ids
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.http.answers import FINE, UNSURE, Meaning, Reading, find_gravest, narrow
from roadmap_bot.keys import Key
from roadmap_bot.repository import Id


@dataclass(frozen=True)
class Result:
    """What came of one change; where it is fine and made things, `ids` are theirs."""

    change: Change
    meaning: Meaning
    ids: Mapping[Key, Id] = field(default_factory=dict)


def find_stop(batch: Plan, reading: Reading, results: list[Result]) -> Meaning:
    """Find what stops a plan, FINE where nothing does: what one thing suffers from is no reason."""
    meanings = [FINE, *(result.meaning for result in results)]
    if not is_one(batch):
        meanings.append(reading.meaning)
    return find_gravest(meaning for meaning in meanings if meaning.kind != "refused")


def is_one(batch: Plan) -> bool:
    """Whether one request asks for one thing: all that is said of it is said of that."""
    return len(batch) == 1 or batch[0].sort is Sort.COMMIT


def read_results(batch: Plan, reading: Reading) -> list[Result]:
    """Read what came of each change of a batch."""
    sort = batch[0].sort
    if is_one(batch):
        reading = replace(reading, meaning=narrow(reading.meaning))
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
    if payload.get("reaction"):
        return {change.key: Id("")}
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
