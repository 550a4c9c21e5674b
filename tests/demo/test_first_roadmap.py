"""The demo finds the roadmap that ships with the bot, and says so where another took its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from roadmap_bot.demo import first_roadmap
from roadmap_bot.demo.first_roadmap import BEGINNING, FIRST, find_first_roadmap, is_first
from roadmap_bot.errors import UserError
from tests.kit.first_roadmap import HOME, need_first_roadmap
from tests.kit.terminal import TINY, say


def test_it_lies_beside_the_source() -> None:
    assert find_first_roadmap() == need_first_roadmap()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f"id: {FIRST}\ntitle: A\n", True),
        (f"# {FIRST}\nid: {FIRST}\r\n", True),
        (f"id: {FIRST}-2\n", False),
        ("id: mine\n", False),
        (f"title: {FIRST}\n", False),
    ],
)
def test_it_is_known_by_its_id(tmp_path: Path, text: str, first: bool) -> None:
    (tmp_path / BEGINNING).write_text(text, encoding="utf-8", newline="")
    assert is_first(tmp_path) == first


def test_where_an_author_put_another_the_demo_ends_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = tmp_path / "a/src/roadmap_bot/demo"
    source.mkdir(parents=True)
    shutil.copytree(TINY, tmp_path / "a" / HOME.name)
    monkeypatch.setattr(first_roadmap, "__file__", str(source / "first_roadmap.py"))
    with pytest.raises(UserError):
        find_first_roadmap()
    said = say(f"demo --output {tmp_path / 'out'}")
    assert (said.code, said.out, said.has_traceback) == (1, "", False)
    assert FIRST in said.err
    assert not (tmp_path / "out").exists()
