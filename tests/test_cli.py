"""The command line, before a twin over HTTP, as a learner's terminal and as a job."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from github_twin import seed
from github_twin.faults import Fault
from roadmap_bot import __version__
from roadmap_bot.changes import Change, Sort
from roadmap_bot.cli import main
from roadmap_bot.decide import COMMANDS
from roadmap_bot.github import writes
from roadmap_bot.http.request import Answer
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.roadmap.load import make_schema
from tests.kit.scene import ROOT
from tests.kit.terminal import MARKS, TINY, Said, Terminal, open_terminal

SETTINGS = ".github/roadmap-bot.yml"
README = f"# Hi\n\n{BEGIN}\n{END}\n"
FLOWS = {f".github/workflows/{name}.yml": "on: push" for name in ("roadmap", "schedule")}


@pytest.fixture
def run_cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Terminal]:
    with open_terminal(monkeypatch, tmp_path, files={"README.md": README, **FLOWS}) as terminal:
        yield terminal


@pytest.fixture
def applied(run_cli: Terminal) -> Terminal:
    assert run_cli("apply").code == 0
    run_cli.twin.advance(60)
    run_cli.twin.reset_counters()
    return run_cli


def no_trace(said: Said) -> bool:
    return "Traceback" not in said.out + said.err + said.summary


# Without GitHub


def test_a_sound_roadmap_is_said_to_be_sound() -> None:
    done = CliRunner().invoke(main, ["validate", "--roadmap", str(TINY)])
    assert (done.exit_code, done.stdout) == (0, "Bake a Loaf: 1 unit, 3 tasks, no problem found.\n")


def test_every_problem_of_a_broken_roadmap_is_named_with_its_place(tmp_path: Path) -> None:
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    (tmp_path / "a.yml").write_text(
        text.replace("kind: bake\n    weeks", "kind: bike\n    weeks").replace("W01-2", "w1")
    )
    done = CliRunner().invoke(
        main, ["validate", "--roadmap", str(tmp_path)], env={"GITHUB_ACTIONS": ""}
    )
    assert done.exit_code == 1
    assert done.stdout == ""
    assert [line.split(": ")[0].rpartition("/")[2] for line in done.stderr.splitlines()] == [
        "a.yml:19:11",
        "a.yml:28:13",
    ]


def test_in_a_job_problems_of_the_roadmap_stand_beside_their_lines(tmp_path: Path) -> None:
    (tmp_path / "a%,:b.yml").write_text("units: 100%\n")
    done = CliRunner().invoke(
        main, ["validate", "--roadmap", str(tmp_path)], env={"GITHUB_ACTIONS": "true"}
    )
    assert done.exit_code == 1
    lines = MARKS.sub("", done.stdout).splitlines()
    assert all(
        line.startswith("::error file=") and "a%25%2C%3Ab.yml,line=1::" in line for line in lines
    )
    assert any("100%25" in line for line in lines)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_problems_are_told_in_the_language_of_the_roadmap(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.yml").write_text(f"language: {language}\nunits: [\n")
    done = CliRunner().invoke(main, ["validate", "--roadmap", str(tmp_path)], env={"LC_ALL": "C"})
    assert ("请" in done.stderr) == (language == "zh")


def test_where_no_roadmap_is_the_terminal_says_the_language(tmp_path: Path) -> None:
    command = ["validate", "--roadmap", str(tmp_path / "none")]
    assert "请" in CliRunner().invoke(main, command, env={"LC_ALL": "zh_CN.UTF-8"}).stderr
    assert "folder" in CliRunner().invoke(main, command, env={"LC_ALL": "", "LANG": ""}).stderr


def test_the_schema_is_printed_as_it_is_committed() -> None:
    assert CliRunner().invoke(main, ["schema"]).stdout == make_schema()


@pytest.mark.parametrize("line", ["aply", "plan --dry-run", "apply --today yesterday", "plan x"])
def test_a_slip_of_the_pen_is_a_usage_error(line: str) -> None:
    done = CliRunner().invoke(main, line.split())
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    told = CliRunner().invoke(main, ["-h"]).stdout
    for command in (
        "validate",
        "schema",
        "plan",
        "apply",
        "close",
        "report",
        "run",
        "doctor",
        "demo",
    ):
        assert f"  {command} " in told


def test_the_version_is_told_at_once() -> None:
    def ask() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "roadmap_bot", "--version"]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(ROOT / "src")},
        )
        assert done.stdout == f"roadmap-bot, version {__version__}\n"
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        )  # no matter what else is running

    assert min(ask() for _ in range(5)) <= 0.25


# plan and apply


def test_a_plan_shows_every_change_and_sums_up(run_cli: Terminal) -> None:
    said = run_cli("plan")
    assert said.code == 0
    assert said.out.splitlines()[0] == "+ create  label/roadmap  roadmap"
    assert "+ create  issue/W01-1  [W01-1] Mix the dough" in said.out
    assert said.last == "Plan: 8 to create, 0 to update, 0 to close."
    assert run_cli.twin.writes == 0
    assert said.summary.startswith("## roadmap-bot\n")
    assert "Plan: 8 to create, 0 to update, 0 to close." in said.summary


def test_plan_check_is_red_while_anything_is_to_change_and_green_after_apply(
    run_cli: Terminal,
) -> None:
    assert run_cli("plan --check").code == 1
    assert run_cli("apply").code == 0
    said = run_cli("plan --check")
    assert (said.code, said.last) == (0, "No changes. GitHub matches the roadmap.")


def test_apply_tells_each_thing_and_sums_up(run_cli: Terminal) -> None:
    said = run_cli("apply")
    assert said.last == "Made 4 issues, 3 labels, 1 milestone."
    assert "+ create  issue/W01  [W01] A first loaf" in said.err.splitlines()
    assert len(run_cli.home.issues) == 4


def test_applied_twice_the_second_time_changes_nothing(applied: Terminal) -> None:
    said = applied("apply")
    assert (said.code, said.last) == (0, "No changes. GitHub matches the roadmap.")
    assert (applied.twin.requests, applied.twin.writes) == (1, 0)


def test_prune_closes_much_only_when_forced(applied: Terminal, tmp_path: Path) -> None:
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    start = text.index("      - id: W01-2")
    (tmp_path / "less").mkdir()
    (tmp_path / "less" / "a.yml").write_text(
        text[:start] + text[text.index("    boxes:") :], encoding="utf-8"
    )
    less: dict[str, Any] = {"ROADMAP_FOLDER": str(tmp_path / "less")}
    assert "W01-2 is no longer in the roadmap" in applied("apply", **less).err
    refused = applied("apply --prune", **less)
    assert refused.code == 1
    assert "--force" in refused.err
    assert applied("apply --prune --force", **less).last == "Closed 2 issues."


@pytest.mark.parametrize(
    "date", ["1999-12-31", "2101-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "tomorrow"]
)
def test_a_today_in_which_no_roadmap_runs_is_a_usage_error(run_cli: Terminal, date: str) -> None:
    said = run_cli(f"run --today {date}")
    assert (said.code, "Invalid value for '--today'" in said.err, said.out) == (2, True, "")


def test_today_can_be_fixed(run_cli: Terminal) -> None:
    assert run_cli("run --today 2031-05-05").code == 0
    figures = run_cli.home.head.files[".github/progress/progress.json"].data
    assert json.loads(figures)["date"] == "2031-05-05"


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
    assert len(run_cli.home.issues) == 4
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
    assert applied("close").last == "Made 1 comment; closed 1 issue."


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
            "Nothing to do for a pull request.",
        ),
        ("pull_request_target", {}, "refs/heads/main", "Nothing to do for a pull request."),
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
    assert no_trace(said)


def test_in_the_template_itself_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_terminal(
        monkeypatch, tmp_path, "template", files={"README.md": README, **FLOWS}
    ) as run_cli:
        for act in ({"act": "push", "commits": [{"message": "done W01-1"}]}, None):
            said = run_cli.run(act)
            assert said.code == 0
            assert said.last.startswith("This is the template")
        assert run_cli.twin.writes == 0
        assert run_cli.home.issues == {}


def test_a_fork_with_issues_off_is_told_so_with_a_link_and_starts_once_they_are_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_terminal(
        monkeypatch, tmp_path, "fork", files={"README.md": README, **FLOWS}
    ) as run_cli:
        for command in ("run", "doctor", "apply"):
            said = run_cli(command, GITHUB_ACTIONS="true")
            assert said.code == 1
            assert said.out.splitlines()[-1].startswith(
                "::error::Issues are switched off in this repository"
            )
            assert said.out.rstrip().endswith("/learner/roadmap/settings#features")
        assert run_cli.twin.writes == 0
        run_cli.twin.act("change_settings", seed.LEARNER, has_issues=True)
        assert run_cli("run").code == 0
        assert len(run_cli.home.issues) == 4


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
    assert len(run_cli.home.issues) == 4


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
    assert said.last.startswith("13 things would be closed or deleted; nothing has been so far.")
    assert "- close   file/.github/progress/badge.svg" in said.out
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


# What goes wrong


def test_all_that_the_environment_lacks_is_said_at_once(run_cli: Terminal) -> None:
    said = run_cli("plan", GITHUB_REPOSITORY=None, GITHUB_TOKEN="", GITHUB_API_URL="ftp://x")
    assert said.code == 1
    assert [line.split(":")[0].split(" ")[0] for line in said.err.splitlines()] == [
        "GITHUB_API_URL",
        "No",
        "There",
    ]


def test_a_token_that_github_does_not_know_is_said_so_and_not_shown(run_cli: Terminal) -> None:
    secret = "ghp_secretsecretsecretsecretsecret"
    said = run_cli("apply", GITHUB_TOKEN=secret)
    assert said.code == 1
    assert said.err.startswith("GitHub does not accept the token: Bad credentials;")
    assert secret not in said.out + said.err + said.summary


def test_a_repository_that_is_not_there_is_said_so(run_cli: Terminal) -> None:
    said = run_cli("plan", GITHUB_REPOSITORY="learner/nothing")
    assert (said.code, said.err.startswith("GitHub does not know this repository")) == (1, True)


def test_a_read_only_token_is_said_so_with_the_link(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_terminal(monkeypatch, tmp_path, token=seed.READ_TOKEN) as run_cli:
        said = run_cli("run", GITHUB_ACTIONS="true")
        assert said.code == 1
        assert said.out.splitlines()[0].startswith(
            "::error::The token may not do this: Resource not accessible"
        )
        assert said.out.splitlines()[0].endswith(
            "https://github.test/learner/roadmap/settings/actions"
        )


@pytest.mark.parametrize("in_actions", ["true", ""])
def test_a_limit_leaves_the_run_red_and_says_how_far_it_came(
    run_cli: Terminal, in_actions: str
) -> None:
    run_cli.twin.limit(minute=5, lockout=7200)
    said = run_cli("apply", GITHUB_ACTIONS=in_actions, ROADMAP_PATIENCE="10")
    assert said.code == 3
    told = said.out if in_actions else said.err
    assert re.search(
        r"5 of 8 made, limited by GitHub until .*\d\d:\d\d UTC; the next run goes on\.", told
    )
    assert "5 of 8 made, limited by GitHub until" in said.summary
    assert ("::warning::" in said.out) == bool(in_actions)
    run_cli.twin.limit(minute=None)
    run_cli.twin.advance(7200)
    assert run_cli("apply").code == 0
    assert len(run_cli.home.issues) == 4


@pytest.mark.parametrize("kind", ["502", "reset", "429-retry-after", "rate-limited"])
def test_a_fault_on_the_way_is_lived_through(run_cli: Terminal, kind: str) -> None:
    run_cli.twin.arm(Fault(5, kind, after=True))
    said = run_cli("apply")
    assert said.code == 0
    assert len(run_cli.home.issues) == 4
    assert no_trace(said)


def test_a_server_that_is_away_leaves_the_run_unfinished(run_cli: Terminal) -> None:
    said = run_cli("run", GITHUB_API_URL="http://127.0.0.1:9")
    assert said.code == 3
    *waits, unread, silent = said.err.splitlines()
    assert waits == [f"Waiting {seconds} s for GitHub …" for seconds in (6, 12, 18, 24, 30, 36)]
    assert unread.startswith("GitHub could not be read to the end, so nothing more was changed")
    assert silent.startswith("No answer came from GitHub (ConnectionError); check the network")


def test_an_address_that_is_no_github_is_said_so(run_cli: Terminal) -> None:
    said = run_cli("plan", GITHUB_API_URL=f"{run_cli.server.url}/_twin/nowhere")
    assert said.code == 1
    assert "check the name, the address and the token" in said.err


@pytest.mark.parametrize("in_actions", ["true", ""])
def test_a_bug_is_confessed_with_what_to_paste_and_nothing_secret(
    run_cli: Terminal, monkeypatch: pytest.MonkeyPatch, in_actions: str
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the token is hunter2")

    monkeypatch.setattr("roadmap_bot.session.make_plan", stumble)
    said = run_cli("plan", GITHUB_ACTIONS=in_actions)
    assert said.code == 4
    told = said.out if in_actions else said.err
    assert f"This is a bug in roadmap-bot {__version__}" in told
    assert re.search(r"ZeroDivisionError at test_cli\.py:\d+ < session\.py:\d+", told)
    assert "ZeroDivisionError" in said.summary
    assert "hunter2" not in said.out + said.err + said.summary
    assert no_trace(said)


def test_what_github_will_not_take_ends_the_run_red_and_named(
    run_cli: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = writes.INPUTS[Sort.CREATE_ISSUE]

    def lengthen(change: Change, *rest: Any) -> Any:
        given = make(change, *rest)
        return {**given, "title": "x" * 300} if change.key == "issue/W01-2" else given

    monkeypatch.setitem(writes.INPUTS, Sort.CREATE_ISSUE, lengthen)
    said = run_cli("apply", GITHUB_ACTIONS="true")
    assert said.code == 1
    assert "::error::GitHub would not take issue/W01-2: " in said.out
    assert "W01-2" in said.summary
    assert len(run_cli.home.issues) == 3


# How it is told


HOSTILE = """\
id: tiny
title: "::error::Bake"
hours: {least: 2, most: 4}
kinds:
  - {id: bake, title: Baking, share: 100, label: {name: bake, color: "d93f0b"}}
