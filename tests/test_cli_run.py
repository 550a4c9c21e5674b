"""The command line as a job: events, and the commands of a manual run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.decide import COMMANDS
from tests.kit.terminal import FILES, Terminal, open_terminal

SETTINGS = ".github/roadmap-bot.yml"


# Events


def commit_settings(terminal: Terminal, text: str) -> None:
    terminal.twin.act(
        "push", seed.LEARNER, commits=[{"message": "Settings", "files": {SETTINGS: text}}]
    )


def settings(terminal: Terminal) -> str:
    text: str = terminal.home.head.files[SETTINGS].data.decode()
    return text


def test_the_first_push_in_a_copy_makes_everything_and_the_report_links_to_it(
    run_cli: Terminal,
) -> None:
    said = run_cli.run({"act": "push", "commits": [{"message": "Begin"}]})
    assert said.code == 0
    assert len(run_cli.home.issues) == 5  # the control issue, too
    assert "/milestone/1" in run_cli.home.head.files["README.md"].data.decode()
    assert set(run_cli.home.head.files) >= {
        SETTINGS,
        ".github/progress/badge.svg",
        ".github/progress/progress.json",
    }
    assert [entry.name for entry in run_cli.twin.world.log][-2:] == [
        "Commit",
        "/repos/learner/roadmap/actions/workflows/schedule.yml/enable",
    ]


def test_a_commit_that_says_done_closes_its_task(applied: Terminal) -> None:
    said = applied.run({"act": "push", "commits": [{"message": "完成 W01-2"}]})
    assert said.code == 0
    assert [issue.title for issue in applied.home.issues.values() if issue.state == "closed"] == [
        "[W01-2] Let it rise"
    ]


def test_close_does_the_same_by_hand(applied: Terminal) -> None:
    applied.twin.act("push", seed.LEARNER, commits=[{"message": "done W01-2"}])
    assert applied("close").last == "Created 1 comment; closed 1 issue."


def test_a_task_closed_in_the_page_brings_the_report_up_to_date(applied: Terminal) -> None:
    assert applied("report").code == 0
    head = applied.home.head
    said = applied.run({"act": "close", "number": 3})
    assert said.code == 0
    assert applied.home.head != head


def test_the_daily_tick_does_what_is_due_and_switches_nothing_on(applied: Terminal) -> None:
    said = applied(
        "run", {"schedule": "17 11 * * *"}, GITHUB_EVENT_NAME="schedule", GITHUB_ACTIONS="true"
    )
    assert said.code == 0
    assert not any("enable" in entry.name for entry in applied.twin.world.log)


@pytest.mark.parametrize(
    ("name", "event", "ref", "sentence"),
    [
        (
            "push",
            {"after": "1" * 40, "commits": []},
            "refs/heads/other",
            "this push is not to the default branch",
        ),
        (
            "push",
            {"deleted": True, "after": "0" * 40},
            "refs/heads/main",
            "this push is not to the default branch",
        ),
        ("push", {"ref": "refs/tags/v1"}, "refs/tags/v1", "this push is not to the default branch"),
        (
            "pull_request",
            {"action": "opened"},
            "refs/pull/1/merge",
            "Nothing to do: pull requests change no progress.",
        ),
        (
            "pull_request_target",
            {},
            "refs/heads/main",
            "Nothing to do: pull requests change no progress.",
        ),
        (
            "issues",
            {"issue": {"labels": [{"name": "bug"}]}},
            "refs/heads/main",
            "this issue is not one of the roadmap's",
        ),
    ],
)
def test_an_event_that_asks_for_nothing_changes_nothing(
    run_cli: Terminal, name: str, event: dict[str, Any], ref: str, sentence: str
) -> None:
    said = run_cli("run", event, GITHUB_EVENT_NAME=name, GITHUB_REF=ref, GITHUB_ACTIONS="true")
    assert said.code == 0
    assert sentence in said.last
    assert sentence in said.summary
    assert run_cli.twin.writes == 0


JUNK: list[Any] = [
    {"commits": None},
    {
        "commits": [
            None,
            1,
            {"id": None},
            {"id": "x", "timestamp": "never"},
            {"id": "y", "author": 3, "message": None},
        ]
    },
    {"commits": "all", "before": 5, "after": ["x"]},
    {"issue": None},
    {"issue": {"labels": [None, {"name": None}, "roadmap"]}},
    {"issue": {"labels": "roadmap"}},
    {"deleted": "perhaps", "before": "0" * 40, "after": "f" * 40},
    {"before": "../../evil", "after": "x" * 99, "commits": []},
]


@pytest.mark.parametrize("event", JUNK, ids=json.dumps)
@pytest.mark.parametrize("name", ["push", "issues", "schedule", "workflow_dispatch", "star", ""])
def test_no_event_however_strange_ends_in_a_traceback(
    run_cli: Terminal, name: str, event: Any
) -> None:
    said = run_cli(
        "run", event, GITHUB_EVENT_NAME=name, GITHUB_REF="refs/heads/main", GITHUB_ACTIONS="true"
    )
    assert said.code == 0
    assert not said.has_traceback


def test_in_the_template_itself_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_terminal(monkeypatch, tmp_path, "template", files=FILES) as run_cli:
        for act in ({"act": "push", "commits": [{"message": "done W01-1"}]}, None):
            said = run_cli.run(act)
            assert said.code == 0
            assert said.last.startswith("This is a template")
        assert run_cli.twin.writes == 0
        assert run_cli.home.issues == {}


def test_a_fork_with_issues_off_is_told_so_with_a_link_and_starts_once_they_are_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_terminal(monkeypatch, tmp_path, "fork", files=FILES) as run_cli:
        for command in ("run", "doctor", "apply"):
            said = run_cli(command, GITHUB_ACTIONS="true")
            assert said.code == 1
            last = said.out.splitlines()[-1]
            assert last.startswith("::error::Issues are switched off in this repository")
            first, second = last.split(" 2. ")
            assert "/learner/roadmap/settings#features>" in first
            assert "/learner/roadmap/actions/workflows/roadmap.yml>" in second
        assert run_cli.twin.writes == 0
        run_cli.twin.act("change_settings", seed.LEARNER, has_issues=True)
        assert run_cli("run").code == 0
        assert len(run_cli.home.issues) == 5  # the control issue, too


# Commands of a manual run


def due(terminal: Terminal) -> str:
    (milestone,) = terminal.home.milestones.values()
    return str(milestone.due_on.date())


def test_pause_resume_and_restart_write_the_settings_and_move_the_due_dates(
    run_cli: Terminal,
) -> None:
    commit_settings(run_cli, "# My own words\nstart: 2026-11-02  # a Monday\n")
    assert run_cli("run --today 2026-11-04").code == 0
    assert due(run_cli) == "2026-11-08"

    run_cli.twin.advance(60)
    assert run_cli("run --command pause --today 2026-11-05").code == 0
    assert (
        settings(run_cli)
        == "# My own words\nstart: 2026-11-02  # a Monday\npauses:\n  - from: 2026-11-05\n"
    )

    run_cli.twin.advance(60)
    assert run_cli("run --command resume --today 2026-11-10").code == 0
    assert settings(run_cli).endswith("pauses:\n  - from: 2026-11-05\n    to: 2026-11-09\n")
    assert due(run_cli) == "2026-11-13"

    run_cli.twin.advance(60)
    assert run_cli("run", ROADMAP_COMMAND="restart", GITHUB_ACTIONS="true").code == 0
    assert settings(run_cli).startswith("# My own words\nstart: 2026-11-02  # a Monday\npauses:\n")
    assert due(run_cli) > "2026-11-13"


def test_a_pause_on_the_very_first_run_is_kept(run_cli: Terminal) -> None:
    assert run_cli("run --command pause --today 2026-11-05").code == 0
    assert "  - from: 2026-11-05" in settings(run_cli)
    assert len(run_cli.home.issues) == 5  # the control issue, too


def test_paused_twice_nothing_more_is_written(run_cli: Terminal) -> None:
    run_cli("run --command pause --today 2026-11-05")
    run_cli.twin.advance(60)
    run_cli.twin.reset_counters()
    assert run_cli("run --command pause --today 2026-11-05").code == 0
    assert run_cli.twin.writes == 0


@pytest.mark.parametrize(
    "line", ["run --command plan", "run --command doctor", "doctor", "uninstall"]
)
def test_commands_that_only_look_change_nothing(run_cli: Terminal, line: str) -> None:
    before = run_cli.twin.world.repositories
    assert run_cli(line, GITHUB_ACTIONS="true").code == 0
    assert run_cli.twin.world.repositories == before


def test_the_doctor_says_that_all_is_well(applied: Terminal) -> None:
    said = applied("doctor")
    assert said.last == "All is well: the bot can work here."
    assert "settings/tokens/new?scopes=project" in said.err


def test_an_unknown_command_is_named_with_those_there_are(run_cli: Terminal) -> None:
    said = run_cli("run", ROADMAP_COMMAND="dance")
    assert said.code == 1
    assert said.err == f"There is no command dance; choose one of {', '.join(COMMANDS)}.\n"


def test_uninstall_shows_its_plan_and_does_it_when_that_is_confirmed(applied: Terminal) -> None:
    applied("report")
    issues = applied.home.issues
    said = applied("uninstall")
    shown = [line for line in said.out.splitlines() if line[:2] in ("- ", "~ ")]
    assert said.last.startswith(f"{len(shown)} things would be closed or deleted; nothing has been")
    assert "- close   file .github/progress/badge.svg" in said.out
    assert applied.home.issues == issues
    said = applied("uninstall --yes")
    assert said.last.startswith("Done: what the bot made is closed or deleted")
    assert {one.state for one in applied.home.issues.values()} == {"closed"}


def test_update_says_why_it_cannot(applied: Terminal) -> None:
    said = applied("update")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("This repository is neither a fork nor a copy of a template")


def test_settings_that_are_broken_are_named_with_their_line_and_nothing_is_changed(
    run_cli: Terminal,
) -> None:
    commit_settings(run_cli, "start: soon\npauzes: []\n")
    said = run_cli("run", GITHUB_ACTIONS="true")
    assert said.code == 1
    assert [line.partition("::")[2].partition("::")[0] for line in said.out.splitlines()] == [
        f"error file={SETTINGS},line=1",
        f"error file={SETTINGS},line=2",
    ]
    assert run_cli.twin.writes == 0


def test_the_language_of_the_settings_is_spoken(run_cli: Terminal) -> None:
    commit_settings(run_cli, "language: zh\n")
    assert run_cli("apply").last == "新建 4 个 issue、3 个标签、1 个里程碑。"


def test_a_repository_is_followed_under_its_new_name_by_reads_and_by_writes(
    applied: Terminal,
) -> None:
    applied.twin.act("rename", seed.LEARNER, name="renamed")
    assert applied("doctor").code == 0
    assert applied("run", GITHUB_ACTIONS="true").code == 0
    log = applied.twin.world.log
    led = {entry.status for entry in log} & {301, 307}
    assert led == {301, 307}
    followed = [entry for entry in log if entry.name.startswith("/repositories/")]
    assert {entry.method for entry in followed} >= {"GET", "PUT"}
