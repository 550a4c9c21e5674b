"""The steps of the README, run for real: from nothing to a learner's first week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from roadmap_bot.report.files import MANUAL as MANUAL_MARK
from tests.kit.manual import find_clicks
from tests.kit.scene import find_folder, load
from tests.kit.workflow_runner import ROOT, Ran, Stage
from tests.kit.workflow_scenes import (
    FEATURES,
    MANUAL,
    TODAY,
    Open,
    assert_whole,
    figures,
    find_reviews,
)

# A learner's first days, by the README's own steps


@dataclass
class Player:
    """Follows the README click by click; `place` is the page that the last click opened."""

    open_scene: Open
    stages: list[Stage] = field(default_factory=list)
    place: str = ""

    @property
    def stage(self) -> Stage:
        return self.stages[-1]

    def click(self, name: str) -> None:
        """Do what a click does on GitHub, and look at what must be there by then."""
        if name == "Create repository":
            self.stages.append(self.open_scene("template-copy", find_folder("seed")))
            self.run(self.stage.do("first_push"))
        elif name == "Create fork":
            self.stages.append(self.open_scene("fork", find_folder("seed")))
        elif name == "I understand my workflows, go ahead and enable them":
            self.stage.do("enable_workflows")
        elif (self.place, name) == ("Features", "Issues"):
            self.stage.do("change_settings", has_issues=True)
        elif (self.place, name) == ("Run workflow", "Run workflow"):
            self.run(self.stage.do("dispatch"))
        elif name == "Issues":
            assert_whole(self.stage)
        elif name == "Code":
            assert "badge.svg" in self.stage.state["files"][".github/README.md"]
        else:
            assert name in PLACES, (
                f"the README asks for a click that this test does not know: {name}"
            )
        self.place = name

    def run(self, event: dict[str, Any]) -> Ran:
        ran = self.stage.run(event)
        assert ran.code == 0, ran.log
        return ran

    def live(self) -> None:
        """Go on for a week: a commit, a box, a click, a Sunday."""
        stage = self.stage
        self.run(stage.do("push", commits=[{"message": "完成 W01-1：五道数组题"}]))
        assert "W01-1" not in stage.open_tasks
        task = next(task for _, task in load("seed").tasks if task.steps)
        for step in task.steps:
            stage.do("tick", number=stage.number(task.id), text=step.id)
        self.run(stage.do("close", number=stage.number("W01-2")))
        assert task.id not in stage.open_tasks
        assert figures(stage)["hours"]["done"] > 0
        assert stage.state["files"]["README.md"] == MANUAL
        stage.set_day(TODAY + dt.timedelta(days=6))
        self.run(stage.do("schedule"))
        assert [issue["title"] for issue in find_reviews(stage)] == ["第 1 周回顾"]


PLACES = (
    *(
        "Use this template",
        "Fork",
        "Actions",
        "Settings",
        "General",
        "Features",
    ),
    *("Roadmap", "Run workflow"),
)


@pytest.mark.parametrize("kind", ["copy", "fork"])
def test_the_steps_of_the_readme_lead_from_nothing_to_a_readme_with_a_badge(
    open_scene: Open, kind: str
) -> None:
    player = Player(open_scene)
    for name in find_clicks("README.md")[kind == "fork"]:
        player.click(name)
    assert_whole(player.stage)
    readme = player.stage.state["files"][".github/README.md"]
    assert "badge.svg" in readme
    assert "](../README.md)" in readme
    states = {
        one.path: one.state
        for one in player.stage.server.twin.world.repositories["learner/roadmap"].workflows
    }
    assert states[".github/workflows/schedule.yml"] == "active"
    player.live()


def test_a_fork_names_its_two_clicks(open_scene: Open) -> None:
    stage = open_scene("fork")
    ran = stage.run(stage.do("dispatch"))
    assert (ran.code, ran.jobs["follow"]) == (1, "failure")
    assert FEATURES in ran.summary
    assert stage.state["issues"] == []


# Somebody else's roadmap


def test_the_smallest_repository_of_ones_own_uses_the_action_from_elsewhere(
    open_scene: Open,
) -> None:
    stage = open_scene("own", ROOT / "examples/minimal")
    ran = stage.run(stage.do("first_push"))
    assert ran.code == 0, ran.log
    assert stage.open_tasks == {"W01", "W01-1", "W01-2", "W01-3"}  # and *Checks* was skipped
    assert "badge.svg" in stage.state["files"][".github/README.md"]
    assert stage.state["files"]["README.md"].startswith(MANUAL_MARK)
