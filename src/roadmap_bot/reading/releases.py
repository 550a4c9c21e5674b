"""Ask which release of an upstream is the newest: neither a draft nor a prerelease."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from roadmap_bot.http.queries import name_repositories
from roadmap_bot.http.reader import Node, Reader, ReadFailed
from roadmap_bot.repository import Home, Newest, Repository

# A tag may hold `@`, `#` and `GH-1`, which a commit message must not: only a version is told.
VERSION = re.compile(r"v?\d[\w.]*(-(\d|alpha|beta|rc)[\w.]*)*", re.ASCII | re.IGNORECASE)
WORD = re.compile(r"[A-Za-z]+")
LONGEST = 40  # characters of a version


def find_sources(repository: Repository, home: Home | None) -> tuple[str, ...]:
    """Find the repositories whose releases concern this one, the nearest first."""
    names = (repository.upstream, home.name if home else None)
    return tuple(dict.fromkeys(name for name in names if name))


def read_newest(reader: Reader, names: Sequence[str]) -> Newest | None:
    """Read the newest release of the first of these repositories that has one."""
    return next(filter(None, read_releases(reader, names).values()), None)


def try_newest(reader: Reader, names: Sequence[str]) -> Newest | None:
    """Read the same, where it is no matter if that fails."""
    try:
        return read_newest(reader, names)
    except ReadFailed:
        return None


def read_releases(reader: Reader, names: Sequence[str]) -> Mapping[str, Newest | None]:
    """Read the newest release of each repository that can be seen, None where it has none."""
    if not names:
        return {}
    data = reader.query_each("find_releases", name_repositories(names), len(names))
    nodes = {name: data[f"member{index}"] for index, name in enumerate(names)}
    return {name: _parse_newest(node) for name, node in nodes.items() if node}


def _parse_newest(node: Node) -> Newest | None:
    latest = node["latestRelease"]
    if not latest or not latest["tagCommit"]:
        return None
    commit = latest["tagCommit"]
    date = dt.datetime.fromisoformat(commit["committedDate"])
    tag = latest["tagName"]
    return Newest(node["nameWithOwner"], node["url"], tag, _name(tag), commit["oid"], date)


def _name(tag: str) -> str:
    """Return what may be told of a tag anywhere: its version, else its first word."""
    found = VERSION.search(tag) or WORD.search(tag)
    return found[0][:LONGEST] if found else "?"
