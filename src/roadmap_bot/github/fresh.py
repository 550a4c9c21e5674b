"""Read once more what is about to be made or written: lists lag behind, and people write, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roadmap_bot.board.reader import BoardReader
from roadmap_bot.board.reading import find_fresh as find_fresh_on_board
from roadmap_bot.changes import Change, Plan, Sort, needs
from roadmap_bot.github.results import Work
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.reader import AHEAD, Reader
from roadmap_bot.issues.comments import find_said
from roadmap_bot.keys import Key
from roadmap_bot.repository import Id, Repository
from roadmap_bot.state import Issue


def find_fresh(batch: Plan, work: Work, traffic: Traffic) -> Plan:
    """Find what of a batch still holds; what changed since the look waits for the next one."""
    sort = batch[0].sort
    if sort.is_of_board:
        return _find_fresh_on_board(batch, work, traffic)
    reader = Reader(traffic.send, traffic.clock.now, work.seen.repository.name)
    match sort:
        case Sort.CREATE_ISSUE:
            return _find_unmade(batch, work, reader)
        case Sort.UPDATE_ISSUE:
            return _find_unedited(batch, work, reader)
        case Sort.ADD_COMMENT:
            return _find_unsaid(batch, work, reader)
    return batch


def find_unlisted(reader: Reader, newest: int) -> bool:
    """Tell whether there are issues after the newest one listed: lists lag by some seconds."""
    numbers = range(newest + 1, newest + 1 + AHEAD)
    return bool(reader.find_issues(numbers))


def read_bodies(reader: Reader, ids: Sequence[str]) -> Mapping[str, str]:
    """Read the bodies of issues by node id, as they are this moment."""
    nodes = reader.query("read_bodies", {"ids": list(ids)})["nodes"]
    return {node["id"]: node["body"] for node in nodes if node and "body" in node}


def read_said(reader: Reader, ids: Sequence[str], repository: Repository) -> Mapping[Key, Id]:
    """Read what the bot said on issues by node id, as it is this moment."""
    nodes = reader.query("read_said", {"ids": list(ids)})["nodes"]
    return find_said(nodes, repository)


def _find_fresh_on_board(batch: Plan, work: Work, traffic: Traffic) -> Plan:
    sort = batch[0].sort
    if sort.verb == "create" and work.has_made(sort):
        return batch
    reader = BoardReader(traffic.send, traffic.clock.now, work.seen.repository, traffic.page)
    return find_fresh_on_board(reader, batch, work.seen)


def _find_unmade(batch: Plan, work: Work, reader: Reader) -> Plan:
    """Make no issue where some are not listed yet, which may be ours; ask before the first one."""
    is_first = not work.has_made(Sort.CREATE_ISSUE)
    if is_first and find_unlisted(reader, work.seen.newest):
        return ()
    return batch


def _find_unedited(batch: Plan, work: Work, reader: Reader) -> Plan:
    """Leave out the issues whose body somebody edited since the look."""
    rewritten = [change for change in batch if _rewrites(change)]
    if not rewritten:
        return batch
    nodes = {change.key: work.known[change.key].node for change in rewritten}
    bodies = read_bodies(reader, list(nodes.values()))
    edited: set[Key] = set()
    for change in rewritten:
        if bodies.get(nodes[change.key]) != _find_body(change):
            edited.add(change.key)
    return tuple(change for change in batch if change.key not in edited)


def _rewrites(change: Change) -> bool:
    return isinstance(change.want, Issue) and change.want.body != _find_body(change)


def _find_body(change: Change) -> str | None:
    return change.have.body if isinstance(change.have, Issue) else None


def _find_unsaid(batch: Plan, work: Work, reader: Reader) -> Plan:
    """Leave out what is said by now; where nothing was sent yet, the close look is no older."""
    issues = [key for change in batch for key in needs(change)]
    if not work.made and work.seen.closely.issuperset(issues):
        return batch
    nodes = [work.known[key].node for key in issues]
    said = read_said(reader, nodes, work.seen.repository)
    return tuple(change for change in batch if change.key not in said)
