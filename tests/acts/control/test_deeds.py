"""What is ticked on the control issue is done, told, empty again; for nobody else, never twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from github_twin import seed
from github_twin.repositories import Role
from github_twin.world import Kind, put_repository
from roadmap_bot.control.asked import DEEDS, find_asked
from roadmap_bot.roadmap.settings import Pause
from tests.kit.learner import SETTINGS, changes
from tests.kit.remote import DAY, Remote
from tests.kit.scene import MONDAY, NAME

TODAY = MONDAY.date()
WEEK = Pause(since=TODAY, to=TODAY + dt.timedelta(days=6))


@pytest.fixture
def remote() -> Remote:
    return Remote()


def test_a_week_off_begins_with_the_day_of_the_tick_and_moves_the_dates(remote: Remote) -> None:
    due = remote.due
    remote.ask("pause")
    assert remote.settings.pauses == (WEEK,)
    assert remote.due == due + dt.timedelta(days=7)
    assert remote.said == ("✅ Nov 23: paused until Nov 29.",)
    assert "Paused until Nov 29 now." in remote.control.body
    assert remote.run("schedule").plan == ()


def test_a_tick_whose_run_was_lost_is_obeyed_later_from_its_own_day(remote: Remote) -> None:
    remote.tick("pause")
    remote.twin.advance(2 * DAY)
    remote.run("schedule")
    assert remote.settings.pauses == (WEEK,)
    assert remote.said == ("✅ Nov 23: paused until Nov 29.",)


def test_the_same_week_is_not_taken_twice(remote: Remote) -> None:
    remote.ask("pause")
    remote.ask("pause")
    assert remote.settings.pauses == (WEEK,)


def test_who_comes_back_early_studies_from_that_day_on(remote: Remote) -> None:
    remote.ask("pause")
    remote.twin.advance(2 * DAY)
    remote.ask("resume")
    assert remote.settings.pauses == (Pause(since=TODAY, to=TODAY + dt.timedelta(days=1)),)
    assert remote.said == ("✅ Nov 25: studying again.",)
    assert "Paused until" not in remote.control.body


def test_open_work_moves_to_the_day_of_the_tick(remote: Remote) -> None:
    due = remote.due
    remote.twin.advance(10 * DAY)
    remote.tick("restart")
    remote.twin.advance(DAY)
    remote.run("schedule")
    assert remote.due == due + dt.timedelta(days=10)
    assert remote.said == ("✅ Dec 3: open work begins on Dec 3.",)


def test_ones_own_pace_becomes_the_hours_of_the_settings(remote: Remote) -> None:
    remote.do("close", "W01-1")
    remote.twin.advance(3 * DAY)
    due = remote.due
    remote.ask("pace")
    assert remote.settings.hours == 1
    assert remote.due > due
    assert remote.said[0].startswith("✅ Nov 26: the plan is at 1 hour a week now; its last week")
    assert "The plan is at 1 hour a week now." in remote.control.body
    assert "start: 2026-11-23" in remote.home.head.files[SETTINGS].data.decode()


def test_without_history_there_is_no_pace_and_nothing_changes(remote: Remote) -> None:
    done = remote.ask("pace")
    assert remote.settings.hours is None
    assert changes(done) == [("answer_issue", "issue/control")]
    assert "no pace to go by" in remote.said[0]


def test_settings_that_cannot_be_written_are_said_so_and_stop_nothing(remote: Remote) -> None:
    remote.write_settings("{start: 2026-11-23}\n")
    remote.do("close", "W01-1")
    done = remote.ask("pause", "pace")
    assert len(remote.said) == 2
    assert all("nothing was done" in line for line in remote.said)
    assert done.refused == ()


def test_a_refresh_writes_the_report_that_would_not_be_due() -> None:
    remote = Remote(settings="refresh: weekly\n")
    remote.do("close", "W01-1")
    remote.run("issues", {"action": "closed"})
    before = len(remote.home.commits)
    remote.ask("refresh")
    assert len(remote.home.commits) == before + 1


def test_notes_and_boxes_that_a_person_wrote_below_stay(remote: Remote) -> None:
    note = "\nMy note\n\n- [x] my own box\n"
    body = remote.control.body + note
    remote.twin.act("edit", seed.LEARNER, NAME, number=remote.control.number, body=body)
    remote.ask("pause")
    assert remote.control.body.endswith(note)


# Who may ask


@pytest.mark.parametrize(
    ("role", "may"), [("admin", True), ("write", True), ("triage", False), ("read", False)]
)
@pytest.mark.parametrize("owner_kind", ["User", "Organization"])
def test_a_tick_counts_of_whoever_may_write(role: Role, may: bool, owner_kind: Kind) -> None:
    remote = Remote(world=seed.make_world("own", now=MONDAY, owner_kind=owner_kind))
    home = replace(remote.home, collaborators={seed.HELPER: role})
    remote.twin.world = put_repository(remote.twin.world, home)
    remote.ask("pause", user=seed.HELPER)
    assert (remote.settings.pauses == (WEEK,)) is may
    assert bool(remote.said) is may


def test_a_bots_tick_asks_for_nothing(remote: Remote) -> None:
    event = remote.tick("pause", user=seed.JOB)
    assert remote.hear(event).decision.why == "other-edit"
    remote.run("schedule")
    assert (remote.settings.pauses, find_asked(remote.control.body)) == ((), ())


def test_a_strangers_issue_that_looks_alike_is_none(remote: Remote) -> None:
    body = remote.control.body.replace("- [ ] Pause", "- [x] Pause")
    remote.twin.act("open_issue", seed.STRANGER, NAME, title="🎛️", body=body)
    done = remote.run("schedule")
    assert remote.settings.pauses == ()
    assert "issue.look-alike" in [problem.code for problem in done.problems]


# However often, by however many


def test_the_bots_own_edit_starts_nothing_though_a_persons_token_made_it() -> None:
    remote = Remote(token=seed.LEARNER_TOKEN)
    event = remote.tick("pause")
    remote.hear(event)
    payload = {**event.payload, "issue": {**event.payload["issue"], "body": remote.control.body}}
    done = remote.run("issues", payload)
    assert (done.decision.why, done.plan) == ("other-edit", ())


@settings(max_examples=15)
@given(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=3, unique=True), st.booleans())
def test_ticks_at_once_converge_in_one_run_or_two(deeds: Sequence[str], late: bool) -> None:
    together, apart = Remote(), Remote()
    for remote in (together, apart):
        remote.do("close", "W01-1")
    event = together.tick(*deeds)
    together.hear(event)
    first = apart.tick(*deeds)
    for _ in range(2):
        apart.hear(first)
    assert together.settings == apart.settings
    assert together.control.body == apart.control.body
    if late:
        together.twin.advance(DAY)
    assert [key for _, key in changes(together.run("schedule")) if key == "issue/control"] == []


def test_what_was_asked_for_last_holds_though_one_run_hears_a_tick_and_a_comment(
    remote: Remote,
) -> None:
    remote.tick("pause")
    later = remote.do("comment", "W01-1", body="resume")
    remote.hear(later)
    assert not remote.settings.pauses
    earlier = remote.do("comment", "W01-1", body="resume")
    remote.tick("pause")
    remote.hear(earlier)
    assert [each.since for each in remote.settings.pauses] == [MONDAY.date()]
