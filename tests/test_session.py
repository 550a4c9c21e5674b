"""One run from end to end: what it looks at, what it decides, what it leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.faults import Fault
from roadmap_bot.decide import Act
from roadmap_bot.errors import Place, UnfinishedError, UserError
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.look import look, make_goal
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.repository import Commit
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.session import preview
from roadmap_bot.state import File
from tests.kit.scene import MONDAY, Scene

README = f"# Hi\n\n{BEGIN}\n{END}\n"
SCHEDULE = ".github/workflows/schedule.yml"


def scene(kind: str = "own", **files: str) -> Scene:
    return Scene(
        seed.make_world(
            kind, now=MONDAY, files={"README.md": README, SCHEDULE: "on: push", **files}
        )
    )


def names(scene: Scene) -> list[str]:
    return [entry.name.rpartition("/")[2] for entry in scene.twin.world.log]


def text(scene: Scene, path: str) -> str:
    found: str = scene.home.head.files[path].data.decode()
    return found


def settled(scene: Scene) -> Scene:
    """Return the scene a minute after its first run, with an empty log."""
    scene.run()
    scene.clock.sleep(60)
    scene.twin.reset_counters()
    return scene


# The times


# The report


def test_the_first_report_waits_until_what_it_links_to_is_there() -> None:
    made = scene()
    made.run()
    assert names(made) == [
        "Look",
        "CreateLabel",
        "milestones",
        "FindIssues",
        *["CreateIssue"] * 3,
        "Look",
        "PinIssue",
        "ReadBodies",
        "UpdateIssue",
        "Commit",
    ]
    assert "/milestone/1" in text(made, "README.md")
    assert len(made.home.commits) == 2


def test_with_lists_that_lag_the_report_links_all_the_same() -> None:
    made = scene()
    made.twin.world = replace(made.twin.world, lag=5.0)
    made.run()
    assert "/milestone/1" in text(made, "README.md")
    assert len(made.home.issues) == 5


def test_a_report_on_what_exists_takes_one_look_and_one_commit() -> None:
    made = settled(scene())
    made.twin.act("close", seed.LEARNER, number=3)
    made.run()
    assert names(made) == ["Look", "Commit"]


def test_where_nothing_changed_a_run_is_one_request() -> None:
    made = settled(scene())
    assert made.run().plan == ()
    assert names(made) == ["Look"]


def test_a_push_that_says_done_is_two_writes_more_than_a_look() -> None:
    made = settled(scene())
    event = made.twin.act("push", seed.LEARNER, commits=[{"message": "done W01-2"}])
    assert event is not None
    made.run("push", event.payload, ref=event.ref, actor=event.actor)
    assert names(made) == ["Look", "LookClosely", "AddComment", "CloseIssue"]


def test_something_refused_for_good_does_not_keep_the_report_back() -> None:
    made = scene()
    send = made.send

    def refuse(request: Request) -> Answer:
        if not request.path.endswith("/milestones"):
            return send(request)
        return Answer(422, {}, '{"message": "Validation Failed", "documentation_url": "x"}')

    made.send = refuse
    done = made.run()
    named = [problem for problem in done.problems if problem.code == "run.refused"]
    assert [problem.values["key"] for problem in named] == ["milestone/M1"]
    assert ".github/progress/badge.svg" in made.home.head.files


# The daily tick and its switch


@pytest.mark.parametrize(
    ("job", "switched"),
    [
        ({"in_actions": True}, True),
        ({"in_actions": False}, False),
        ({"in_actions": True, "event_name": "schedule"}, False),
        ({"in_actions": True, "event_name": "pull_request"}, False),
    ],
)
def test_each_run_but_that_of_the_tick_itself_switches_the_tick_on(
    job: dict[str, Any], switched: bool
) -> None:
    made = scene()
    event_name = job.pop("event_name", "workflow_dispatch")
    made.run(event_name, **job)
    assert ("enable" in names(made)) == switched


def test_a_tick_that_cannot_be_switched_on_costs_no_run() -> None:
    made = Scene()  # it has no such workflow
    assert made.run(in_actions=True).refused == ()
    assert made.twin.world.log[-1].status == 404


def test_an_unfinished_run_switches_the_tick_on_that_goes_on_from_it() -> None:
    made = scene()
    made.patience = 1.0
    made.twin.arm(Fault(3, "502"))
    with pytest.raises(UnfinishedError):
        made.run(in_actions=True)
    assert names(made)[-1] == "enable"


def test_commands_by_name_switch_nothing_on() -> None:
    made = scene()
    made.apply(in_actions=True)
    assert "enable" not in names(made)


# Settings


def test_readmes_that_the_settings_name_are_read_as_well() -> None:
    made = scene(**{SETTINGS: "readme: [docs/a.md]\n", "docs/a.md": README})
    made.run()
    assert "/milestone/1" in text(made, "docs/a.md")
    assert text(made, "README.md") == README
    assert names(made)[:2] == ["Look", "ReadReadmes"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00"])
def test_settings_that_are_no_text_change_nothing(content: bytes) -> None:
    made = Scene(seed.make_world("own", now=MONDAY, files={SETTINGS: content}))
    with pytest.raises(UserError) as caught:
        made.run()
    assert caught.value.problems[0].place == Place(SETTINGS, 1, 1)
    assert made.twin.writes == 0


def test_the_settings_go_before_the_roadmap_and_the_date_before_the_clock() -> None:
    import datetime as dt

    made = scene(**{SETTINGS: "zone: America/New_York\nlanguage: zh\nstart: 2026-11-02\n"})
    setup = made.setup()
    goal = make_goal(setup, look(setup))
    assert (goal.words.language, goal.calendar.zone, str(goal.calendar.start)) == (
        "zh",
        "America/New_York",
        "2026-11-02",
    )
    fixed = replace(setup, today=dt.date(2030, 1, 1))
    assert make_goal(fixed, look(fixed)).calendar.today == dt.date(2030, 1, 1)


@pytest.mark.parametrize("command", ["pause", "resume", "restart"])
@pytest.mark.parametrize("kind", ["502", "timeout"])
@pytest.mark.parametrize("after", [False, True])
def test_a_break_that_meets_a_fault_is_written_once(command: str, kind: str, after: bool) -> None:
    def play(*faults: Fault) -> tuple[str, int, list[Any]]:
        made = settled(
            scene(**{SETTINGS: "# Mine\nstart: 2026-10-05\npauses:\n  - from: 2026-11-20\n"})
        )
        made.twin.arm(*faults)
        made.run(command=command)
        return (
            text(made, SETTINGS),
            len(made.home.commits),
            [one.due_on for one in made.home.milestones.values()],
        )

    clean = play()
    assert clean[0].startswith("# Mine\n")
    assert all(play(Fault(at, kind, after)) == clean for at in range(1, 5))


def test_restart_after_all_is_done_changes_no_pause() -> None:
    made = settled(scene(**{SETTINGS: "start: 2026-10-05\n"}))
    for number in (2, 3, 4, 1):
        made.twin.act("close", seed.LEARNER, number=number)
    made.run(command="restart")
    assert text(made, SETTINGS) == "start: 2026-10-05\n"


# Looking


def test_a_look_brings_the_commits_of_a_push_that_its_history_lacks() -> None:
    made = settled(scene())
    event = made.twin.act(
        "push", seed.LEARNER, commits=[{"message": f"Commit {index}"} for index in range(120)]
    )
    assert event is not None
    setup = made.setup(event_name="push", event=event.payload, ref=event.ref, actor=event.actor)
    assert [commit.message for commit in look(setup).commits][-120:] == [
        f"Commit {index}" for index in range(120)
    ]
    elsewhere = made.setup(event_name="push", event=event.payload, ref="refs/heads/other")
    assert len(look(elsewhere).commits) == 100


def test_a_stranger_who_asks_for_something_is_looked_up_and_named() -> None:
    made = settled(scene())
    event = made.twin.act(
        "push", seed.LEARNER, commits=[{"message": "done W01-2", "login": seed.STRANGER}]
    )
    assert event is not None
    done = made.run("push", event.payload, ref=event.ref, actor=event.actor)
    assert [problem.code for problem in done.problems] == ["order.stranger"]
    assert "permission" in names(made)
    assert made.home.issues[3].state == "open"


def test_what_a_learner_may_believe_to_be_done_is_a_hint_three_times_a_run() -> None:
    made = settled(scene())
    messages = ["W01-2: add a loader", "完成 W01 第一题", "done W01-1 notes", "not done W01-2"]
    pushed = [{"message": message} for message in [*messages, "W01-2 - done", "finish W01-1 now"]]
    event = made.twin.act("push", seed.LEARNER, commits=pushed)
    assert event is not None
    done = made.run("push", event.payload, ref=event.ref, actor=event.actor)
    hints = [hint.values for hint in done.hints if hint.code == "order.hint"]
    assert [hint["form"] for hint in hints] == ["完成 W01", "done W01-1", "done W01-2"]
    assert [hint["why"] for hint in hints] == ["part", "product", "apart"]
    assert (done.problems, done.refused) == ((), ())
    assert made.home.issues[3].state == "open"


@pytest.mark.parametrize("kind", ["502", "reset", "rate-limit"])
def test_a_plan_that_meets_a_fault_looks_again(kind: str) -> None:
    made = scene()
    made.twin.arm(Fault(1, kind))
    assert len(made.plan().plan) == 8
    assert names(made) == ["Look", "Look", "FindIssues"]


def test_a_plan_right_after_an_apply_waits_for_lists_that_lag() -> None:
    made = scene()
    made.twin.world = replace(made.twin.world, lag=5.0)
    made.apply()
    assert made.plan().plan == ()
    assert made.apply().plan == ()
    assert len(made.home.issues) == 4


def test_a_plan_that_github_bars_says_why_with_a_link() -> None:
    made = Scene()
    made.send = lambda request: Answer(410, {}, '{"message": "Issues are disabled for this repo"}')
    with pytest.raises(UserError) as caught:
        made.plan()
    assert caught.value.problems[0].code == "doctor.issues-off"
    assert str(caught.value.problems[0].link).endswith("/settings#features")


def test_a_plan_of_commits_shows_what_they_would_close() -> None:
    made = settled(scene())
    made.twin.act("push", seed.LEARNER, commits=[{"message": "done W01-2"}])
    done = preview(made.setup(), frozenset({Act.OBEY}))
    assert [change.sort.value for change in done.plan] == ["add_comment", "close_issue"]
    assert made.twin.writes == 0


def test_a_bad_board_token_is_hinted_at_and_all_else_works() -> None:
    from roadmap_bot.job import read_job

    problems = read_job({"ROADMAP_PROJECT_TOKEN": "to ken"}).problems
    done = scene().run(problems=problems)
    assert next(hint.code for hint in done.hints) == "job.bad-token"


def test_nothing_is_known_of_the_twin() -> None:
    """The same run goes to any address; only the repository's paths and GraphQL are asked for."""
    made = scene()
    asked: set[str] = set()
    send = made.send

    def note(request: Request) -> Answer:
        asked.add(request.path)
        json.dumps(request.body)
        return send(request)

    made.send = note
    made.run(in_actions=True)
    assert asked == {
        "/graphql",
        "/repos/learner/roadmap/milestones",
        "/repos/learner/roadmap/actions/workflows/schedule.yml/enable",
    }


def test_history_that_came_with_the_look_is_put_in_order() -> None:
    made = settled(scene())
    made.twin.act("push", seed.LEARNER, commits=[{"message": "One"}, {"message": "Two"}])
    messages = [commit.message for commit in look(made.setup()).commits]
    assert messages.index("One") < messages.index("Two")
    assert all(isinstance(commit, Commit) for commit in look(made.setup()).commits)
    assert isinstance(look(made.setup()).things["file/README.md"], File)
