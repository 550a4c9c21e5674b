"""Where an act takes place: the world, the repository as it is, and who acts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from github_twin.events import Event, Payload, with_sender
from github_twin.issues import refresh
from github_twin.world import Repository, World

Done = tuple[World, Event | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """Somebody about to act in a repository."""

    world: World
    repository: Repository
    user: str

    def then(self, world: World) -> Scene:
        """Go on in the next world."""
        return replace(self, world=world, repository=refresh(world, self.repository))

    def tell(self, name: str, payload: Payload) -> Done:
        """End the act with an event."""
        ref = payload.get("ref", f"refs/heads/{self.repository.default_branch}")
        return self.world, Event(name, self.user, ref, with_sender(self.world, payload, self.user))
