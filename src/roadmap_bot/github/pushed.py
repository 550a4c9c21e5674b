"""The commits that a push brought beyond what a look shows, and whose commits may ask for something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from roadmap_bot.github.payload import SHA, find_arrival, find_commits, is_short
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.repository import Commit, Look

PAGES = 100
PAGE = 100  # commits that the compare API gives at once (F3.32)
WRITERS = ("admin", "maintain", "write")


def read_pushed(
    reader: Reader, listed: Sequence[Commit], event: Mapping[str, Any]
) -> tuple[Commit, ...]:
    """Read the commits of a push, as they arrived with it.

    The compare API is asked where those listed do not reach back to its beginning.
    """
    before, after = str(event.get("before")), str(event.get("after"))
    reaches_back = any(commit.sha == before for commit in listed)
    pushed = find_commits(event)
    if not reaches_back and is_short(event) and SHA.fullmatch(before) and SHA.fullmatch(after):
        pushed = _read_range(reader, f"{before}...{after}") or pushed
    arrived = find_arrival(event)
    return tuple(replace(commit, date=arrived or commit.date, is_news=True) for commit in pushed)


def find_inherited(reader: Reader, seen: Look, asking: Collection[str]) -> frozenset[str]:
    """Find which commits a fork has from its upstream: they ask for nothing here.

    Those that are ahead of the upstream's default branch are the learner's own.
    """
    here = seen.repository
    if not (here.is_fork and here.upstream and here.upstream_branch and here.head and asking):
        return frozenset()
    owner, _, _ = here.upstream.partition("/")
    span = f"{owner}:{quote(here.upstream_branch, safe='')}...{here.head}"
    own = _read_range(reader, span)
    if own is None:
        return frozenset()
    return frozenset(asking) - {commit.sha for commit in own}


def find_trusted(reader: Reader, names: Iterable[str], authors: Iterable[str]) -> frozenset[str]:
    """Find whose commits may close tasks: those named, and of the authors those who may write here."""
    trusted = {name.casefold() for name in names if name and not name.endswith("[bot]")}
    strangers = {author.casefold() for author in authors} - trusted
    return frozenset(trusted | {login for login in sorted(strangers) if _may_write(reader, login)})


def _read_range(reader: Reader, span: str) -> tuple[Commit, ...] | None:
    """Read the commits of a range; None where it is gone, as after a forced push, or hidden."""
    try:
        return tuple(_compare(reader, span))
    except ReadFailed as failed:
        if failed.meaning.kind in ("wait", "unsure"):
            raise
        return None


def _compare(reader: Reader, span: str) -> Iterator[Commit]:
    for page in range(1, PAGES + 1):
        answer = reader.get(f"/compare/{span}?per_page={PAGE}&page={page}")
        found = answer.get("commits") or []
        for node in found:
            commit, login = node["commit"], (node["author"] or {}).get("login")
            date = (commit["author"] or commit["committer"] or {}).get("date")
            if date:
                yield Commit(node["sha"], commit["message"], dt.datetime.fromisoformat(date), login)
        if len(found) < PAGE:
            return


def _may_write(reader: Reader, login: str) -> bool:
    return (
        _read(reader, f"/collaborators/{quote(login, safe='')}/permission").get("permission")
        in WRITERS
    )


def _read(reader: Reader, path: str) -> Mapping[str, Any]:
    """Read what may be gone, as a range is after a forced push, or hidden; nothing then."""
    try:
        return reader.get(path)
    except ReadFailed as failed:
        if failed.meaning.kind in ("wait", "unsure"):
            raise
        return {}
