"""Whatever fault a run meets, wherever it is killed, it ends as a clean one or says so."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.faults import Fault
from github_twin.world import World
from roadmap_bot.errors import Problem, UnfinishedError
from roadmap_bot.http.request import Answer, Request
from tests.kit.drawn_world import draw_applied, draw_world
from tests.kit.scene import MONDAY, Scene

# one of each meaning; test_matrix.py has them all
KINDS = ("502", "timeout", "429-retry-after", "rate-limited")
WHEN = {False: "before", True: "after"}


def kill(world: World, at: int, act: Callable[[Scene], object]) -> World:
    """Return the world after a run that was killed once its request `at` took effect."""
    scene = Scene(world)
    count = itertools.count(1)
    send = scene.send

    def send_some(request: Request) -> Answer:
        if next(count) > at:
            raise InterruptedError
        return send(request)

    scene.send = send_some
    with pytest.raises(InterruptedError):
        act(scene)
    return scene.twin.world


def apply(scene: Scene) -> None:
    scene.apply()


def close(scene: Scene) -> None:
    scene.run("push", PUSH.payload, ref=PUSH.ref, actor=PUSH.actor)


FRESH = seed.make_world("own", now=MONDAY)
_applied = Scene(FRESH)
_applied.apply()
_applied.clock.sleep(60)
_event = _applied.twin.act(
    "push",
    seed.LEARNER,
    commits=[{"message": "done W01-2"}, {"message": "skip W01-3"}, {"message": "done W01-1.1"}],
)
assert _event is not None
PUSH = _event
PUSHED = replace(_applied.twin.world, log=(), served=0)
STORIES = {"apply": (FRESH, apply), "close": (PUSHED, close)}


def clean(story: str) -> Scene:
    world, act = STORIES[story]
    scene = Scene(world)
    act(scene)
    return scene


CLEAN = {story: clean(story) for story in STORIES}
WANTED = {story: draw_world(scene.twin.world, ordered=True) for story, scene in CLEAN.items()}
SPOTS = [(story, at) for story, scene in CLEAN.items() for at in range(1, scene.twin.requests + 1)]


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize(("story", "at"), SPOTS)
@pytest.mark.parametrize("lag", [0.0, 5.0])
def test_a_run_that_meets_a_fault_ends_as_a_clean_one_or_says_that_it_is_unfinished(
    story: str, at: int, lag: float
) -> None:
    world, act = STORIES[story]
    for kind, after, patience in itertools.product(KINDS, WHEN, (3600.0, 0.5)):
        scene = Scene(replace(world, lag=lag))
        scene.twin.arm(Fault(at, kind, after))
        scene.patience = patience
        try:
            act(scene)
        except UnfinishedError:
            scene.patience = 3600.0
            act(scene)
        assert draw_world(scene.twin.world, ordered=True) == WANTED[story], (
            kind,
            WHEN[after],
            patience,
        )


@pytest.mark.parametrize(("story", "at"), SPOTS)
@pytest.mark.parametrize("lag", [0.0, 5.0])
def test_a_run_after_one_that_was_killed_ends_as_a_clean_one(
    story: str, at: int, lag: float
) -> None:
    world, act = STORIES[story]
    if at == CLEAN[story].twin.requests:
        return
    scene = Scene(kill(replace(world, lag=lag), at, act))
    act(scene)
    assert draw_world(scene.twin.world, ordered=True) == WANTED[story]


@pytest.mark.parametrize("story", STORIES)
def test_a_second_run_writes_nothing(story: str) -> None:
    _, act = STORIES[story]
    scene = Scene(replace(CLEAN[story].twin.world, log=()))
    act(scene)
    assert scene.twin.writes == 0
    looks = {"Look"} if story != "close" else {"Look", "LookClosely"}
    assert {entry.name for entry in scene.twin.world.log} == looks
    assert scene.twin.requests == len(looks)


def test_two_faults_in_a_row_are_no_more_than_one() -> None:
    for first, second in itertools.combinations(range(1, CLEAN["apply"].twin.requests + 1), 2):
        scene = Scene(FRESH)
        scene.twin.arm(Fault(first, "timeout", after=True), Fault(second, "502", after=True))
        scene.apply()
        assert draw_world(scene.twin.world, ordered=True) == draw_applied()


@pytest.mark.parametrize("status", [500, 502, 504, 0, 202])
def test_a_github_that_stays_away_leaves_the_run_unfinished(status: int) -> None:
    scene = Scene()
    send = scene.send
    scene.send = lambda request: (
        send(request) if "Look" in json.dumps(request.body) else Answer(status, {}, "ReadTimeout")
    )
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    silent = Problem("github.silent", {"what": "ReadTimeout"})
    unclear = Problem("github.unclear", {"what": f"HTTP {status}", "request": ""})
    unsettled, other = caught.value.problems
    assert unsettled.code == "run.unsettled"
    assert (unsettled.values["done"], unsettled.values["total"]) == (0, 8)
    assert other == (unclear if status else silent)
    assert sum(scene.clock.slept) <= 3600.0


def test_a_github_that_cannot_be_read_changes_nothing() -> None:
    scene = Scene()
    scene.send = lambda request: Answer(502, {}, "<html>")
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    assert caught.value.problems[0].code == "run.unreadable"
    assert scene.twin.requests == 0
