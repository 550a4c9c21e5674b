"""A body as the bot writes it, and what a learner's browser makes of it."""

from __future__ import annotations

from roadmap_bot.issues.body import make_body
from roadmap_bot.issues.boxes import find_ticks, make_box

SHA = "1a2b3c4"
FIRST, SECOND = make_box("W01-1.1", "Weigh the flour"), make_box("W01-1.2", "Knead for ten minutes")
TEXT = f"Some words.\n\n{FIRST}\n{SECOND}\n\n```\ncode\n```\n\nDone? Close it."
BODY = make_body("tiny", "W01-1", TEXT)
NEWER = make_body("tiny", "W01-1", TEXT.replace("Some words", "Other words"))


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def ticked(body: str) -> set[str]:
    return {id for id, on in find_ticks(body).items() if on}
