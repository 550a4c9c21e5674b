"""The control issue: made once, kept up to date, pinned with the unit's, declined for good."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.decide import Act
from tests.kit.learner import Learner, changes
from tests.kit.remote import DAY, Remote, is_control
from tests.kit.scene import NAME
from tests.kit.stories import FIRST

CONTROL = "🎛️ Remote control"
W01 = "[W01] A first loaf"


@pytest.fixture
def remote() -> Remote:
    return Remote()


def count(learner: Learner) -> int:
    return sum(is_control(issue) for issue in learner.home.issues.values())


def test_the_first_run_makes_and_pins_it_and_the_second_finds_all_done(remote: Remote) -> None:
    assert remote.pinned == [CONTROL, W01]
    assert remote.control.number == max(remote.home.issues)
    assert [remote.home.labels[id].name for id in remote.control.labels] == ["roadmap"]
    remote.twin.reset_counters()
    assert remote.run("schedule").plan == ()
    assert (remote.twin.requests, remote.twin.writes) == (1, 0)


def test_who_uses_the_bot_by_hand_needs_none(learner: Learner) -> None:
    learner.apply(Act.FOLLOW, Act.REPORT)
    assert (count(learner), learner.home.pins) == (0, ())


def test_a_copy_that_is_there_gets_it_with_its_next_run(learner: Learner) -> None:
    learner.run("push", ref="refs/heads/main")
    assert count(learner) == 1
    assert learner.run("push", ref="refs/heads/main").plan == ()


def test_one_that_is_closed_is_declined_for_good(remote: Remote) -> None:
    remote.twin.act("close", seed.LEARNER, NAME, number=remote.control.number)
    done = remote.run("schedule")
    assert changes(done) == [("unpin_issue", "pin/issue/control"), ("unpin_issue", "pin/issue/W01")]
    assert remote.run("schedule").plan == ()
    assert (count(remote), remote.control.state, remote.pinned) == (1, "closed", [])


def test_settings_decline_it_and_the_pins() -> None:
    assert count(Remote(settings="control: false\n")) == 0
    remote = Remote(settings="pins: false\n")
    assert (count(remote), remote.pinned) == (1, [])


def test_settings_that_change_their_mind_close_and_unpin(remote: Remote) -> None:
    remote.write_settings("control: false\n")
    remote.run("schedule")
    assert (remote.control.reason, remote.pinned) == ("not_planned", [])
    assert remote.run("schedule").plan == ()


def test_who_wants_it_back_reopens_it(remote: Remote) -> None:
    remote.write_settings("control: false\n")
    remote.run("schedule")
    remote.write_settings("control: true\n")
    assert remote.run("schedule").plan == ()
    remote.twin.act("reopen", seed.LEARNER, NAME, number=remote.control.number)
    remote.run("schedule")
    assert (count(remote), remote.control.state) == (1, "open")


def test_it_is_no_part_of_the_roadmap(remote: Remote) -> None:
    seen, goal = remote.look()
    assert "issue/control" in seen.things
    assert goal.settings.control
    before = remote.home.issues[remote.control.number]
    remote.apply(Act.FOLLOW, Act.PRUNE, force=True)
    assert remote.home.issues[remote.control.number] == before
    assert "issue.left" not in [problem.code for problem in remote.run("schedule").problems]


def test_another_language_renames_it_in_place() -> None:
    remote = Remote()
    remote.ask("pause")
    remote.write_settings("language: zh\npauses: [{from: 2026-11-23, to: 2026-11-29}]\n")
    remote.run("schedule")
    assert remote.control.title == "🎛️ 遥控器"
    assert "现在暂停到 11 月 29 日。" in remote.control.body
    assert count(remote) == 1


def test_two_runs_at_once_leave_one(remote: Remote) -> None:
    twin, control = remote.twin, remote.control
    twin.act("open_issue", seed.JOB, NAME, title=control.title, body=control.body)
    twin.advance(60)
    remote.run("schedule")
    states = [one.reason or one.state for one in remote.home.issues.values() if is_control(one)]
    assert states == ["open", "duplicate"]


# Pins


def test_the_next_unit_takes_the_place_of_the_one_that_is_done() -> None:
    remote = Remote(roadmap=FIRST)
    assert remote.pinned == [CONTROL, "[W01] Unit W01"]
    remote.do("close", "W01")
    remote.run("issues", {"action": "closed"})
    assert remote.pinned == [CONTROL, "[W03] Unit W03"]
    assert remote.run("schedule").plan == ()


def test_what_a_person_unpinned_is_never_pinned_again(remote: Remote) -> None:
    remote.twin.act("pin", seed.LEARNER, NAME, number=remote.control.number, on=False)
    remote.twin.advance(DAY)
    assert remote.run("schedule").plan == ()
    assert remote.pinned == [W01]


def test_where_all_places_are_taken_none_is_taken_away() -> None:
    learner = Learner()
    for number in (2, 3, 4):
        learner.twin.act("pin", seed.LEARNER, NAME, number=number)
    learner.run("schedule")
    assert [pin.number for pin in learner.home.pins] == [2, 3, 4]
    learner.twin.act("pin", seed.LEARNER, NAME, number=2, on=False)
    learner.run("schedule")
    assert [pin.actor for pin in learner.home.pins].count(seed.JOB) == 1
    assert learner.run("schedule").plan == ()


def test_all_is_taken_back(remote: Remote) -> None:
    remote.apply(Act.UNINSTALL)
    assert (remote.pinned, remote.control.state) == ([], "closed")
