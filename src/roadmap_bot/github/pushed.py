"""The commits that a push brought beyond what a look shows, and whose commits may ask for something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from roadmap_bot.github.payload import SHA, find_commits, is_short
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.repository import Commit

PAGES = 100
PAGE = 100  # commits that the compare API gives at once (F3.32)
WRITERS = ("admin", "maintain", "write")


def read_pushed(
    reader: Reader, listed: Sequence[Commit], event: Mapping[str, Any]
) -> tuple[Commit, ...]:
    """Read the commits of a push where those listed do not reach back to its beginning."""
    before, after = str(event.get("before")), str(event.get("after"))
    if any(commit.sha == before for commit in listed):
        return ()
    if is_short(event) and SHA.fullmatch(before) and SHA.fullmatch(after):
        return tuple(_compare(reader, before, after)) or find_commits(event)
    return find_commits(event)


def find_trusted(reader: Reader, names: Iterable[str], authors: Iterable[str]) -> frozenset[str]:
    """Find whose commits may close tasks: those named, and of the authors those who may write here."""
    trusted = {name.casefold() for name in names if name and not name.endswith("[bot]")}
    strangers = {author.casefold() for author in authors} - trusted
    return frozenset(trusted | {login for login in sorted(strangers) if _may_write(reader, login)})


def _compare(reader: Reader, before: str, after: str) -> Iterator[Commit]:
    for page in range(1, PAGES + 1):
        found = (
            _read(reader, f"/compare/{before}...{after}?per_page={PAGE}&page={page}").get("commits")
            or []
        )
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
