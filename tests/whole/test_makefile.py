"""What `make` offers to those who know nothing of it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def make(*arguments: str) -> str:
    """Return what `make` prints, as though no other make had called it."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=outside, capture_output=True, text=True, check=True
    ).stdout


def test_plain_make_tells_of_every_target_in_a_line_each() -> None:
    told = [line.split(maxsplit=2)[:2] for line in make().splitlines()]
    assert told == [["make", target] for target in TARGETS]
    assert {"help", "demo", "test", "check", "bench"} <= set(TARGETS)


@pytest.mark.parametrize(
    ("file", "test"),
    [
        ("src/roadmap_bot/cli.py", "tests/test_cli.py"),
        ("src/roadmap_bot/report/pictures/badge.py", "tests/report/pictures/test_badge.py"),
        ("src/github_twin/labels.py", "tests/twin/test_labels.py"),
        ("tests/report/pictures/test_badge.py", "tests/report/pictures/test_badge.py"),
        ("tests/kit/scene.py", "tests/kit/test_scene.py"),
    ],
)
def test_a_file_is_checked_with_the_test_that_mirrors_it(file: str, test: str) -> None:
    commands = make("--dry-run", "--assume-old=.venv/ready", "check", f"FILE={file}")
    assert f"ruff check {file}\n" in commands
    assert f"mypy {file}\n" in commands
    assert f"pytest {test};" in commands
    assert f"there is no {test}." in commands
