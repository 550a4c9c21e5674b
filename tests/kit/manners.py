"""Manners of an unkind GitHub, each met by every command that can meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from github_twin import seed
from github_twin.events import Event
from github_twin.shapes import SHAPES
from github_twin.twin import Twin
from github_twin.world import World, put_repository
from roadmap_bot.decide import Act
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.session import Done
from tests.kit.drawn_world import draw_world
from tests.kit.scene import NAME, Scene
from tests.kit.stories import FIRST, SECOND, THIRD, find_number, make_stories

ELSEWHERE, FORMER = "elsewhere", "roadmap-2"


@dataclass(frozen=True)
class Manner:
    """What people or GitHub do to a repository, and which part of it may look different then.

    `files` may differ where the report counts what is gone; `issue` where that is not itself.
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


MANNERS = (
    Manner("locked", _lock, False, True, SHAPES, ("locked",), "run.locked", "push", "W01-3"),
    Manner("transferred", _transfer, issue=True, files=True, shapes=SHAPES, codes=("no-node",)),
    Manner("converted", _do("convert"), issue=True, files=True, shapes=SHAPES, codes=("no-node",)),
    Manner("deleted", _do("delete"), issue=True, files=True),
    Manner("ruled", _rule, True, False, SHAPES, ("ruled",), "github.ruled"),
    Manner("protected", _protect, True, False, SHAPES, ("protected",), "github.protected"),
    Manner("ghost", _be_ghost, issue=True),
    Manner("renamed", _rename, files=True),
)
SHAPED = ("push", "run")  # commands that meet every shape; the others meet the recorded one


def _push(scene: Scene, event: Event) -> Done:
    return scene.run(event.name, event.payload, ref=event.ref, actor=event.actor)


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
    clean, _ = _play(meeting.command)
    world, done = _play(meeting.command, meeting)
    wanted, found = _draw(clean, meeting.manner), _draw(world, meeting.manner)
    faults = [f"{part} differ" for part in wanted if wanted[part] != found[part]]
    told = {problem.code for problem in (*done.refused, *done.problems)}
    if done.refused and done.plan:
        faults.append("it is red though something was made")
    manner = meeting.manner
    is_due = meeting.command == manner.told_by and not meeting.midway
    if is_due and manner.says not in (*told, ""):
        faults.append("it is not said")
    return faults


def _play(command: str, meeting: Meeting | None = None) -> tuple[World, Done]:
    roadmap, act = _find_command(command)
    scene = Scene(_find_world(command), roadmap)
    if meeting:
        shapes = dict.fromkeys(meeting.manner.codes, meeting.shape)
        scene.twin.world = replace(scene.twin.world, shapes=shapes)
        _meet(scene, meeting)
    done = act(scene)
    return scene.twin.world, done


@cache
def _find_world(command: str) -> World:
    """Find a world in which a learner has lived."""
    story = make_stories()["close" if command in ("push", "close") else "update"]
    return replace(story.start(), latency=0.0)


def _find_command(command: str) -> tuple[Roadmap, Callable[[Scene], Done]]:
    if command == "push":
        return FIRST, make_stories()["close"].act  # type: ignore[return-value]
    return COMMANDS[command]


def _meet(scene: Scene, meeting: Meeting) -> None:
    """Let the manner show before the command begins, or right before its first write."""
    if not meeting.midway:
        meeting.manner.act(scene.twin)
        return
    send, is_due = scene.send, True

    def interrupted(request: Request) -> Answer:
        nonlocal is_due
        if is_due and request.writes:
            is_due = False
            meeting.manner.act(scene.twin)
        return send(request)

    scene.send = interrupted


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
