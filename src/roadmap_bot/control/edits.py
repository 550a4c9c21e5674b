"""What came of an edit in the page: the last box of all was ticked, or one that asks the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roadmap_bot.control.asked import find_asked
from roadmap_bot.decide import Edit
from roadmap_bot.issues.boxes import find_ticks

Record = Mapping[str, Any]


def find_edit(event: Record) -> Edit | None:
    """Find what came of the edit that an event is about, None where it is about none."""
    if event.get("action") != "edited" or "issue" not in event or "comment" in event:
        return None
    body = _find_body(event)
    if find_asked(body):
        return "asked"
    ticks = find_ticks(body).values()
    return "last" if ticks and all(ticks) else "nothing"


def _find_body(event: Record) -> str:
    """Find the body that a person changed of an issue that is open; else it is as empty."""
    changes, sender, issue = event.get("changes"), event.get("sender"), event.get("issue")
    if not isinstance(changes, Mapping) or not isinstance(issue, Mapping):
        return ""
    is_person = isinstance(sender, Mapping) and sender.get("type") == "User"
    if is_person and "body" in changes and issue.get("state") == "open":
        return str(issue.get("body") or "")
    return ""
