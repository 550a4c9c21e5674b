"""The workflow files, run for real under act for each event: what the twin then holds, the exit."""

from __future__ import annotations

import datetime as dt

import pytest

from github_twin import seed
from tests.kit.workflow_runner import Stage
from tests.kit.workflow_scenes import (
    SHIPPED,
    TINY,
    TODAY,
    Open,
    assert_idle,
    assert_no_job,
    figures,
    find_reviews,
    find_roadmap,
)

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


DAILY, WEEKLY = "17 11 * * 1-6", "17 11 * * 0"


@pytest.mark.parametrize(
    ("cron", "bare", "jobs"),
    [
        (WEEKLY, False, {"tick": "success"}),
        (DAILY, False, {}),
        (DAILY, True, {"tick": "success"}),  # the event does not say whose it is
    ],
)
def test_a_private_repository_ticks_weekly(
    home: Stage, cron: str, bare: bool, jobs: dict[str, str]
) -> None:
    home.do("change_settings", is_private=True)
    ran = home.run(home.do("schedule", cron=cron, bare=bare))
    assert (ran.code, ran.jobs) == (0, jobs), ran.log


@pytest.mark.parametrize("cron", [DAILY, WEEKLY])
def test_a_public_repository_ticks_daily(home: Stage, cron: str) -> None:
    ran = home.run(home.do("schedule", cron=cron))
    assert (ran.code, ran.jobs) == (0, {"tick": "success"}), ran.log


# Manual commands


@pytest.mark.parametrize("command", ["run", "plan", "report", "doctor", "uninstall"])
def test_a_command_that_finds_all_well_changes_nothing(home: Stage, command: str) -> None:
    press, before = home.do("dispatch", inputs={"command": command}), home.state
    ran = home.run(press)
    assert_idle(home, ran, before)
    assert ran.summary.startswith(("✅ ", "📋 "))


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
    assert "v2 of author/roadmap: +1 task, 0 → 0 %." in ran.summary
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


def test_no_page_is_made_of_another_branch(home: Stage) -> None:
    press = home.do("dispatch")
    press["payload"]["ref"] = "refs/heads/topic"
    ran = home.run(press, "--var", "ROADMAP_PAGE=true")
    assert (ran.code, ran.jobs) == (0, {"follow": "success"}), ran.log
