"""Who may write here is asked, once for each person and only where it decides something."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.world import put_repository
from roadmap_bot.decide import Act
from tests.kit.learner import Learner, changes, wrong
from tests.kit.scene import MONDAY

HELPER, LEARNER, STRANGER, AUTHOR = seed.HELPER, seed.LEARNER, seed.STRANGER, seed.AUTHOR
BARE: dict[str, Any] = {"labels": (), "parent": None, "milestone": None}


def asked(learner: Learner) -> list[str]:
    """The people whom the bot asked for since it was last reset."""
    return [
        entry.name.split("/")[-2]
        for entry in learner.twin.world.log
        if entry.name.endswith("/permission")
    ]


def in_organization(**roles: str) -> Learner:
    """A learner in an organization, whose people have these roles here."""
    learner = Learner(world=seed.make_world("own", now=MONDAY, owner_kind="Organization"))
    home = replace(learner.home, collaborators=roles)
    learner.twin.world = put_repository(learner.twin.world, home)
    return learner


def settle(learner: Learner, *acts: Act) -> Learner:
    learner.apply(*acts)
    learner.twin.advance(60)
    learner.twin.reset_counters()
    return learner


# Issues made on a laptop


@pytest.mark.parametrize("token", [seed.LEARNER_TOKEN, seed.JOB_TOKEN])
@pytest.mark.parametrize("way", ["rename", "delete"])
def test_issues_made_with_a_persons_token_survive_a_renamed_or_deleted_label(
    token: str, way: str
) -> None:
    laptop = Learner(token=seed.LEARNER_TOKEN)
    if way == "rename":
        laptop.twin.act("edit_label", LEARNER, label="roadmap", name="my-roadmap")
    else:
        laptop.twin.act("delete_label", LEARNER, label="roadmap")
    before = set(laptop.home.issues)
    later = Learner(world=laptop.twin.world, applied=False, token=token)
    done = later.apply()
    assert not any(sort == "create_issue" for sort, _ in changes(done))
    assert set(later.home.issues) == before
    assert asked(later) == []
    assert later.plan().plan == ()


def test_a_task_made_on_a_helpers_laptop_without_a_label_is_ours_in_the_job(
    learner: Learner,
) -> None:
    number = learner.double("W01-3", HELPER, **BARE)
    learner.act_on("delete", learner.issue("W01-3").number)
    learner.twin.reset_counters()
    done = learner.apply()
    assert not any(sort == "create_issue" for sort, _ in changes(done))
    assert learner.thing("W01-3").number == number
    assert (asked(learner)[:1], wrong(learner.plan())) == ([HELPER], [])


# In an organization association proves nothing


@pytest.mark.parametrize("role", ["write", "maintain", "admin"])
def test_who_may_write_in_an_organization_makes_issues_that_are_ours(role: str) -> None:
    learner = settle(in_organization(helper=role))
    number = learner.double("W01-3", HELPER, **BARE)
    learner.apply()
    assert learner.home.issues[number].reason == "duplicate"


@pytest.mark.parametrize("role", ["read", "triage", "none"])
def test_a_member_who_may_only_read_is_a_stranger(role: str) -> None:
    learner = settle(in_organization(helper=role))
    number = learner.double("W01-3", HELPER, **BARE)
    done = learner.apply()
    assert learner.home.issues[number].state == "open"
    (problem,) = wrong(done)
    assert problem.code == "issue.look-alike"
    assert asked(learner) == [HELPER]


@pytest.mark.parametrize(("role", "closes"), [("write", True), ("read", False)])
def test_a_members_commit_closes_by_what_the_member_may_do(role: str, closes: bool) -> None:
    learner = settle(in_organization(helper=role))
    learner.commit("done W01-3", user=HELPER)
    learner.run("schedule", actor=HELPER)
    assert learner.is_open("W01-3") is not closes


@pytest.mark.parametrize(("role", "known"), [("write", True), ("read", False)])
def test_what_a_member_said_in_the_bots_words_counts_by_what_the_member_may_do(
    role: str, known: bool
) -> None:
    learner = settle(in_organization(helper=role))
    trace = "<!-- roadmap-bot: W01-3@1a2b3c4 done -->\nClosed."
    learner.do("comment", "W01-3", HELPER, body=trace)
    assert ("comment/W01-3@1a2b3c4" in learner.look()[0].things) is known


def test_whoever_touched_an_issue_is_not_trusted_for_that(learner: Learner) -> None:
    learner.commit("done W01-3", user=STRANGER)
    learner.run("issues", actor=STRANGER)
    learner.run("schedule", actor=STRANGER)
    assert learner.is_open("W01-3")


# How much is asked


def test_for_the_lone_learner_nobody_is_asked_for(learner: Learner) -> None:
    learner.run()
    learner.push("done W01-2")
    learner.do("comment", "W01-3", body="Hard!")
    learner.run("schedule")
    assert asked(learner) == []


def test_each_person_is_asked_for_once_a_run_however_much_they_made() -> None:
    learner = settle(in_organization(helper="write"))
    for id in ("W01-2", "W01-3"):
        learner.double(id, HELPER, **BARE)
        learner.double(id, STRANGER, **BARE)
    learner.commit("done W01-1", user=HELPER)
    learner.twin.reset_counters()
    learner.run("schedule")
    assert sorted(asked(learner)) == [HELPER, STRANGER]


def test_in_a_repository_of_ones_own_github_tells_strangers_apart(learner: Learner) -> None:
    for user in (STRANGER, AUTHOR):
        learner.double("W01-3", user, **BARE)
    learner.twin.reset_counters()
    assert {problem.code for problem in wrong(learner.plan())} == {"issue.look-alike"}
    assert asked(learner) == []


def test_issues_without_a_claim_ask_for_nobody() -> None:
    learner = settle(in_organization(helper="write"))
    learner.twin.act("open_issue", HELPER, title="A question", body="How long?")
    learner.twin.act("open_issue", STRANGER, title="[W01-2] How long?", body="?")
    learner.plan()
    assert asked(learner) == []
