"""Before GitHub is read, a command speaks the learner's language, by the learner's clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from roadmap_bot.roadmap.paths import SETTINGS
from roadmap_bot.shell.voice import choose_words, find_terminal_words, find_words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a Chinese roadmap in it."""
    monkeypatch.chdir(tmp_path)
    roadmap = tmp_path / "roadmap"
    roadmap.mkdir()
    (roadmap / "0.yml").write_text("language: zh\nzone: Asia/Shanghai\n", encoding="utf-8")
    (tmp_path / ".github").mkdir()
    return roadmap


def write_settings(text: str) -> None:
    Path(SETTINGS).write_text(text, encoding="utf-8")


def test_the_learners_language_and_clock_come_first(folder: Path) -> None:
    write_settings("start: 2026-11-09\nlanguage: en\nzone: Europe/Lisbon\n")
    for words in (find_words({}, folder), choose_words("zh", "Asia/Shanghai")):
        assert (words.language, words.zone) == ("en", "Europe/Lisbon")


def test_then_come_those_of_the_roadmap(folder: Path) -> None:
    write_settings("#language: en\n#zone: Europe/Lisbon\n")
    for words in (find_words({"LANG": "en"}, folder), choose_words("zh", "Asia/Shanghai")):
        assert (words.language, words.zone) == ("zh", "Asia/Shanghai")


def test_without_either_the_terminal_decides(tmp_path: Path) -> None:
    assert find_words({"LANG": "zh_CN.UTF-8"}, tmp_path / "none").language == "zh"
    assert find_terminal_words({"LC_ALL": "zh_CN"}).language == "zh"
    assert find_terminal_words({}).language == "en"


def test_a_zone_that_does_not_exist_is_none(folder: Path) -> None:
    write_settings("zone: Asia/Nowhere\n")
    assert find_words({}, folder).zone == "UTC"
