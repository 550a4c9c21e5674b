"""On a laptop `validate` shows what it shows in a job: what learners will get."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.terminal import TINY, Said, say

NEW = "A new learner: Plan: 8 to create, 0 to update, 0 to close."
SINCE = "A learner who follows the last release: Plan: 0 to create, 1 to update, 0 to close."


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Make a template around the tiny roadmap."""
    say(f"init {tmp_path} --title Bread")
    (tmp_path / "roadmap/roadmap.yml").unlink()
    shutil.copy(TINY / "roadmap.yml", tmp_path / "roadmap")
    return tmp_path


def validate(template: Path, *options: str, **variables: str) -> Said:
    return say(" ".join(("validate --roadmap", str(template / "roadmap"), *options)), **variables)


def test_a_laptop_is_told_what_a_job_is_told(template: Path) -> None:
    here, there = validate(template), validate(template, GITHUB_ACTIONS="true")
    assert (here.code, here.err) == (0, "")
    assert here.out.splitlines()[-1] == NEW
    assert here.out == there.out


def test_beside_an_older_roadmap_its_learners_are_told_of_too(template: Path) -> None:
    path = template / "roadmap/roadmap.yml"
    path.write_text(path.read_text("utf-8").replace("Let it rise", "Let it grow"), "utf-8")
    assert validate(template, "--since", str(TINY)).out.splitlines()[-2:] == [NEW, SINCE]


def test_a_readme_without_a_place_for_the_table_is_a_warning(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (template / "README.md").write_text("# Bread for all\n", encoding="utf-8")
    said = validate(template)
    assert said.code == 0
    assert said.err.startswith(f"{template}/README.md:1:1: ")
    assert "1 place worth a look" in said.out
    monkeypatch.chdir(template)
    in_job = say("validate", GITHUB_ACTIONS="true")
    assert "::warning file=README.md,line=1::" in in_job.out


def test_a_folder_outside_a_repository_is_told_of_no_readme(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Notes\n", encoding="utf-8")
    shutil.copytree(TINY, tmp_path / "roadmap")
    assert validate(tmp_path).err == ""
