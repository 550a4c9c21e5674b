"""Stories of the bot at work, each of which begins in one world and ends in another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from github_twin import seed
from github_twin.crowd import add_crowd, describe
from github_twin.events import Event
from github_twin.world import World
from roadmap_bot.decide import Act
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.session import Done
from roadmap_bot.setup import Setup
from tests.kit.scene import MONDAY, NAME, Scene
from tests.kit.small_roadmap import make_roadmap, make_task, make_unit

LATENCY = 0.8  # of every answer, so that lists lag behind some writes and not behind others
README = "# My notes\n\nMine.\n"
STORIES = (
    "apply",
    "run",
    "update",
    "close",
    "report",
    "speak",
    "board",
    "board update",
    "evidence",
    "portfolio",
    "regions",
    "control",
)


def _version(*units: dict[str, Any], **changes: Any) -> Roadmap:
    kinds = [
        {"id": "theory", "title": "Theory", "share": 50, "label": {"name": "theory"}},
        {"id": "practice", "title": "Practice", "share": 50, "label": {"name": "practice"}},
    ]
    milestones = [{"id": "M2", "title": "Half way", "week": 2}]
    return make_roadmap(
        **{"units": units, "kinds": kinds, "milestones": milestones, "electives": [], **changes}
    )


def _rename(task: dict[str, Any], old: str) -> dict[str, Any]:
    steps = [{**step, "aliases": [step["id"].replace(task["id"], old)]} for step in task["steps"]]
    return {**task, "aliases": [old], "steps": steps}


FIRST = _version(
    make_unit(
        "W01",
        (1, 2),
        "theory",
        1,
        make_task("W01-1", "theory", 2),
        make_task("W01-2", "theory", 1),
        make_task("W01-3", "theory"),
        make_task("W01-4", "practice"),
    ),
    make_unit("W03", (3, 4), "theory", 0, make_task("W03-1", "theory")),
)
# What a new version brings: other words, a task made, one gone, one under another name and unit,
# a kind, a checkpoint.
SECOND = _version(
    make_unit(
        "W01",
        (1, 2),
        "theory",
        2,
        {**make_task("W01-1", "theory", 3), "title": "Another title"},
        _rename(make_task("W01-5", "theory", 1), "W01-2"),
    ),
    make_unit(
        "W03",
        (3, 4),
        "theory",
        0,
        make_task("W03-1", "practice"),
        make_task("W03-2", "practice", 1),
        _rename(make_task("W03-3", "practice"), "W01-4"),
    ),
    milestones=[
        {"id": "M2", "title": "A third", "week": 2},
        {"id": "M6", "title": "The end", "week": 6},
    ],
)
# And the next: fewer steps, tasks moved to the other unit, one that comes back, a checkpoint gone.
THIRD = _version(
    make_unit(
        "W01",
        (1, 2),
        "theory",
        1,
        make_task("W01-1", "theory", 2),
        make_task("W01-3", "practice", 1),
    ),
    make_unit(
        "W03",
        (3, 4),
        "practice",
        1,
        make_task("W03-1", "practice"),
        _rename(make_task("W01-5", "practice", 2), "W01-2"),
        _rename(make_task("W03-3", "theory"), "W01-4"),
    ),
)

# What files and a merged pull request show to be done: all of a task, none of another, and a box.
SHOWN: Mapping[str, Mapping[str, Any]] = {
    "W01-1.1": {"files": "bakery/*.md", "least": 2},
    "W01-1.2": {"pull": True},
    "W01-2.1": {"files": "never/**"},
    "W01.1": {"files": "bakery/**"},
}


def _show(roadmap: Roadmap) -> Roadmap:
    """Let steps ask for evidence."""
    data = roadmap.model_dump(mode="json")
    for unit in data["units"]:
        groups = [owner["steps"] for owner in (*unit["tasks"], *unit["boxes"])]
        for step in (step for steps in groups for step in steps):
            step["evidence"] = SHOWN.get(step["id"])
    return Roadmap.model_validate(data)


EVIDENT = _show(FIRST)


class Trial(Scene):
    """A scene that is played once, or until it is killed; it waits for what GitHub asks only."""

    def __init__(
        self, world: World, story: Story, size: int = 10, patience: float = 3600.0
    ) -> None:
        super().__init__(world, story.roadmap)
        if story.board:
            self.use_board()
        self.pace = Pace(per_minute=60_000, per_hour=600_000, size=size)
        self.patience = patience
        self.story = story

    def setup(self, **job: Any) -> Setup:
        setup = super().setup(**job)
        setup.traffic.board_pace = self.pace
        return setup

    def play(self) -> None:
        self.story.act(self)


@dataclass(frozen=True)
class Story:
    """A world, and what the bot does in it."""

    name: str
    world: World
    act: Callable[[Scene], object]
    roadmap: Roadmap = FIRST
    board: bool = False

    def start(self, lag: float = 0.0) -> World:
        return replace(
            self.world,
            lag=lag,
            latency=LATENCY,
            log=(),
            served=0,
            faults=(),
            past={},
            past_projects={},
        )


def follow(scene: Scene) -> Done:
    return scene.apply()


def report(scene: Scene) -> Done:
    return scene.apply(Act.REPORT)


def run(scene: Scene) -> Done:
    return scene.run()


def push(event: Event) -> Callable[[Scene], Done]:
    """Make the act of a job that a push set off; the same push again, when the job is run again."""
    return lambda scene: _run_push(scene, event)


def _run_push(scene: Scene, event: Event) -> Done:
    return scene.run(event.name, event.payload, ref=event.ref, actor=event.actor)


def find_number(world: World, id: str) -> int:
    issues = world.repositories[NAME].issues.values()
    return next(issue.number for issue in issues if issue.title.startswith(f"[{id}] "))


def _prepare(world: World, roadmap: Roadmap, *acts: Act, board: bool = False) -> Scene:
    scene = Scene(world, roadmap)
    if board:
        scene.use_board()
    scene.apply(*acts)
    scene.clock.sleep(3600)
    return scene


def _live(scene: Scene) -> None:
    """Let the learner tick, note inside the span and out, comment, label and close."""

    def act(act: str, id: str, **values: Any) -> None:
        scene.twin.act(act, seed.LEARNER, number=find_number(scene.twin.world, id), **values)

    act("tick", "W01-1", text="Step 1")
    number = find_number(scene.twin.world, "W01-1")
    act("edit", "W01-1", body=f"{scene.home.issues[number].body}\nMy own note.\n")
    number = find_number(scene.twin.world, "W01-2")
    act(
        "edit",
        "W01-2",
        body=scene.home.issues[number].body.replace("Step 1", "Step 1\nTyped inside"),
    )
    act("comment", "W01-2", body="How?")
    act("label", "W03-1", name="question")
    act("close", "W01-4")
    act("close", "W03-1")
    scene.clock.sleep(3600)


def _build(scene: Scene) -> World:
    """Let the learner push the files and merge the pull request that are evidence."""
    files = {"bakery/a.md": "A\n", "bakery/b.md": "B\n"}
    scene.twin.act("push", seed.LEARNER, commits=[{"message": "Bake", "files": files}])
    scene.twin.act("open_pull", seed.LEARNER, title="Knead", head="w01-1.2-knead")
    scene.twin.act("merge", seed.LEARNER, number=max(scene.home.issues))
    scene.clock.sleep(3600)
    return scene.twin.world


SAID = (  # where, by whom, what; each run but the last one's was lost
    ("W01-1", seed.LEARNER, "done"),
    ("W01-2", seed.LEARNER, "done W01-2.1"),
    ("W01", seed.LEARNER, "skip W01-3, done W99-1"),
    ("W03-1", seed.STRANGER, "done"),
    ("W01", seed.LEARNER, "let's pause this week"),
    ("W01", seed.LEARNER, "pause for a few days"),
    ("W01", seed.LEARNER, "resume"),
    ("W01", seed.LEARNER, "pause 2 weeks"),
    ("W01-4", seed.LEARNER, "这个完成了"),
    ("W01-4", seed.LEARNER, "重做"),
    ("W03", seed.LEARNER, "✅"),
)


def _speak(scene: Scene) -> Event:
    """Let people comment, a minute apart; return the event of the last comment."""
    event = None
    for id, user, body in SAID:
        number = find_number(scene.twin.world, id)
        event = scene.twin.act("comment", user, number=number, body=body)
        scene.clock.sleep(60)
    assert event is not None
    return event


def _ask(scene: Scene) -> Event:
    """Let the learner finish something, then ask the control issue for three things at once."""
    scene.run()
    scene.clock.sleep(3600)
    for id in ("W01-1", "W01-3"):
        scene.twin.act("close", seed.LEARNER, number=find_number(scene.twin.world, id))
    scene.clock.sleep(3600)
    scene.run("issues", {"action": "closed"})
    scene.clock.sleep(3600)
    for deed in ("refresh", "pause", "pace"):
        number = max(scene.home.issues)
        event = scene.twin.act("tick", seed.LEARNER, number=number, text=f"control.{deed} ")
    assert event is not None
    scene.clock.sleep(60)
    return event


SHOWN_OFF = """
projects:
  W01: {repository: ada/shop, demo: "https://ada.github.io/shop"}
  W03: {repository: ada/gone}
