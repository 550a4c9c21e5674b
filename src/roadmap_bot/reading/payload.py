"""What an event's payload says: commits, labels, whether more was pushed than it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from roadmap_bot.repository import Commit

SHA = re.compile(r"[0-9a-f]{40,64}")
ZEROS = "0" * 40  # no commit at all
PAYLOAD_LIMIT = 2048  # commits that a push event carries at most (F3.33)
HISTORY = 100  # commits that come with a look
LATEST = 1 << 33  # seconds since 1970, some time in 2242

Record = Mapping[str, Any]


def find_labels(event: Record) -> frozenset[str] | None:
    """Find the labels of the issue that an event is about, case-folded."""
    issue = event.get("issue")
    if not isinstance(issue, Mapping):
        return None
    labels = _find_records(issue.get("labels"))
    return frozenset(str(label.get("name", "")).casefold() for label in labels)


def find_number(event: Record) -> int | None:
    """Find the number of the issue that an event is about."""
    issue = event.get("issue")
    number = issue.get("number") if isinstance(issue, Mapping) else None
    return number if isinstance(number, int) else None


def find_comment(event: Record) -> str:
    """Find the address of the comment that an event is about; empty where there is none."""
    comment = event.get("comment")
    url = comment.get("html_url") if isinstance(comment, Mapping) else None
    return str(url or "")


def is_pull(event: Record) -> bool:
    """Whether the issue that an event is about is a pull request."""
    issue = event.get("issue")
    return isinstance(issue, Mapping) and bool(issue.get("pull_request"))


def find_body(event: Record) -> str:
    """Find the body of the issue that an event is about; empty where there is none."""
    issue = event.get("issue")
    body = issue.get("body") if isinstance(issue, Mapping) else None
    return str(body or "")


def find_commits(event: Record) -> tuple[Commit, ...]:
    """Find the commits of a push event, oldest first.

    Never by its `head_commit`, which is only one of them.
    """
    return tuple(_read_commits(event))


def find_arrival(event: Record) -> dt.datetime | None:
    """Find when a push arrived: its payload gives seconds since 1970, other payloads a date."""
    repository = event.get("repository")
    if not isinstance(repository, Mapping):
        return None
    pushed_at = repository.get("pushed_at")
    if type(pushed_at) is int and 0 < pushed_at < LATEST:
        return dt.datetime.fromtimestamp(pushed_at, dt.UTC)
    return _parse_time(pushed_at)


def is_short(event: Record) -> bool:
    """Whether a push event may carry fewer commits than were pushed: the compare API has them all.

    Asked where the history does not reach back to `before`: unless forced, more were pushed than
    the history holds.
    """
    after, before = event.get("after"), event.get("before")
    if not _is_commit(after) or not _is_commit(before):
        return False
    ids = [commit.get("id") for commit in _find_records(event.get("commits"))]
    if after not in ids or len(ids) >= PAYLOAD_LIMIT:
        return True
    return len(ids) < HISTORY and not event.get("forced")


def _is_commit(sha: Any) -> bool:
    return bool(sha) and sha != ZEROS


def _find_records(listed: Any) -> list[Record]:
    """Find the records of a list, none where it is no list."""
    if not isinstance(listed, list):
        return []
    return [node for node in listed if isinstance(node, Mapping)]


def _read_commits(event: Record) -> Iterator[Commit]:
    for node in _find_records(event.get("commits")):
        sha = str(node.get("id"))
        date = _parse_time(node.get("timestamp"))
        if date and SHA.fullmatch(sha):
            message = str(node.get("message", ""))
            yield Commit(sha, message, date, _find_login(node))


def _find_login(commit: Record) -> str | None:
    author = commit.get("author")
    if not isinstance(author, Mapping):
        return None
    login = author.get("username")
    return str(login) if login else None


def _parse_time(text: Any) -> dt.datetime | None:
    try:
        time = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
