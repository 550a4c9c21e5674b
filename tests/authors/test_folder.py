"""What stands in a folder already stays, and what stands around a roadmap is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from roadmap_bot.authors.folder import has_roadmap, read_around, write_new, write_page
from roadmap_bot.errors import UserError

FILES = {"a/b.yml": "b\n", "README.md": "中文\n"}
WORKFLOW = ".github/workflows/roadmap.yml"


def test_new_files_are_written_as_they_are_and_a_second_time_all_stay(tmp_path: Path) -> None:
    assert write_new(tmp_path, FILES).made == tuple(FILES)
    assert (tmp_path / "README.md").read_bytes() == "中文\n".encode()
    again = write_new(tmp_path, dict.fromkeys(FILES, "other"))
    assert (again.made, again.kept) == ((), tuple(FILES))
    assert (tmp_path / "a/b.yml").read_text("utf-8") == "b\n"


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    (tmp_path / "README.md").symlink_to(tmp_path / "elsewhere")
    assert write_new(tmp_path, FILES).kept == ("README.md",)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError):
        write_new(tmp_path, FILES)


def test_a_page_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    for text in ("one", "two"):
        write_page(tmp_path / "x/page.html", text)
        assert (tmp_path / "x/page.html").read_text("utf-8") == text


@pytest.mark.parametrize(("name", "there"), [("a.yml", True), ("a.yaml", True), ("a.md", False)])
def test_a_roadmap_is_a_folder_with_yaml(tmp_path: Path, name: str, there: bool) -> None:
    assert not has_roadmap(tmp_path)
    write_new(tmp_path, {f"roadmap/{name}": ""})
    assert has_roadmap(tmp_path) == there


def test_only_a_repository_with_workflows_is_read(tmp_path: Path) -> None:
    write_new(tmp_path, {"readme.md": "mine", "roadmap/a.yml": ""})
    assert read_around(tmp_path / "roadmap") == {}
    write_new(tmp_path, {WORKFLOW: "on: push"})
    assert read_around(tmp_path / "roadmap") == {"readme.md": "mine", WORKFLOW: "on: push"}


def test_bytes_that_are_no_text_are_read_all_the_same(tmp_path: Path) -> None:
    write_new(tmp_path, {WORKFLOW: "on: push"})
    (tmp_path / "README.md").write_bytes(b"\xff\xfe")
    assert "README.md" in read_around(tmp_path / "roadmap")
