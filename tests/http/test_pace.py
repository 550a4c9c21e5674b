"""How fast writes go: the rhythm, the two windows, and the wall time of a long apply."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_bot.http.pace import HOUR, MINUTE, Pace


def play(pace: Pace, writes: int, now: float = 0.0) -> list[float]:
    """Send so many writes in full batches and return when each went out."""
    times: list[float] = []
    while writes:
        batch = min(writes, pace.batch)
        now += pace.wait(now, batch)
        pace = pace.wrote(now, batch)
        times += [now] * batch
        writes -= batch
    return times


def most(times: list[float], span: float) -> int:
    """Count the writes in the fullest window of so many seconds."""
    return max(sum(1 for time in times if start <= time < start + span) for start in times)


@pytest.mark.parametrize("writes", [90, 500, 700, 1000, 1600])
def test_a_long_apply_takes_hardly_longer_than_the_limits_ask(writes: int) -> None:
    least = max(0.75 * writes, HOUR * ((writes - 1) // 500))
    assert play(Pace(), writes)[-1] / least <= 1.15


@pytest.mark.parametrize("writes", [90, 1200])
def test_a_long_apply_keeps_both_limits(writes: int) -> None:
    times = play(Pace(), writes)
    assert most(times, MINUTE) <= 80
    assert most(times, HOUR) <= 500


@given(
    st.lists(st.tuples(st.integers(1, 10), st.floats(0, 30)), min_size=1, max_size=60),
    st.integers(1, 100),
    st.integers(1, 120),
)
def test_no_window_ever_holds_more_than_its_limit(
    steps: list[tuple[int, float]], per_minute: int, per_hour: int
) -> None:
    pace, now, times = Pace(per_minute=per_minute, per_hour=per_hour), 0.0, list[float]()
    for writes, pause in steps:
        batch = min(writes, pace.batch)
        now += pause
        now += pace.wait(now, batch)
        pace = pace.wrote(now, batch)
        times += [now] * batch
    assert most(times, MINUTE - 1e-6) <= per_minute
    assert most(times, HOUR - 1e-6) <= per_hour


@given(st.integers(1, 100), st.integers(1, 10))
def test_between_batches_there_is_the_time_that_their_writes_take(
    per_minute: int, size: int
) -> None:
    pace = Pace(per_minute=per_minute, size=size)
    starts = sorted(set(play(pace, 5 * pace.batch)))
    assert all(
        later - earlier >= pace.batch * MINUTE / per_minute - 1e-6
        for earlier, later in pairwise(starts)
    )


def test_the_first_write_waits_for_nothing() -> None:
    assert Pace().wait(1000.0, 10) == 0.0


def test_what_was_written_long_ago_counts_no_more() -> None:
    pace = Pace(writes=(0.0,) * 500)
    assert pace.wait(HOUR - 1, 1) == pytest.approx(1.0)
    assert pace.wait(HOUR, 1) == 0.0
    assert pace.wrote(HOUR, 2).writes == (HOUR, HOUR)


def test_an_hour_used_up_by_an_earlier_run_is_known_from_what_it_made() -> None:
    pace = Pace().know(2000.0, [1000.0 + index for index in range(499, -1, -1)])
    assert len(pace.writes) == 500
    assert pace.wait(2000.0, 1) == pytest.approx(HOUR - 1000.0)


def test_what_this_run_wrote_itself_is_known_better_than_from_github() -> None:
    pace = Pace().wrote(100.0, 3)
    assert pace.know(101.0, [1.0] * 400) is pace


def test_a_clock_that_is_behind_makes_nobody_wait_for_the_future() -> None:
    assert Pace().know(0.0, [9999.0]).wait(0.0, 1) == pytest.approx(0.75)


def test_pushed_back_it_writes_half_as_fast_and_half_as_much() -> None:
    pace = Pace().slower()
    assert (pace.per_minute, pace.size) == (40, 5)


def test_however_often_pushed_back_it_goes_on_a_little() -> None:
    pace = Pace()
    for _ in range(20):
        pace = pace.slower()
    assert (pace.per_minute, pace.size) == (10, 1)


def test_a_pace_that_is_set_slow_is_never_made_faster() -> None:
    assert Pace(per_minute=3).slower().per_minute == 3


@pytest.mark.parametrize(
    ("pace", "batch"),
    [(Pace(), 10), (Pace(per_minute=4), 4), (Pace(per_hour=2), 2), (Pace(size=1), 1)],
)
def test_a_batch_is_no_larger_than_any_limit(pace: Pace, batch: int) -> None:
    assert pace.batch == batch
