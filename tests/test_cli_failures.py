"""The command line when something goes wrong, and what no text of others may start."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from github_twin import seed
from github_twin.faults import Fault
from roadmap_bot import __version__
from roadmap_bot.changes import Change, Sort
from roadmap_bot.github import writes as calls
from roadmap_bot.http.request import Answer
from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.shell.bot_address import find_bot_address
from tests.kit.terminal import Terminal, open_terminal

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


def test_a_limit_is_told_by_the_learners_own_clock(
    run_cli: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(SETTINGS).parent.mkdir()
    Path(SETTINGS).write_text("zone: Asia/Shanghai\nlanguage: zh\n", encoding="utf-8")
    run_cli.twin.limit(minute=5, lockout=7200)
    said = run_cli("apply", GITHUB_ACTIONS="true", ROADMAP_PATIENCE="10")
    assert said.code == 3
    assert re.match(
        r"⏳ 已完成 5/8。GitHub 暂时限速：.*（北京时间）以后点 \[Run workflow\]", said.summary
    )


@pytest.mark.parametrize("in_actions", ["true", ""])
def test_a_limit_leaves_the_run_red_and_says_how_far_it_came(
    run_cli: Terminal, in_actions: str
) -> None:
    run_cli.twin.limit(minute=5, lockout=7200)
    said = run_cli("apply", GITHUB_ACTIONS=in_actions, ROADMAP_PATIENCE="10")
    assert said.code == 3
    told = said.out if in_actions else said.err
    assert re.search(r"5 of 8 done\. .* after .*\d\d:\d\d \(UTC\) press Run workflow <https:", told)
    assert said.summary.startswith("⏳ 5 of 8 done.")
    assert "[Run workflow](https://github.test/learner/roadmap/actions/workflows/" in said.summary
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
    assert not said.has_traceback


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
    assert re.search(r"ZeroDivisionError at test_cli_failures\.py:\d+ < session\.py:\d+", told)
    assert "ZeroDivisionError" in said.summary
    tracker = f"{find_bot_address()}/issues"
    assert tracker in told
    assert tracker in said.summary
    assert "hunter2" not in said.out + said.err + said.summary
    assert not said.has_traceback


def test_what_github_will_not_take_is_named_and_stops_no_other(
    run_cli: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = calls.INPUTS[Sort.CREATE_ISSUE]

    def lengthen(change: Change, *rest: Any) -> Any:
        given = make(change, *rest)
        return {**given, "title": "x" * 300} if change.key == "issue/W01-2" else given

    monkeypatch.setitem(calls.INPUTS, Sort.CREATE_ISSUE, lengthen)
    said = run_cli("apply", GITHUB_ACTIONS="true")
    assert said.code == 0
    assert "::warning::GitHub did not let the bot make the issue of W01-2: " in said.out
    assert "W01-2" in said.summary
    assert len(run_cli.home.issues) == 3
    assert run_cli("apply", GITHUB_ACTIONS="true").code == 1  # nothing else is to be done now


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
        "roadmap_bot.shell.connection.make_wire", lambda *_: lambda request: Answer(403, {}, body)
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
    written = re.findall(r"(\w+)<<(\w+)\n(.*)\n\2\n", output.read_text())
    said = {name: value for name, _, value in written}
    assert said["progress"] == "33"
    assert said["title"].endswith(": 33 %")
    assert said["changed"] == "true"
    assert said["message"]
