"""One GraphQL request at work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from github_twin.world import Token, World


@dataclass
class Session:
    """One request at work: the world changes with every mutation; `room` is how many writes the limits still allow."""

    world: World
    token: Token
    room: int


Input = dict[str, Any]
Payload = dict[str, Any]
