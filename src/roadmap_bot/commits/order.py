"""An order is one thing that one commit asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap_bot.errors import Problem
from roadmap_bot.keys import Key
from roadmap_bot.repository import Commit, Remark
from roadmap_bot.state import Closed

ASKED: Mapping[str, Closed | None] = {  # how an issue is closed once the order is followed
    "done": "completed",
    "reopen": None,
    "skip": "not_planned",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a commit, or a comment read like one, asks for, on an issue or on one of its steps.

    `keep` leaves a step as it is.
    """

    commit: Commit | Remark
    verb: str
    id: str
    issue: Key
    step: str | None = None

    @property
    def is_said_there(self) -> bool:
        """Whether it stands in a comment on the very issue that it is about."""
        return isinstance(self.commit, Remark) and self.commit.issue == self.issue

    @property
    def sha(self) -> str:
        """Return the short SHA."""
        return self.commit.sha[:7]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a comment: what did not work, if anything, and the issues concerned."""

    remark: Remark
    about: frozenset[Key] = frozenset()
    problems: tuple[Problem, ...] = ()
    is_void: bool = False


@dataclass(frozen=True)
class Orders:
    """What commits ask for and is not done yet, oldest first; what is wrong with the rest.

    `hints` say what came to nothing, and what would work; `void` are orders that came too late;
    `answers` go to comments.
    """

    orders: tuple[Order, ...] = ()
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()
    void: tuple[Order, ...] = ()
    answers: tuple[Answer, ...] = ()


NO_ORDERS = Orders()
