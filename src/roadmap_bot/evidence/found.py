"""What was found that shows a box to be done, and what there is to look in."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap_bot.repository import Pulls, Tree
from roadmap_bot.roadmap.settings import Project
from roadmap_bot.text.escape import code_span, plain

LONGEST = 80  # characters of a name that a note shows


@dataclass(frozen=True)
class Facts:
    """What there is to look in; what is None nobody asked for.

    `project` is what the learner's settings say of the unit; `answered` are the demos that have
    answered, by address, None where no report remembers any.
    """

    tree: Tree | None = None
    pulls: Pulls | None = None
    project: Project | None = None
    answered: frozenset[str] | None = None


@dataclass(frozen=True)
class Found:
    """What was found: its name, and how many more there are beside it."""

    name: str
    more: int = 0


def render_note(found: Found) -> str:
    """Render what was found as a code span and a count: whatever its name is, it is inert."""
    name = code_span(plain(found.name, LONGEST))
    return f"{name} +{found.more}" if found.more else name
