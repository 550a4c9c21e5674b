"""The processes of the demo: the bot, run as a job of GitHub Actions would, and the twin."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.job import BOARD_TOKEN, TOKEN

PYTHON = (sys.executable, "-P", "-m")
TWIN = ("graphql", "werkzeug")  # what it imports: the extra `twin`
OURS = ("GITHUB_", "ROADMAP_")  # what a job says, and this machine must not

Finished = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class DemoJob:
    """What a job of GitHub Actions is given: where, by which event, on which day."""

    url: str
    repository: str
    token: str
    roadmap: Path
    today: dt.date
    board_token: str
    event: Mapping[str, Any]


def run_job(job: DemoJob, command: Sequence[str]) -> Finished:
    """Run a command of the bot as the job would."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as payload:
        json.dump(job.event.get("payload") or {}, payload)
        payload.flush()
        options = ["--roadmap", str(job.roadmap), "--today", job.today.isoformat()]
        return subprocess.run(  # noqa: S603
            [*PYTHON, "roadmap_bot", *command, *options],
            env=_make_environ(job, payload.name),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def _make_environ(job: DemoJob, payload: str) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **others,
        "GITHUB_API_URL": job.url,
        "GITHUB_SERVER_URL": job.url,
        "GITHUB_REPOSITORY": job.repository,
        TOKEN: job.token,
        BOARD_TOKEN: job.board_token,
        "GITHUB_ACTOR": "learner",
        "GITHUB_EVENT_NAME": job.event.get("event") or "workflow_dispatch",
        "GITHUB_EVENT_PATH": payload,
        "GITHUB_REF": job.event.get("ref") or "refs/heads/main",
        "PYTHONUTF8": "1",
        "ROADMAP_OUTSIDE_URL": job.url,  # it plays the rest of the net, too
        # The twin sets no limits here, so nothing has to wait.
        "ROADMAP_WRITES_PER_MINUTE": "1000000",
        "ROADMAP_WRITES_PER_HOUR": "1000000",
    }


def require_twin() -> None:
    """Raise UserError where what the twin is made of is not installed."""
    if not all(find_spec(name) for name in TWIN):
        raise UserError(Problem("author.no-twin"))


@contextmanager
def open_twin() -> Iterator[str]:
    """Start the GitHub on this machine, and stop it in the end."""
    process = subprocess.Popen([*PYTHON, "github_twin"], stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield _find_address(process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _find_address(process: subprocess.Popen[str]) -> str:
    """Find where the twin can be reached: the first line that it prints."""
    address = process.stdout.readline().strip() if process.stdout else ""
    if not address:
        raise click.ClickException("the twin did not start: run python -m github_twin to see why")
    return address