phases:
  - {id: F1, title: The loaf, weeks: [1, 1], label: {name: loaf, color: "1d76db"}}
milestones:
  - {id: M1, title: "M ##[stop-commands]x", week: 1}
units:
  - id: W01
    title: "U ##[add-mask]e"
    phase: F1
    kind: bake
    weeks: [1, 1]
    tasks: [{id: W01-1, title: "::warning::T", kind: bake}]
"""


def test_no_text_of_others_can_start_a_workflow_command(run_cli: Terminal, tmp_path: Path) -> None:
    (tmp_path / "hostile").mkdir()
    (tmp_path / "hostile" / "a.yml").write_text(HOSTILE)
    job: dict[str, Any] = {"ROADMAP_FOLDER": str(tmp_path / "hostile"), "GITHUB_ACTIONS": "true"}
    for line in ("validate", "plan", "apply", "run"):
        said = run_cli(line, **job)
        assert said.code == 0
        lines = (said.out + said.err).splitlines()
        assert [
            each
            for each in lines
            if each.lstrip().startswith("::") and not each.startswith(("::notice::", "::warning"))
        ] == []
        assert [each for each in lines if "##[" in each] == []


def test_what_github_says_cannot_start_a_workflow_command_either(
    run_cli: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps({"message": "\n::error::no\n##[add-mask]e", "documentation_url": "x"})
    monkeypatch.setattr(
        "roadmap_bot.shell.commands.make_wire", lambda *_: lambda request: Answer(403, {}, body)
    )
    said = run_cli("plan", GITHUB_ACTIONS="true")
    assert said.code == 1
    (line,) = said.out.splitlines()
    assert line.startswith("::error::The token may not do this: ::error::no")
    assert "##[" not in line


def test_no_colour_is_ever_written(run_cli: Terminal) -> None:
    said = run_cli("apply", NO_COLOR="1")
    assert "\x1b" not in said.out + said.err


def test_the_progress_goes_out_as_an_output_of_the_step(applied: Terminal, tmp_path: Path) -> None:
    output = tmp_path / "output"
    applied.run({"act": "close", "number": 3}, GITHUB_OUTPUT=str(output))
    assert re.fullmatch(r"progress<<(\w+)\n33\n\1\n", output.read_text())
