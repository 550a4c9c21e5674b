"""Whichever answer breaks in its middle, and however: no bug is told, and the end is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from github_twin.faults import BREAKS, Fault
from roadmap_bot.cli import main
from roadmap_bot.http import pygithub as wire
from tests.conftest import Count
from tests.kit.command_runs import RUNS, Outcome, Run, play
from tests.kit.scene import MONDAY
from tests.kit.terminal import Terminal, open_terminal

SOON = 1.0  # seconds until a stall is one; far more than an answer takes that comes
OFFLINE = {
    "validate",
    "schema",
    "explain",
    "demo",
    "import",
    "init",
    "preview",
}  # ask nothing of GitHub
APART = {"cohort"}  # where faults are tried in `test_cohort_faults.py`


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Terminal]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(wire, "TIMEOUT", SOON)
    with open_terminal(monkeypatch, tmp_path, "template-copy", now=MONDAY) as terminal:
        yield terminal


@pytest.mark.exhaustive
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_a_command_ends_the_same_whichever_answer_breaks(
    run: Run, terminal: Terminal, count: Count
) -> None:
    clean = play(run, terminal)
    faults = [Fault(at, way, after=True) for at in find_turns(clean) for way in BREAKS]
    ends = {fault: describe(clean, play(run, terminal, fault)) for fault in faults}
    failures = {fault: end for fault, end in ends.items() if end}
    count("broken answers", "runs", len(ends), len(failures))
    assert failures == {}


def find_turns(clean: Outcome) -> list[int]:
    """Find the first request, the middle one and the last."""
    middle = (clean.requests + 1) // 2
    return sorted({1, middle, clean.requests})


def describe(clean: Outcome, found: Outcome) -> str:
    """Say in what an end differs, nothing where it does not."""
    parts = [part for part in clean.world if found.world[part] != clean.world[part]]
    is_same = (clean.code, clean.page, clean.said) == (found.code, found.page, found.said)
    if is_same and not parts:
        return ""
    return f"code {found.code}, {parts}: {found.said}"


def test_every_command_that_asks_github_is_tried() -> None:
    tried = {run.line.split()[0] for run in RUNS}
    assert tried == main.commands.keys() - OFFLINE - APART
