"""Who may write here is asked of GitHub: how somebody stands to a repository proves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.keys import Key, person_key
from roadmap_bot.repository import Id

WRITERS = ("admin", "maintain", "write")  # F2.31
MOST = 50  # people asked for in a run
PASSING = ("wait", "unsure")  # what may be read later; all else is gone, or hidden


@dataclass
class Rights:
    """Who may write here; each person is asked for once in a run."""

    known: dict[str, bool] = field(default_factory=dict)

    def find_writers(self, reader: Reader, logins: Iterable[str]) -> frozenset[str]:
        """Find those who may write, by their case-folded logins."""
        names = sorted({login.casefold() for login in logins})
        for name in names:
            if name not in self.known and len(self.known) < MOST:
                self.known[name] = bool(_read_writer(reader, name))
        return frozenset(name for name in names if self.known.get(name))


def find_writer(reader: Reader, login: str) -> Mapping[Key, Id]:
    """Find what GitHub calls somebody who may write here."""
    found = _read_writer(reader, login)
    return {person_key(login): Id(found["user"]["node_id"])} if found else {}


def _read_writer(reader: Reader, login: str) -> Mapping[str, Any]:
    """Read what GitHub says of somebody who may write here, nothing of anybody else.

    Nobody may whom GitHub does not know, or hides.
    """
    try:
        found = reader.get(f"/collaborators/{quote(login, safe='')}/permission")
    except ReadFailed as failed:
        if failed.meaning.kind in PASSING:
            raise
        return {}
    return found if found.get("permission") in WRITERS else {}
