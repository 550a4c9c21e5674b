"""`preview` writes one page, and says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.terminal import TINY, say


def test_the_page_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "new" / "page.html"
    said = say(f"preview {page} --roadmap {TINY}")
    assert (said.code, said.err) == (0, "")
    assert str(page) in said.last
    text = page.read_text("utf-8")
    assert "Bake a Loaf" in text
    assert say(f"preview {page} --roadmap {TINY}").code == 0


def test_without_a_name_it_lies_in_the_folder_of_what_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert say(f"preview --roadmap {TINY}").code == 0
    assert (tmp_path / "build/preview.html").is_file()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    said = say(f"preview {tmp_path} --roadmap {TINY}")
    assert (said.code, said.has_traceback) == (1, False)
    assert str(tmp_path) in said.err


def test_a_broken_roadmap_has_no_preview(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("id: A B\n", encoding="utf-8")
    said = say(f"preview {tmp_path / 'x.html'} --roadmap {tmp_path}")
    assert said.code == 1
    assert "a.yml:1:5" in said.err
    assert not (tmp_path / "x.html").exists()
