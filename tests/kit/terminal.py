"""A terminal before a twin: `run_cli("plan --check")` reads like what a person types."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from github_twin import seed
from github_twin.clock import tick
from github_twin.server import Server
from github_twin.twin import HOME, Twin
from roadmap_bot.cli import main
from roadmap_bot.report.region import BEGIN, END
from roadmap_bot.shell import connection
from tests.kit.scene import ROOT

MARKS = re.compile(r"^::(stop-commands::[0-9a-f]{32}|[0-9a-f]{32}::)\n", re.MULTILINE)
TINY = ROOT / "tests" / "roadmaps" / "tiny"
FILES = {
    "README.md": f"# Hi\n\n{BEGIN}\n{END}\n",
    ".github/workflows/roadmap.yml": "on: push",
    ".github/workflows/schedule.yml": "on: push",
}


@dataclass(frozen=True)
class Said:
    """What a command left behind: exit code, what it wrote where, the log as the runner gets it.

    `out` lacks the lines that make the runner deaf and hear again.
    """

    code: int
    out: str
    err: str
    summary: str
    log: str

    @property
    def last(self) -> str:
        return self.out.rstrip("\n").rpartition("\n")[2]

    @property
    def has_traceback(self) -> bool:
        return "Traceback" in self.out + self.err + self.summary


def say(line: str, **variables: str | None) -> Said:
    """Run the command line where there is no GitHub: on a laptop that speaks English."""
    env = {"LC_ALL": "C.UTF-8", "GITHUB_ACTIONS": None, "GITHUB_STEP_SUMMARY": None, **variables}
    done = CliRunner().invoke(main, shlex.split(line), env=env, catch_exceptions=False)
    return Said(done.exit_code, MARKS.sub("", done.stdout), done.stderr, "", done.output)


@dataclass
class Terminal:
    """Runs the command line in this process, in the environment of a job."""

    server: Server
    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def twin(self) -> Twin:
        return self.server.twin

    @property
    def home(self) -> Any:
        return self.twin.world.repositories[HOME]

    def __call__(
        self, line: str, event: Mapping[str, Any] | None = None, **variables: str | None
    ) -> Said:
        path, summary = self.folder / "event.json", self.folder / "summary.md"
        path.write_text(json.dumps(event or {}), encoding="utf-8")
        summary.unlink(missing_ok=True)
        found = {"GITHUB_EVENT_PATH": str(path), "GITHUB_STEP_SUMMARY": str(summary)}
        env = {**self.variables, **found, **variables}
        done = CliRunner().invoke(main, shlex.split(line), env=env, catch_exceptions=False)
        told = summary.read_text(encoding="utf-8") if summary.exists() else ""
        return Said(done.exit_code, MARKS.sub("", done.stdout), done.stderr, told, done.output)

    def run(
        self, act: Mapping[str, Any] | None = None, line: str = "run", **variables: str | None
    ) -> Said:
        """Run what an act of the learner sets off, as Actions would."""
        event = self.twin.act(**{"user": seed.LEARNER, "repository": HOME, **act}) if act else None
        told = (
            {"GITHUB_EVENT_NAME": event.name, "GITHUB_REF": event.ref, "GITHUB_ACTOR": event.actor}
            if event
            else {}
        )
        return self(
            line,
            event.payload if event else None,
            **{"GITHUB_ACTIONS": "true", **told, **variables},
        )


def _make_clock(twin: Twin) -> type:
    class Clock:
        """The twin's own time; waiting moves it on."""

        def now(self) -> float:
            return tick(twin.world).now.timestamp()

        def sleep(self, seconds: float) -> None:
            twin.advance(seconds)

    return Clock


@contextmanager
def open_terminal(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    kind: str = "own",
    token: str = seed.JOB_TOKEN,
    **settings: Any,
) -> Iterator[Terminal]:
    """Open a terminal before a twin with a repository of the given kind; nothing is waited for."""
    for name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "ROADMAP_COMMAND", "CI"):
        monkeypatch.delenv(name, raising=False)
    with Server(seed.make_world(kind, **settings)) as server:
        monkeypatch.setattr(connection, "SystemClock", _make_clock(server.twin))
        yield Terminal(
            server,
            folder,
            {
                "GITHUB_API_URL": server.url,
                "GITHUB_SERVER_URL": "https://github.test",
                "GITHUB_REPOSITORY": HOME,
                "GITHUB_TOKEN": token,
                "ROADMAP_FOLDER": str(TINY),
                "GITHUB_EVENT_NAME": "workflow_dispatch",
                "LC_ALL": "C.UTF-8",
            },
        )
