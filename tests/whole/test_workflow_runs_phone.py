"""Comments and ticks, run for real: who and what starts a job, and what costs not even a minute."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.issues.body import OPENING
from tests.kit.workflow_runner import Stage
from tests.kit.workflow_scenes import Open, assert_no_job

FOLLOWED = {"follow": "success"}


@pytest.fixture(params=["thin", "fat"])
def copy(request: pytest.FixtureRequest) -> Stage:
    """A copy of the thin and of the fat template: both let the same events through."""
    stage: Stage = request.getfixturevalue("thin" if request.param == "thin" else "home")
    return stage


def comment(stage: Stage, user: str = seed.LEARNER, body: str = "hello", **values: Any) -> Any:
    number = values.get("number") or stage.number("W01-2")
    return stage.do("comment", user, number=number, body=body)


def assert_starts(stage: Stage, event: Any) -> None:
    ran = stage.run(event)
    assert (ran.code, ran.jobs) == (0, FOLLOWED), ran.log


def assert_starts_nothing(stage: Stage, event: Any) -> None:
    assert event
    assert_no_job(stage, stage.run(event, "--var", "ROADMAP_PAGE=true"))


# Comments


def test_a_comment_of_who_may_write_starts_a_job(thin: Stage) -> None:
    for user in (seed.LEARNER, seed.HELPER):
        assert_starts(thin, comment(thin, user))


def test_so_it_does_in_the_fat_template_and_in_a_private_copy(home: Stage) -> None:
    home.do("change_settings", is_private=True)
    assert_starts(home, comment(home))


def test_a_comment_of_strangers_and_bots_costs_nothing(copy: Stage) -> None:
    for user in (seed.STRANGER, seed.AUTHOR, seed.JOB):
        assert_starts_nothing(copy, comment(copy, user, "done"))


def test_in_an_organization_strangers_are_told_apart_later(open_thin: Open) -> None:
    """There an association says nothing of rights (F2.31): the bot asks for the permission."""
    stage = open_thin("template-copy", followed=True, owner_kind="Organization")
    event = comment(stage, seed.STRANGER, "done")
    before = stage.open_tasks
    assert_starts(stage, event)
    assert stage.open_tasks == before
    assert_starts_nothing(stage, comment(stage, seed.JOB, "done"))


def test_a_comment_of_the_bots_own_costs_nothing_even_with_a_persons_token(thin: Stage) -> None:
    assert_starts_nothing(thin, comment(thin, body=f"Closed. {OPENING}tiny W01-2@0123456 -->"))


def test_a_comment_on_an_issue_of_ones_own_or_a_pull_request_costs_nothing(thin: Stage) -> None:
    own = thin.do("open_issue", title="Buy flour")["payload"]["issue"]["number"]
    assert_starts_nothing(thin, comment(thin, body="done W01-1", number=own))
    thin.do("open_pull", title="Mine", body=f"{OPENING}tiny W01-2 0123456789ab -->")
    assert_starts_nothing(thin, comment(thin, body="done W01-1", number=own + 1))


# Edits


def test_the_last_box_starts_a_job_and_those_before_it_none(copy: Stage) -> None:
    number = copy.number("W01-1")
    first = copy.do("tick", number=number, text="Weigh the flour")
    assert_starts_nothing(copy, first)
    assert_starts(copy, copy.do("tick", number=number, text="Knead for ten minutes"))


def test_a_tick_taken_off_and_an_edited_title_start_nothing(thin: Stage) -> None:
    number = thin.number("W01-1")
    for text in ("Weigh the flour", "Knead for ten minutes"):
        thin.do("tick", number=number, text=text)
    assert_starts_nothing(thin, thin.do("edit", number=number, title="[W01-1] Mix it"))
    assert_starts_nothing(thin, thin.do("tick", number=number, text="Knead", on=False))


def test_a_note_beside_ticked_boxes_starts_nothing(thin: Stage) -> None:
    number = thin.number("W01-1")
    for text in ("Weigh the flour", "Knead for ten minutes"):
        event = thin.do("tick", number=number, text=text)
    body = event["payload"]["issue"]["body"]
    assert_starts_nothing(thin, thin.do("edit", number=number, body=f"{body}\nSticky!"))


def test_what_a_bot_ticks_starts_nothing(thin: Stage) -> None:
    number = thin.number("W01-1")
    thin.do("tick", number=number, text="Weigh the flour")
    assert_starts_nothing(thin, thin.do("tick", seed.JOB, number=number, text="Knead"))


def test_any_box_of_the_remote_control_starts_a_job(copy: Stage) -> None:
    issues = copy.state["issues"]
    number = next(one["number"] for one in issues if "<!-- control." in one["body"])
    assert_starts(copy, copy.do("tick", number=number, text="control.resume "))
    assert_starts_nothing(copy, copy.do("edit", number=number, title="My remote control"))
    copy.do("tick", number=number, text="control.resume ")
    assert_starts_nothing(copy, copy.do("tick", number=number, text="control.resume ", on=False))


def test_a_box_of_an_issue_of_ones_own_starts_nothing(thin: Stage) -> None:
    made = thin.do("open_issue", title="Shopping", body="- [ ] flour\n")
    number = made["payload"]["issue"]["number"]
    assert_starts_nothing(thin, thin.do("tick", number=number, text="flour"))


# What comes of it


def test_a_comment_closes_its_task_and_is_answered(copy: Stage) -> None:
    ran = copy.run(comment(copy, body="完成"))
    assert ran.code == 0, ran.log
    assert copy.open_tasks == {"W01", "W01-1", "W01-3"}
    (said,) = copy.state["comments"]
    assert said["reactions"]["rocket"] == 1


def test_a_comment_whose_run_was_lost_is_made_up_for_by_the_tick(home: Stage) -> None:
    comment(home, body="skip W01-3")
    assert home.run(home.do("schedule")).code == 0
    assert home.open_tasks == {"W01", "W01-1", "W01-2"}


def test_with_a_persons_token_the_bots_words_start_no_loop(home: Stage) -> None:
    event = comment(home, body="done W99-1")
    assert home.run(event, token=seed.LEARNER_TOKEN).code == 0
    (_, words) = home.state["comments"]
    assert words["user"]["login"] == seed.LEARNER
    assert OPENING in words["body"]
    before = home.state
    assert home.run(home.do("schedule"), token=seed.LEARNER_TOKEN).code == 0
    assert home.state["comments"] == before["comments"]
