"""How long a run waits, and what it says when that is too long."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.errors import Moment, Problem, UnfinishedError, UserError
from roadmap_bot.http.answers import STALE, UNSURE, Meaning
from roadmap_bot.http.limits import DAY
from roadmap_bot.http.waiting import LAG, ROUNDS, Patience
from tests.kit.scene import MONDAY


class Clock:
    """A clock that only waiting moves on."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        return MONDAY.timestamp() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def make(seconds: float = 900.0) -> tuple[Patience, Clock]:
    clock = Clock()
    return Patience(clock, seconds, rng=random.Random(1)), clock


def find_moment(seconds: float) -> Moment:
    """The moment in so many seconds from the clock's beginning."""
    return Moment(MONDAY + dt.timedelta(seconds=seconds), MONDAY)


def test_what_github_bars_is_raised_at_once() -> None:
    patience, clock = make()
    problem = Problem("github.bad-token")
    with pytest.raises(UserError) as caught:
        patience.settle(Meaning("barred", problem), 0, 5)
    assert caught.value.problems == (problem,)
    assert clock.slept == []


@pytest.mark.parametrize("meaning", [UNSURE, STALE, Meaning("smaller")])
def test_it_looks_again_after_the_lists_have_caught_up_later_each_time(meaning: Meaning) -> None:
    patience, clock = make()
    for _ in range(3):
        patience.settle(meaning, 0, 1)
    assert clock.slept == [LAG, 2 * LAG, 3 * LAG]


def test_a_server_that_asks_for_time_gets_it() -> None:
    patience, clock = make()
    patience.settle(Meaning("unsure", seconds=30.0), 0, 1)
    assert clock.slept == [30.0]


def test_a_limit_is_obeyed_to_the_second_and_then_ever_longer() -> None:
    patience, clock = make()
    for _ in range(3):
        patience.settle(Meaning("wait", seconds=5.0), 0, 1)
    assert clock.slept[0] == 5.0
    assert 60 <= clock.slept[1] <= 72
    assert 120 <= clock.slept[2] <= 144


def test_a_limit_that_says_nothing_is_a_minute_first() -> None:
    patience, clock = make()
    patience.settle(Meaning("wait"), 0, 1)
    assert 60 <= clock.slept[0] <= 72


def test_something_made_renews_it() -> None:
    patience, clock = make()
    patience.settle(Meaning("wait"), 0, 1)
    patience.renew()
    patience.settle(Meaning("wait", seconds=5.0), 3, 1)
    assert clock.slept[1] == 5.0


@pytest.mark.parametrize(
    ("meaning", "done", "left", "code", "values"),
    [
        (
            Meaning("wait", seconds=3600.0),
            62,
            28,
            "run.unfinished",
            {"done": 62, "total": 90, "until": find_moment(3600.0)},
        ),
        (
            Meaning("wait", seconds=DAY),
            1,
            1,
            "run.unfinished",
            {"done": 1, "total": 2, "until": find_moment(DAY)},
        ),
        (
            Meaning("wait", seconds=3600.0),
            4,
            0,
            "run.unreadable",
            {"done": 4, "total": 4, "until": find_moment(3600.0)},
        ),
    ],
)
def test_what_takes_longer_than_its_patience_is_left_to_the_next_run(
    meaning: Meaning, done: int, left: int, code: str, values: dict[str, object]
) -> None:
    patience, clock = make()
    with pytest.raises(UnfinishedError) as caught:
        patience.settle(meaning, done, left)
    assert caught.value.problems == (Problem(code, values),)
    assert caught.value.exit_code == 3
    assert clock.slept == []


def test_answers_that_stay_unclear_are_not_asked_for_ever() -> None:
    patience, clock = make()
    for _ in range(ROUNDS):
        patience.settle(UNSURE, 2, 3)
    with pytest.raises(UnfinishedError) as caught:
        patience.settle(UNSURE, 2, 3)
    assert caught.value.problems[0].code == "run.unsettled"
    assert len(clock.slept) == ROUNDS


MEANINGS = st.builds(
    Meaning,
    st.sampled_from(["unsure", "stale", "smaller", "wait"]),
    st.none(),
    st.none() | st.floats(1, DAY),
)


@given(st.lists(MEANINGS, max_size=200), st.floats(1, 5000))
def test_it_never_waits_beyond_its_patience(meanings: list[Meaning], seconds: float) -> None:
    patience, clock = make(seconds)
    try:
        for index, meaning in enumerate(meanings):
            if index % 7 == 0:
                patience.renew()
            patience.settle(meaning, 0, 1)
    except UnfinishedError:
        pass
    assert sum(clock.slept) <= seconds + 1e-6
