"""The maintainer hears which pinned actions are behind, line by line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OLD, NEW = "0" * 40, "1" * 40
FAKE_GH = f"""#!/bin/sh
case "$2" in
  */releases/latest) echo v2.0.0 ;;
  */commits/v2.0.0) echo {NEW} ;;
esac
"""


def check(folder: Path, *lines: str, gh: str = FAKE_GH) -> subprocess.CompletedProcess[str]:
    """Check the pins of a repository whose one workflow has these steps."""
    tools, flows = folder / "tools", folder / ".github/workflows"
    tools.mkdir()
    flows.mkdir(parents=True)
    (tools / "gh").write_text(gh)
    (tools / "gh").chmod(0o755)
    (folder / "action.yml").write_text("runs:\n  steps:\n")
    (flows / "x.yml").write_text("".join(f"      - uses: {line}\n" for line in lines))
    command = [sys.executable, str(ROOT / ".ci/pins.py")]
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_newest_release_of_an_action_is_right(tmp_path: Path) -> None:
    done = check(tmp_path, f"a/b@{NEW} # v2.0.0", "./")
    assert (done.returncode, done.stdout) == (0, "")


def test_an_older_one_is_named_with_what_to_write(tmp_path: Path) -> None:
    done = check(tmp_path, "./", f"a/b@{OLD} # v1.9.0")
    said = f"a/b v1.9.0 is behind: write @{NEW} # v2.0.0"
    assert done.returncode == 1
    assert done.stdout == f"::error file=.github/workflows/x.yml,line=2::{said}\n"


def test_a_pin_that_is_not_the_version_beside_it_is_named(tmp_path: Path) -> None:
    done = check(tmp_path, f"a/b@{OLD} # v2.0.0")
    assert done.returncode == 1
    assert f"a/b v2.0.0 is commit {NEW}" in done.stdout


def test_where_github_does_not_answer_nothing_is_called_right(tmp_path: Path) -> None:
    done = check(tmp_path, f"a/b@{NEW} # v2.0.0", gh="#!/bin/sh\nexit 1\n")
    assert done.returncode != 0


def test_every_pin_of_this_repository_is_looked_at(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        from pins import load_pins
    finally:
        sys.path.remove(str(ROOT / ".ci"))
    found = {(pin.path, pin.action) for pin in load_pins()}
    assert ("action.yml", "actions/cache") in found
    assert (".github/workflows/roadmap.yml", "actions/deploy-pages") in found
    assert (".github/actions/bot/action.yml", "actions/cache") in found
    assert any(path.startswith("examples/cohort/") for path, _ in found)
