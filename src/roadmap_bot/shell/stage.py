"""The stage of the demo: a GitHub on this machine, a learner who acts there, and the bot as a job would run it."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from roadmap_bot.text.words import Words, load_words

NAME = "learner/roadmap"
TOKEN = "twin-job"  # noqa: S105
BOARD_TOKEN = "twin-project"  # noqa: S105
SITE = "https://github.com"  # what the twin's address stands for
START = dt.date(2026, 1, 5)
CHANGE = re.compile(r"[+~o-] (create|update|reopen|close) ")  # a line that tells of one change


@dataclass
class Stage:
    """The twin, the roadmap as the learner's repository holds it, who tells the story, and what was counted so far."""

    url: str
    folder: Path
    narrator: Words
    counts: list[dict[str, Any]] = field(default_factory=list)
    today: dt.date = START
    board_token: str = ""

    def begin(self, kind: str, files: Mapping[str, str]) -> None:
        """Begin with a repository of some kind, on the first day."""
        self._control("seed", {"kind": kind, "files": files, "now": self._morning})

    def go_to(self, day: int) -> None:
        """Go on to the morning of a day, from 1."""
        self.today = START + dt.timedelta(days=day - 1)
        self._control("clock", {"now": self._morning})

    def act(self, act: str, **values: Any) -> dict[str, Any]:
        """Let the learner do something in the page, or the clock fire; return the event that it sets off."""
        told: dict[str, Any] = self._control(
            "act", {"act": act, "user": "learner", "repository": NAME, **values}
        )
        return told

    def push(self, *messages: str, files: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Let the learner push commits with these messages; the last one brings the files."""
        commits: list[dict[str, Any]] = [{"message": message} for message in messages]
        commits[-1] |= {"files": files} if files else {}
        return self.act("push", commits=commits)

    def add_board_token(self) -> None:
        """Let the learner save the secret that the board needs."""
        self.board_token = BOARD_TOKEN

    def number(self, id: str) -> int:
        """Find the number of an issue by the id in its title."""
        return int(
            next(
                issue["number"]
                for issue in self.state()["issues"]
                if issue["title"].startswith(f"[{id}] ")
            )
        )

    def state(self) -> dict[str, Any]:
        """Return all that GitHub holds."""
        state: dict[str, Any] = self._control(f"state?repository={NAME}")
        return state

    def run(
        self, act: str, event: Mapping[str, Any] | None = None, *command: str, expect: int = 0
    ) -> None:
        """Run the bot as a job of GitHub Actions would, tell of it, and count what it asks of GitHub."""
        self._control("reset", {})
        done = self._run(event or {}, command or ("run",))
        counters = self._control("counters")
        counted = {"requests": counters["requests"], "writes": counters["writes"]}
        self.counts.append(
            {"act": self._name(act, load_words("en")), **counted, "exit": done.returncode}
        )
        click.echo(f"\n{self._name(act, self.narrator)}")
        click.echo(f"   $ roadmap-bot {' '.join(command or ('run',))}")
        for line in _find_told(done):
            click.echo(f"   {line.replace(self.url, SITE)}")
        click.echo(f"   {self.narrator('demo.counts', **counted, code=done.returncode)}")
        if done.returncode != expect:
            raise click.ClickException(f"exit {done.returncode}, not {expect}\n{done.stderr}")

    @property
    def _morning(self) -> str:
        """Nine o'clock in the learner's zone."""
        return f"{self.today}T01:00:00+00:00"

    def _name(self, act: str, words: Words) -> str:
        return words("demo.day", day=(self.today - START).days + 1, act=words(f"demo.act.{act}"))

    def _control(self, path: str, values: Mapping[str, Any] | None = None) -> Any:
        """Ask the twin's own control, which GitHub does not have."""
        data = None if values is None else json.dumps(values).encode()
        address, headers = f"{self.url}/_twin/{path}", {"content-type": "application/json"}
        request = urllib.request.Request(address, data, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def _run(
        self, event: Mapping[str, Any], command: tuple[str, ...]
    ) -> subprocess.CompletedProcess[str]:
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as payload:
            json.dump(event.get("payload") or {}, payload)
            payload.flush()
            environ = {
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("GITHUB_", "ROADMAP_"))
            }
            environ |= {
                "GITHUB_API_URL": self.url,
                "GITHUB_SERVER_URL": self.url,
                "GITHUB_REPOSITORY": NAME,
                "GITHUB_TOKEN": TOKEN,
                "ROADMAP_PROJECT_TOKEN": self.board_token,
                "GITHUB_ACTOR": "learner",
                "GITHUB_EVENT_NAME": event.get("event") or "workflow_dispatch",
                "GITHUB_EVENT_PATH": payload.name,
                "GITHUB_REF": event.get("ref") or "refs/heads/main",
                "PYTHONUTF8": "1",
                # The twin sets no limits here, so nothing has to wait.
                "ROADMAP_WRITES_PER_MINUTE": "1000000",
                "ROADMAP_WRITES_PER_HOUR": "1000000",
            }
            options = ["--roadmap", str(self.folder), "--today", self.today.isoformat()]
            return subprocess.run(  # noqa: S603
                [sys.executable, "-P", "-m", "roadmap_bot", *command, *options],
                env=environ,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=120,
                check=False,
            )


def _find_told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Find what a command said, without the lines that tell of single changes as they are made."""
    aside = [line for line in done.stderr.splitlines() if not CHANGE.match(line)]
    return [line for line in (*done.stdout.splitlines(), *aside) if line.strip()]


@contextmanager
def open_twin() -> Iterator[str]:
    """Start the GitHub on this machine, and stop it in the end."""
    command = [sys.executable, "-P", "-m", "github_twin"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        if process.stdout is None or not (url := process.stdout.readline().strip()):
            raise click.ClickException(
                "the twin did not start: run python -m github_twin to see why"
            )
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)
