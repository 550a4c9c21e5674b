"""Comments that ask for a pause, or for its end, and say nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_twin import seed
from roadmap_bot.comments.calls import find_calls, obey_calls, read_call
from roadmap_bot.comments.spans import count_days
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.look import look
from roadmap_bot.repository import Remark
from roadmap_bot.roadmap.settings import Pause
from tests.kit import sayings
from tests.kit.learner import SETTINGS, Learner, with_settings
from tests.kit.mishaps import Killed
from tests.kit.remote import DAY as A_DAY
from tests.kit.remote import Remote

DAY = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def remark(message: str, day: int = 0, *, is_answered: bool = False) -> Remark:
    sha = f"{abs(hash((message, day))):040x}"[:40]
    date = DAY + dt.timedelta(days=day)
    return Remark(f"remark/{sha[:12]}", "issue/W01", sha, message, date, "learner", "", is_answered)


@pytest.mark.parametrize("message", sayings.CALLS)
def test_a_call_is_all_that_a_comment_says(message: str) -> None:
    call = read_call(remark(message))
    assert call is not None
    days = count_days(call.span, DAY.date()) if call.span else None
    assert (call.verb, days) == sayings.CALLS[message]


@pytest.mark.parametrize("message", sayings.TALK)
def test_talk_is_none(message: str) -> None:
    assert read_call(remark(message)) is None


@pytest.mark.parametrize("message", sayings.HINTS)
def test_what_is_near_to_a_call_pauses_for_no_time(message: str) -> None:
    call = read_call(remark(message))
    assert call is None or (call.span and count_days(call.span, DAY.date()) == 0)


def settle(learner: Learner, *remarks: Remark, **settings: object) -> tuple[Pause, ...]:
    seen, goal = learner.look()
    goal = with_settings(goal, **settings)
    calendar = replace(goal.calendar, pauses=goal.settings.pauses)
    seen = replace(seen, remarks=remarks)
    _, then, _ = obey_calls(seen.things, replace(goal, calendar=calendar), find_calls(seen))
    return then.settings.pauses


def test_a_pause_counts_from_the_comments_own_day(learner: Learner) -> None:
    since = DAY.date() - dt.timedelta(days=2)
    assert settle(learner, remark("pause", -2)) == (Pause(since=since),)


def test_a_pause_of_days_ends_one_that_is_on(learner: Learner) -> None:
    on = [Pause(since=DAY.date() - dt.timedelta(days=3))]
    (pause,) = settle(learner, remark("pause 2 days"), pauses=on)
    assert (pause.since, pause.to) == (on[0].since, DAY.date() + dt.timedelta(days=1))


def test_what_a_later_answered_call_overtook_is_not_done(learner: Learner) -> None:
    remarks = (remark("pause", -1), remark("resume", 0, is_answered=True))
    assert settle(learner, *remarks) == ()


CALLS = ("pause", "pause 2 weeks", "pause this week", "暂停到周五", "resume", "refresh")


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(CALLS), st.integers(-6, 0)), max_size=4))
def test_doing_it_twice_is_doing_it_once(said: list[tuple[str, int]]) -> None:
    learner = Learner()
    remarks = [remark(message, day) for message, day in sorted(said, key=lambda one: one[1])]
    once = settle(learner, *remarks)
    assert settle(learner, *remarks, pauses=once) == once


# A run that is stopped between the deed and the answer


def resume_by_control(remote: Remote) -> None:
    remote.ask("resume")


def resume_by_hand(remote: Remote) -> None:
    remote.run(command="resume")


def resume_in_the_settings(remote: Remote) -> None:
    before, _, _ = remote.home.head.files[SETTINGS].text.partition("pauses:")
    remote.write_settings(before)


def stop_before_the_answer(remote: Remote, body: str) -> None:
    """Comment, and let the run be killed that follows before it answers."""
    send = remote.send

    def stopped(request: Request) -> Answer:
        if "addReaction" in str(request.body):
            raise Killed
        return send(request)

    remote.send = stopped
    with pytest.raises(Killed):
        remote.say("W01", body)
    remote.send = send


@pytest.mark.parametrize(
    "resume", [resume_by_control, resume_by_hand, resume_in_the_settings, lambda _: None]
)
def test_what_was_done_and_not_answered_is_answered_and_not_done_again(
    resume: Callable[[Remote], None],
) -> None:
    remote = Remote(settings="start: 2026-11-02\n")
    stop_before_the_answer(remote, "pause 2 weeks")
    assert remote.answers("W01") == [()]
    remote.twin.advance(3 * A_DAY)
    resume(remote)
    pauses = remote.settings.pauses
    remote.twin.advance(A_DAY)
    remote.run("schedule")
    assert remote.settings.pauses == pauses
    assert remote.answers("W01") == [("ROCKET",)]
    assert remote.run("schedule").plan == ()


@pytest.mark.parametrize(("author", "pauses"), [(seed.STRANGER, 1), (seed.LEARNER, 0)])
def test_that_a_call_was_followed_is_nobody_elses_to_say(author: str, pauses: int) -> None:
    remote = Remote(settings="start: 2026-11-02\n")
    remote.do("comment", "W01", body="pause")
    (heard,) = look(remote.setup(event_name="schedule")).remarks
    remote.commit({"message": f"Settle (#9)\n\n    💬 {heard.sha}", "login": author})
    remote.run("schedule")
    assert len(remote.settings.pauses) == pauses
    assert remote.answers("W01") == [("ROCKET",)]
