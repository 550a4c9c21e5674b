"""The workflow files, run for real under act for each event: what the twin then holds, the exit."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from github_twin import seed
from tests.conftest import Count
from tests.kit.manual import find_clicks
from tests.kit.scene import MONDAY, Scene, load
from tests.kit.workflow_runner import ROOT, Ran, Stage, open_example, open_stage

TINY = ROOT / "tests/roadmaps/tiny"
TODAY = MONDAY.date()
MANUAL = (ROOT / "README.md").read_text(encoding="utf-8")
SHIPPED = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in (ROOT / "README.md", ROOT / "action.yml", *ROOT.glob(".github/workflows/*.yml"))
}
FEATURES = "https://github.com/learner/roadmap/settings#features"
TOKENS = (seed.JOB_TOKEN, seed.PROJECT_TOKEN, seed.READ_TOKEN, seed.LEARNER_TOKEN)

Open = Callable[..., Stage]


@pytest.fixture
def open_scene(tmp_path: Path, count: Count) -> Iterator[Open]:
    """Open a repository, new or where the tiny roadmap is followed; look for tokens in the end."""
    stages = list[Stage]()
    count("workflows under act", "scenarios", 1, None)

    def open_kind(kind: str, roadmap: Path = TINY, *, followed: bool = False) -> Stage:
        files = seed.load_files(roadmap) if kind == "own" else SHIPPED | find_roadmap(roadmap)
        world = seed.make_world(kind, now=MONDAY, files=files)
        if followed:
            scene = Scene(world)
            scene.run("workflow_dispatch")
            world = scene.twin.world
        stage = (
            open_example(world, tmp_path, roadmap)
            if kind == "own"
            else open_stage(world, tmp_path, roadmap)
        )
        stages.append(stage)
        stage.server.__enter__()
        return stage

    yield open_kind
    for stage in stages:
        stage.server.stop()
    told = json.dumps([stage.state for stage in stages]) + "".join(
        ran.log for stage in stages for ran in stage.ran
    )
    leaked = [
        token
        for token in TOKENS
        if f'"{token}"' in told or f" {token}" in told or f"{token} " in told
    ]
    assert leaked == []


@pytest.fixture
def home(open_scene: Open) -> Stage:
    """A learner's copy of the template, where the tiny roadmap has been followed since Monday."""
    return open_scene("template-copy", followed=True)


def find_roadmap(folder: Path) -> dict[str, bytes]:
    return {f"roadmap/{name}": data for name, data in seed.load_files(folder).items()}


def figures(stage: Stage) -> Any:
    return json.loads(stage.state["files"][".github/progress/progress.json"])


def assert_whole(stage: Stage) -> None:
    """Assert that the whole roadmap of the template stands there."""
    roadmap = load("seed")
    assert len(stage.open_tasks) == len(roadmap.units) + len(list(roadmap.tasks))
    assert len(stage.state["milestones"]) == len(roadmap.milestones)


def assert_no_job(stage: Stage, ran: Ran) -> None:
    assert (ran.code, dict(ran.jobs), stage.server.twin.requests) == (0, {}, 0), ran.log


def assert_idle(stage: Stage, ran: Ran, before: Any) -> None:
    assert ran.code == 0, ran.log
    assert stage.state == before


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
            self.stages.append(self.open_scene("template-copy", ROOT / "roadmap"))
            self.run(self.stage.do("first_push"))
        elif name == "Create fork":
            self.stages.append(self.open_scene("fork", ROOT / "roadmap"))
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
        "Create a new repository",
        "Fork",
        "Actions",
        "Settings",
        "General",
        "Features",
    ),
    *("Roadmap", "Run workflow"),
)


def find_reviews(stage: Stage) -> list[Any]:
    return [issue for issue in stage.state["issues"] if not issue["title"].startswith("[")]


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


# Pushes


def test_a_commit_closes_its_task(home: Stage) -> None:
    push = home.do("push", commits=[{"message": "Stir\n\ndone W01-2"}])
    ran = home.run(push)
    assert ran.code == 0, ran.log
    assert home.open_tasks == {"W01", "W01-1", "W01-3"}
    (comment,) = home.state["comments"]
    assert push["payload"]["after"][:7] in comment["body"]
    assert "1" in ran.summary


