"""The template's own workflows, run for real: it makes nothing, and answers pull requests."""

from __future__ import annotations

import subprocess

import pytest

from tests.kit.workflow_runner import Stage
from tests.kit.workflow_scenes import (
    Open,
)

# The template itself


def test_nothing_is_made_in_the_template_itself(template: Stage) -> None:
    ran = template.run(
        template.do("push", commits=[{"message": "done W01-1"}]), "--matrix", "python:3.14"
    )
    assert ran.code == 0, ran.log
    assert ran.jobs == {"follow": "success", "roadmap": "success", "test": "success"}
    assert template.state["issues"] == []


def test_the_tick_makes_nothing_in_the_template_itself(template: Stage) -> None:
    ran = template.run(template.do("schedule"))
    assert (ran.code, template.state["issues"]) == (0, []), ran.log


# Pull requests to the template


@pytest.fixture
def template(open_scene: Open) -> Stage:
    """The template itself, with a release of its roadmap and checks that are not under test."""
    stage = open_scene("template")
    stage.tree.joinpath(".ci/run").write_text("#!/bin/sh\necho every check\n")
    subprocess.run(["git", "tag", "v1.0.0"], cwd=stage.tree, check=True)
    return stage


def edit_roadmap(stage: Stage, old: str, new: str) -> None:
    path = stage.tree / "roadmap/roadmap.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_pull_request_that_changes_the_roadmap_shows_what_learners_get(template: Stage) -> None:
    edit_roadmap(template, "title: Let it rise", "title: Let it rise overnight")
    ran = template.run(template.pull(), "--matrix", "python:3.14")
    assert (ran.code, ran.jobs["roadmap"]) == (0, "success"), ran.log
    assert "A new learner: Plan: 8 to create, 0 to update, 0 to close." in ran.summary
    assert (
        "A learner who follows the last release: Plan: 0 to create, 1 to update, 0 to close."
        in ran.summary
    )
    assert template.server.twin.requests == 0


def test_a_pull_request_that_breaks_the_roadmap_is_red_and_names_the_line(template: Stage) -> None:
    edit_roadmap(template, "kind: bake\n        steps", "kind: fry\n        steps")
    ran = template.run(template.pull(), "--job", "roadmap")
    assert (ran.code, ran.jobs["roadmap"]) == (1, "failure")
    ((level, said),) = ran.annotations
    assert level == "error"
    assert said.startswith("roadmap/roadmap.yml:")
    assert "there is no kind `fry`" in said


PROGRESS = (
    ".github/README.md",
    ".github/roadmap-bot.yml",
    ".github/progress/badge.svg",
    ".github/progress/progress.json",
)


def test_a_pull_request_that_only_carries_progress_gets_an_answer_and_a_label(
    template: Stage,
) -> None:
    ran = template.run(template.pull("pull_request_target", PROGRESS))
    assert ran.code == 0, ran.log
    assert "issues/7/comments --raw-field body=Thank you for learning" in template.asked
    assert "issues/7/labels --raw-field labels[]=progress only" in template.asked


@pytest.mark.parametrize(
    "files",
    [(*PROGRESS, "roadmap/1.yml"), (".github/progress/../x.svg",), ("a/.github/README.md",), ()],
)
def test_any_other_pull_request_gets_none(template: Stage, files: tuple[str, ...]) -> None:
    ran = template.run(template.pull("pull_request_target", files))
    assert (ran.code, template.asked) == (0, ""), ran.log


def test_a_pull_request_to_a_copy_gets_none(home: Stage) -> None:
    ran = home.run(home.pull("pull_request_target", PROGRESS))
    assert (ran.code, ran.jobs, home.asked) == (0, {}, "")
