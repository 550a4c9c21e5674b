"""Whenever a first run is killed, the next one makes of what is there what a clean one makes."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from github_twin.world import World
from roadmap_bot.http.request import Answer, Request
from tests.kit.board_scene import BoardScene


def draw(world: World) -> Any:
    """Draw the projects as a learner sees them."""
    scene = BoardScene()
    scene.twin.world = world
    state = scene.twin.dump()
    titles = {issue["number"]: issue["title"] for issue in state["issues"]}
    for board in state["boards"]:
        board["items"] = sorted(
            (titles[item["number"]], sorted(item["values"].items())) for item in board["items"]
        )
    return state["boards"]


CLEAN = BoardScene()
CLEAN.apply()


@pytest.mark.parametrize("lag", [0.0, 5.0])
@pytest.mark.parametrize("at", range(1, CLEAN.twin.requests + 1))
def test_a_first_apply_that_was_killed_and_run_again_ends_as_a_clean_one(
    at: int, lag: float
) -> None:
    scene = BoardScene()
    scene.twin.world = replace(scene.twin.world, lag=lag)
    count, send = itertools.count(1), scene.send

    def send_some(request: Request) -> Answer:
        if next(count) > at:
            raise InterruptedError
        return send(request)

    scene.send = send_some
    try:
        scene.apply()
    except InterruptedError:
        scene.send = send
        scene.apply()
    assert draw(scene.twin.world) == draw(CLEAN.twin.world)
