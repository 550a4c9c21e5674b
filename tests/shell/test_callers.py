"""An old caller is named where somebody looks, and never reddens a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadmap_bot.authors.thin_template import render_workflow
from roadmap_bot.roadmap.paths import FLOWS, WORKFLOWS
from roadmap_bot.shell.callers import add_old_callers
from tests.kit.scene import MONDAY
from tests.kit.terminal import FILES, TINY, Said, Terminal, open_terminal
from tests.kit.thin_copy import ThinCopy, bake

OLD = f"{WORKFLOWS}roadmap.yml is from an older version and lacks issues: edited"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Terminal]:
    """Open a terminal in the checkout of a thin copy whose first workflow is old."""
    checkout = tmp_path / "checkout"
    shutil.copytree(TINY, checkout / "roadmap")
    for name in FLOWS:
        path = checkout / WORKFLOWS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = render_workflow(name, "acme/roadmap-bot")
        path.write_text(text.replace(", edited]", "]"), encoding="utf-8")
    monkeypatch.chdir(checkout)
    with open_terminal(monkeypatch, tmp_path, files=FILES, now=MONDAY) as opened:
        yield opened


def run(terminal: Terminal, event: str, command: str = "run") -> Said:
    return terminal(
        f"run --command '{command}'",
        GITHUB_ACTIONS="true",
        GITHUB_EVENT_NAME=event,
        GITHUB_REF="refs/heads/main",
        ROADMAP_FOLDER="roadmap",
    )


@pytest.mark.parametrize("command", ["run", "plan", "doctor", "report"])
def test_who_asks_by_hand_is_told_which_file_to_replace(terminal: Terminal, command: str) -> None:
    said = run(terminal, "workflow_dispatch", command)
    assert said.code == 0
    assert OLD in said.out
    assert "::notice " in said.log
    assert f"/blob/v1/examples/minimal/{WORKFLOWS}roadmap.yml" in said.summary


@pytest.mark.parametrize("event", ["push", "schedule"])
def test_a_push_and_a_tick_say_nothing_but_the_tick_that_opens_the_review(
    terminal: Terminal, event: str
) -> None:
    assert OLD not in run(terminal, event).out
    terminal.twin.advance(6 * 86_400)
    assert OLD in run(terminal, "schedule").out
    assert OLD not in run(terminal, "schedule").out


def test_the_daily_run_of_a_thin_template_says_it_to_its_author(terminal: Terminal) -> None:
    scene = ThinCopy(kind="template")
    scene.release("v2", bake("Bake it well"))
    folder = terminal.folder / "checkout/roadmap"
    told = {
        event: [hint.code for hint in add_old_callers(scene.run(event), folder).hints]
        for event in ("push", "schedule")
    }
    assert told == {"push": [], "schedule": ["update.old-caller"]}


def test_who_takes_all_back_is_told_nothing_of_it(terminal: Terminal) -> None:
    run(terminal, "workflow_dispatch")
    assert OLD not in run(terminal, "workflow_dispatch", "uninstall").out
    assert OLD not in run(terminal, "workflow_dispatch", "uninstall --yes").out


def test_on_a_laptop_the_folder_says_nothing_of_the_repository(terminal: Terminal) -> None:
    assert OLD not in terminal("plan", GITHUB_ACTIONS=None, ROADMAP_FOLDER="roadmap").out
