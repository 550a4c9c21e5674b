"""Every state that the doctor knows, as the learner reads it, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from github_twin import seed
from github_twin.twin import HOME
from tests.kit.golden_file import check_golden
from tests.kit.scene import MONDAY
from tests.kit.terminal import TINY, Said, Terminal, open_terminal

FILES = {
    "README.md": "# roadmap\n\n<!-- roadmap-bot:manual -->\n",
    ".github/workflows/roadmap.yml": "on: push\n",
    ".github/workflows/schedule.yml": "on: schedule\n",
}


@dataclass(frozen=True)
class Illness:
    """A repository, what is wrong with it, the command that finds it, and how that ends."""

    settings: Mapping[str, object]
    line: str = "run"
    code: int = 0
    kind: str = "template-copy"
    token: str = seed.JOB_TOKEN
    board: str = ""
    idle: str = ""  # the workflow that sleeps


ILLNESSES = {
    "healthy": Illness({}, "doctor", board=seed.PROJECT_TOKEN),
    "issues-off": Illness({}, code=1, kind="fork"),
    "actions-off": Illness({"has_issues": True}, "doctor", kind="fork"),
    "schedule-off": Illness({}, "doctor", idle="schedule"),
    "read-only": Illness({}, code=1, token=seed.READ_TOKEN),
    "read-only-found": Illness({}, "doctor", code=1, token=seed.READ_TOKEN),
    "archived": Illness({"is_archived": True}, code=1),
    "protected": Illness({"protected": ["main"]}),
    "protected-found": Illness({"protected": ["main"]}, "doctor"),
    "ruled": Illness({"rules": {"main": ("pull_request",)}}),
    "ruled-found": Illness({"rules": {"main": ("pull_request", "deletion")}}, "doctor"),
    "empty": Illness({}, "doctor", code=1, kind="empty"),
    "no-board": Illness({}, "doctor"),
    "board-job-token": Illness({}, board=seed.JOB_TOKEN),
    "board-fine-grained": Illness({}, board=seed.FINE_TOKEN),
    "board-bad-token": Illness({}, "doctor", board="twin-expired"),
}


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> Callable[[Illness], Said]:
    """Let the bot run in the repository of an illness."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "roadmap"
    folder.mkdir()
    text = (TINY / "roadmap.yml").read_text(encoding="utf-8")
    (folder / "roadmap.yml").write_text(f"language: {language}\n{text}", encoding="utf-8")

    def run(illness: Illness) -> Said:
        with open_terminal(
            monkeypatch, tmp_path, illness.kind, illness.token, now=MONDAY, files=FILES
        ) as terminal:
            make_ill(terminal, illness)
            board = {"ROADMAP_PROJECT_TOKEN": illness.board, "ROADMAP_FOLDER": str(folder)}
            return terminal(
                illness.line, None, GITHUB_ACTIONS="true", ROADMAP_PATIENCE="60", **board
            )

    return run


def make_ill(terminal: Terminal, illness: Illness) -> None:
    terminal.twin.act("change_settings", seed.LEARNER, HOME, **illness.settings)
    if illness.idle:
        flows = [
            replace(flow, state="disabled_inactivity")
            for flow in terminal.home.workflows
            if flow.name == illness.idle
        ]
        kept = [flow for flow in terminal.home.workflows if flow.name != illness.idle]
        terminal.twin.act("change_settings", seed.LEARNER, HOME, workflows=(*kept, *flows))


@pytest.mark.parametrize("name", ILLNESSES)
def test_each_state_is_said_in_one_sentence_with_one_link(
    name: str, language: str, visit: Callable[[Illness], Said]
) -> None:
    said = visit(ILLNESSES[name])
    notes = [line for line in said.out.splitlines() if line.startswith("::")]
    assert said.code == ILLNESSES[name].code, said.out + said.err
    told = [line for line in said.summary.splitlines() if not line.startswith("|")]
    check_golden(f"doctor/{name}.{language}.md", "\n".join([*told, "", *notes, ""]))


def test_issues_are_switched_on_by_a_token_that_may(visit: Callable[[Illness], Said]) -> None:
    said = visit(Illness({}, kind="fork", token=seed.LEARNER_TOKEN))
    assert said.code == 0, said.out
    assert any(line.startswith("+ ") and "[W01-3] " in line for line in said.err.splitlines())
