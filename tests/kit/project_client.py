"""A client of the twin with a project to work on."""

from __future__ import annotations

from typing import Any

from github_twin import seed
from github_twin.projects import Project
from tests.kit.client import Client

NAMES = {name: name.capitalize() for name in ("phase", "kind", "week", "hours", "start", "target")}
WRITES = (
    "create_board",
    "update_board",
    "link_board",
    "create_field",
    "update_field",
    "add_item",
    "archive_item",
)


class ProjectClient(Client):
    """A client with a classic token; `make()` makes the project that all else is about."""

    def __init__(self, kind: str = "own", token: str = seed.LEARNER_TOKEN, **settings: Any) -> None:
        super().__init__(kind, token, **{"issues": ("One", "Two", "Three"), **settings})
        self.id = ""

    @property
    def owner_id(self) -> str:
        world = self.twin.world
        user = world.users[seed.LEARNER]
        return f"{'U' if user.kind == 'User' else 'O'}_kwDO{user.id:08X}"

    @property
    def project(self) -> Project:
        """The newest project."""
        return list(self.twin.world.projects.values())[-1]

    def make(self, title: str = "Board", *, linked: bool = True) -> Any:
        link = {"repositoryId": self.repository_id} if linked else {}
        made = self.change("create_board", ownerId=self.owner_id, title=title, **link)["projectV2"]
        self.id = made["id"]
        return made

    def field(
        self, name: str, sort: str = "SINGLE_SELECT", options: tuple[str, ...] = ("A", "B")
    ) -> Any:
        given = (
            {"singleSelectOptions": [option(one) for one in options]}
            if sort == "SINGLE_SELECT"
            else {}
        )
        made = self.change("create_field", projectId=self.id, name=name, dataType=sort, **given)
        return made["projectV2Field"]

    def content(self, number: int) -> str:
        return f"I_kwDO{self.home.id:08X}_{number}"

    def add(self, number: int) -> Any:
        return self.change("add_item", projectId=self.id, contentId=self.content(number))["item"]

    def set(self, item: Any, *pairs: tuple[Any, Any]) -> tuple[int, Any]:
        """Set fields of an item by REST: pairs of a field, as answered, and a value."""
        fields = [{"id": field["databaseId"], "value": value} for field, value in pairs]
        path = f"/users/learner/projectsV2/{self.project.number}/items/{item['fullDatabaseId']}"
        answer: tuple[int, Any] = self("PATCH", path, {"fields": fields})
        return answer

    def view(self, **body: Any) -> tuple[int, Any]:
        owner = self.twin.world.users[seed.LEARNER].id
        answer: tuple[int, Any] = self(
            "POST", f"/users/{owner}/projectsV2/{self.project.number}/views", body
        )
        return answer

    def look(self, title: str = "Board") -> Any:
        """Look as the bot does; return the whole body."""
        return self.run("look_board", owner="learner", name="roadmap", title=title, **NAMES)

    def seen(self, **cursors: str) -> Any:
        """Return the project as GraphQL shows it."""
        body = self.run("look_items", id=self.id, **NAMES, **cursors)
        assert "errors" not in body, body
        return body["data"]["node"]

    def items(self) -> list[Any]:
        nodes: list[Any] = self.seen()["items"]["nodes"]
        return nodes

    def act(self, act: str, **values: Any) -> None:
        assert self.twin.act(act, "learner", **values) is None


def option(name: str, **more: str) -> dict[str, str]:
    """Make the input of an option."""
    return {"name": name, "color": "BLUE", "description": "", **more}
