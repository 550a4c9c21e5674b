"""Boxes ticked in the page, run for real: the last one closes its task, those of the control ask.

Which edits start a job at all stands in `test_workflow_runs_phone.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from tests.kit.workflow_runner import Stage
from tests.kit.workflow_scenes import TODAY, assert_idle, assert_no_job

SETTINGS = ".github/roadmap-bot.yml"


@pytest.fixture(params=["public", "private"])
def copy(request: pytest.FixtureRequest, home: Stage) -> Stage:
    home.do("change_settings", is_private=request.param == "private")
    return home


def find_control(stage: Stage) -> Any:
    return next(issue for issue in stage.state["issues"] if issue["title"].startswith("🎛️"))


def tick(stage: Stage, text: str, number: int, user: str = seed.LEARNER) -> Any:
    return stage.do("tick", user, number=number, text=text)


def test_the_last_box_closes_its_task_and_no_other_costs_anything(copy: Stage) -> None:
    number = copy.number("W01-1")
    assert_no_job(copy, copy.run(tick(copy, "", number)))
    assert "W01-1" in copy.open_tasks
    ran = copy.run(tick(copy, "", number))
    assert ran.code == 0, ran.log
    assert "W01-1" not in copy.open_tasks


def test_a_tick_of_the_control_issue_pauses_a_week_and_the_box_is_empty_again(copy: Stage) -> None:
    control = find_control(copy)
    ran = copy.run(tick(copy, "control.pause ", control["number"]))
    assert ran.code == 0, ran.log
    assert f"  - from: {TODAY}\n" in copy.state["files"][SETTINGS]
    after = find_control(copy)
    assert "- [x]" not in after["body"]
    assert "✅ " in after["body"]


def test_a_bots_tick_starts_no_job_and_a_readers_does_nothing(home: Stage) -> None:
    number = find_control(home)["number"]
    assert_no_job(home, home.run(tick(home, "control.pause ", number, seed.JOB)))
    before = home.state["files"]
    ran = home.run(tick(home, "control.restart ", number, seed.STRANGER))
    assert ran.code == 0, ran.log
    assert home.state["files"] == before
    assert "- [x]" not in find_control(home)["body"]


def test_what_the_bot_itself_wrote_starts_nothing_new(home: Stage) -> None:
    event = tick(home, "control.refresh ", find_control(home)["number"])
    assert home.run(event).code == 0
    own = {**event["payload"], "issue": find_control(home)}
    assert_no_job(home, home.run({**event, "payload": own}))
    before = home.state
    assert_idle(home, home.run(home.do("dispatch", inputs={"command": "run"})), before)
