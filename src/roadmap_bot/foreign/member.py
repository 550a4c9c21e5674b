"""Another learner's repository as one read of it found it: figures, or why there are none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from roadmap_bot.foreign.figures import Figures

Fault = Literal["gone", "empty", "unreadable", "hidden", "other-roadmap", "replaced"]
REST = dt.timedelta(weeks=3)  # after which somebody rests


@dataclass(frozen=True, slots=True)
class Found:
    """What GitHub says of a repository: its name now, who owns it, the version of its figures.

    `oid` names what `progress.json` holds, empty where there is none; `id` is the repository's own,
    which stays when it is renamed.
    """

    id: str
    name: str
    owner: str
    oid: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who studies along; `figures` are None where `fault` says why."""

    name: str
    figures: Figures | None = None
    fault: Fault | None = None

    @property
    def owner(self) -> str:
        """Whose repository it is."""
        owner, _, _ = self.name.partition("/")
        return owner


def make_member(name: str, found: Found | None, figures: Figures | None) -> Member:
    """Make a member of what was found of the repository `name` and of its figures."""
    if found is None:
        return Member(name, fault="gone")
    if not found.oid:
        return Member(found.name, fault="empty")
    if figures is None:
        return Member(found.name, fault="unreadable")
    if not figures.shared:
        return Member(found.name, fault="hidden")
    return Member(found.name, figures)


def is_resting(figures: Figures, today: dt.date) -> bool:
    """Whether nothing was closed for three weeks and there is something left to do."""
    return figures.share < 1 and today - figures.last_active > REST