def test_a_commit_that_asks_for_nothing_changes_nothing(home: Stage) -> None:
    push = home.do("push", commits=[{"message": "Not done W01-2 yet"}])
    before = home.state
    assert_idle(home, home.run(push), before)


def test_a_push_to_another_branch_starts_no_job(home: Stage) -> None:
    ran = home.run(home.do("push", branch="topic", commits=[{"message": "done W01-2"}]))
    assert_no_job(home, ran)


def test_a_forced_push_obeys_what_is_new_and_takes_nothing_back(home: Stage) -> None:
    base = home.state["commits"][0]["sha"]
    assert home.run(home.do("push", commits=[{"message": "done W01-1"}])).code == 0
    push = home.do("push", commits=[{"message": "done W01-2"}], force_from=base)
    assert push["payload"]["forced"]
    assert home.run(push).code == 0
    assert home.open_tasks == {"W01", "W01-3"}


# In the page


def test_a_task_closed_in_the_page_is_reported(home: Stage) -> None:
    ran = home.run(home.do("close", number=home.number("W01-1")))
    assert ran.code == 0, ran.log
    assert figures(home)["hours"]["done"] > 0
    assert home.open_tasks == {"W01", "W01-2", "W01-3"}


def test_a_task_reopened_in_the_page_stays_open(home: Stage) -> None:
    home.run(home.do("close", number=home.number("W01-1")))
    ran = home.run(home.do("reopen", number=home.number("W01-1")))
    assert ran.code == 0, ran.log
    assert figures(home)["hours"]["done"] == 0
    assert "W01-1" in home.open_tasks


def test_an_issue_of_the_learners_own_starts_no_job(home: Stage) -> None:
    home.do("open_issue", title="Buy flour")
    ran = home.run(home.do("close", number=len(home.state["issues"])))
    assert_no_job(home, ran)


# The daily tick


def test_the_tick_of_an_ordinary_day_changes_nothing(home: Stage) -> None:
    home.set_day(TODAY + dt.timedelta(days=1))
    tick, before = home.do("schedule"), home.state
    assert_idle(home, home.run(tick), before)


def test_the_tick_of_a_sunday_opens_the_weekly_review_and_touches_no_task(home: Stage) -> None:
    home.set_day(TODAY + dt.timedelta(days=6))
    ran = home.run(home.do("schedule"))
    assert ran.code == 0, ran.log
    assert home.open_tasks >= {"W01", "W01-1", "W01-2", "W01-3"}
    (review,) = find_reviews(home)
    assert (review["title"], review["state"]) == ("Week 1 review", "open")
    assert [one["login"] for one in review["assignees"]] == [seed.LEARNER]


def test_a_tick_after_missed_days_makes_up_for_them_in_one_commit(home: Stage) -> None:
    commits = len(home.state["commits"])
    home.set_day(TODAY + dt.timedelta(days=17))
    ran = home.run(home.do("schedule"))
    assert ran.code == 0, ran.log
    assert len(home.state["commits"]) == commits + 1
    assert figures(home)["iso_week"] == "2026-W50"
    assert len(find_reviews(home)) == 1


def test_a_tick_obeys_commits_whose_own_run_was_lost(home: Stage) -> None:
    home.do("push", commits=[{"message": "done W01-3 [skip ci]"}])
    assert home.run(home.do("schedule")).code == 0
    assert home.open_tasks == {"W01", "W01-1", "W01-2"}


# Manual commands


@pytest.mark.parametrize("command", ["run", "plan", "report", "doctor", "uninstall"])
def test_a_command_that_finds_all_well_changes_nothing(home: Stage, command: str) -> None:
    press, before = home.do("dispatch", inputs={"command": command}), home.state
    ran = home.run(press)
    assert_idle(home, ran, before)
    assert ran.summary.startswith("## roadmap-bot")


def test_plan_shows_what_run_would_make_and_makes_nothing(open_scene: Open) -> None:
    stage = open_scene("template-copy")
    ran = stage.run(stage.do("dispatch", inputs={"command": "plan"}))
    assert ran.code == 0, ran.log
    assert "Plan: 8 to create, 0 to update, 0 to close." in ran.summary
    assert stage.state["issues"] == []


def test_pause_and_resume_are_written_into_the_settings(home: Stage) -> None:
    assert home.run(home.do("dispatch", inputs={"command": "pause"})).code == 0
    assert "\npauses:\n" in home.state["files"][".github/roadmap-bot.yml"]
    home.set_day(TODAY + dt.timedelta(days=9))
    assert home.run(home.do("dispatch", inputs={"command": "resume"})).code == 0
    assert "to: 2026-12-01" in home.state["files"][".github/roadmap-bot.yml"]