"""


def _show_off(scene: Scene) -> World:
    """Let the learner name two projects, of which one is not to be seen."""
    shop = add_crowd(scene.twin.world, {"ada/shop": {"shop.py": "1"}})
    scene.twin.world = describe(shop, "ada/shop", description="Sells", languages=("Python",))
    settings = scene.home.head.files[SETTINGS].text + SHOWN_OFF
    commit = {"message": "Show off [skip ci]", "files": {SETTINGS: settings}}
    scene.twin.act("push", seed.LEARNER, commits=[commit])
    scene.clock.sleep(3600)
    return scene.twin.world


def _move_out(scene: Scene) -> World:
    """Let the learner give the portfolio and a README other names; one holds words of theirs."""
    shown = scene.home.head.files[SETTINGS].text
    scene.twin.act("push", seed.LEARNER, commits=[_name(f"{shown}readme: [docs/a.md]\n")])
    scene.run()
    scene.clock.sleep(3600)
    named = f"{shown}readme: [docs/me.md]\nportfolio: docs/work.md\n"
    held = scene.home.head.files["PORTFOLIO.md"].text
    files = {"PORTFOLIO.md": f"Mine.\n\n{held}Mine, too."}
    scene.twin.act("push", seed.LEARNER, commits=[_name(named, **files)])
    scene.clock.sleep(3600)
    return scene.twin.world


def _name(settings: str, **files: str) -> dict[str, Any]:
    return {"message": "Name files [skip ci]", "files": {SETTINGS: settings, **files}}


@cache
def make_stories() -> Mapping[str, Story]:
    """Make the stories, from the first apply to evidence, portfolio and control."""
    fresh = seed.make_world("own", now=MONDAY, files={"README.md": README})
    applied = _prepare(fresh, FIRST)
    reported = _prepare(fresh, FIRST, Act.FOLLOW, Act.REPORT)
    _live(reported)
    lived = reported.twin.world
    messages = [
        "done W01-2.1",
        "skip W01-3",
        "done W01-1.1, W01-1.2 and W01.1",
        "reopen W03-1",
        "done W01",
    ]
    event = reported.twin.act(
        "push", seed.LEARNER, commits=[{"message": message} for message in messages]
    )
    assert event is not None
    pushed = reported.twin.world
    reported.twin.advance(8 * 86_400)
    boarded = _prepare(fresh, FIRST, board=True)
    spoken = _prepare(fresh, FIRST, Act.FOLLOW, Act.REPORT)
    said = _speak(spoken)
    _live(boarded)
    held = Scene(fresh, FIRST)
    shown = _prepare(fresh, FIRST, Act.FOLLOW, Act.REPORT)
    _show_off(shown)
    asked = _ask(held)
    stories = (
        Story("apply", fresh, follow),
        Story("run", fresh, run),
        Story("update", lived, follow, SECOND),
        Story("close", pushed, push(event)),
        Story("report", reported.twin.world, report),
        Story("speak", spoken.twin.world, push(said)),
        Story("board", applied.twin.world, follow, board=True),
        Story("board update", boarded.twin.world, follow, SECOND, board=True),
        Story("portfolio", _show_off(_prepare(fresh, FIRST, Act.FOLLOW, Act.REPORT)), report),
        Story("regions", _move_out(shown), report),
        Story("evidence", _build(_prepare(fresh, EVIDENT)), follow, EVIDENT),
        Story("control", held.twin.world, push(asked)),
    )
    return {story.name: story for story in stories}


@dataclass
class Tape:
    """A run as it went undisturbed: what was asked, what came back, and the world after it."""

    end: World
    track: list[tuple[Request, Answer, World]] = field(default_factory=list)


@cache
def record(name: str, lag: float, size: int) -> Tape:
    """Play a story undisturbed."""
    story = make_stories()[name]
    trial = Trial(story.start(lag), story, size)
    send, tape = trial.send, Tape(trial.twin.world)

    def recorded(request: Request) -> Answer:
        answer = send(request)
        tape.track.append((request, answer, trial.twin.world))
        return answer

    trial.send = recorded
    trial.play()
    tape.end = trial.twin.world
    return tape
