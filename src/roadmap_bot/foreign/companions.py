"""Friends' copies, read in one request: what each figures say, or why they say nothing."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_bot.foreign.figures import Figures
from roadmap_bot.foreign.reading import PAGE, read_figures
from roadmap_bot.http.reader import Reader
from roadmap_bot.keys import companion_key
from roadmap_bot.state import Companion, State

TITLE = 60  # signs of what comes next


def read_companions(reader: Reader, names: Sequence[str], size: int = PAGE) -> State:
    """Read the friends' copies, `size` in a request."""
    figures = read_figures(reader, names, size)
    companions = (make_companion(name, figures.get(name)) for name in names)
    return {companion_key(one.name): one for one in companions}


def make_companion(name: str, figures: Figures | None) -> Companion:
    """Make a companion of what their figures say."""
    if figures is None:
        return Companion(name, fault="unseen")
    if not figures.shared:
        return Companion(name, fault="hidden")
    return Companion(
        name,
        share=figures.share,
        week=figures.week,
        last_week=figures.last_week,
        next=_name_next(figures),
        active=figures.last_active,
        names=figures.companions,
        nudge=figures.nudge == "weekly",
    )


def _name_next(figures: Figures) -> str:
    if not figures.next:
        return ""
    first = figures.next[0]
    return f"{first.id} {first.title[:TITLE]}".strip()
