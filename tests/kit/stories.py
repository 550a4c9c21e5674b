"""Stories of the bot at work, and what can go wrong in them: faults, kills, lag.

A story begins in a world and ends, undisturbed, in another; whatever happens on the way, the end
has to be the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from github_twin import seed
from github_twin.events import Event
from github_twin.faults import KINDS, Fault
from github_twin.projects import Project
from github_twin.world import World
from roadmap_bot.decide import Act
from roadmap_bot.errors import UnfinishedError
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.setup import Setup
from tests.kit.scene import MONDAY, NAME, Scene
from tests.kit.small_roadmap import make_roadmap, make_task, make_unit

LATENCY = 0.8  # of every answer, so that lists lag behind some writes and not behind others
TRYING = ("502", "timeout", "429-retry-after", "rate-limited")  # for a run that does not wait
LINK = re.compile(r"/issues/(\d+)")
README = "# My notes\n\nMine.\n"


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


def follow(scene: Scene) -> None:
    scene.apply()


def report(scene: Scene) -> None:
    scene.apply(Act.REPORT)


def run(scene: Scene) -> None:
    scene.run()


def push(event: Event) -> Callable[[Scene], None]:
    """Make the act of a job that a push set off; the same push again, when the job is run again."""
    return lambda scene: _run_push(scene, event)


def _run_push(scene: Scene, event: Event) -> None:
    scene.run(event.name, event.payload, ref=event.ref, actor=event.actor)


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


@cache
def make_stories() -> Mapping[str, Story]:
    """Make the stories: first apply, run, update, close, report, board, update with the board."""
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
    _live(boarded)
    stories = (
        Story("apply", fresh, follow),
        Story("run", fresh, run),
        Story("update", lived, follow, SECOND),
        Story("close", pushed, push(event)),
        Story("report", reported.twin.world, report),
        Story("board", applied.twin.world, follow, board=True),
        Story("board update", boarded.twin.world, follow, SECOND, board=True),
    )
    return {story.name: story for story in stories}


# How the end looks


def draw(world: World, *, twins: bool = True) -> dict[str, Any]:
    """Draw all that a learner can see, but numbers and times; `twins` are those closed as such."""
    home = world.repositories[NAME]
    seen = {
        number: one for number, one in home.issues.items() if twins or one.reason != "duplicate"
    }
    titles = {None: None} | {number: issue.title for number, issue in home.issues.items()}
    names = Counter(issue.title for issue in seen.values())
    points = {None: None} | {
        number: milestone.title for number, milestone in home.milestones.items()
    }

    def name(text: str) -> str:
        return LINK.sub(lambda link: f"/issues/{titles.get(int(link[1]))}", text)

    files = home.head.files if home.head else {}
    return {
        "labels": sorted(
            (label.name, label.color, label.description) for label in home.labels.values()
        ),
        "milestones": sorted(
            (one.title, one.description, one.due_on, one.state) for one in home.milestones.values()
        ),
        "issues": {
            (issue.title, number if names[issue.title] > 1 else 0): (
                issue.body,
                issue.reason or issue.state,
                sorted(home.labels[label].name for label in issue.labels),
                points[issue.milestone],
                titles[issue.parent],
                sorted(titles[child] or "" for child in issue.children if child in seen),
                [comment.body for comment in issue.comments],
                issue.assignees,
            )
            for number, issue in seen.items()
        },
        "files": {path: name(blob.data.decode()) for path, blob in files.items()},
        "commits": sorted(commit.message for commit in home.commits.values()),
        "workflows": home.workflows,
        "boards": [_draw_board(world, project) for project in world.projects.values()],
    }


def _draw_board(world: World, project: Project) -> Any:
    home = world.repositories[NAME]
    fields = {one.id: one for one in project.fields}

    def show(id: int, held: str | float) -> Any:
        return next((option.name for option in fields[id].options if option.id == held), held)

    cards = {
        home.issues[card.number].title: (
            sorted((fields[id].name, show(id, value.held)) for id, value in card.values.items()),
            card.archived_at is None,
        )
        for card in project.cards.values()
    }
    options = [
        (one.name, one.sort, [option.name for option in one.options]) for one in project.fields
    ]
    views = [(view.name, view.layout) for view in project.views]
    texts = (
        project.title,
        project.about,
        project.readme,
        project.public,
        project.repositories == (home.id,),
    )
    return texts, options, views, len(project.cards), cards


# What can go wrong


@dataclass(frozen=True)
class Spot:
    """One thing that goes wrong, once, at request `at`.

    Kind `kill` ends the process; who is `patient` outlasts a limit.
    """

    story: str
    at: int
    kind: str
    after: bool
    lag: float
    size: int
    patient: bool = True


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


def find_spots(name: str, lag: float, size: int) -> Iterator[Spot]:
    """Find all that can go wrong in a story."""
    for at in range(1, len(record(name, lag, size).track) + 1):
        for after in (False, True):
            yield Spot(name, at, "kill", after, lag, size)
            yield from (Spot(name, at, kind, after, lag, size) for kind in KINDS)
            yield from (Spot(name, at, kind, after, lag, size, patient=False) for kind in TRYING)


class Killed(BaseException):
    """The process is no more."""


def suffer(spot: Spot, *, replay: bool = True) -> World:
    """Play a story in which something goes wrong, again if it did not end well; return the world.

    What comes before the fault is the same every time: with `replay` it is taken from the tape.
    """
    story = make_stories()[spot.story]
    trial = Trial(story.start(spot.lag), story, spot.size, 3600.0 if spot.patient else 0.5)
    _break(
        trial, spot, record(spot.story, spot.lag, spot.size).track[: spot.at - 1] if replay else ()
    )
    try:
        trial.play()
    except (Killed, UnfinishedError):
        again = Trial(trial.twin.world, story, spot.size)
        again.play()
        return again.twin.world
    return trial.twin.world


def _break(trial: Trial, spot: Spot, track: Sequence[tuple[Request, Answer, World]]) -> None:
    """Let request `spot.at` fail; those before it are answered from the track, if there is one."""
    send, count = trial.send, 0

    def broken(request: Request) -> Answer:
        nonlocal count
        count += 1
        if count <= len(track):
            asked, answer, trial.twin.world = track[count - 1]
            assert request == asked
            return answer
        if count == spot.at and spot.kind == "kill" and not spot.after:
            raise Killed
        if count == spot.at and spot.kind != "kill":
            trial.twin.arm(Fault(1, spot.kind, spot.after))
        answer = send(request)
        if count == spot.at and spot.kind == "kill":
            raise Killed
        return answer

    trial.send = broken


def find_failures(spots: Sequence[Spot], *, replay: bool = True) -> list[tuple[Spot, object]]:
    """Play the stories of these spots, and find those that end otherwise than undisturbed."""
    failures: list[tuple[Spot, object]] = []
    for spot in spots:
        wanted = draw(record(spot.story, spot.lag, spot.size).end)
        try:
            found = draw(suffer(spot, replay=replay))
        except Exception as error:  # whatever a story dies of, it is a failure like any other
            failures.append((spot, error))
            continue
        if found != wanted:
            failures.append((spot, [part for part in wanted if found[part] != wanted[part]]))
    return failures
