"""What an event's payload says: commits, labels, whether more was pushed than it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from roadmap_bot.repository import Commit

SHA = re.compile(r"[0-9a-f]{40,64}")
ZEROS = "0" * 40
PAYLOAD_LIMIT = 2048  # commits that a push event carries at most (F3.33)
HISTORY = 100  # commits that come with a look
LATEST = 1 << 33  # seconds since 1970, some time in 2242


def find_labels(event: Mapping[str, Any]) -> frozenset[str] | None:
    """Find the labels of the issue that an event is about, case-folded."""
    issue = event.get("issue")
    if not isinstance(issue, Mapping):
        return None
    return frozenset(
        str(label.get("name", "")).casefold() for label in _records(issue.get("labels"))
    )


def find_commits(event: Mapping[str, Any]) -> tuple[Commit, ...]:
    """Find the commits of a push event, oldest first; never `head_commit`, which is only one of them."""
    return tuple(_commits(_records(event.get("commits"))))


def find_arrival(event: Mapping[str, Any]) -> dt.datetime | None:
    """Find when a push arrived: its payload gives seconds since 1970, other payloads a date."""
    repository = event.get("repository")
    if not isinstance(repository, Mapping):
        return None
    pushed_at = repository.get("pushed_at")
    if type(pushed_at) is int and 0 < pushed_at < LATEST:
        return dt.datetime.fromtimestamp(pushed_at, dt.UTC)
    return _parse_time(pushed_at)


def is_short(event: Mapping[str, Any]) -> bool:
    """Whether a push event may carry fewer commits than were pushed, so that the compare API must be asked.

    Asked where the history does not reach back to `before`: unless forced, more were pushed than the history holds.
    """
    after, before = event.get("after"), event.get("before")
    if not after or after == ZEROS or not before or before == ZEROS:
        return False
    ids = [commit.get("id") for commit in _records(event.get("commits"))]
    return (
        after not in ids
        or len(ids) >= PAYLOAD_LIMIT
        or (len(ids) < HISTORY and not event.get("forced"))
    )


def _records(listed: Any) -> list[Mapping[str, Any]]:
    """Return the records of a list, none where it is no list."""
    return (
        [node for node in listed if isinstance(node, Mapping)] if isinstance(listed, list) else []
    )


def _commits(nodes: Iterable[Mapping[str, Any]]) -> Iterator[Commit]:
    for node in nodes:
        if not SHA.fullmatch(str(node.get("id"))):
            continue
        author = node.get("author")
        login = author.get("username") if isinstance(author, Mapping) else None
        date = _parse_time(node.get("timestamp"))
        if date:
            yield Commit(
                node["id"], str(node.get("message", "")), date, str(login) if login else None
            )


def _parse_time(text: Any) -> dt.datetime | None:
    try:
        time = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
