"""The bot knows where it lives, in a checkout as in the action, and installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from roadmap_bot.demo.first_roadmap import FIRST
from roadmap_bot.repository import Home
from roadmap_bot.shell import bot_address
from roadmap_bot.shell.bot_address import find_bot_address, find_bot_home
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.scene import ROOT

HOME = "https://github.com/acme/roadmap-bot"
PROJECT = f'[project]\nname = "roadmap-bot"\n[project.urls]\nRepository = "{HOME}"\n'
METADATA = f"""Metadata-Version: 2.4
Name: roadmap-bot
Version: 1.0
Project-URL: Documentation, {HOME}/docs
Project-URL: Repository, {HOME}
"""
ASK = "from roadmap_bot.shell.bot_address import find_bot_address; print(find_bot_address())"


def ask(source: Path) -> str:
    """Ask the bot that lies in a folder where it lives, with nothing else installed."""
    command = [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = [{str(source)!r}]; {ASK}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return found.stdout.strip()


def put_bot(source: Path) -> None:
    shutil.copytree(ROOT / "src/roadmap_bot", source / "roadmap_bot")


def test_here_it_is_what_the_project_says_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert find_bot_address() == project["project"]["urls"]["Repository"]


def test_a_checkout_says_it_in_its_project(tmp_path: Path) -> None:
    put_bot(tmp_path / "src")
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    assert ask(tmp_path / "src") == HOME


def test_installed_it_says_what_pip_was_told_whatever_project_lies_above(tmp_path: Path) -> None:
    site = tmp_path / "lib"
    put_bot(site)
    told = site / "roadmap_bot-1.0.dist-info/METADATA"
    told.parent.mkdir()
    told.write_text(METADATA, encoding="utf-8")
    assert ask(site) == HOME
    other = PROJECT.replace('"roadmap-bot"', '"mine"').replace("acme", "me")
    (tmp_path / "pyproject.toml").write_text(other, encoding="utf-8")
    assert ask(site) == HOME


def test_where_nothing_says_it_there_is_no_address(tmp_path: Path) -> None:
    put_bot(tmp_path / "src")
    assert ask(tmp_path / "src") == ""
    (tmp_path / "pyproject.toml").write_text("[project", encoding="utf-8")
    assert ask(tmp_path / "src") == ""


def test_where_it_comes_from_there_is_the_first_roadmap_in_its_languages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    need_first_roadmap()
    monkeypatch.setattr(bot_address, "find_bot_address", lambda: HOME)
    assert find_bot_home() is None  # the tests run in the very folder
    monkeypatch.chdir(tmp_path)
    assert find_bot_home() == Home("acme/roadmap-bot", FIRST, ("zh", "en"))


@pytest.mark.parametrize("address", ["", "https://github.com/OWNER/roadmap-bot"])
def test_without_an_address_it_comes_from_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setattr(bot_address, "find_bot_address", lambda: address)
    monkeypatch.chdir(tmp_path)
    assert find_bot_home() is None
