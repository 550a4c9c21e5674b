"""One GraphQL request at work: the world as it is by now, and whose token asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from github_twin.world import Token, World

Input = dict[str, Any]
Payload = dict[str, Any]


@dataclass
class Session:
    """One request: each mutation changes the world; the limits still allow `room` writes."""

    world: World
    token: Token
    room: int

    @property
    def user(self) -> str:
        """Return the login of whom the token speaks for."""
        return self.token.user
