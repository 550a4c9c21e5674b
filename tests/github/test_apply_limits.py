"""A limit is waited out, or the run says how far it came and when the next one goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin.limits import Limits
from roadmap_bot.errors import Moment, UnfinishedError
from roadmap_bot.http.pace import HOUR
from tests.kit.drawn_world import draw_applied, draw_world
from tests.kit.scene import Scene, load_grown


def limited(patience: float, **bounds: Any) -> Scene:
    scene = Scene()
    scene.twin.world = replace(scene.twin.world, limits=Limits(**bounds))
    scene.patience = patience
    return scene


def tell_time(error: UnfinishedError) -> str:
    """The time until which a run says that it must wait."""
    until = error.problems[0].values["until"]
    assert isinstance(until, Moment)
    return f"{until.when:%H:%M}"


@pytest.mark.parametrize("shape_of_limit", ["403", "429", "200", "too-quickly"])
@pytest.mark.parametrize("retry_after", [None, 30])
def test_a_limit_in_any_shape_is_waited_out(shape_of_limit: str, retry_after: int | None) -> None:
    scene = limited(3600.0, minute=5, shape=shape_of_limit, retry_after=retry_after)
    scene.apply()
    assert draw_world(scene.twin.world, ordered=True) == draw_applied()


@pytest.mark.parametrize("shape_of_limit", ["403", "429", "200", "too-quickly"])
def test_a_limit_that_outlasts_the_patience_is_said_in_one_honest_sentence(
    shape_of_limit: str,
) -> None:
    scene = limited(10.0, minute=5, shape=shape_of_limit, lockout=7200)
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    (problem,) = caught.value.problems
    made = len(scene.home.labels) - 9 + len(scene.home.milestones) + len(scene.home.issues)
    assert problem.code == "run.unfinished"
    assert (problem.values["done"], problem.values["total"]) == (made, 8)
    assert made == 5
    assert sum(scene.clock.slept) < 20


@pytest.mark.parametrize("word", ["RATE_LIMITED", "RATE_LIMIT"])
def test_a_budget_that_is_used_up_is_said_with_the_time_when_it_comes_back(word: str) -> None:
    scene = limited(60.0, primary=True, budget=3, word=word)
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    assert tell_time(caught.value) == "10:00"
    scene.clock.sleep(HOUR)
    scene.twin.limit(budget=100)
    scene.apply()
    assert draw_world(scene.twin.world, ordered=True) == draw_applied()


def test_a_run_that_fills_the_hour_stops_and_the_next_one_goes_on() -> None:
    scene = Scene(roadmap=load_grown(90))
    scene.pace = replace(scene.pace, per_hour=50)
    scene.patience = 900.0
    with pytest.raises(UnfinishedError) as caught:
        scene.apply()
    (problem,) = caught.value.problems
    assert problem.code == "run.unfinished"
    assert (problem.values["done"], problem.values["total"]) == (45, 95)
    assert tell_time(caught.value) == "10:00"
    with pytest.raises(UnfinishedError) as caught:  # it knows from GitHub that the hour is full
        scene.apply()
    assert caught.value.problems[0].values["done"] == 0
    scene.clock.sleep(HOUR)
    scene.patience = 2 * HOUR
    scene.apply()
    assert len(scene.home.issues) == 91


def test_no_window_holds_more_writes_than_the_twin_allows() -> None:
    scene = Scene(roadmap=load_grown(100))
    scene.twin.limit(minute=80, hour=500)
    scene.apply()
    assert all(entry.status in (200, 201) for entry in scene.twin.world.log)
