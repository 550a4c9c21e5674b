"""What the commands for authors do in a folder, and what they say."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from roadmap_bot.shell.authors import init
from roadmap_bot.shell.bot_address import UNNAMED
from tests.kit.scene import ROOT
from tests.kit.terminal import TINY, say

FILES = [
    ".github/workflows/checks.yml",
    ".github/workflows/roadmap.yml",
    ".github/workflows/schedule.yml",
    "README.md",
    "roadmap/roadmap.yml",
    "roadmap/schema.json",
]


def find_files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def find_title(folder: Path) -> tuple[str, str, int]:
    value = yaml.safe_load((folder / "roadmap/roadmap.yml").read_text("utf-8"))
    return value["title"], value["language"], value["units"][-1]["weeks"][1]


def test_without_a_terminal_options_and_defaults_make_a_template_that_validates(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "new"
    said = say(f"init {folder} --title Rust")
    assert (said.code, said.out.count("made ")) == (0, 6)
    assert find_files(folder) == FILES
    assert find_title(folder) == ("Rust", "en", 12)
    checked = say(f"validate --roadmap {folder / 'roadmap'}")
    assert (checked.code, checked.err) == (0, "")


def test_on_a_terminal_it_asks_for_what_was_not_said(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "roadmap_bot", "init", str(tmp_path), "--language", "zh"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "zh_CN.UTF-8"}
    with subprocess.Popen(
        command, env=environ, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        os.write(ours, " \n学 Rust\n99\n6\n".encode())
        _, asked = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "路线图的标题" in asked.decode()
    assert find_title(tmp_path) == ("学 Rust", "zh", 6)


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "roadmap").mkdir()
    tiny = (TINY / "roadmap.yml").read_text("utf-8")
    (tmp_path / "roadmap/plan.yaml").write_text(tiny, encoding="utf-8")
    said = say(f"init {tmp_path} --title Other")
    assert (said.code, said.out.count("made "), said.out.count("stays ")) == (0, 4, 1)
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"
    assert (tmp_path / "roadmap/plan.yaml").read_text("utf-8") == tiny
    assert not (tmp_path / "roadmap/roadmap.yml").exists()
    again = say(f"init {tmp_path}")
    assert (again.code, again.out.count("made ")) == (0, 0)


def test_beside_a_broken_roadmap_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "roadmap").mkdir()
    (tmp_path / "roadmap/a.yml").write_text("id: A B\n", encoding="utf-8")
    said = say(f"init {tmp_path}")
    assert said.code == 1
    assert "a.yml:1:5" in said.err
    assert find_files(tmp_path) == ["roadmap/a.yml"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "roadmap").write_text("a file", encoding="utf-8")
    said = say(f"init {tmp_path}")
    assert (said.code, said.has_traceback) == (1, False)
    assert "roadmap/roadmap.yml" in said.err


@pytest.mark.parametrize(
    "option",
    [
        "--bot https://github.com/a/b",
        "--weeks 51",
        "--weeks 0",
        "--title ''",
        "--title '   '",
        "--language '  '",
        "--language klingon",
    ],
)
def test_a_wrong_option_is_wrong_use_and_named(tmp_path: Path, option: str) -> None:
    said = say(f"init {tmp_path} {option}")
    assert (said.code, f"'{option.partition(' ')[0]}'" in said.err) == (2, True)
    assert find_files(tmp_path) == []


@pytest.mark.parametrize("known", ["", UNNAMED])
def test_workflows_that_call_no_real_repository_are_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    monkeypatch.setattr(init, "find_bot_name", lambda: known)
    told = f"The workflows call `{UNNAMED}`"
    assert told in say(f"init {tmp_path / 'one'}").out
    assert f"uses: {UNNAMED}/" in (tmp_path / "one" / FILES[0]).read_text("utf-8")
    assert told not in say(f"init {tmp_path / 'one'}").out
    assert told not in say(f"init {tmp_path / 'two'} --bot me/bot").out


def test_the_workflows_can_name_another_bot(tmp_path: Path) -> None:
    say(f"init {tmp_path} --bot me/bot")
    texts = [path.read_text("utf-8") for path in tmp_path.rglob("*.yml")]
    assert sum("uses: me/bot/.github/workflows/" in text for text in texts) == 3


def test_the_demo_takes_no_roadmap() -> None:
    said = say(f"demo --roadmap {TINY}")
    assert (said.code, "No such option" in said.err) == (2, True)
