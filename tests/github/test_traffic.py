"""How a run sends: a pace for each token, limits that nobody announced, no endless wait."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.limits import Limits
from github_twin.world import World
from roadmap_bot.changes import Change, Sort
from roadmap_bot.errors import Moment, Problem, StoppedError, UnfinishedError
from roadmap_bot.github.traffic import Traffic
from roadmap_bot.http.answers import UNSURE, Meaning
from roadmap_bot.http.pace import Pace
from roadmap_bot.http.request import Answer
from roadmap_bot.http.waiting import PRIVATE, USUAL, Patience
from roadmap_bot.state import Comment, Field, Issue, Item, State
from tests.kit.bench_scene import grow, size
from tests.kit.board_scene import BoardScene
from tests.kit.scene import MONDAY, Scene, TwinClock, load

ISSUE = Change(Sort.CREATE_ISSUE, "issue/W01", None, Issue("W01", ""))
FIELD = Change(Sort.CREATE_FIELD, "field/Week", None, Field("NUMBER"))
LIMIT = Meaning("wait")


def make(*, one_token: bool = False, patience: float | None = None) -> Traffic:
    scene = Scene()
    pace = Pace()
    return Traffic(
        scene.send,
        Patience(TwinClock(scene.twin), patience),
        pace,
        board_pace=None if one_token else pace,
    )


# The pace of each token


def test_two_tokens_have_a_pace_each() -> None:
    traffic = make()
    traffic.count((ISSUE,), 10, UNSURE)
    assert (traffic.pace_of((ISSUE,)).batch, traffic.pace_of((FIELD,)).batch) == (5, 10)
    assert (len(traffic.pace_of((ISSUE,)).writes), len(traffic.pace_of((FIELD,)).writes)) == (10, 0)


def test_one_token_for_all_has_one_pace() -> None:
    traffic = make(one_token=True)
    traffic.count((ISSUE,), 10, Meaning("smaller"))
    traffic.count((FIELD,), 5, Meaning("smaller"))
    assert traffic.pace_of((FIELD,)) == traffic.pace_of((ISSUE,))
    assert len(traffic.pace.writes) == 15


def test_a_batch_is_no_larger_than_the_pace_of_its_own_token() -> None:
    traffic = make()
    traffic.count((ISSUE,), 1, Meaning("smaller"))
    known = dict.fromkeys(("board", *(f"issue/W{number}" for number in range(20))))
    issues = [replace(ISSUE, key=f"issue/W{number}") for number in range(20)]
    fields = [replace(FIELD, key=f"field/{number}") for number in range(20)]
    assert [len(traffic.find_batch(left, known)) for left in (issues, fields)] == [5, 10]


def test_what_earlier_runs_wrote_counts_for_the_token_that_wrote_it() -> None:
    made = MONDAY - dt.timedelta(minutes=1)
    things: State = {
        "issue/W01": Issue("W01", "", made_at=made),
        "comment/W01@1": Comment("issue/W01", "", made_at=made),
        "item/W01": Item("issue/W01", chosen_at=made),
    }
    two, one = make(), make(one_token=True)
    for traffic in (two, one):
        traffic.learn(things)
    assert (len(two.pace_of((ISSUE,)).writes), len(two.pace_of((FIELD,)).writes)) == (2, 2)
    assert len(one.pace.writes) == 4


# Limits that nobody announced


def narrow(world: World, shape: str) -> World:
    """Allow 20 writes a minute, 150 an hour, as in https://github.com/cli/cli/issues/4801."""
    return replace(world, limits=Limits(minute=20, hour=150, shape=shape))


@pytest.mark.parametrize("shape", ["403", "too-quickly"])
def test_under_limits_far_below_the_documented_ones_a_first_apply_takes_several_runs(
    shape: str,
) -> None:
    roadmap = grow(15, 20)
    scene = Scene(narrow(seed.make_world("own", now=MONDAY), shape), roadmap)
    scene.patience = USUAL
    told: list[Problem] = []
    for _ in range(5):
        before = count_things(scene)
        try:
            scene.apply()
            break
        except UnfinishedError as error:
            (problem,) = error.problems
            told.append(problem)
            assert problem.code == "run.unfinished"
            assert problem.values["done"] == count_things(scene) - before
            until = problem.values["until"]
            assert isinstance(until, Moment)
            scene.clock.sleep((until.when - scene.twin.world.now).total_seconds() + 60.0)
    titles = [issue.title for issue in scene.home.issues.values()]
    assert len(titles) == len(set(titles)) == size(roadmap)
    assert scene.plan().plan == ()
    assert len(told) == 2


def count_things(scene: Scene) -> int:
    home = scene.home
    return len(home.labels) + len(home.milestones) + len(home.issues)


def test_a_thousand_requests_an_hour_are_enough_for_a_large_roadmap_and_its_board() -> None:
    scene = BoardScene(load("seed"))
    scene.twin.limit(primary=True, budget=1000)
    scene.apply()
    assert {entry.status for entry in scene.twin.world.log} <= {200, 201}
    assert len(scene.project.cards) == size(load("seed"))


# Waits in vain


@pytest.mark.parametrize(("private", "seconds"), [(True, PRIVATE), (False, USUAL)])
def test_a_private_repository_is_waited_for_a_shorter_time(private: bool, seconds: float) -> None:
    scene = Scene(seed.make_world("own", now=MONDAY, private=private))
    scene.patience, send = None, scene.send
    scene.send = lambda request: Answer(429) if request.writes else send(request)
    with pytest.raises(UnfinishedError):
        scene.apply()
    assert seconds / 3 < sum(scene.clock.slept) <= seconds


def test_no_pause_between_two_batches_is_longer_than_the_budget() -> None:
    traffic = make(patience=5.0)
    traffic.count((ISSUE,) * 10, 10, UNSURE)
    meaning = traffic.keep_pace((ISSUE,) * 10)
    assert meaning == Meaning("wait", seconds=7.5)


def test_where_only_the_board_is_left_that_is_said() -> None:
    traffic = make(patience=1.0)
    for left, code in (((FIELD,), "board.unfinished"), ((ISSUE, FIELD), "run.unfinished")):
        with pytest.raises(UnfinishedError) as caught:
            traffic.settle(LIMIT, left)
        assert [problem.code for problem in caught.value.problems] == [code]


def test_one_who_stops_the_wait_for_the_board_stops_the_run() -> None:
    traffic = make()

    def stop(seconds: float) -> None:
        raise StoppedError

    traffic.patience.clock.sleep = stop  # type: ignore[method-assign]
    with pytest.raises(StoppedError):
        traffic.settle(LIMIT, (FIELD,))
    with pytest.raises(StoppedError):
        traffic.wait_for_board(6.0)
