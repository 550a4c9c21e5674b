"""Where a command leaves word: a bar or lines, annotations or sentences, and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from roadmap_bot.changes import Change, Sort
from roadmap_bot.errors import Place, Problem, UserError
from roadmap_bot.job import Job
from roadmap_bot.shell.console import Console, open_console
from roadmap_bot.state import Issue
from roadmap_bot.text.words import load_words

CHANGE = Change(Sort.CREATE_ISSUE, "issue/W01", None, Issue("[W01] A first loaf", ""))
PROBLEM = Problem("job.no-token", {}, Place("a.yml", 3))


def make(*, in_actions: bool = False, summary: Path | None = None) -> Console:
    return Console(Job(in_actions=in_actions, summary=summary), load_words("en"))


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roadmap_bot.shell.console.Console._has_bar", True)


def test_a_log_gets_one_line_for_each_change(capsys: pytest.CaptureFixture[str]) -> None:
    make().tell(CHANGE, 1, 2)
    assert capsys.readouterr().err == "+ create  [W01] A first loaf\n"


def test_a_terminal_gets_a_bar_that_ends_with_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_terminal(monkeypatch)
    console = make()
    console.tell(CHANGE, 1, 2)
    console.tell(CHANGE, 2, 2)
    half, full = "█" * 15 + "·" * 15, "█" * 30
    assert capsys.readouterr().err == f"\r[{half}] 1/2\r[{full}] 2/2\n"


def test_a_job_gets_lines_even_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert not make(in_actions=True)._has_bar
    assert make()._has_bar


def test_what_is_wrong_stands_below_a_bar_that_was_cut_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_terminal(monkeypatch)
    console = make()
    console.tell(CHANGE, 1, 2)
    capsys.readouterr()
    with pytest.raises(SystemExit):
        console.fail(UserError(PROBLEM))
    assert capsys.readouterr().err.startswith("\na.yml:3: There is no token")


def test_a_wait_is_told_below_a_bar_that_stands_still(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_terminal(monkeypatch)
    console = make()
    console.tell(CHANGE, 1, 2)
    capsys.readouterr()
    console.wait(59.2)
    assert capsys.readouterr().err == "\nWaiting 60 s for GitHub …\n"


@pytest.mark.parametrize(
    ("settings", "roadmap", "terminal", "language"),
    [
        ("language: zh\n", "language: en\n", "en", "zh"),
        ("# language: zh\n", "id: x\nlanguage: 'zh-CN'\n", "en", "zh"),
        (None, None, "zh_CN.UTF-8", "zh"),
        (None, None, "tlh", "en"),
        (None, "title: no language\n", "", "en"),
    ],
)
def test_before_all_is_read_the_nearest_language_is_spoken(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: str | None,
    roadmap: str | None,
    terminal: str,
    language: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in ((".github/roadmap-bot.yml", settings), ("roadmap/a.yml", roadmap)):
        if text is not None:
            Path(name).parent.mkdir()
            Path(name).write_text(text)
    assert open_console({"LC_ALL": terminal}, Path("roadmap")).words.language == language


def test_a_folder_named_like_a_file_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "a.yml").mkdir()
    assert open_console({}, tmp_path).words.language == "en"


def test_a_pipe_named_like_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yml")
    assert open_console({}, tmp_path).words.language == "en"
