"""The wheel that a release publishes: all is inside, and it works where only it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from roadmap_bot import __version__
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.scene import ROOT

PYTHON = sys.executable
MAKES = ("MAKE", "MFLAGS")  # variables of a make that runs these tests
HEAVY = ("graphql", "werkzeug")  # what the extra brings
WITHOUT_TWIN = f"""
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name in {HEAVY} else find(name, *rest)
from roadmap_bot.cli import main
main()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as the workflow does, away from this repository."""
    work = tmp_path_factory.mktemp("work")
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, work)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "src", work / "src", ignore=ignored)
    shutil.copytree(ROOT / "roadmap", work / "roadmap")
    shutil.copytree(ROOT / "tests", work / "tests", ignore=lambda *_: ["golden"])
    tools = [f"BIN={Path(PYTHON).parent}", f"READY={work}/README.md"]
    command = ["make", "--assume-old", f"{work}/README.md", "wheel", *tools]
    kept = {
        name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    subprocess.run(command, cwd=work, env=kept, check=True)
    (built,) = (work / "build/release/dist").iterdir()
    assert built.name == f"roadmap_bot-{__version__}-py3-none-any.whl"
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, and nothing of this repository, as pipx and uvx do."""
    prefix = tmp_path_factory.mktemp("installed")
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    ignoring = ["--ignore-installed", "--no-warn-script-location", "--prefix", str(prefix)]
    subprocess.run([*command, *ignoring, str(wheel)], check=True)
    return prefix


def run(installed: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder of its own, with what was installed."""
    (packages,) = installed.glob("lib/python3*/site-packages")
    home = installed / "home"
    home.mkdir(exist_ok=True)
    environ = {**os.environ, "PYTHONPATH": str(packages), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, cwd=home, env=environ, capture_output=True, text=True, timeout=170, check=False
    )


def test_the_wheel_holds_every_file_of_the_source(wheel: Path) -> None:
    files = [path for path in (ROOT / "src").rglob("*.*") if path.is_file()]
    source = {path.relative_to(ROOT / "src").as_posix() for path in files}
    wanted = {path for path in source if not path.endswith(".pyc") and ".egg-info" not in path}
    inside = {name for name in ZipFile(wheel).namelist() if f"-{__version__}." not in name}
    assert inside == wanted


def test_the_wheel_holds_the_first_roadmap_in_every_language(wheel: Path) -> None:
    home = need_first_roadmap()
    wanted = {path.relative_to(home).as_posix() for path in home.rglob("*.*") if path.is_file()}
    beginning = f"roadmap_bot-{__version__}.data/data/share/roadmap-bot/roadmap/"
    names = [name for name in ZipFile(wheel).namelist() if name.startswith(beginning)]
    assert {name.removeprefix(beginning) for name in names} == wanted


def test_an_author_needs_nothing_but_the_wheel(installed: Path) -> None:
    bot = str(installed / "bin/roadmap-bot")
    for line in ("init . --title Rust", "validate", "preview", "explain done W01-1", "schema"):
        done = run(installed, bot, *line.split())
        assert (done.returncode, done.stderr) == (0, ""), line
    assert (installed / "home/build/preview.html").is_file()


def test_the_demo_finds_the_roadmap_that_was_installed(installed: Path) -> None:
    need_first_roadmap()
    ask = "from roadmap_bot.demo.first_roadmap import find_first_roadmap as f; print(f())"
    done = run(installed, PYTHON, "-P", "-c", ask)
    assert Path(done.stdout.strip()).resolve() == installed / "share/roadmap-bot/roadmap"


def test_without_the_extra_the_demo_says_which_one_to_install(installed: Path) -> None:
    need_first_roadmap()
    done = run(installed, PYTHON, "-P", "-c", WITHOUT_TWIN, "demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert "roadmap-bot[twin]" in done.stderr
