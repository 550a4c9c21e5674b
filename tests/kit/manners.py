"""Manners of an unkind GitHub, each met by every command that can meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from github_twin import seed
from github_twin.shapes import SHAPES
from github_twin.twin import Twin
from github_twin.world import World, put_repository
from roadmap_bot.decide import Act
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import Done
from tests.kit import undoing
from tests.kit.drawn_world import draw_world
from tests.kit.scene import NAME, Scene
from tests.kit.stories import FIRST, SECOND, THIRD, find_number, make_stories, push
from tests.kit.undoing import Undo

ELSEWHERE, FORMER = "elsewhere", "roadmap-2"


@dataclass(frozen=True)
class Manner:
    """What people or GitHub do to a repository, and which part of it may look different then.

    `files` may differ where the report counts what is gone; `issue` where that is not itself.
    What can be taken back by `undo` is, and then nothing may differ.
    """

    name: str
    act: Callable[[Twin], None]
    files: bool = False
    issue: bool = False
    shapes: tuple[str, ...] = ("",)
    codes: tuple[str, ...] = ()  # of `errors.json`, to be given those shapes
    says: str = ""  # what a command tells that meets it
    told_by: str = "report"
    id: str = "W01-1"  # of the issue that it is about
    stage: str = ""  # where it is met, if not where all are
    undo: Undo | None = None


@dataclass(frozen=True)
class Meeting:
    """A command that meets a manner, before it begins or between its look and its first write."""

    manner: Manner
    shape: str
    command: str
    midway: bool


def _do(act: str, **values: Any) -> Callable[[Twin], None]:
    def do(twin: Twin) -> None:
        number = find_number(twin.world, "W01-1")
        twin.act(act, seed.LEARNER, number=number, **values)

    return do


def _rule(twin: Twin) -> None:
    _act(twin, "change_settings", rules={"main": ("pull_request",)})


def _protect(twin: Twin) -> None:
    _act(twin, "change_settings", protected=["main"])


def _lock(twin: Twin) -> None:
    twin.act("lock", seed.LEARNER, number=find_number(twin.world, "W01-3"))


def _act(twin: Twin, act: str, **values: Any) -> None:
    twin.act(act, seed.LEARNER, **values)


def _transfer(twin: Twin) -> None:
    home = twin.world.repositories[NAME]
    other = replace(home, id=4711, name=ELSEWHERE, issues={}, milestones={}, labels={})
    twin.world = put_repository(twin.world, other)
    _do("transfer", to=other.full_name)(twin)


def _rename(twin: Twin) -> None:
    _act(twin, "rename", name=FORMER)


def _be_ghost(twin: Twin) -> None:
    """Let somebody who left a comment, an issue and a commit be nobody."""
    number = find_number(twin.world, "W01-1")
    twin.act("comment", seed.STRANGER, number=number, body="How?")
    twin.act("open_issue", seed.STRANGER, title="[W01-2] A question", body="Why?")
    twin.act("delete_person", seed.LEARNER, login=seed.STRANGER)


FIELDS = undoing.rename_fields("Phase", "Kind", "Hours", "Start")
OPTIONS = undoing.rename_options("Phase", "Kind", "Week")
MANNERS = (
    Manner("locked", _lock, False, True, SHAPES, ("locked",), "run.locked", "push", "W01-3"),
    Manner("transferred", _transfer, issue=True, files=True, shapes=SHAPES, codes=("no-node",)),
    Manner("converted", _do("convert"), issue=True, files=True, shapes=SHAPES, codes=("no-node",)),
    Manner("deleted", _do("delete"), issue=True, files=True),
    Manner("ruled", _rule, True, False, SHAPES, ("ruled",), "github.ruled"),
    Manner("protected", _protect, True, False, SHAPES, ("protected",), "github.protected"),
    Manner("ghost", _be_ghost, issue=True),
    Manner("renamed", _rename, files=True),
    Manner("unsaid", undoing.delete_words, stage="spoken", undo=undoing.restore_words),
    Manner("reworded", undoing.reword, stage="heard", undo=undoing.restore_wording),
    Manner("linked", undoing.link, says="report.link", stage="spoken", undo=undoing.unlink),
    Manner("fields", FIELDS[0], stage="boarded", undo=FIELDS[1]),
    Manner("options", OPTIONS[0], stage="boarded", undo=OPTIONS[1]),
)
SHAPED = ("push", "run")  # commands that meet every shape; the others meet the recorded one


def _click(scene: Scene) -> Done:
    number = find_number(make_stories()["update"].world, "W03-1")
    issue = {"number": number, "labels": [{"name": FIRST.label.name}]}
    return scene.run("issues", {"issue": issue}, ref="refs/heads/main")


def _command(command: str) -> Callable[[Scene], Done]:
    return lambda scene: scene.run(command=command)


COMMANDS: Mapping[str, tuple[Roadmap, Callable[[Scene], Done]]] = {
    "run": (FIRST, lambda scene: scene.run()),
    "schedule": (FIRST, lambda scene: scene.run("schedule")),
    "click": (FIRST, _click),
    "update": (SECOND, lambda scene: scene.apply()),
    "prune": (THIRD, lambda scene: scene.apply(Act.FOLLOW, Act.PRUNE, force=True)),
    "close": (FIRST, lambda scene: scene.apply(Act.OBEY)),
    "report": (FIRST, lambda scene: scene.apply(Act.REPORT)),
    "pause": (FIRST, _command("pause")),
    "restart": (FIRST, _command("restart")),
    "uninstall": (FIRST, lambda scene: scene.apply(Act.UNINSTALL)),
}


def find_meetings(manner: Manner) -> Iterator[Meeting]:
    """Find the meetings of a manner with all commands."""
    for command in ("push", *COMMANDS):
        for shape in manner.shapes if command in SHAPED else manner.shapes[:1]:
            for midway in (False, True):
                yield Meeting(manner, shape, command, midway)


def find_faults(meeting: Meeting) -> list[str]:
    """Let a command meet a manner; what is wrong with how that ends?"""
    manner = meeting.manner
    clean, _, _ = _play(meeting.command, manner.stage)
    world, done, is_met = _play(meeting.command, manner.stage, meeting)
    if manner.undo and is_met:
        try:
            world = manner.undo(world, clean)
        except ValueError as error:
            return [str(error)]
    wanted, found = _draw(clean, manner), _draw(world, manner)
    faults = [f"{part} differ" for part in wanted if wanted[part] != found[part]]
    told = {problem.code for problem in (*done.refused, *done.problems)}
    if done.refused and done.plan:
        faults.append("it is red though something was made")
    is_due = meeting.command == manner.told_by and not meeting.midway
    if is_due and manner.says not in (*told, ""):
        faults.append("it is not said")
    return faults


def _play(command: str, stage: str, meeting: Meeting | None = None) -> tuple[World, Done, bool]:
    """Play a command; return the world, what was done, and whether the manner was met."""
    scene, act = _begin(command, stage)
    met = [False]
    if meeting:
        shapes = dict.fromkeys(meeting.manner.codes, meeting.shape)
        scene.twin.world = replace(scene.twin.world, shapes=shapes)
        met = _meet(scene, meeting)
    done = act(scene)
    return scene.twin.world, done, met[0]


def _begin(command: str, stage: str) -> tuple[Scene, Callable[[Scene], Done]]:
    """Make the scene in which a command begins, and find the command."""
    roadmap, act = COMMANDS.get(command, (FIRST, make_stories()["close"].act))
    if not stage:
        return Scene(_find_world(command), roadmap), act  # type: ignore[return-value]
    begun = undoing.make_stage(stage)
    scene = Scene(begun.world, roadmap)
    if begun.board:
        scene.use_board()
    if command == "push":
        act = push(begun.event)
    return scene, act  # type: ignore[return-value]


@cache
def _find_world(command: str) -> World:
    """Find a world in which a learner has lived."""
    story = make_stories()["close" if command in ("push", "close") else "update"]
    return replace(story.start(), latency=0.0)


def _meet(scene: Scene, meeting: Meeting) -> list[bool]:
    """Let the manner show before the command begins, or right before its first write.

    On a stage with a board that is its first write there.
    """
    if not meeting.midway:
        meeting.manner.act(scene.twin)
        return [True]
    send, met = scene.send, [False]
    token = "board" if scene.board_token else "repository"

    def interrupted(request: Request) -> Answer:
        if request.writes and request.token == token and not met[0]:
            met[0] = True
            meeting.manner.act(scene.twin)
        return send(request)

    scene.send = interrupted
    return met


def _draw(world: World, manner: Manner) -> dict[str, Any]:
    """Draw what must be the same with a manner as without it."""
    home = next(one for one in world.repositories.values() if one.name in (seed.NAME, FORMER))
    known = replace(world, repositories={**world.repositories, NAME: home})
    drawn = draw_world(known)
    del drawn["commits"]
    if manner.files:
        del drawn["files"]
    issues = {name: one for name, one in drawn["issues"].items() if "question" not in name[0]}
    if manner.issue:
        mine = f"[{manner.id}]"
        others = {name: one for name, one in issues.items() if mine not in name[0]}
        issues = {name: _leave_out(one, mine) for name, one in others.items()}
    return {**drawn, "issues": issues}


def _leave_out(issue: Any, title: str) -> Any:
    """Leave a child out of what is drawn of an issue."""
    children = [child for child in issue[5] if title not in child]
    return (*issue[:5], children, *issue[6:])
