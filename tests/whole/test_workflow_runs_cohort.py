"""The example of a cohort, run for real under act: joining, leaving, the day, a private one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from github_twin import seed
from github_twin.crowd import add_crowd, rewrite
from github_twin.world import put_repository
from tests.conftest import Count
from tests.kit.cohort_scene import crowd_of, write_cohort, write_figures
from tests.kit.scene import MONDAY
from tests.kit.workflow_runner import ROOT, Ran, Stage, open_example

EXAMPLE = ROOT / "examples/cohort"
FIRST, SECOND = "learner-1/roadmap", "learner-2/roadmap"

Begin = Callable[..., Stage]


@pytest.fixture
def begin(tmp_path: Path, count: Count) -> Iterator[Begin]:
    stages: list[Stage] = []
    count("workflows under act", "scenarios", 1, None)

    def begin_with(**settings: Any) -> Stage:
        files = {
            "cohort.yml": write_cohort(SECOND).encode(),
            "README.md": (EXAMPLE / "README.md").read_bytes(),
        }
        world = seed.make_world("own", now=MONDAY, files=files, **settings)
        stage = open_example(add_crowd(world, crowd_of(2, [1, 2])), tmp_path, EXAMPLE)
        stages.append(stage)
        stage.server.__enter__()
        return stage

    yield begin_with
    for stage in stages:
        stage.server.stop()


def ask(stage: Stage, title: str, name: str, user: str) -> Ran:
    return stage.run(stage.do("open_issue", user, title=title, body=f"### Repository\n\n{name}"))


def find_members(stage: Stage) -> list[str]:
    record = json.loads(stage.state["files"]["cohort.json"])
    return [member["repository"] for member in record["members"]]


def test_who_asks_is_answered_and_stands_there_a_day_later(begin: Begin) -> None:
    stage = begin()
    ran = ask(stage, "[join] me", FIRST, "learner-1")
    assert ran.code == 0, ran.log
    (comment,) = stage.state["comments"]
    assert "Welcome" in comment["body"]
    assert stage.run(stage.do("schedule")).code == 0
    assert find_members(stage) == [SECOND, FIRST]
    assert stage.state["issues"][0]["state"] == "closed"


def test_who_leaves_is_gone_a_day_later(begin: Begin) -> None:
    stage = begin()
    ask(stage, "[join] me", FIRST, "learner-1")
    stage.run(stage.do("schedule"))
    assert ask(stage, "[leave]", FIRST, "learner-1").code == 0
    assert stage.run(stage.do("schedule")).code == 0
    assert find_members(stage) == [SECOND]
    assert FIRST not in stage.state["files"]["README.md"]


def test_a_day_without_news_makes_no_commit(begin: Begin) -> None:
    stage = begin()
    assert stage.run(stage.do("schedule")).code == 0
    commits = len(stage.state["commits"])
    ran = stage.run(stage.do("schedule"))
    assert (ran.code, len(stage.state["commits"])) == (0, commits)
    assert "No news" in ran.log
    twin = stage.server.twin
    twin.world = rewrite(twin.world, SECOND, write_figures(done=4))
    assert stage.run(stage.do("schedule")).code == 0
    assert len(stage.state["commits"]) == commits + 1


def test_any_other_issue_costs_no_job(begin: Begin) -> None:
    stage = begin()
    ran = ask(stage, "How do I join?", FIRST, "learner-1")
    assert (ran.code, dict(ran.jobs), stage.server.twin.requests) == (0, {}, 0)


def test_a_private_cohort_sees_private_copies_with_a_token_of_its_own(begin: Begin) -> None:
    stage = begin(private=True)
    twin = stage.server.twin
    home = twin.world.repositories[SECOND]
    twin.world = put_repository(twin.world, replace(home, is_private=True))
    token = replace(
        twin.world.tokens[seed.READ_TOKEN], text="twin-members", repositories=frozenset({SECOND})
    )
    twin.world = replace(twin.world, tokens={**twin.world.tokens, token.text: token})
    assert stage.run(stage.do("schedule")).code == 0
    assert "50 %" not in stage.state["files"]["README.md"]
    secret = ("--secret", f"ROADMAP_COHORT_TOKEN={token.text}")
    ran = stage.run(stage.do("schedule"), *secret)
    assert ran.code == 0, ran.log
    assert "50 %" in stage.state["files"]["README.md"]
    assert token.text not in json.dumps(stage.state)


def test_a_public_cohort_refuses_such_a_token(begin: Begin) -> None:
    stage = begin()
    ran = stage.run(stage.do("schedule"), "--secret", "ROADMAP_COHORT_TOKEN=twin-learner")
    assert ran.code != 0
    assert "ROADMAP_COHORT_TOKEN" in ran.log
    assert "cohort.json" not in stage.state["files"]
