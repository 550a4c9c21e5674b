"""The locks: all pinned and hashed, no index named, wheels for each Python of GitHub's runners."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.kit import package_index

ROOT = Path(__file__).parents[2]
LOCKS = {"runtime": ROOT / "requirements.txt", "development": ROOT / "tests/requirements.txt"}
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
EXTRAS = {"coverage": "toml", "pyjwt": "crypto"}  # that PyGithub and pytest-cov ask for
PIN = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^;#]+)?( --hash=sha256:[0-9a-f]{64})+")

Lock = Mapping[str, Requirement]


def lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if not line.startswith("#")]


def load_lock(path: Path) -> Lock:
    pins = [Requirement(line.partition(" --hash")[0]) for line in lines(path)]
    return {pin.name: pin for pin in pins}


def resolve(python: str, path: Path) -> list[dict[str, Any]]:
    """Ask pip for what it would install from wheels on `python`."""
    command = f"""
        -m pip install --dry-run --quiet --report - --require-hashes --only-binary :all: --no-deps
        --ignore-installed --disable-pip-version-check --target none --python-version {python}
    """
    done = subprocess.run(
        [sys.executable, *command.split(), "-r", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not package_index.is_reachable():
        pytest.skip("no package index can be reached from here")
    assert done.returncode == 0, done.stderr
    installed: list[dict[str, Any]] = json.loads(done.stdout)["install"]
    return installed


def environment(python: str) -> Environment:
    return {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}


def find_missing(metadata: Mapping[str, Any], lock: Lock, python: str) -> list[str]:
    """Find what one package requires on `python` and the lock does not give it."""
    here = environment(python)
    wanted = [Requirement(text) for text in metadata.get("requires_dist", [])]
    contexts = [
        {**here, "extra": extra}
        for extra in ("", EXTRAS.get(canonicalize_name(metadata["name"]), ""))
    ]
    return [
        f"{metadata['name']} on Python {python} needs {need}"
        for need in wanted
        if not need.marker or any(need.marker.evaluate(context) for context in contexts)  # type: ignore[arg-type]
        if not gives(lock, need, here)
    ]


def gives(lock: Lock, need: Requirement, here: Environment) -> bool:
    pin = lock.get(canonicalize_name(need.name))
    if pin is None or (pin.marker and not pin.marker.evaluate(here)):  # type: ignore[arg-type]
        return False
    (version,) = pin.specifier
    return need.specifier.contains(version.version, prereleases=True)


@pytest.mark.parametrize("path", LOCKS.values(), ids=LOCKS)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(path: Path) -> None:
    assert [line for line in lines(path) if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("path", LOCKS.values(), ids=LOCKS)
def test_a_lock_says_how_it_was_made_and_names_no_index(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "make lock" in text.partition("==")[0]
    assert not re.search(r"://|index|find-links|trusted-host|/", text)


def test_both_locks_agree() -> None:
    runtime, development = (set(lines(path)) for path in LOCKS.values())
    assert runtime
    assert runtime <= development


def test_the_locks_carry_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    more = project["project"]["optional-dependencies"]["twin"] + project["dependency-groups"]["dev"]
    assert {canonicalize_name(name) for name in runtime} <= load_lock(LOCKS["runtime"]).keys()
    assert {canonicalize_name(name) for name in runtime + more} <= load_lock(
        LOCKS["development"]
    ).keys()


@pytest.mark.parametrize("python", PYTHONS)
def test_pip_finds_a_wheel_for_every_pin_and_no_requirement_is_left_out(python: str) -> None:
    installed = resolve(python, LOCKS["development"])
    addresses = [item["download_info"]["url"] for item in installed]
    assert [address for address in addresses if not address.endswith(".whl")] == []
    packages: dict[str, Any] = {
        canonicalize_name(item["metadata"]["name"]): item["metadata"] for item in installed
    }
    for path in LOCKS.values():
        lock = load_lock(path)
        assert [
            need
            for name in lock.keys() & packages
            for need in find_missing(packages[name], lock, python)
        ] == []
