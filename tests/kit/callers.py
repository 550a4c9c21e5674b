"""The workflows of thin copies, which call, and those that they call: what each gives and asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.kit.workflow_runner import BOT, ROOT

CALLED = re.compile(rf"{BOT}/\.github/workflows/(\w+)\.yml@v1")
RELEASED = sorted(path for path in (ROOT / "tests/callers/v1").iterdir() if path.is_dir())
TODAY = ROOT / "examples/minimal/.github/workflows"
LEVELS = ("none", "read", "write")


@dataclass(frozen=True)
class Call:
    """A job that calls a workflow: what it grants and hands over."""

    file: str
    called: str
    job: Mapping[str, Any]

    @property
    def rights(self) -> Mapping[str, str]:
        return dict(self.job["permissions"])

    @property
    def inputs(self) -> set[str]:
        return set(self.job.get("with", {}))

    @property
    def secrets(self) -> set[str]:
        secrets = self.job.get("secrets", {})
        assert isinstance(secrets, dict), "secrets are named, never inherited"
        return set(secrets)

    @property
    def outputs(self) -> set[str]:
        """The outputs of the called workflow before it that it reads."""
        return set(re.findall(r"needs\.follow\.outputs\.(\w+)", str(self.job)))


def load_flow(path: Path) -> dict[str, Any]:
    """Load a workflow file; whatever looks like a date, a number or a truth stays text."""
    value: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return value


def load_called(name: str) -> dict[str, Any]:
    return load_flow(ROOT / f".github/workflows/{name}.yml")


def find_calls(folder: Path) -> Iterator[Call]:
    """Find all calls of the workflow files of a folder."""
    for path in sorted(folder.glob("*.yml")):
        for job in load_flow(path)["jobs"].values():
            found = CALLED.fullmatch(job["uses"])
            assert found, f"{path.name} calls {job['uses']}"
            yield Call(path.name, found[1], job)


def find_triggers(folder: Path) -> dict[str, list[str]]:
    """Find the events that start a copy's two workflows, each with its kinds of action."""
    return {
        event: (details or {}).get("types", []) if isinstance(details, dict) else []
        for name in ("roadmap.yml", "schedule.yml")
        for event, details in load_flow(folder / name)["on"].items()
    }


def find_excess(asked: Mapping[str, str], granted: Mapping[str, str]) -> list[str]:
    """Find the rights that are asked for and not granted."""
    return [
        right
        for right, level in asked.items()
        if LEVELS.index(level) > LEVELS.index(granted.get(right, "none"))
    ]
