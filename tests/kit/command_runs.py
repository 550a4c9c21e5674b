"""Each command of the bot with a world in which it finds something to do, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from github_twin import seed
from github_twin.events import Event
from github_twin.faults import Fault
from github_twin.twin import HOME
from github_twin.world import World
from tests.kit.drawn_world import draw_world
from tests.kit.planting import MANUAL, UPSTREAM, followed
from tests.kit.scene import MONDAY, Scene, load_grown
from tests.kit.terminal import Said, Terminal

WEEK = 7 * 86_400
PAGE = "page.html"
DONE = [{"message": "done W01-1"}, {"message": "skip W01-2"}]

Start = tuple[World, Event | None]


@dataclass(frozen=True)
class Run:
    """A command as it is typed, and the world in which it begins."""

    line: str
    start: str
    board: bool = False

    @property
    def name(self) -> str:
        """What the run is called in a list of tests."""
        return f"{self.line}, {self.start}{', board' * self.board}"


@dataclass(frozen=True)
class Outcome:
    """What a run left behind: its exit code, the world, its page, and what it said to a reader."""

    code: int
    world: Mapping[str, Any]
    page: str
    said: str
    requests: int


def play(run: Run, terminal: Terminal, *faults: Fault) -> Outcome:
    """Run a command from its start, with faults on order."""
    world, event = STARTS[run.start]()
    twin, page = terminal.twin, terminal.folder / PAGE
    twin.world = replace(world, url=twin.world.url, log=(), served=0)
    twin.arm(*faults)
    page.unlink(missing_ok=True)
    said = _type(run, terminal, event)
    return Outcome(
        code=said.code,
        world=draw_world(twin.world),
        page=page.read_text(encoding="utf-8") if page.exists() else "",
        said="" if twin.writes else said.out,
        requests=twin.requests,
    )


def _type(run: Run, terminal: Terminal, event: Event | None) -> Said:
    variables: dict[str, str | None] = {}
    if event:
        variables |= {"GITHUB_EVENT_NAME": event.name, "GITHUB_REF": event.ref}
        variables["GITHUB_ACTOR"] = event.actor
    if run.board:
        variables["ROADMAP_PROJECT_TOKEN"] = seed.PROJECT_TOKEN
    payload = event.payload if event else None
    return terminal(run.line, payload, GITHUB_ACTIONS="true", **variables)


# Where runs begin


def _begin_new() -> Start:
    return seed.make_world("template-copy", now=MONDAY, files={"README.md": MANUAL}), None


def _begin_followed() -> Start:
    return followed(), None


def _begin_pushed() -> Start:
    scene = Scene(followed())
    event = scene.twin.act("push", seed.LEARNER, HOME, commits=DONE)
    return scene.twin.world, event


@cache
def _begin_late() -> Start:
    """Let the learner do a little, and two weeks pass."""
    world, event = _begin_pushed()
    assert event
    scene = Scene(world)
    scene.run(event.name, event.payload, ref=event.ref, actor=event.actor)
    scene.twin.advance(2 * WEEK)
    return scene.twin.world, None


@cache
def _begin_paused() -> Start:
    world, _ = _begin_late()
    scene = Scene(world)
    scene.run(command="pause")
    scene.twin.advance(WEEK)
    return scene.twin.world, None


@cache
def _begin_grown() -> Start:
    """Begin with more tasks than the roadmap has now."""
    scene = Scene(_begin_new()[0], load_grown(5))
    scene.apply()
    return scene.twin.world, None


@cache
def _begin_released() -> Start:
    scene = Scene(followed())
    news = [{"message": "News", "files": {"src/x.py": "1\n"}}]
    scene.twin.act("push", seed.AUTHOR, UPSTREAM, commits=news)
    scene.twin.act("publish", seed.AUTHOR, UPSTREAM, tag="v2")
    return scene.twin.world, None


STARTS: Mapping[str, Callable[[], Start]] = {
    "new": _begin_new,
    "followed": _begin_followed,
    "pushed": cache(_begin_pushed),
    "late": _begin_late,
    "paused": _begin_paused,
    "grown": _begin_grown,
    "released": _begin_released,
}
RUNS = (
    Run("plan", "new"),
    Run("plan --check", "followed"),
    Run("apply", "new"),
    Run("apply", "new", board=True),
    Run("apply --prune --force", "grown"),
    Run("close", "pushed"),
    Run("report", "late"),
    Run(f"report --html {PAGE}", "late"),
    Run("doctor", "followed"),
    Run("doctor", "followed", board=True),
    Run("run", "new"),
    Run("run", "pushed"),
    Run("run", "late", board=True),
    Run("pause", "late"),
    Run("resume", "paused"),
    Run("restart", "late"),
    Run("update", "released"),
    Run("uninstall", "late"),
    Run("uninstall --yes", "late"),
)
