"""However a command ends, it ends with a sentence and its exit code, and never a traceback."""

from __future__ import annotations

import re
import signal
import subprocess
import threading
import time
from pathlib import Path

import click
import pytest

from github_twin import seed
from github_twin.server import Server
from github_twin.twin import HOME
from roadmap_bot.changes import Change, Sort
from roadmap_bot.errors import BotError, Place, Problem, UnfinishedError, UserError
from roadmap_bot.job import Job
from roadmap_bot.shell.console import Console
from roadmap_bot.shell.guard import guard
from roadmap_bot.state import Issue
from roadmap_bot.text.words import load_words
from tests.kit.process import start_bot

CHANGE = Change(Sort.CREATE_ISSUE, "issue/W01", None, Issue("[W01] A first loaf", ""))
PROBLEM = Problem("job.no-token", {}, Place("a.yml", 3))


def make(*, in_actions: bool = False, summary: Path | None = None) -> Console:
    return Console(Job(in_actions=in_actions, summary=summary), load_words("en"))


@pytest.mark.parametrize(
    ("error", "level", "code"),
    [
        (UserError(PROBLEM), "error", 1),
        (UnfinishedError(PROBLEM), "warning", 3),
        (BotError(PROBLEM), "error", 4),
    ],
)
def test_each_end_has_its_exit_code_its_annotation_and_its_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: BotError, level: str, code: int
) -> None:
    def command() -> None:
        raise error

    with pytest.raises(SystemExit) as caught:
        guard(make(in_actions=True, summary=tmp_path / "summary"), command)
    assert caught.value.code == code
    stop, hear, said, *ends = capsys.readouterr().out.splitlines()
    mark = stop.removeprefix("::stop-commands::")
    assert (hear, ends) == (f"::{mark}::", [stop, hear])
    assert re.fullmatch(r"[0-9a-f]{32}", mark)
    assert said.startswith(f"::{level} file=a.yml,line=3::a.yml:3: There is no token")
    sign = "⏳" if level == "warning" else "❌"
    told = (tmp_path / "summary").read_text(encoding="utf-8")
    assert told.startswith(f"{sign} a.yml:3: There is no token")


@pytest.mark.parametrize(
    "error", [click.UsageError("x"), click.Abort(), click.exceptions.Exit(5), BrokenPipeError()]
)
def test_what_click_ends_by_itself_is_left_to_it(error: Exception) -> None:
    def command() -> None:
        raise error

    with pytest.raises(type(error)):
        guard(make(), command)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_says_how_far_it_came_and_is_not_green(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: signal.Signals
) -> None:
    console = make(summary=tmp_path / "summary")
    before = signal.getsignal(name)

    def command() -> None:
        console.tell(CHANGE, 1, 2)
        signal.raise_signal(name)
        raise AssertionError("never stopped")

    with pytest.raises(SystemExit) as caught:
        guard(console, command)
    assert caught.value.code == 3
    sentence = "1 of 2 done, then the run was cancelled; the next one goes on from here."
    assert capsys.readouterr().err.splitlines()[-1] == sentence
    assert sentence in (tmp_path / "summary").read_text()
    assert signal.getsignal(name) == before


def test_a_second_signal_does_not_disturb_the_last_words() -> None:
    console = make()

    def command() -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(SystemExit) as caught:
        guard(console, command)
    assert caught.value.code == 3


def test_beside_the_main_thread_signals_are_left_alone() -> None:
    done: list[int] = []
    thread = threading.Thread(target=lambda: guard(make(), lambda: done.append(1)))
    thread.start()
    thread.join()
    assert done == [1]


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_real_process_that_is_stopped_ends_with_a_sentence_and_goes_on_later(
    tmp_path: Path, name: signal.Signals
) -> None:
    with Server(seed.make_world("own")) as server:
        summary = tmp_path / "summary"
        job = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
        process = start_bot(server, job, output=subprocess.PIPE)
        assert process.stderr is not None
        process.stderr.readline()  # the first change is made
        time.sleep(0.2)
        process.send_signal(name)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 3
        assert (
            "::warning::3 of 8 done, then the run was cancelled; the next one goes on from here."
            in out
        )
        assert "Traceback" not in out + err
        assert "3 of 8 done" in summary.read_text()
        later = start_bot(server, {**job, "ROADMAP_WRITES_PER_MINUTE": "6000"})
        assert later.wait(timeout=60) == 0
        assert len(server.twin.world.repositories[HOME].issues) == 4
        assert len(server.twin.world.repositories[HOME].labels) == 12
