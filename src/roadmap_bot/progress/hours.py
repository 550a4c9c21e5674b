"""What takes its hours with it, and what part of hours is done."""

from __future__ import annotations

from roadmap_bot.state import Issue


def is_dropped(issue: Issue | None) -> bool:
    """Whether an issue takes its hours with it."""
    return issue is not None and issue.closed in ("not_planned", "duplicate")


def find_share(part: float, whole: float) -> float:
    """Find what part of the whole is done, 0 to 1."""
    if whole <= 0:
        return 0.0
    return min(1.0, part / whole)
