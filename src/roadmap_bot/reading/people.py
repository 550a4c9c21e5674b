"""Who may write here is asked of GitHub: how somebody stands to a repository proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.keys import Key, person_key
from roadmap_bot.repository import Id

WRITERS = ("admin", "maintain", "write")  # F2.31
PASSING = ("wait", "unsure")  # what may be read later; all else is gone, or hidden


def may_write(reader: Reader, login: str) -> bool:
    """Whether somebody may write here; nobody may whom GitHub does not know, or hides."""
    return _read_permission(reader, login).get("permission") in WRITERS


def find_writer(reader: Reader, login: str) -> Mapping[Key, Id]:
    """Find what GitHub calls somebody who may write here."""
    found = _read_permission(reader, login)
    if found.get("permission") not in WRITERS:
        return {}
    return {person_key(login): Id(found["user"]["node_id"])}


def _read_permission(reader: Reader, login: str) -> Mapping[str, Any]:
    try:
        return reader.get(f"/collaborators/{quote(login, safe='')}/permission")
    except ReadFailed as failed:
        if failed.meaning.kind in PASSING:
            raise
        return {}
