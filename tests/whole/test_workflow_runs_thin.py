"""A thin copy's workflows, run for real: those they call come from the bot's own repository."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from github_twin import seed
from roadmap_bot.roadmap.paths import WORKFLOWS
from tests.kit.callers import RELEASED
from tests.kit.workflow_runner import Stage
from tests.kit.workflow_scenes import (
    FEATURES,
    TODAY,
    Open,
    assert_idle,
    assert_no_job,
    figures,
    find_reviews,
)

ALL = {"W01", "W01-1", "W01-2", "W01-3"}
PAGE = ("--var", "ROADMAP_PAGE=true")
FOLLOWED = {"follow": "success", "page": "success"}
DAILY, WEEKLY = "17 11 * * 1-6", "17 11 * * 0"


# The first run


@pytest.mark.parametrize("callers", RELEASED, ids=lambda folder: folder.name)
def test_the_first_push_starts_everything_whatever_release_the_callers_are_of(
    open_thin: Open, callers: Path
) -> None:
    stage = open_thin("template-copy", callers)
    ran = stage.run(stage.do("first_push"))
    assert (ran.code, ran.jobs) == (0, {"follow": "success"}), ran.log
    assert stage.open_tasks == ALL
    assert "badge.svg" in stage.state["files"][".github/README.md"]


def test_a_fork_names_its_two_clicks_and_then_starts(open_thin: Open) -> None:
    stage = open_thin("fork")
    stage.do("enable_workflows")
    ran = stage.run(stage.do("dispatch"))
    assert (ran.code, ran.jobs, stage.state["issues"]) == (1, {"follow": "failure"}, [])
    assert FEATURES in ran.summary
    stage.do("change_settings", has_issues=True)
    assert stage.run(stage.do("dispatch")).code == 0
    assert stage.open_tasks == ALL
    assert find_states(stage)["schedule"] == "active"


def test_a_fork_lives_on_as_a_copy_does(open_thin: Open) -> None:
    stage = open_thin("fork", has_issues=True)
    stage.do("enable_workflows")
    assert stage.run(stage.do("dispatch"), board=seed.PROJECT_TOKEN).code == 0
    assert len(stage.state["board"]["items"]) == 4
    assert stage.run(stage.do("push", commits=[{"message": "done W01-2"}])).code == 0
    assert stage.run(stage.do("close", number=stage.number("W01-3"))).code == 0
    assert stage.open_tasks == {"W01", "W01-1"}
    assert figures(stage)["hours"]["done"] > 0
    for event in (
        stage.do("schedule", cron=DAILY),
        stage.do("comment", number=stage.number("W01-1"), body="Hello"),
    ):
        ran = stage.run(event, *PAGE)
        assert (ran.code, ran.jobs) == (0, FOLLOWED), ran.log


def find_states(stage: Stage) -> dict[str, str]:
    flows = stage.server.twin.world.repositories["learner/roadmap"].workflows
    return {one.name: one.state for one in flows}


def test_callers_that_were_written_without_the_later_triggers_go_on_as_before(
    open_thin: Open, tmp_path: Path
) -> None:
    """What they lack never comes; all that does is served, and who asks is told what to replace."""
    (first, *_) = RELEASED
    text = (first / "roadmap.yml").read_text(encoding="utf-8")
    before, _, rest = text.replace(", edited]", "]").partition("  issue_comment:")
    rest = rest[rest.index("  workflow_dispatch:") :]
    tmp_path.joinpath("roadmap.yml").write_text(before + rest, encoding="utf-8")
    stage = open_thin("template-copy", tmp_path, followed=True)
    ran = stage.run(stage.do("push", commits=[{"message": "done W01-2"}]))
    assert ran.code == 0, ran.log
    assert stage.open_tasks == ALL - {"W01-2"}
    ran = stage.run(stage.do("comment", number=stage.number("W01-1"), body="done"))
    assert ran.jobs == {}
    assert "Could not find any stages to run" in ran.log
    ran = stage.run(stage.do("dispatch"))
    assert ran.code == 0, ran.log
    assert "roadmap.yml is from an older version and lacks issues: edited, " in ran.summary


# Pushes, clicks, commands


def test_a_commit_closes_its_task(thin: Stage) -> None:
    ran = thin.run(thin.do("push", commits=[{"message": "Stir\n\ndone W01-2"}]))
    assert (ran.code, ran.jobs) == (0, {"follow": "success"}), ran.log
    assert thin.open_tasks == ALL - {"W01-2"}
    assert "1" in ran.summary


def test_a_push_to_another_branch_starts_nothing_not_even_the_page(thin: Stage) -> None:
    push = thin.do("push", branch="topic", commits=[{"message": "done W01-2"}])
    assert_no_job(thin, thin.run(push, *PAGE))


def test_a_task_closed_and_reopened_in_the_page_is_reported(thin: Stage) -> None:
    number = thin.number("W01-1")
    ran = thin.run(thin.do("close", number=number))
    assert ran.code == 0, ran.log
    assert figures(thin)["hours"]["done"] > 0
    assert thin.run(thin.do("reopen", number=number)).code == 0
    assert figures(thin)["hours"]["done"] == 0


def test_an_issue_of_the_learners_own_starts_no_job(thin: Stage) -> None:
    thin.do("open_issue", title="Buy flour")
    assert_no_job(thin, thin.run(thin.do("close", number=len(thin.state["issues"])), *PAGE))


@pytest.mark.parametrize("command", ["", "plan", "report"])
def test_a_command_that_finds_all_well_changes_nothing(thin: Stage, command: str) -> None:
    press, before = thin.do("dispatch", inputs={"command": command}), thin.state
    ran = thin.run(press)
    assert_idle(thin, ran, before)
    assert ran.summary.startswith(("✅ ", "📋 "))


def test_a_word_that_is_no_command_is_red_and_names_those_that_are(thin: Stage) -> None:
    """In a thin copy the command is a text, so that later ones reach old callers."""
    press, before = thin.do("dispatch", inputs={"command": "refresch; touch PWNED"}), thin.state
    ran = thin.run(press)
    assert (ran.code, ran.jobs, thin.state) == (1, {"follow": "failure"}, before), ran.log
    assert "doctor" in "".join(said for level, said in ran.annotations if level == "error")
    assert not list(thin.tree.rglob("PWNED"))


def test_how_long_to_wait_is_a_variable_of_the_repository(thin: Stage) -> None:
    """A caller's `env:` does not reach what it calls."""
    ran = thin.run(thin.do("dispatch"), "--var", "ROADMAP_PATIENCE=for ever")
    assert (ran.code, ran.jobs) == (1, {"follow": "failure"}), ran.log
    assert any("ROADMAP_PATIENCE" in said for level, said in ran.annotations if level == "error")


