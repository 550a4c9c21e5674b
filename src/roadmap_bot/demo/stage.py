"""The stage of the demo: a GitHub on this machine, a learner who acts there, the bot as a job."""

from __future__ import annotations

import datetime as dt
import json
import re
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from roadmap_bot.demo.processes import DemoJob, Finished, run_job
from roadmap_bot.job import Job
from roadmap_bot.text.words import Words, load_words

NAME = "learner/roadmap"
CLASS = "teacher/class"
TOKENS = {NAME: "twin-job", CLASS: "twin-cohort"}  # of their jobs
BOARD_TOKEN = "twin-project"  # noqa: S105
SITE = Job.server_url  # what the twin's address stands for
START = dt.date(2026, 1, 5)
CHANGE = re.compile(r"[+~o-] (create|update|reopen|close) ")  # a line that tells of one change


@dataclass
class Stage:
    """The twin, the roadmap as the learner's repository holds it, and who tells the story.

    `counts` is what was counted so far, an entry for each run.
    """

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
        """Let the learner do something in the page, or the clock fire; return the event of it."""
        asked = {"act": act, "user": "learner", "repository": NAME, **values}
        event: dict[str, Any] = self._control("act", asked)
        return {**event, "repository": asked["repository"]}

    def push(self, *messages: str, files: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Let the learner push commits with these messages; the last one brings the files."""
        commits: list[dict[str, Any]] = [{"message": message} for message in messages]
        if files:
            commits[-1]["files"] = files
        return self.act("push", commits=commits)

    def add_board_token(self) -> None:
        """Let the learner save the secret that the board needs."""
        self.board_token = BOARD_TOKEN

    def number(self, id: str) -> int:
        """Find the number of an issue by the id in its title."""
        issues = self.state()["issues"]
        numbers = (issue["number"] for issue in issues if issue["title"].startswith(f"[{id}] "))
        return int(next(numbers))

    def find_control(self) -> int:
        """Find the number of the control issue by its mark."""
        issues = self.state()["issues"]
        return int(next(one["number"] for one in issues if " control " in _first_line(one)))

    def state(self, repository: str = NAME) -> dict[str, Any]:
        """Return all that GitHub holds of a repository."""
        state: dict[str, Any] = self._control(f"state?repository={repository}")
        return state

    def add_people(self, crowd: Mapping[str, Mapping[str, str]]) -> None:
        """Let others come, each with a repository of these files."""
        self._control("crowd", crowd)

    def describe(self, repository: str, description: str, languages: list[str]) -> None:
        """Let a repository say what it is, and in which languages."""
        told = {"repository": repository, "description": description, "languages": languages}
        self._control("describe", told)

    def play_host(self, host: str) -> None:
        """Let a page on the net answer, which is played on this machine."""
        self._control("outside", {"hosts": [host]})

    def keep_class(self, act: str, event: Mapping[str, Any] | None = None, *options: str) -> None:
        """Run the bot in the repository of the class."""
        at_class = {**(event or {}), "repository": CLASS}
        self.run(act, at_class, "run", "--command", "cohort", *options)

    def run(
        self, act: str, event: Mapping[str, Any] | None = None, *command: str, expect: int = 0
    ) -> None:
        """Run the bot as a job would, tell of it, and count what it asks of GitHub."""
        words = command or ("run",)
        self._control("reset", {})
        done = run_job(self._make_job(event or {}), words)
        counted = self._count()
        name = self._name(act, load_words("en"))
        self.counts.append({"act": name, **counted, "exit": done.returncode})
        click.echo(f"\n{self._name(act, self.narrator)}")
        click.echo(f"   $ roadmap-bot {' '.join(words)}")
        for line in _find_told(done):
            click.echo(f"   {line.replace(self.url, SITE)}")
        click.echo(f"   {self.narrator('demo.counts', **counted, code=done.returncode)}")
        if done.returncode != expect:
            raise click.ClickException(f"exit {done.returncode}, not {expect}\n{done.stderr}")

    def _make_job(self, event: Mapping[str, Any]) -> DemoJob:
        repository = event.get("repository", NAME)
        return DemoJob(
            url=self.url,
            repository=repository,
            token=TOKENS[repository],
            roadmap=self.folder,
            today=self.today,
            board_token=self.board_token if repository == NAME else "",
            event=event,
        )

    def _count(self) -> dict[str, Any]:
        counters = self._control("counters")
        return {name: counters[name] for name in ("requests", "writes")}

    @property
    def _morning(self) -> str:
        """Nine o'clock in the learner's zone."""
        return f"{self.today}T01:00:00+00:00"

    def _name(self, act: str, words: Words) -> str:
        day = (self.today - START).days + 1
        return words("demo.day", day=day, act=words(f"demo.act.{act}"))

    def _control(self, path: str, values: Mapping[str, Any] | None = None) -> Any:
        """Ask the twin's own control, which GitHub does not have."""
        data = None if values is None else json.dumps(values).encode()
        address, headers = f"{self.url}/_twin/{path}", {"content-type": "application/json"}
        request = urllib.request.Request(address, data, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)


def _first_line(issue: Mapping[str, Any]) -> str:
    return str(issue["body"]).partition("\n")[0]


def _find_told(done: Finished) -> list[str]:
    """Find what a command said, without the lines that tell of single changes as they are made."""
    aside = [line for line in done.stderr.splitlines() if not CHANGE.match(line)]
    told = [*done.stdout.splitlines(), *aside]
    return [line for line in told if line.strip()]
