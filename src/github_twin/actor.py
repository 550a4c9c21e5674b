"""Who acts, and where: the world, the repository as it is, and the person."""

from __future__ import annotations

from dataclasses import dataclass, replace

from github_twin.events import Event, Payload, with_sender
from github_twin.repositories import Repository
from github_twin.world import World, refresh

Done = tuple[World, Event | None]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody about to act in a repository."""

    world: World
    repository: Repository
    user: str

    def then(self, world: World) -> Actor:
        """Go on in the next world."""
        newest = refresh(world, self.repository)
        return replace(self, world=world, repository=newest)

    def tell(self, name: str, payload: Payload) -> Done:
        """End the act with an event."""
        branch = self.repository.default_branch
        ref = payload.get("ref", f"refs/heads/{branch}")
        whole = with_sender(self.world, payload, self.user)
        return self.world, Event(name, self.user, ref, whole)