def test_restart_moves_open_work_to_today_and_keeps_what_is_done(home: Stage) -> None:
    home.run(home.do("close", number=home.number("W01-1")))
    home.set_day(TODAY + dt.timedelta(days=30))
    due = home.state["milestones"][0]["due_on"]
    ran = home.run(home.do("dispatch", inputs={"command": "restart"}))
    assert ran.code == 0, ran.log
    assert home.state["milestones"][0]["due_on"] > due
    assert home.open_tasks == {"W01", "W01-2", "W01-3"}


def test_update_brings_the_release_in_one_commit_and_the_next_run_follows_it(home: Stage) -> None:
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    more = text.replace(
        "    boxes:\n", "      - {id: W01-4, title: Eat it, kind: bake}\n    boxes:\n"
    )
    home.release("v2", {"roadmap/roadmap.yml": more, ".github/workflows/roadmap.yml": "on: push\n"})
    commits = len(home.state["commits"])
    ran = home.run(home.do("dispatch", inputs={"command": "update"}))
    assert ran.code == 0, ran.log
    assert "v2: +1 task, 0 → 0 %." in ran.summary
    assert ".github/workflows/roadmap.yml has news in v2" in ran.summary
    assert len(home.state["commits"]) == commits + 1
    home.check_out("roadmap/roadmap.yml")
    assert home.run(home.do("schedule")).code == 0
    assert home.open_tasks == {"W01", "W01-1", "W01-2", "W01-3", "W01-4"}


def test_update_stops_at_a_file_that_the_learner_changed(home: Stage) -> None:
    home.do("push", commits=[{"message": "Mine", "files": {"action.yml": "name: mine\n"}}])
    home.release("v2", {"action.yml": "name: two\n"})
    before = home.state
    ran = home.run(home.do("dispatch", inputs={"command": "update"}))
    assert (ran.code, home.state) == (1, before)
    assert [said.partition(":")[0] for level, said in ran.annotations if level == "error"] == [
        "action.yml"
    ]


def test_uninstall_takes_back_what_the_bot_made_and_switches_itself_off(home: Stage) -> None:
    home.run(home.do("close", number=home.number("W01-1")))
    ran = home.run(home.do("dispatch", inputs={"command": "uninstall --yes"}))
    assert ran.code == 0, ran.log
    assert home.open_tasks == set()
    assert {issue["state_reason"] for issue in home.state["issues"]} == {"completed", "not_planned"}
    assert home.state["files"].keys() == (SHIPPED | find_roadmap(TINY)).keys()
    flows = home.server.twin.world.repositories["learner/roadmap"].workflows
    assert {one.state for one in flows if one.name in ("roadmap", "schedule")} == {
        "disabled_manually"
    }


def test_a_token_for_projects_brings_the_board(home: Stage) -> None:
    ran = home.run(home.do("dispatch"), board=seed.PROJECT_TOKEN)
    assert ran.code == 0, ran.log
    assert len(home.state["board"]["items"]) == 4


def test_a_token_that_may_only_read_is_named_and_changes_nothing(open_scene: Open) -> None:
    stage = open_scene("template-copy")
    ran = stage.run(stage.do("first_push"), token=seed.READ_TOKEN)
    assert (ran.code, stage.state["issues"]) == (1, [])
    assert "/settings/actions" in ran.summary


def test_the_page_is_made_where_the_learner_asks_for_it(home: Stage) -> None:
    ran = home.run(home.do("schedule"), "--var", "ROADMAP_PAGE=true")
    assert (ran.code, ran.jobs) == (0, {"tick": "success", "page": "success"}), ran.log
    assert "page/index.html" in ran.log


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


# Somebody else's roadmap


def test_the_smallest_repository_of_ones_own_uses_the_action_from_elsewhere(
    open_scene: Open,
) -> None:
    stage = open_scene("own", ROOT / "examples/minimal")
    ran = stage.run(stage.do("first_push"))
    assert ran.code == 0, ran.log
    assert stage.open_tasks == {"W01", "W01-1", "W01-2", "W01-3"}
    assert "badge.svg" in stage.state["files"]["README.md"]
