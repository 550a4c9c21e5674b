"""Read once more what is about to be made or written: lists lag behind, and people write, too."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_bot.board.reader import BoardReader
from roadmap_bot.board.reading import find_fresh as find_fresh_on_board
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.errors import Problem
from roadmap_bot.github.results import Result
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.github.work import Work
from roadmap_bot.http.answers import Meaning
from roadmap_bot.http.reader import AHEAD, Node, Reader
from roadmap_bot.issues.comments import find_said
from roadmap_bot.keys import Key, person_key
from roadmap_bot.reading.people import find_writer
from roadmap_bot.repository import Id, Repository
from roadmap_bot.state import Comment, Issue


def find_fresh(batch: Plan, work: Work, traffic: Traffic) -> Plan:
    """Find what of a batch still holds; what changed since the look waits for the next one."""
    sort = batch[0].sort
    if sort.is_of_board:
        return _find_fresh_on_board(batch, work, traffic)
    reader = Reader(traffic.send, traffic.clock.now, work.seen.repository.name)
    match sort:
        case Sort.CREATE_ISSUE:
            return _find_unmade(batch, work, reader)
        case Sort.UPDATE_ISSUE | Sort.ANSWER_ISSUE:
            return _find_unedited(batch, work, reader)
        case Sort.ADD_COMMENT:
            return _find_unsaid(batch, work, reader)
    return batch


def find_unlisted(reader: Reader, newest: int) -> bool:
    """Tell whether there are issues after the newest one listed: lists lag by some seconds."""
    numbers = range(newest + 1, newest + 1 + AHEAD)
    return bool(reader.find_issues(numbers))


def read_nodes(document: str, batch: Plan, work: Work, reader: Reader) -> Mapping[Key, Node]:
    """Read the issues of changes as they are this moment, by key.

    What cannot be read is not written: that is a fact about those changes.
    """
    ids = {_find_issue(change): work.known[_find_issue(change)].node for change in batch}
    nodes, failed = reader.find_nodes(document, list(ids.values()))
    found = {node["id"]: node for node in nodes if "id" in node}
    for change in batch:
        if ids[_find_issue(change)] not in found:
            work.note(work.refusals.weigh(Result(change, _find_reason(failed))))
    return {key: found[id] for key, id in ids.items() if id in found}


def _find_issue(change: Change) -> Key:
    """Find the issue that a change is about."""
    return change.want.issue if isinstance(change.want, Comment) else change.key


def _find_reason(failed: Meaning) -> Meaning:
    """Say why an issue is not shown: GitHub holds something else than thought."""
    silence = Problem("github.not-found", {"what": "NOT_FOUND", "needs": ""})
    return Meaning("stale", failed.problem or silence)


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
    for login in {_find_assignee(change) for change in batch} - {""}:
        work.known.update(_find_person(login, work.seen.repository, reader))
    return batch


def _find_assignee(change: Change) -> str:
    return change.want.assignee if isinstance(change.want, Issue) else ""


def _find_person(login: str, repository: Repository, reader: Reader) -> Mapping[Key, Id]:
    """Find what GitHub calls somebody, whom it would not let be assigned without rights here."""
    if repository.is_owner(login):
        return {person_key(login): Id(repository.owner_id)}
    return find_writer(reader, login)


def _find_unedited(batch: Plan, work: Work, reader: Reader) -> Plan:
    """Leave out the issues whose body somebody edited since the look."""
    rewritten = tuple(change for change in batch if _rewrites(change))
    if not rewritten:
        return batch
    nodes = read_nodes("read_bodies", rewritten, work, reader)
    edited: set[Key] = set()
    for change in rewritten:
        node = nodes.get(change.key, {})
        if node.get("body") != _find_body(change):
            edited.add(change.key)
    return tuple(change for change in batch if change.key not in edited)


def _rewrites(change: Change) -> bool:
    return isinstance(change.want, Issue) and change.want.body != _find_body(change)


def _find_body(change: Change) -> str | None:
    return change.have.body if isinstance(change.have, Issue) else None


def _find_unsaid(batch: Plan, work: Work, reader: Reader) -> Plan:
    """Leave out what is said by now; where nothing was sent yet, the close look is no older."""
    issues = [_find_issue(change) for change in batch]
    if not work.made and work.seen.closely.issuperset(issues):
        return batch
    nodes = read_nodes("read_said", batch, work, reader)
    said = find_said(nodes.values(), work.seen.repository)
    legible = [change for change in batch if _find_issue(change) in nodes]
    return tuple(change for change in legible if change.key not in said)
