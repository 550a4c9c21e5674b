"""What the body of the control issue remembers: what was done last, and what was pinned once.

✅ 7 月 3 日：暂停到 7 月 9 日。
<!-- pinned: control W01 W03 -->
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_bot.issues.body import find_managed
from roadmap_bot.keys import CONTROL
from roadmap_bot.state import Issue, State

DONE = "✅ "  # before what was done last
_PINNED = re.compile(r"(?<![^\r\n])<!-- pinned:(?P<ids>(?: [A-Za-z0-9.-]{1,20}){0,400}) -->")


@dataclass(frozen=True)
class Memory:
    """The lines of what was done last, and the ids of what was pinned."""

    done: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()


def find_control(state: State) -> Issue | None:
    """Find the control issue where it is there to be used."""
    issue = state.get(CONTROL)
    if not isinstance(issue, Issue) or issue.closed or issue.disputed:
        return None
    return issue


def find_memory(body: str) -> Memory:
    """Find what a body remembers, in the span that the bot owns."""
    span = find_managed(body)
    inner = body[span.inner_start : span.inner_end]
    done = (line for line in inner.splitlines() if line.startswith(DONE))
    pinned = _PINNED.search(inner)
    return Memory(tuple(done), tuple(pinned["ids"].split()) if pinned else ())


def render_pinned(ids: Sequence[str]) -> str:
    """Render the hidden line that remembers what was pinned; nothing where nothing was."""
    if not ids:
        return ""
    return f"<!-- pinned: {' '.join(ids)} -->"