def test_uninstall_takes_back_what_the_bot_made_and_switches_the_callers_off(thin: Stage) -> None:
    ran = thin.run(thin.do("dispatch", inputs={"command": "uninstall --yes"}))
    assert ran.code == 0, ran.log
    assert thin.open_tasks == set()
    states = find_states(thin)
    assert {states["roadmap"], states["schedule"]} == {"disabled_manually"}


# Ticks


@pytest.mark.parametrize("cron", [DAILY, WEEKLY])
def test_a_public_repository_ticks_daily(thin: Stage, cron: str) -> None:
    ran = thin.run(thin.do("schedule", cron=cron))
    assert (ran.code, ran.jobs) == (0, {"follow": "success"}), ran.log


@pytest.mark.parametrize(
    ("cron", "bare", "jobs"),
    [
        (DAILY, False, {}),
        (DAILY, True, FOLLOWED),  # the event does not say whose it is
        (WEEKLY, False, FOLLOWED),
        ("5 3 * * 5", False, FOLLOWED),  # a line of the author's own
    ],
)
def test_a_private_repository_skips_the_daily_line(
    open_thin: Open, cron: str, bare: bool, jobs: dict[str, str]
) -> None:
    stage = open_thin("template-copy", followed=True, private=True)
    ran = stage.run(stage.do("schedule", cron=cron, bare=bare), *PAGE)
    assert (ran.code, ran.jobs) == (0, jobs), ran.log


