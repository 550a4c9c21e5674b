"""A learner's repository on the twin, and the bot at work in it: what most tests begin with."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from github_twin import seed
from github_twin.breaks import hear_broken
from github_twin.clock import advance
from github_twin.messages import DroppedError
from github_twin.twin import Twin
from github_twin.world import World
from roadmap_bot.decide import Act
from roadmap_bot.foreign.demos import Demos
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.redirects import follow_redirects
from roadmap_bot.http.request import Answer, Request, Send
from roadmap_bot.http.waiting import Patience
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.job import Job
from roadmap_bot.roadmap.load import load_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import Done, perform, preview
from roadmap_bot.setup import Setup
from tests.kit.first_roadmap import need_first_roadmap

ROOT = Path(__file__).parents[2]
NAME = f"{seed.LEARNER}/{seed.NAME}"
MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@cache
def load(name: str = "tiny") -> Roadmap:
    """Load a roadmap: `seed` is the project's own, others lie in tests/roadmaps."""
    loaded = load_roadmap(find_folder(name), check_bodies)
    assert loaded.roadmap is not None, loaded.problems
    return loaded.roadmap


def find_folder(name: str) -> Path:
    """Find the folder of a roadmap that `load` knows."""
    if name == "seed":
        return need_first_roadmap()
    return ROOT / "tests" / "roadmaps" / name


def load_grown(tasks: int) -> Roadmap:
    """Load the tiny roadmap with so many tasks in its only unit."""
    tiny = load()
    (unit,) = tiny.units
    made = [
        unit.tasks[1].model_copy(update={"id": f"W01-{index}", "title": f"Task {index}"})
        for index in range(1, tasks + 1)
    ]
    return tiny.model_copy(update={"units": (unit.model_copy(update={"tasks": tuple(made)}),)})


class TwinClock:
    """The twin's own time; waiting moves it on."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin
        self.slept: list[float] = []

    def now(self) -> float:
        return self.twin.world.now.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.twin.world = advance(self.twin.world, seconds)


def make_send(
    twin: Twin, token: str = seed.JOB_TOKEN, board_token: str = seed.PROJECT_TOKEN
) -> Send:
    """Make the seam that reaches the twin in this process."""
    tokens = {"repository": token, "board": board_token}

    def send(request: Request) -> Answer:
        headers = {"authorization": f"token {tokens[request.token]}", "accept": "application/json"}
        body = None if request.body is None else json.dumps(request.body)
        try:
            return Answer(*twin.send(request.method, request.path, headers, body))
        except DroppedError as dropped:
            heard = hear_broken(dropped.how, dropped.answer)
            return Answer(heard.status, heard.headers, heard.text)

    return follow_redirects(send, twin.world.url)


class Scene:
    """A world, a roadmap and the bot."""

    def __init__(
        self,
        world: World | None = None,
        roadmap: Roadmap | str = "tiny",
        token: str = seed.JOB_TOKEN,
    ) -> None:
        self.twin = Twin(world or seed.make_world("own", now=MONDAY))
        self.roadmap = load(roadmap) if isinstance(roadmap, str) else roadmap
        self.clock = TwinClock(self.twin)
        self.send = make_send(self.twin, token)
        self.board_token = ""
        self.patience: float | None = 3600.0
        self.pace = Pace()
        self.demos = Demos(frozenset)  # that all answer, until told otherwise

    def use_board(self, token: str = seed.PROJECT_TOKEN) -> None:
        """Give the bot a token for the board."""
        self.send, self.board_token = make_send(self.twin, board_token=token), token

    @property
    def home(self) -> Any:
        return self.twin.world.repositories[NAME]

    def setup(self, **job: Any) -> Setup:
        fields = {
            "repository": NAME,
            "token": "hidden",
            "actor": seed.LEARNER,
            "server_url": "https://github.test",
        }
        fields["board_token"] = self.board_token
        traffic = Traffic(self.send, Patience(self.clock, self.patience), self.pace)
        job_given = Job(**{**fields, **job})
        demos = Demos(self.demos.ask)
        return Setup(job_given, self.roadmap, self.send, traffic, demos=demos)

    def apply(self, *acts: Act, force: bool = False, **job: Any) -> Done:
        return perform(self.setup(**job), frozenset(acts or {Act.FOLLOW}), force=force)

    def run(
        self,
        event_name: str = "workflow_dispatch",
        event: Mapping[str, Any] | None = None,
        **job: Any,
    ) -> Done:
        return perform(self.setup(event_name=event_name, event=event or {}, **job))

    def plan(self) -> Done:
        return preview(self.setup())
