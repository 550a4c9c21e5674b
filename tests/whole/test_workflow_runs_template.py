"""The template's own workflows, run for real: it makes nothing, and answers pull requests."""

from __future__ import annotations

import subprocess

import pytest

from tests.kit.workflow_runner import NAME, Stage
from tests.kit.workflow_scenes import (
    Open,
)

AT_HOME = ("--var", "ROADMAP_BOT_HOME=true")

# The template itself


def test_nothing_is_made_in_the_template_itself(template: Stage) -> None:
    ran = template.run(template.do("push", commits=[{"message": "done W01-1"}]))
    assert ran.code == 0, ran.log
    assert ran.jobs == {"follow": "success", "roadmap": "success"}
    assert template.state["issues"] == []


def test_where_the_bot_is_at_home_its_own_checks_run_too(template: Stage) -> None:
    push = template.do("push", commits=[{"message": "Mend it"}])
    ran = template.run(push, *AT_HOME, "--job", "test", "--matrix", "python:3.14")
    assert (ran.code, ran.jobs["test"]) == (0, "success"), ran.log
    assert "every check" in ran.log


@pytest.mark.parametrize("at_home", [True, False])
def test_a_forks_pull_request_is_checked_where_the_address_says_home(
    template: Stage, at_home: bool
) -> None:
    address = NAME if at_home else "OWNER/roadmap-bot"
    text = f'[project.urls]\nRepository = "https://github.com/{address}"\n'
    template.tree.joinpath("pyproject.toml").write_text(text)
    pull = template.pull()
    pull["payload"]["pull_request"]["head"]["repo"] = {"fork": True}
    ran = template.run(pull, "--job", "test", "--matrix", "python:3.14")
    assert ran.code == 0, ran.log
    assert ("every check" in ran.log) == at_home


def test_the_tick_makes_nothing_in_the_template_itself(template: Stage) -> None:
    ran = template.run(template.do("schedule"))
    assert (ran.code, template.state["issues"]) == (0, []), ran.log
    assert ran.jobs == {"tick": "success", "answer": "success"}


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
    ran = template.run(template.pull())
    assert (ran.code, ran.jobs["roadmap"]) == (0, "success"), ran.log
    assert "A new learner: Plan: 8 to create, 0 to update, 0 to close." in ran.summary
    assert (
        "A learner who follows the last release: Plan: 0 to create, 1 to update, 0 to close."
        in ran.summary
    )
    assert template.server.twin.requests == 0


def test_a_pull_request_that_breaks_the_roadmap_is_red_and_names_the_line(template: Stage) -> None:
    edit_roadmap(template, "kind: bake\n        steps", "kind: fry\n        steps")
    ran = template.run(template.pull())
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


def test_a_pull_request_that_only_carries_progress_gets_a_label_and_an_answer(
    template: Stage,
) -> None:
    ran = template.answer(PROGRESS)
    assert ran.code == 0, ran.log
    label, comment, *_ = template.asked.splitlines()
    assert label.endswith("issues/7/labels --raw-field labels[]=progress only")
    assert "issues/7/comments --raw-field body=Thank you for learning" in comment


def test_where_the_label_does_not_take_there_is_no_answer(template: Stage) -> None:
    ran = template.answer(PROGRESS, is_refused=True)
    assert ran.code == 0, ran.log
    assert ("warning", "No label could be put on pull request 7, so it was not answered.") in (
        ran.annotations
    )
    assert "/comments" not in template.asked


@pytest.mark.parametrize(
    "files",
    [(*PROGRESS, "roadmap/1.yml"), (".github/progress/../x.svg",), ("a/.github/README.md",), ()],
)
def test_any_other_pull_request_gets_none(template: Stage, files: tuple[str, ...]) -> None:
    ran = template.answer(files)
    assert (ran.code, template.asked) == (0, ""), ran.log


def test_a_pull_request_to_a_copy_gets_none(home: Stage) -> None:
    ran = home.answer(PROGRESS)
    assert (ran.code, ran.jobs, home.asked) == (0, {"tick": "success"}, "")


# Pins


def test_the_bots_own_repository_hears_which_pins_are_behind(template: Stage) -> None:
    sunday = template.do("schedule", cron="17 11 * * 0")
    ran = template.run(sunday, *AT_HOME)
    assert (ran.code, ran.jobs["tick"], ran.jobs["pins"]) == (1, "success", "failure"), ran.log
    assert all("v99.0.0" in said for level, said in ran.annotations if level == "error")


def test_pins_are_looked_at_once_a_week(template: Stage) -> None:
    ran = template.run(template.do("schedule", cron="17 11 * * 1-6"), *AT_HOME)
    assert (ran.code, "pins" in ran.jobs) == (0, False), ran.log