def test_the_tick_of_a_sunday_opens_the_weekly_review(thin: Stage) -> None:
    thin.set_day(TODAY + dt.timedelta(days=6))
    ran = thin.run(thin.do("schedule", cron=WEEKLY))
    assert ran.code == 0, ran.log
    (review,) = find_reviews(thin)
    assert (review["title"], review["state"]) == ("Week 1 review", "open")


# Board, page, a token that may not write


def test_a_token_for_projects_brings_the_board(thin: Stage) -> None:
    ran = thin.run(thin.do("dispatch"), board=seed.PROJECT_TOKEN)
    assert ran.code == 0, ran.log
    assert len(thin.state["board"]["items"]) == 4


def test_the_page_is_made_where_the_learner_asks_for_it(thin: Stage) -> None:
    ran = thin.run(thin.do("schedule", cron=WEEKLY), *PAGE)
    assert (ran.code, ran.jobs) == (0, {"follow": "success", "page": "success"}), ran.log
    assert "page/index.html" in ran.log
    ran = thin.run(thin.do("dispatch"), *PAGE)
    assert (ran.code, ran.jobs) == (0, {"follow": "success", "page": "success"}), ran.log


def test_no_page_is_made_of_another_branch(thin: Stage) -> None:
    press = thin.do("dispatch")
    press["payload"]["ref"] = "refs/heads/topic"
    ran = thin.run(press, *PAGE)
    assert (ran.code, ran.jobs) == (0, {"follow": "success"}), ran.log


def test_a_token_that_may_only_read_is_named_and_no_page_follows(open_thin: Open) -> None:
    stage = open_thin("template-copy")
    ran = stage.run(stage.do("first_push"), *PAGE, token=seed.READ_TOKEN)
    assert (ran.code, ran.jobs, stage.state["issues"]) == (1, {"follow": "failure"}, [])
    assert "/settings/actions" in ran.summary


# The thin template itself


def test_nothing_is_made_in_the_thin_template_and_its_roadmap_is_checked(open_thin: Open) -> None:
    stage = open_thin("template")
    subprocess.run(["git", "tag", "v1.0.0"], cwd=stage.tree, check=True)
    ran = stage.run(stage.do("push", commits=[{"message": "done W01-1"}]))
    assert (ran.code, ran.jobs) == (0, {"follow": "success", "roadmap": "success"}), ran.log
    assert stage.state["issues"] == []
    assert "A learner who follows the last release: No changes" in ran.summary


def test_a_pull_request_that_breaks_the_roadmap_is_red_and_names_the_line(open_thin: Open) -> None:
    stage = open_thin("template")
    path = stage.tree / "roadmap/roadmap.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("kind: bake\n        steps", "kind: fry\n        steps"))
    ran = stage.run(stage.pull())
    assert (ran.code, ran.jobs) == (1, {"roadmap": "failure"}), ran.log
    assert "there is no kind `fry`" in ran.log


def test_the_checks_of_a_copy_do_nothing(thin: Stage) -> None:
    assert_no_job(thin, thin.run(thin.pull()))


def test_the_workflows_that_are_called_start_nothing_in_a_copy_of_the_fat_template(
    home: Stage,
) -> None:
    called = {f"{WORKFLOWS}{name}.yml" for name in ("follow", "page", "checks")}
    assert called <= home.state["files"].keys()
    ran = home.run(home.do("push", commits=[{"message": "done W01-2"}]))
    assert (ran.code, ran.jobs) == (0, {"follow": "success"}), ran.log
    assert len(home.state["comments"]) == 1
