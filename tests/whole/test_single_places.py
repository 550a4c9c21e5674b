"""What is added in its one place works everywhere, or a comparison names the other place.

A command, a verb, a report file, a language: each is added here as whoever extends the bot would.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roadmap_bot import cli
from roadmap_bot.decide import COMMANDS, Act, Command
from roadmap_bot.report.generated import FILES, GENERATED
from roadmap_bot.roadmap.paths import REPORT
from roadmap_bot.text.words import TEMPLATES, find_languages, load_words
from tests.kit.learners_copy import Copy
from tests.kit.offered import CHOICES, MANUALS, find_differing
from tests.kit.scene import ROOT
from tests.kit.terminal import TINY, open_terminal
from tests.text import test_words

LIST = "BUILT_IN: dict[str, Verb] = {\n"  # of verbs, as it begins
LACKING = "told.nothing"  # of a new language

# A command: one line of `decide.COMMANDS`


@pytest.fixture
def catch_up(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Add a command, and return the command line as it then is."""
    made = Command(frozenset({Act.FOLLOW}), "Follow the roadmap, and do nothing else.")
    monkeypatch.setitem(COMMANDS, "catch-up", made)
    spec = importlib.util.spec_from_file_location("cli_with_one_command_more", cli.__file__)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr("tests.kit.terminal.main", module.main)
    return module


@pytest.mark.usefixtures("catch_up")
@pytest.mark.parametrize("line", ["catch-up", "run --command catch-up"])
def test_a_new_command_works_on_the_command_line_and_in_a_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    with open_terminal(monkeypatch, tmp_path) as run_cli:
        assert "catch-up" in run_cli("--help").out
        said = run_cli(line)
        assert (said.code, said.last[:7]) == (0, "Created")
        assert "catch-up" in run_cli("run --command catch-down").err


@pytest.mark.usefixtures("catch_up")
def test_a_new_command_is_missed_by_name_in_every_file_that_offers_commands() -> None:
    assert find_differing(COMMANDS) == [*CHOICES, "action.yml", *MANUALS]


# A verb: one line of `verbs.BUILT_IN`, which is read when the bot starts


def test_a_new_verb_is_understood_and_no_roadmap_may_mean_something_else_by_it(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "src/roadmap_bot", tmp_path / "roadmap_bot")
    verbs = tmp_path / "roadmap_bot/text/verbs.py"
    before = verbs.read_text("utf-8")
    verbs.write_text(before.replace(LIST, f'{LIST}    "nailed": "done",\n'), encoding="utf-8")
    assert run_copy(tmp_path, "explain", "--json", "nailed W01-1").stdout == (
        '{"claims": [{"verb": "done", "id": "W01-1"}], "ignored": []}\n'
    )
    shutil.copytree(TINY, tmp_path / "roadmap")
    with (tmp_path / "roadmap/verbs.yml").open("w", encoding="utf-8") as file:
        file.write("verbs: {skip: [nailed]}\n")
    refused = run_copy(tmp_path, "validate", "--roadmap", "roadmap")
    assert refused.returncode == 1
    assert refused.stderr.startswith("roadmap/verbs.yml:1:")
    assert "nailed" in refused.stderr


def run_copy(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run the copy of the bot that lies in the folder."""
    return subprocess.run(
        [sys.executable, "-m", "roadmap_bot", *command],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "ROADMAP_FOLDER": str(TINY), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


# A report file: one line of the table of pictures


def test_a_new_report_file_is_written_looked_for_and_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, text = f"{REPORT}/spark.svg", f"<svg>{GENERATED}</svg>"
    monkeypatch.setitem(FILES, path, lambda progress, goal: text)
    copy = Copy()
    assert find_text(copy, path) == text
    assert f"file/{path}" in copy.plan().seen.things
    copy.run(command="uninstall")
    assert path not in copy.home.head.files


def find_text(copy: Copy, path: str) -> str | None:
    blob: Any = copy.home.head.files[path]
    text: str | None = blob.text
    return text


# A language: one file of words


@pytest.fixture
def language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a language that is Chinese but for one message, which it lacks; return its name."""
    catalogues = {
        name: (TEMPLATES / f"words.{name}.toml").read_text("utf-8") for name in ("en", "zh")
    }
    lines = catalogues["zh"].splitlines(keepends=True)
    catalogues["eo"] = "".join(line for line in lines if load_words("zh")(LACKING) not in line)
    for name, text in catalogues.items():
        (tmp_path / f"words.{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("roadmap_bot.text.words.TEMPLATES", tmp_path)
    clear_caches()
    yield "eo"
    clear_caches()


def clear_caches() -> None:
    load_words.cache_clear()
    test_words.messages.cache_clear()


def test_a_new_language_is_spoken_and_falls_back_where_it_has_no_words(language: str) -> None:
    words = load_words(language)
    assert language in find_languages()
    assert words.language == language
    assert words("badge.label") == load_words("zh")("badge.label")
    assert words(LACKING) == load_words("en")(LACKING)


def test_what_a_new_language_lacks_is_named(language: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(f"'{LACKING}'")):
        test_words.test_no_message_is_left_in_english(language)
