"""Whatever fails at whichever request of a cohort's run, the next one ends as a clean one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.crowd import add_crowd, rewrite
from github_twin.world import World
from roadmap_bot.decide import Act
from roadmap_bot.errors import UnfinishedError
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.report.region import BEGIN, END
from tests.conftest import Count
from tests.kit.cohort_scene import CohortScene, crowd_of, write_cohort, write_figures
from tests.kit.learner import Learner
from tests.kit.mishaps import MISHAPS, Killed, spoil
from tests.kit.scene import MONDAY

FIRST, SECOND, THIRD = (f"learner-{number}/roadmap" for number in (1, 2, 3))


def _begin() -> CohortScene:
    scene = CohortScene(crowd_of(3, [1, 2, 3]), cohort=write_cohort(SECOND))
    scene.run()
    return scene


def _join(scene: CohortScene) -> None:
    scene.twin.act("open_issue", "learner-1", title="[join] me", body=FIRST)
    scene.twin.act("open_issue", "stranger", title="[join] not mine", body=THIRD)


def _leave(scene: CohortScene) -> None:
    _join(scene)
    scene.tick()
    scene.twin.act("open_issue", "learner-1", title="[leave]", body=FIRST)


def _work(scene: CohortScene) -> None:
    scene.change(rewrite(scene.twin.world, SECOND, write_figures(done=4)))


STORIES: dict[str, Callable[[CohortScene], None]] = {"join": _join, "leave": _leave, "work": _work}


@dataclass(frozen=True)
class Trouble:
    """What goes wrong at one request: a fault, or the end of the process."""

    at: int
    kind: str
    after: bool


def start(story: str) -> World:
    scene = _begin()
    STORIES[story](scene)
    return replace(scene.twin.world, log=())


def resume(world: World) -> CohortScene:
    scene = _begin()
    scene.twin.world = world
    return scene


def draw(scene: CohortScene) -> dict[str, Any]:
    """Draw all that people see of a cohort."""
    files = {path: scene.file(path) for path in ("README.md", "cohort.json", "cohort.yml")}
    issues = {
        number: (issue.state, issue.reason, [comment.body for comment in issue.comments])
        for number, issue in scene.home.issues.items()
    }
    return {"files": files, "issues": issues, "commits": scene.commits}


def disturb(scene: CohortScene | Learner, trouble: Trouble) -> None:
    send, count = scene.send, 0

    def disturbed(request: Request) -> Answer:
        nonlocal count
        count += 1
        if count != trouble.at:
            return send(request)
        return spoil(scene.twin, send, request, trouble.kind, after=trouble.after)

    scene.send = disturbed


def count_requests(world: World) -> int:
    scene = resume(world)
    before = scene.twin.requests
    scene.run()
    return scene.twin.requests - before


def find_troubles(world: World) -> Iterator[Trouble]:
    for at in range(1, count_requests(world) + 1):
        for after in (False, True):
            yield from (Trouble(at, kind, after) for kind in (*MISHAPS, "kill"))


def play(world: World, trouble: Trouble) -> CohortScene:
    scene = resume(world)
    disturb(scene, trouble)
    try:
        scene.run()
    except (Killed, UnfinishedError):
        scene = resume(scene.twin.world)
    scene.run()
    return scene


@pytest.mark.exhaustive
@pytest.mark.parametrize("story", STORIES)
def test_a_cohorts_day_ends_the_same_whatever_fails(story: str, count: Count) -> None:
    world = start(story)
    clean = resume(world)
    clean.run()
    wanted = draw(clean)
    troubles = list(find_troubles(world))
    failures = [trouble for trouble in troubles if draw(play(world, trouble)) != wanted]
    count("cohort faults", "scenarios", len(troubles), len(failures))
    assert failures == []


@pytest.mark.parametrize("story", STORIES)
def test_two_daily_runs_at_once_end_as_one(story: str) -> None:
    world = start(story)
    clean = resume(world)
    clean.run()
    wanted = draw(clean)
    for at in range(1, count_requests(world) + 1):
        scene = resume(world)
        send, count = scene.send, 0

        def interrupted(
            request: Request, scene: CohortScene = scene, send: Any = send, at: int = at
        ) -> Answer:
            nonlocal count
            count += 1
            if count == at:
                other = resume(scene.twin.world)
                other.run()
                scene.twin.world = other.twin.world
            answer: Answer = send(request)
            return answer

        scene.send = interrupted
        scene.run()
        again = resume(scene.twin.world)
        again.run()
        assert _say_once(draw(again)) == _say_once(wanted), at


def _say_once(drawn: dict[str, Any]) -> dict[str, Any]:
    """Two runs in the same instant may both give an answer: nobody can look and speak at once."""
    issues = {
        number: (state, reason, set(said))
        for number, (state, reason, said) in drawn["issues"].items()
    }
    return {**drawn, "issues": issues}


# Companions in a learner's report

FRIEND = "ada/plan"


def _make_learner(world: World | None = None) -> Learner:
    readme = f"# Mine\n\n{BEGIN}\n{END}\n"
    new = seed.make_world("own", now=MONDAY, files={"README.md": readme})
    if world is not None:
        return Learner(world=world, applied=False)
    learner = Learner(world=new, settings=f"start: 2026-11-16\nwith: [{FRIEND}]\n")
    learner.twin.world = add_crowd(learner.twin.world, {FRIEND: write_figures(done=2)})
    return learner


def _report(learner: Learner) -> None:
    learner.apply(Act.REPORT)


def _read_files(learner: Learner) -> dict[str, Any]:
    home = learner.home
    commit = home.commits[home.branches[home.default_branch]]
    return {path: blob.text for path, blob in commit.files.items()}


@pytest.mark.exhaustive
def test_a_report_with_companions_ends_the_same_whatever_fails(count: Count) -> None:
    world = _make_learner().twin.world
    clean = _make_learner(world)
    before = clean.twin.requests
    _report(clean)
    wanted = _read_files(clean)
    assert "50 %" in wanted["README.md"]
    failures: list[Trouble] = []
    troubles = [
        Trouble(at, kind, after)
        for at in range(1, clean.twin.requests - before + 1)
        for after in (False, True)
        for kind in (*MISHAPS, "kill")
    ]
    for trouble in troubles:
        learner = _make_learner(world)
        disturb(learner, trouble)
        try:
            _report(learner)
        except (Killed, UnfinishedError):
            learner = _make_learner(learner.twin.world)
        _report(learner)
        if _read_files(learner) != wanted:
            failures.append(trouble)
    count("companion faults", "scenarios", len(troubles), len(failures))
    assert failures == []
