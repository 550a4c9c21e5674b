"""The bot finds its workflows asleep, wakes the daily tick, and stops them when it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.errors import Problem, UserError
from roadmap_bot.github.switches import SWITCHES, check_workflows, stop_workflows
from roadmap_bot.session import examine
from tests.kit.scene import MONDAY, NAME, Scene

FLOWS = {"schedule.yml": "on: schedule", "roadmap.yml": "on: push"}
FILES = {f".github/workflows/{name}": text for name, text in FLOWS.items()}


URL = "https://github.test/learner/roadmap"


@pytest.mark.parametrize("state", ["disabled_fork", "disabled_inactivity", "disabled_manually"])
def test_workflows_that_are_switched_off_are_named(state: str) -> None:
    flows = [
        {"path": f".github/workflows/{name}", "state": state} for name in (*SWITCHES, "other.yml")
    ]
    assert tuple(check_workflows(flows, URL)) == tuple(
        Problem(code, {"state": state}, link=f"{URL}/actions/workflows/{name}")
        for name, code in SWITCHES.items()
    )


def test_workflows_that_run_or_are_not_there_are_not() -> None:
    flows = [{"path": ".github/workflows/roadmap.yml", "state": "active"}, {}]
    assert list(check_workflows(flows, URL)) == []


def fork(**settings: Any) -> Scene:
    return Scene(
        seed.make_world("fork", now=MONDAY, files={"README.md": "# Hi\n", **FILES}, **settings)
    )


def test_a_token_that_may_not_see_the_workflows_is_no_illness() -> None:
    scene = Scene()
    send = scene.send
    scene.send = lambda request: (
        replace(send(request), status=403) if "/actions/" in request.path else send(request)
    )
    assert [hint.code for hint in examine(scene.setup()).hints] == ["doctor.no-board"]


def test_a_run_in_a_fork_switches_the_daily_tick_on() -> None:
    scene = fork(has_issues=True)
    scene.run(in_actions=True)
    assert states(scene) == {"schedule": "active", "roadmap": "disabled_fork"}


def finished(**settings: Any) -> Scene:
    """A repository where everything that counts has just been closed in the page."""
    scene = Scene(seed.make_world("own", now=MONDAY, files=FILES, **settings))
    scene.run(in_actions=True)
    for number in scene.home.issues:
        scene.twin.act("close", seed.LEARNER, NAME, number=number)
    for number, issue in scene.home.issues.items():
        body = issue.body.replace("- [ ]", "- [x]")
        scene.twin.act("edit", seed.LEARNER, NAME, number=number, body=body)
    return scene


def states(scene: Scene) -> dict[str, str]:
    return {flow.name: flow.state for flow in scene.home.workflows}


@pytest.mark.parametrize(("event", "days"), [("schedule", 7), ("workflow_dispatch", 0)])
def test_a_finished_roadmap_needs_no_tick_once_all_is_said(event: str, days: int) -> None:
    scene = finished()
    scene.clock.sleep(days * 86_400)
    scene.run(event, in_actions=True)
    assert states(scene) == {"schedule": "disabled_manually", "roadmap": "active"}
    assert "R-finished" in str([issue.body for issue in scene.home.issues.values()])
    assert "doctor.schedule-off" not in {hint.code for hint in examine(scene.setup()).hints}


def test_until_the_last_report_and_the_congratulation_the_tick_stays_on() -> None:
    scene = finished()
    scene.run("issues", {"action": "closed"}, in_actions=True)
    scene.run("schedule", in_actions=True)
    assert states(scene)["schedule"] == "active"


def test_a_finished_roadmap_that_goes_on_ticks_again() -> None:
    scene = finished()
    scene.run(in_actions=True)
    scene.twin.act("reopen", seed.LEARNER, NAME, number=2)
    scene.run("issues", {"action": "reopened"}, in_actions=True)
    assert states(scene)["schedule"] == "active"


@pytest.mark.parametrize("kind", ["fork", "template"])
def test_where_nothing_is_done_nothing_is_switched_on(kind: str) -> None:
    scene = Scene(seed.make_world(kind, now=MONDAY, files=FILES))
    if kind == "fork":
        with pytest.raises(UserError):
            scene.run(in_actions=True)
    else:
        scene.run(in_actions=True)
    assert scene.twin.writes == 0
    assert scene.home.issues == {}


def test_both_workflows_are_stopped_and_one_that_is_not_there_is_no_matter() -> None:
    scene = Scene(
        seed.make_world("own", now=MONDAY, files={".github/workflows/roadmap.yml": "on: push"})
    )
    assert list(stop_workflows(scene.setup().reader, "https://github.test/x")) == []
    assert [flow.state for flow in scene.home.workflows] == ["disabled_manually"]
