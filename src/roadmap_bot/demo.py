"""A learner's first weeks, played against a GitHub on this machine: real commands, real HTTP, a clock that jumps.

Leaves in the output folder what the learner would see: README.md with its badge, `state.json` (all that GitHub holds)
and `requests.json` (requests and writes of every act).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
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

NAME = "learner/roadmap"
TOKEN = "twin-job"  # noqa: S105
BOARD_TOKEN = "twin-project"  # noqa: S105
START = dt.date(2026, 1, 5)
SITE = "https://github.com"
MANUAL = "# roadmap\n\n<!-- roadmap-bot:manual -->\n"
LOUD = 3  # lines of a command's output that are shown


@dataclass
class Stage:
    """The twin, the roadmap as the learner's repository holds it, and what was counted so far."""

    url: str
    folder: Path
    counts: list[dict[str, Any]] = field(default_factory=list)
    today: dt.date = START
    board_token: str = ""

    def control(self, path: str, values: Mapping[str, Any] | None = None) -> Any:
        """Ask the twin's own control, which GitHub does not have."""
        data = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(f"{self.url}/_twin/{path}", data, {"content-type": "application/json"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def act(self, act: str, **values: Any) -> dict[str, Any]:
        """Let the learner do something in the page or push something."""
        told: dict[str, Any] = self.control("act", {"act": act, "user": "learner", "repository": NAME, **values})
        return told

    def go_to(self, day: int) -> None:
        """Go on to so many days after the start, nine in the morning in the learner's zone."""
        self.today = START + dt.timedelta(days=day)
        self.control("clock", {"now": f"{self.today}T01:00:00+00:00"})

    def pass_time(self, minutes: int) -> None:
        """Let some minutes pass."""
        self.control("clock", {"advance": 60 * minutes})

    def number(self, id: str) -> int:
        """Find the number of an issue by the id in its title."""
        issues = self.control(f"state?repository={NAME}")["issues"]
        return int(next(issue["number"] for issue in issues if issue["title"].startswith(f"[{id}] ")))

    def run(self, title: str, event: Mapping[str, Any] | None = None, *command: str, expect: int = 0) -> None:
        """Run the bot as a job of GitHub Actions would, and count what it asks of GitHub."""
        self.control("reset", {})
        done = self._run(event or {}, command or ("run",))
        counters = self.control("counters")
        self.counts.append(
            {"act": title, "requests": counters["requests"], "writes": counters["writes"], "exit": done.returncode}
        )
        click.echo(f"\n{len(self.counts)}. {title}")
        click.echo(f"   {counters['requests']} requests, {counters['writes']} writes, exit {done.returncode}")
        for line in (done.stdout.strip().splitlines() or done.stderr.strip().splitlines())[-LOUD:]:
            click.echo(f"   {line}")
        if done.returncode != expect:
            raise click.ClickException(f"{title}: exit {done.returncode}, not {expect}\n{done.stderr}")

    def _run(self, event: Mapping[str, Any], command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as payload:
            json.dump(event.get("payload") or {}, payload)
            payload.flush()
            environ = {
                name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "ROADMAP_"))
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


def play(roadmap: Path, output: Path, *, with_board: bool = True) -> None:
    """Play the whole story and leave what the learner would see in `output`."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, _twin() as url:
        stage = Stage(url, Path(folder, "roadmap"))
        shutil.copytree(roadmap, stage.folder)
        _first_day(stage)
        if with_board:
            _second_day(stage)
        _first_week(stage)
        _second_week(stage)
        _new_version(stage)
        _third_week(stage)
        _leave(stage, output)


def _first_day(stage: Stage) -> None:
    now = f"{START}T01:00:00+00:00"
    stage.control("seed", {"kind": "fork", "files": {"README.md": MANUAL}, "now": now})
    stage.run("Day 1: a fresh fork has its Issues switched off", expect=1)
    stage.act("change_settings", has_issues=True)
    stage.act("enable_workflows")
    stage.run("Day 1: Issues on, Run workflow pressed: everything is made")
    stage.run("Day 1: once more, to be sure", None, "apply")


def _second_day(stage: Stage) -> None:
    stage.go_to(1)
    stage.board_token = BOARD_TOKEN
    stage.run("Day 2: the secret ROADMAP_PROJECT_TOKEN is there: the board is made")


def _first_week(stage: Stage) -> None:
    stage.go_to(2)
    push = stage.act("push", commits=[{"message": "完成 W01-1：五道数组题"}])
    stage.run("Day 3: a commit says 完成 W01-1", push)
    stage.go_to(4)
    commits = [{"message": "Linear regression in NumPy\n\ndone W01-2 and W01.3"}, {"message": "not done W01-3 yet"}]
    stage.run("Day 5: a commit says done W01-2 and W01.3", stage.act("push", commits=commits))
    stage.go_to(6)
    stage.run("Day 7: an issue is closed in the page", stage.act("close", number=stage.number("W01-3")))


def _second_week(stage: Stage) -> None:
    stage.go_to(7)
    stage.run("Day 8: the daily tick, a new week", {"event": "schedule"})
    stage.go_to(9)
    for text in ("W01.1 ", "W01.2 "):
        stage.act("tick", number=stage.number("W01"), text=text)
    stage.act("comment", number=stage.number("W03-2"), body="98.6 % on the first try!")
    stage.act("tick", number=stage.number("W03-2"), text="W03-2.1 ")
    stage.run("Day 10: boxes ticked in the page; the daily tick finds W01 complete", {"event": "schedule"})
    stage.go_to(10)
    stage.run("Day 11: 重做 W01-1", stage.act("push", commits=[{"message": "重做 W01-1：再练一遍"}]))


def _new_version(stage: Stage) -> None:
    stage.go_to(11)
    path = stage.folder / "1-foundations.yml"
    path.write_text(edit_roadmap(path.read_text("utf-8")), encoding="utf-8")
    files = {"roadmap/1-foundations.yml": path.read_text("utf-8")}
    push = stage.act("push", commits=[{"message": "Roadmap: one task new, one renamed, one gone", "files": files}])
    stage.run("Day 12: a new version of the roadmap: what would change", None, "plan")
    stage.run("Day 12: one task is new, one has a new id, one is gone", push)
    stage.run("Day 12: and no further change", None, "plan", "--check", expect=0)


def edit_roadmap(text: str) -> str:
    """Add W05-9, give W05-2 the id W05-8 (keeping its old one as an alias), and take W05-3 out."""
    start, end = text.index("      - id: W05-1\n"), text.index("    boxes:", text.index("      - id: W05-1\n"))
    first, second, third = ("      - id: " + part for part in text[start:end].split("      - id: ")[1:4])
    second = second.replace("W05-2", "W05-8").replace("id: W05-8\n", "id: W05-8\n        aliases: [W05-2]\n", 1)
    new = (
        third.partition("\n")[0].replace("W05-3", "W05-9")
        + "\n        title: 读懂一篇 ResNet 论文\n        kind: practice\n"
    )
    return text[:start] + first + second + new + text[end:]


def _third_week(stage: Stage) -> None:
    stage.go_to(14)
    commits = [{"message": "跳过 W03-3"}, {"message": "Finish the MLP\n\nfinished W03-1"}, {"message": "完成 W01-1"}]
    stage.run("Day 15: 跳过 W03-3, finished W03-1, 完成 W01-1", stage.act("push", commits=commits))
    stage.run("Day 15: the weekly report", {"event": "schedule"})
    stage.run("Day 15: nothing to do", {"event": "schedule"})


def _leave(stage: Stage, output: Path) -> None:
    state = stage.control(f"state?repository={NAME}")
    files: dict[str, str] = state["files"]
    _write(output / "README.md", files[".github/README.md"].replace(stage.url, SITE))
    for path in sorted(files):
        if path.startswith(".github/progress/"):
            text = files[path].replace(stage.url, SITE)
            _write(output / "progress" / Path(path).name, text)
            _write(output / Path(path).name, text)
    plain = json.dumps(state, ensure_ascii=False, indent=1).replace(stage.url, SITE)
    _write(output / "state.json", plain + "\n")
    _write(output / "requests.json", json.dumps(stage.counts, ensure_ascii=False, indent=1) + "\n")
    closed = sum(issue["state"] == "closed" for issue in state["issues"])
    click.echo(f"\n{len(state['issues'])} issues, {closed} closed, {len(state['milestones'])} milestones.")
    if state["board"]:
        click.echo(f"The board: {state['board']['url']}")
    click.echo(f"Look at {output / 'README.md'}, and at the rest of {output}/.")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


@contextmanager
def _twin() -> Iterator[str]:
    """Start the GitHub on this machine, and stop it in the end."""
    command = [sys.executable, "-P", "-m", "github_twin"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        if process.stdout is None or not (url := process.stdout.readline().strip()):
            raise click.ClickException("the twin did not start: run python -m github_twin to see why")
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)
