"""The Action's first step for real: the locked environment, out of the repository's reach."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.kit import package_index
from tests.kit.action_step import INSTALL, PACKAGES, ROOT, Runner, open_runner, run_step

SHADOWS = ("click.py", "json.py", "pip.py", "roadmap_bot.py", "venv.py", "yaml.py")
BENDS = {  # each of which changes what pip does, or where
    "PIP_USER": "1",
    "PIP_DRY_RUN": "1",
    "PIP_DRY-RUN": "1",
    "PIP_PYTHON": "/bin/false",
    "PIP_ROOT": "/nowhere",
    "PIP_PREFIX": "/nowhere",
    "PIP_TARGET": "/nowhere",
    "PIP_NO_INDEX": "1",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PIP_CONFIG_FILE": "/nowhere",
}
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
    done = run_step(INSTALL, work, temp, **BENDS)
    if done.returncode and not package_index.is_reachable():
        pytest.skip("no package index can be reached from here")
    assert done.returncode == 0, done.stderr
    assert done.stdout + done.stderr == ""
    return temp


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
        "Look at the runner's Python", tmp_path, tmp_path, PATH=f"{tmp_path}:/usr/bin:/bin"
    )
    assert done.returncode == 1
    assert done.stdout.startswith("::error::roadmap-bot needs Python 3.11 or newer")
    assert done.stdout.count("\n") == 1


def test_windows_is_named_in_one_sentence(tmp_path: Path) -> None:
    done = run_step("Look at the runner's Python", tmp_path, tmp_path, RUNNER_OS="Windows")
    assert done.returncode == 1
    assert done.stdout.startswith("::error::roadmap-bot does not run on Windows")
    assert done.stdout.count("\n") == 1


def test_the_wheels_are_kept_under_a_name_that_changes_with_python_and_the_lock(
    tmp_path: Path,
) -> None:
    done = run_step("Look at the runner's Python", tmp_path, tmp_path)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert re.fullmatch(r"lock=[0-9a-f]{64}\n", (tmp_path / "output").read_text())


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Runner]:
    """A runner whose lock names three small wheels."""
    with open_runner(tmp_path) as opened:
        yield opened


def find_kept(runner: Runner) -> list[str]:
    return sorted(path.name for path in runner.kept.rglob("*") if path.is_file())


def test_wheels_are_kept_as_they_came_and_nothing_else_is(small: Runner) -> None:
    honest = sorted(path.name for path in small.wheels.glob("*.whl"))
    assert (small.install().returncode, find_kept(small)) == (0, honest)
    assert len(honest) == len(PACKAGES)
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    caches = [step["with"] for step in steps if step.get("uses", "").startswith("actions/cache@")]
    assert [cache["path"] for cache in caches] == [f"${{{{ runner.temp }}}}/{small.kept.name}"]


def test_from_kept_wheels_all_is_installed_without_an_index(small: Runner) -> None:
    small.keep()
    done = small.install(PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert done.stdout == "True True True\n"


def test_a_kept_wheel_that_is_not_the_locks_is_downloaded_anew(small: Runner) -> None:
    small.keep()
    small.poison(build="9-")
    assert small.install().stdout == "True True True\n"
    assert len(find_kept(small)) == len(PACKAGES)


def test_where_no_wheel_of_the_lock_can_be_had_the_step_fails(small: Runner) -> None:
    small.keep()
    small.poison()
    (small.wheels / "simple/alpha/index.html").unlink()
    done = small.install()
    assert done.returncode != 0
    assert "alpha" in done.stderr
