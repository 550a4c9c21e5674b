"""What becomes of a pushed tag: notes, what refuses it, the wheel, the tag of the major version."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from roadmap_bot import __version__

ROOT = Path(__file__).parents[2]
TAG = f"v{__version__}"
HOME = "https://github.com/acme/roadmap-bot"
PROJECT = f'[project]\nname = "x"\n\n[project.urls]\nRepository = "{HOME}"\n'
CHANGELOG = f"""# Changelog

## [Unreleased]

- Not yet.

## [{__version__}] - 2026-11-26

### Added

- What is new in this version.

## [0.0.1] - 2025-01-01

- What is old.
"""
FAKE_GH = """#!/bin/sh
echo "$*" >>"$ASKED"
case "$* " in *"$GRANTED"*) exit 0 ;; esac
echo "gh: Resource not accessible by integration (HTTP 403)" >&2
exit 1
"""


def release(
    folder: Path, tag: str = TAG, project: str = PROJECT, changelog: str = CHANGELOG
) -> subprocess.CompletedProcess[str]:
    """Run what the workflow runs, in a folder with these two files."""
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    server, owner, name = HOME.rsplit("/", 2)
    job = {
        "GITHUB_REF_NAME": tag,
        "GITHUB_SERVER_URL": server,
        "GITHUB_REPOSITORY": f"{owner}/{name}",
    }
    environment = {**os.environ, **job, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, str(ROOT / ".ci/release.py")]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def find_errors(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.replace("::error title=Not released::", "").splitlines()


def test_the_notes_are_the_changelogs_section_of_that_version_and_nothing_else(
    tmp_path: Path,
) -> None:
    done = release(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "### Added\n\n- What is new in this version.\n"


def test_a_tag_of_another_version_is_refused(tmp_path: Path) -> None:
    assert find_errors(release(tmp_path, tag="v9.9.9")) == [
        f"The tag is v9.9.9, but roadmap_bot.__version__ is {__version__}."
    ]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        (f"[{__version__}] - 2026-11-26", f"[{__version__}]"),
        (f"[{__version__}] - 2026-11-26", f"[{__version__}.1] - 2026-11-26"),
        (f"[{__version__}]", f"[{__version__.replace('.', '0', 1)}]"),
        ("### Added\n\n- What is new in this version.\n", ""),
    ],
    ids=["no date", "a longer version", "another sign for the dot", "nothing said"],
)
def test_a_version_that_the_changelog_does_not_tell_of_is_refused(
    tmp_path: Path, text: str, instead: str
) -> None:
    assert CHANGELOG.count(text) == 1
    assert find_errors(release(tmp_path, changelog=CHANGELOG.replace(text, instead))) == [
        f"CHANGELOG.md says nothing under `## [{__version__}] - YYYY-MM-DD`."
    ]


def test_a_repository_that_the_project_does_not_name_is_refused(tmp_path: Path) -> None:
    assert find_errors(release(tmp_path, project=PROJECT.replace("acme", "OWNER"))) == [
        f"This is {HOME}, but Repository in pyproject.toml is https://github.com/OWNER/roadmap-bot."
    ]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    done = release(
        tmp_path, tag="v1", project=PROJECT.replace("acme", "OWNER"), changelog="# Changelog\n"
    )
    assert len(find_errors(done)) == 3


def test_but_for_the_owners_name_this_very_commit_could_be_released(tmp_path: Path) -> None:
    project, changelog = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "CHANGELOG.md")
    )
    at_home, count = re.subn(
        '^Repository = ".*"$', f'Repository = "{HOME}"', project, flags=re.MULTILINE
    )
    assert count == 1
    done = release(tmp_path, TAG, at_home, changelog)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_major_version_is_the_one_that_users_of_the_action_are_told_to_write() -> None:
    workflows = (ROOT / "examples/minimal/.github/workflows").glob("*.yml")
    texts = [path.read_text(encoding="utf-8") for path in (*ROOT.glob("README*.md"), *workflows)]
    written = re.findall(r"/roadmap-bot(?:/\S+\.yml)?@(\S+?)`?[\s，。]", "\n".join(texts))
    assert set(written) == {TAG.partition(".")[0]}


def test_only_tags_of_three_numbers_are_released() -> None:
    (pattern,) = load_workflow()["on"]["push"]["tags"]
    tags = [TAG, "v10.20.30", "v1", "v1.2", "1.2.3", "v1.2.3-rc1", "v1.2.3.4", "vv1.2.3"]
    # Of all signs, GitHub reads the dot alone otherwise than a regular expression.
    released = [tag for tag in tags if re.fullmatch(pattern.replace(".", r"\."), tag)]
    assert released == [TAG, "v10.20.30"]


def load_workflow() -> dict[str, Any]:
    text = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    workflow: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return workflow


def move_tag(folder: Path, granted: str, tag: str = "v1.2.3") -> tuple[list[str], str]:
    """Run the step that moves the tag, where GitHub grants one request: requests, summary."""
    (folder / "gh").write_text(FAKE_GH)
    (folder / "gh").chmod(0o755)
    script = load_workflow()["jobs"]["move"]["steps"][-1]["run"]
    job = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "ASKED": str(folder / "asked"),
        "GRANTED": granted,
        "REFS": "repos/acme/roadmap-bot/git/refs",
        "GITHUB_REF_NAME": tag,
        "GITHUB_SHA": "a" * 40,
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }
    (folder / "summary").touch()
    subprocess.run(["bash", "-e", "-c", script], env=job, check=True)
    return (folder / "asked").read_text().splitlines(), (folder / "summary").read_text()


def test_the_tag_of_the_major_version_moves(tmp_path: Path) -> None:
    asked, summary = move_tag(tmp_path, granted="PATCH")
    assert len(asked) == 1
    assert "PATCH repos/acme/roadmap-bot/git/refs/tags/v1 " in asked[0]
    assert f"sha={'a' * 40} --field force=true" in asked[0]
    assert summary == ""


def test_the_first_release_of_a_major_version_makes_its_tag(tmp_path: Path) -> None:
    asked, summary = move_tag(tmp_path, granted="POST", tag="v12.0.0")
    assert "POST repos/acme/roadmap-bot/git/refs --raw-field ref=refs/tags/v12 " in asked[-1]
    assert f"ref=refs/tags/v12 --raw-field sha={'a' * 40}" in asked[-1]
    assert summary == ""


def test_where_github_does_not_let_the_job_move_it_the_summary_has_the_command(
    tmp_path: Path,
) -> None:
    _, summary = move_tag(tmp_path, granted="nothing at all")
    assert f"\n    git push --force origin {'a' * 40}:refs/tags/v1\n" in summary
    assert "    gh: Resource not accessible by integration (HTTP 403)\n" in summary
