"""A run's page begins with what happened and where to click, in the learner's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadmap_bot.errors import Problem
from roadmap_bot.shell.summary.headline import SIGNS, render_failure
from roadmap_bot.text.words import load_words
from tests.kit.terminal import Terminal, open_terminal

URL = "https://github.com/learner/roadmap"
TASKS = f"{URL}/issues?q=is%3Aissue+is%3Aopen+sort%3Acreated-asc"
KEY = re.compile(r"\b(label|milestone|issue|comment|item|field|view|file)/")


@pytest.fixture
def run_cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Terminal]:
    with open_terminal(monkeypatch, tmp_path) as terminal:
        yield terminal


def find_first_line(summary: str) -> str:
    return summary.splitlines()[0]


def test_the_first_run_says_what_is_there_and_where_to_begin(run_cli: Terminal) -> None:
    said = run_cli("run", GITHUB_ACTIONS="true")
    assert find_first_line(said.summary) == (
        f"✅ 4 tasks, 1 milestone → [your progress]({URL}) · [your tasks]({TASKS})"
        f" · first step: [W01-1]({URL}/issues/2)"
    )


def test_a_later_run_says_what_it_did_and_what_comes_next(run_cli: Terminal) -> None:
    run_cli("run", GITHUB_ACTIONS="true")
    said = run_cli.run({"act": "push", "commits": [{"message": "done W01-1"}]})
    first = find_first_line(said.summary)
    assert first.startswith("✅ Created 1 comment; closed 1 issue")
    assert first.endswith(f"next step: [W01-2]({URL}/issues/3)")


def test_a_run_that_changes_nothing_says_so_and_leads_on(run_cli: Terminal) -> None:
    run_cli("run", GITHUB_ACTIONS="true")
    said = run_cli("run", GITHUB_ACTIONS="true")
    assert find_first_line(said.summary).startswith("✅ Nothing to do: GitHub matches the roadmap.")
    assert f"]({URL})" in find_first_line(said.summary)


def test_a_plan_is_no_deed(run_cli: Terminal) -> None:
    said = run_cli("plan", GITHUB_ACTIONS="true")
    assert find_first_line(said.summary) == "📋 Plan: 8 to create, 0 to update, 0 to close."


def test_what_was_not_done_is_no_success(run_cli: Terminal) -> None:
    run_cli("run", GITHUB_ACTIONS="true")
    said = run_cli.run({"act": "push", "commits": [{"message": "done W09-9"}]})
    assert find_first_line(said.summary).startswith(SIGNS["look"])


@pytest.mark.parametrize("command", ["plan", "run", "report", "uninstall", "uninstall --yes"])
def test_a_page_names_things_by_their_titles(run_cli: Terminal, command: str) -> None:
    run_cli("apply")
    said = run_cli(command, GITHUB_ACTIONS="true")
    shown = re.sub(r"https://\S+", "", said.summary)
    assert not KEY.search(shown)
    assert not KEY.search(re.sub(r"https://\S+", "", said.out + said.err))


def test_an_end_with_one_reason_says_it_first_and_with_several_how_many() -> None:
    words = load_words("en")
    one = Problem("doctor.issues-off", {"run": "https://x.test/run"}, link="https://x.test/set")
    lines = render_failure((one,), words, goes_on=False).splitlines()
    assert lines[0].startswith("❌ Issues are switched off")
    assert [line[:2] for line in lines[2:]] == ["1.", "2."]
    assert "](https://x.test/set)" in lines[2]
    assert "](https://x.test/run)" in lines[3]
    several = render_failure((one, one), words, goes_on=True)
    assert several == "⏳ The run could not finish, for 2 reasons named below."


def test_a_page_folds_its_changes(run_cli: Terminal) -> None:
    said = run_cli("run", GITHUB_ACTIONS="true")
    folded = said.summary.partition("<details>\n<summary>")[2].partition("</details>")[0]
    assert folded.count("\n| `+` | ") >= 8
    assert "| `" not in said.summary.replace(folded, "")
