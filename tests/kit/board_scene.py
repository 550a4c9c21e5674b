"""The bot at work with a token for the board: what the tests of the board begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from github_twin import seed
from github_twin.projects import Card, Project
from github_twin.repositories import Issue
from github_twin.world import World
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import Done
from roadmap_bot.state import File
from tests.kit.scene import MONDAY, Scene
from tests.kit.small_roadmap import make_roadmap, make_task, make_unit

SMALL = make_roadmap(start="first-monday")
REPOSITORY = "https://github.com/learner/roadmap"
FIELDS = ("Phase", "Kind", "Week", "Hours", "Start", "Target")


class BoardScene(Scene):
    """A scene with the board's token."""

    def __init__(
        self, roadmap: Roadmap | str = "tiny", token: str = seed.PROJECT_TOKEN, **settings: Any
    ) -> None:
        super().__init__(seed.make_world("own", **{"now": MONDAY, **settings}), roadmap)
        self.use_board(token)

    @classmethod
    def applied(cls, roadmap: Roadmap | str = "tiny", **settings: Any) -> BoardScene:
        """Make a scene after a first apply, an hour later."""
        scene = cls(roadmap, **settings)
        scene.apply()
        scene.pass_time()
        return scene

    def pass_time(self, seconds: float = 3600.0) -> None:
        self.clock.sleep(seconds)
        self.twin.reset_counters()

    def watch(self) -> list[Request]:
        """Begin to note all requests."""
        send, noted = self.send, list[Request]()

        def watched(request: Request) -> Answer:
            noted.append(request)
            return send(request)

        self.send = watched
        return noted

    @property
    def projects(self) -> list[Project]:
        return list(self.twin.world.projects.values())

    @property
    def project(self) -> Project:
        """The newest project."""
        return self.projects[-1]

    @property
    def board(self) -> Any:
        """The board as the twin dumps it, None where there is none."""
        return self.twin.dump()["board"]

    def number(self, id: str) -> int:
        issues: Mapping[int, Issue] = self.home.issues
        return next(number for number, issue in issues.items() if issue.title.startswith(f"[{id}]"))

    def card(self, id: str) -> Card:
        found = self.project.card(self.home.id, self.number(id))
        assert found
        return found

    def values(self, id: str) -> Mapping[str, Any]:
        """What the card of a unit or task says, an option by its name."""
        names = {field.id: field for field in self.project.fields}
        held = {names[key]: value.held for key, value in self.card(id).values.items()}
        return {
            field.name: option.name if (option := field.option(str(value))) else value
            for field, value in held.items()
        }

    def act(self, act: str, **values: Any) -> None:
        self.twin.act(act, seed.LEARNER, **values)

    def work(self, act: str, id: str, **values: Any) -> None:
        """Let the learner do something with the issue or the card of a unit or task."""
        self.act(act, number=self.number(id), **values)


def writes(requests: list[Request]) -> list[str]:
    """Name the writes among requests: the mutation, or the method and the path."""
    found = []
    for request in requests:
        text = str((request.body or {}).get("query", ""))
        found += (
            [text.split()[1].partition("(")[0] if text else f"{request.method} {request.path}"]
            if request.writes
            else []
        )
    return found


def codes(done: Done) -> list[str]:
    """Name the problems of the board."""
    return [problem.code for problem in done.problems if problem.code.startswith("board.")]


def option_names(scene: BoardScene, name: str) -> list[str]:
    """Name the options of a field of the board."""
    field = scene.project.named(name)
    assert field
    return [option.name for option in field.options]


def with_kinds(*kinds: str) -> Roadmap:
    """Make a roadmap of one unit with a task of each kind."""
    made = [
        {
            "id": kind.lower(),
            "title": kind,
            "share": 100 // len(kinds),
            "label": {"name": kind.lower()},
        }
        for kind in kinds
    ]
    tasks = [make_task(f"W01-{index}", kind.lower()) for index, kind in enumerate(kinds, start=1)]
    unit = make_unit("W01", (1, 2), kinds[0].lower(), 1, *tasks)
    return make_roadmap(start="first-monday", kinds=made, units=[unit], electives=[], self_check=[])


def text_of(file: Any) -> str:
    assert isinstance(file, File)
    return file.text or ""


def with_limit(world: World, **bounds: Any) -> World:
    """Return the world with GitHub's limits switched on."""
    from dataclasses import replace

    return replace(world, limits=replace(world.limits, **bounds))
