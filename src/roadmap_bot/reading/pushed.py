"""The commits that a push brought beyond what a look shows, and whose commits count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.reading.payload import SHA, find_arrival, find_commits, is_short
from roadmap_bot.reading.people import PASSING, Rights
from roadmap_bot.repository import Commit, Look, is_person

PAGES = 100
PAGE = 100  # commits that the compare API gives at once (F3.32)


def read_pushed(
    reader: Reader, listed: Sequence[Commit], event: Mapping[str, Any]
) -> tuple[Commit, ...]:
    """Read the commits of a push, as they arrived with it.

    The compare API is asked where those listed do not reach back to its beginning.
    """
    pushed = _read_missing(reader, listed, event) or find_commits(event)
    arrived = find_arrival(event)
    return tuple(replace(commit, date=arrived or commit.date, is_news=True) for commit in pushed)


def find_inherited(reader: Reader, seen: Look, asking: Collection[str]) -> frozenset[str]:
    """Find which commits a fork has from its upstream: they ask for nothing here.

    Those that are ahead of the upstream's default branch are the learner's own.
    """
    here = seen.repository
    has_upstream = here.is_fork and here.upstream and here.upstream_branch
    if not has_upstream or not here.head or not asking:
        return frozenset()
    owner, _, _ = str(here.upstream).partition("/")
    branch = quote(here.upstream_branch, safe="")
    own = _read_range(reader, f"{owner}:{branch}...{here.head}")
    if own is None:
        return frozenset()
    return frozenset(asking) - {commit.sha for commit in own}


def find_trusted(
    rights: Rights, reader: Reader, names: Iterable[str], authors: Iterable[str]
) -> frozenset[str]:
    """Find whose commits may close tasks.

    Those are the people named, and of the authors those who may write here.
    """
    named = {name.casefold() for name in names if is_person(name)}
    strangers = {author.casefold() for author in authors} - named
    return rights.find_writers(reader, strangers) | named


def _read_missing(
    reader: Reader, listed: Sequence[Commit], event: Mapping[str, Any]
) -> tuple[Commit, ...] | None:
    """Read the commits of a push that neither a look nor the payload shows; None where none is."""
    before, after = str(event.get("before")), str(event.get("after"))
    reaches_back = any(commit.sha == before for commit in listed)
    if reaches_back or not is_short(event):
        return None
    if not SHA.fullmatch(before) or not SHA.fullmatch(after):
        return None
    return _read_range(reader, f"{before}...{after}")


def _read_range(reader: Reader, span: str) -> tuple[Commit, ...] | None:
    """Read the commits of a range; None where it is gone, as after a forced push, or hidden."""
    try:
        return tuple(_compare(reader, span))
    except ReadFailed as failed:
        if failed.meaning.kind in PASSING:
            raise
        return None


def _compare(reader: Reader, span: str) -> Iterator[Commit]:
    for page in range(1, PAGES + 1):
        found = reader.get(f"/compare/{span}?per_page={PAGE}&page={page}")
        nodes = found.get("commits") or []
        for node in nodes:
            yield from _read_commit(node)
        if len(nodes) < PAGE:
            return


def _read_commit(node: Mapping[str, Any]) -> Iterator[Commit]:
    commit, author = node["commit"], node["author"] or {}
    signed = commit["author"] or commit["committer"] or {}
    if signed.get("date"):
        date = dt.datetime.fromisoformat(signed["date"])
        yield Commit(node["sha"], commit["message"], date, author.get("login"))
