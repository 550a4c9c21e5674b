"""The Action's first step for real: the locked environment, out of the repository's reach."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.kit import package_index

ROOT = Path(__file__).parents[2]
BASH = [
    "bash",
    "--noprofile",
    "--norc",
    "-eo",
    "pipefail",
    "-c",
]  # what `shell: bash` means on a runner
OURS = ("COV", "GITHUB_", "ROADMAP_")  # variables of the job that runs these tests
SHADOWS = ("click.py", "json.py", "pip.py", "roadmap_bot.py", "venv.py", "yaml.py")
IMPORTS = """
import click, github, jinja2, markdown_it, pydantic, roadmap_bot, tzdata, yaml
print(roadmap_bot.__file__)
"""


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the install step in a repository full of traps; return the runner's temporary folder."""
    work, temp = tmp_path_factory.mktemp("repository"), tmp_path_factory.mktemp("runner")
    for name in SHADOWS:
        (work / name).write_text("raise SystemExit('imported from the repository')\n")
    done = run_step("Install the locked dependencies", work, temp)
    if done.returncode and not package_index.is_reachable():
        pytest.skip("no package index can be reached from here")
    assert done.returncode == 0, done.stderr
    assert done.stdout + done.stderr == ""
    return temp


def run_step(name: str, work: Path, temp: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    script = next(step["run"] for step in steps if step["name"] == name)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
        "PATH": path or f"{Path(sys._base_executable).parent}:{os.environ['PATH']}",  # type: ignore[attr-defined]
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(temp / "output"),
        "PYTHONPATH": str(work),
        "RUNNER_TEMP": str(temp),
    }
    return subprocess.run(
        [*BASH, script], cwd=work, env=environment, capture_output=True, text=True, check=False
    )


def test_every_library_of_the_bot_is_there_and_the_bot_is_the_actions_own(runner: Path) -> None:
    python = [str(runner / "roadmap-bot/bin/python"), "-I", "-c", IMPORTS]
    done = subprocess.run(python, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).parent == ROOT / "src/roadmap_bot"


def test_the_last_step_runs_the_bot_and_nothing_of_the_repository(
    runner: Path, tmp_path: Path
) -> None:
    for name in SHADOWS:
        (tmp_path / name).write_text("raise SystemExit('imported from the repository')\n")
    done = run_step("Follow the roadmap", tmp_path, runner)
    assert done.returncode == 1
    assert done.stderr.startswith("roadmap: ")  # the bot's own words: there is no such folder here


def test_an_old_python_is_named_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = run_step(
        "Look at the runner's Python", tmp_path, tmp_path, path=f"{tmp_path}:/usr/bin:/bin"
    )
    assert done.returncode == 1
    assert done.stdout.startswith("::error::roadmap-bot needs Python 3.11 or newer")
    assert done.stdout.count("\n") == 1


def test_the_wheels_are_kept_under_a_name_that_changes_with_python_and_the_lock(
    tmp_path: Path,
) -> None:
    done = run_step("Look at the runner's Python", tmp_path, tmp_path)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert re.fullmatch(r"lock=[0-9a-f]{64}\n", (tmp_path / "output").read_text())


def test_what_pip_downloads_is_kept_and_the_environment_is_not(runner: Path) -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    (kept,) = [
        step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/cache@")
    ]
    folder = kept.removeprefix("${{ runner.temp }}/")
    (install,) = [
        step["run"] for step in steps if step["name"] == "Install the locked dependencies"
    ]
    assert f'--cache-dir "$RUNNER_TEMP/{folder}"' in install
    assert not list((runner / folder).rglob("*.py"))
