"""Run the workflow files for real: act in host mode, the Action as it is, the twin as its GitHub.

Only what other people provide is replaced: `uses:` of their actions by the stand-ins below, the
package index by a folder of the locked wheels, and pip, once it has installed them, by a link to
that. Secrets are not masked in the log, so that a token in it would be found.
"""

from __future__ import annotations

import atexit
import compileall
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

import pytest

from github_twin import seed
from github_twin.dump import dump_state
from github_twin.repository_objects import render_repository
from github_twin.server import Server
from github_twin.world import World
from tests.kit import package_index

ROOT = Path(__file__).parents[2]
NAME = f"{seed.LEARNER}/{seed.NAME}"
SHIPPED = ("action.yml", "requirements.txt", "README.md", ".ci", ".github")
CODE = "src/roadmap_bot"
PYTHON = Path(sys._base_executable)  # type: ignore[attr-defined]
QUEUE = ", queue: max"  # act knows nothing of it yet, nor of `$/`
SELF = re.compile(r"uses: \$/(\S+)")
BOT = "OWNER/roadmap-bot"
USES = re.compile(r"uses: ([\w.-]+/[\w.-]+@[0-9a-f]{40})")
STAND_IN = "name: stand-in\nruns: {using: composite, steps: [{run: 'true', shell: bash}]}\n"
GH = """#!/bin/sh
case "$*" in
  */files*) cat "{folder}/files" ;;
  *"/pulls?"*) cat "{folder}/pulls" 2>/dev/null ;;
  */releases/latest*) echo v99.0.0 ;;
  *) printf '%s\\n' "$*" >>"{folder}/gh.log" ;;
esac
case "$*" in */labels*) test ! -e "{folder}/refused" ;; *) true ;; esac
"""
PYTHON3 = """#!/bin/sh
case "$*" in
  *"-m pip "*) exec "{python}" -I "{script}" "{python}" "{kept}" "$@" ;;
  *) exec "{python}" "$@" ;;
esac
"""
EVENTS = {"GITHUB_", "RUNNER_", "ROADMAP_", "COV_", "PIP_"}


@dataclass(frozen=True)
class Ran:
    """What one event set off: exit code, every line of every log, summary, how each job ended."""

    code: int
    log: str
    summary: str
    jobs: Mapping[str, str]
    annotations: Sequence[tuple[str, str]]  # (level, text)


@dataclass
class Stage:
    """A repository on the twin, and the workflow files of its work tree under act."""

    server: Server
    tree: Path
    act: str
    wheels: Path
    action: Path = ROOT
    ran: list[Ran] = field(default_factory=list)

    def do(self, act: str, user: str = seed.LEARNER, **values: Any) -> dict[str, Any]:
        """Let somebody do something in the page or with git; return the event that it sets off."""
        event = self.server.twin.act(act, user, NAME, **values)
        return {"name": event.name, "payload": event.payload} if event else {}

    def release(self, tag: str, files: Mapping[str, str]) -> None:
        """Let the author of the template commit and publish."""
        upstream = f"{seed.AUTHOR}/{seed.NAME}"
        self.server.twin.act(
            "push", seed.AUTHOR, upstream, commits=[{"message": "News", "files": files}]
        )
        self.server.twin.act("publish", seed.AUTHOR, upstream, tag=tag)

    def check_out(self, path: str) -> None:
        """Bring a file of the work tree up to date, as the next checkout would."""
        (self.tree / path).write_text(self.state["files"][path], encoding="utf-8")

    def answer(self, files: Sequence[str], *, is_refused: bool = False) -> Ran:
        """Let the tick meet pull request 7 of a stranger; no label takes where it `is_refused`."""
        folder = self.tree.parent
        listed = "".join(f"{name}\n" for name in files)
        folder.joinpath("files").write_text(listed, encoding="utf-8")
        folder.joinpath("pulls").write_text("7\n", encoding="utf-8")
        if is_refused:
            folder.joinpath("refused").touch()
        return self.run(self.do("schedule"))

    def pull(self) -> dict[str, Any]:
        """Let a stranger open a pull request; return its event."""
        world = self.server.twin.world
        home = world.repositories[NAME]
        base = {"ref": home.default_branch, "sha": home.branches[home.default_branch]}
        pull = {
            "number": 7,
            "title": "`touch PWNED`",
            "labels": [],
            "base": base,
            "head": {"ref": "x", "sha": "0" * 40},
        }
        shown = render_repository(world, home, deep=False)
        return {
            "name": "pull_request",
            "payload": {"action": "opened", "number": 7, "pull_request": pull, "repository": shown},
        }

    @property
    def asked(self) -> str:
        """What `gh` was asked for."""
        log = self.tree.parent / "gh.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def set_day(self, day: dt.date) -> None:
        self.server.twin.set_clock(dt.datetime.combine(day, dt.time(9), dt.UTC))

    def run(
        self, event: Mapping[str, Any], *options: str, token: str = seed.JOB_TOKEN, board: str = ""
    ) -> Ran:
        """Run every workflow that the event sets off."""
        payload = self.tree.parent / "event.json"
        payload.write_text(json.dumps(event["payload"]), encoding="utf-8")
        self.server.twin.reset_counters()
        command = [
            self.act,
            event["name"],
            "--eventpath",
            str(payload),
            *self._options(token, board),
            *options,
        ]
        done = subprocess.run(
            command,
            cwd=self.tree,
            env=make_environ(self._tools()),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        ran = read_log(done)
        self.ran.append(ran)
        return ran

    @property
    def state(self) -> dict[str, Any]:
        """All that the repository holds."""
        return dump_state(self.server.twin.world, NAME)

    @property
    def open_tasks(self) -> set[str]:
        """The ids of the open issues, as they stand in the titles; others have none."""
        issues = [issue for issue in self.state["issues"] if issue["title"].startswith("[")]
        return {find_id(issue) for issue in issues if issue["state"] == "open"}

    def number(self, id: str) -> int:
        return next(int(issue["number"]) for issue in self.state["issues"] if find_id(issue) == id)

    def _options(self, token: str, board: str) -> list[str]:
        today = self.server.twin.world.now.date()
        environ = {
            "GITHUB_API_URL": self.server.url,
            "ROADMAP_TODAY": today,
            "ROADMAP_WRITES_PER_HOUR": "1000000",  # the twin sets no limits here: no need to wait
            "ROADMAP_WRITES_PER_MINUTE": "1000000",
        }
        secrets = {"GITHUB_TOKEN": token, **({"ROADMAP_PROJECT_TOKEN": board} if board else {})}
        return [
            *("--json", "--insecure-secrets", "--no-cache-server", "--action-offline-mode"),
            *(
                "--platform",
                "ubuntu-latest=-self-hosted",
                "--actor",
                seed.LEARNER,
                "--defaultbranch",
                "main",
            ),
            *("--action-cache-path", str(self.tree.parent / "cache")),
            *(part for name, value in environ.items() for part in ("--env", f"{name}={value}")),
            *(part for name, value in secrets.items() for part in ("--secret", f"{name}={value}")),
            *(
                part
                for use in find_uses(self.tree, self.action)
                for part in ("--local-repository", f"{use}={self._stand_in()}")
            ),
            *("--local-repository", f"{BOT}@v1={self.action}"),
        ]

    def _tools(self) -> Path:
        """Make a `python3`, and a `gh` that knows a pull request's files and notes all else."""
        folder = self.tree.parent / "tools"
        folder.mkdir(exist_ok=True)
        python = {
            "python": PYTHON,
            "script": ROOT / "tests/kit/runner_python.py",
            "kept": self.wheels / "installed",
        }
        for name, text in (
            ("gh", GH.format(folder=self.tree.parent)),
            ("python3", PYTHON3.format(**python)),
        ):
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o755)
        return folder

    def _stand_in(self) -> Path:
        folder = self.tree.parent / "stand-in"
        folder.mkdir(exist_ok=True)
        (folder / "action.yml").write_text(STAND_IN, encoding="utf-8")
        return folder


def find_id(issue: Mapping[str, Any]) -> str:
    return str(issue["title"]).partition("]")[0].removeprefix("[")


def find_uses(*folders: Path) -> list[str]:
    """Find the actions of others that the workflow files and the Action use."""
    paths = [path for folder in folders for path in find_workflows(folder)]
    paths.append(ROOT / "action.yml")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return sorted({use for text in texts for use in USES.findall(text)})


def make_environ(tools: Path) -> dict[str, str]:
    """Make the runner's environment: its tools, and nothing of the job that runs these tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(tuple(EVENTS))}
    return {**kept, "PATH": f"{tools}:{PYTHON.parent}:{os.environ['PATH']}"}


def make_tree(folder: Path, roadmap: Path) -> Path:
    """Make a learner's work tree: what the template ships, with the roadmap of the scenario."""
    tree = folder / "tree"
    copy_template(tree)
    shutil.copytree(roadmap, tree / "roadmap")
    return finish_tree(tree)


def copy_template(tree: Path) -> Path:
    """Copy what the template ships, but the roadmap."""
    for name in SHIPPED:
        source, target = ROOT / name, tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    shutil.copytree(compile_code(), tree / CODE)
    return tree


@cache
def compile_code() -> Path:
    """Compile a copy of the bot, once: act copies it for every job, which would compile it anew."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    code = folder / CODE
    shutil.copytree(ROOT / CODE, code, ignore=shutil.ignore_patterns("__pycache__"))
    # by their hashes, as act keeps no times
    compileall.compile_dir(code, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return code


def finish_tree(tree: Path) -> Path:
    """Make a repository of a work tree."""
    fit_for_act(tree)
    make_repository(tree)
    return tree


def fit_for_act(folder: Path) -> Path:
    """Replace in workflow files what act does not know."""
    for path in find_workflows(folder):
        text = path.read_text(encoding="utf-8").replace(QUEUE, "")
        path.write_text(name_self(text), encoding="utf-8")
    return folder


def name_self(text: str) -> str:
    """Name the repository that `$/` stands for, at the tag that callers name (F6.30)."""
    return SELF.sub(rf"uses: {BOT}/\1@v1", text)


def find_workflows(folder: Path) -> list[Path]:
    return sorted((folder / ".github/workflows").glob("*.yml"))


def make_repository(tree: Path, name: str = NAME) -> None:
    """Make a git repository of a folder, for act to know its name by; its roadmap has a version."""
    who = ("-c", "user.name=learner", "-c", "user.email=learner@example.invalid")
    for arguments in (
        ("init", "--quiet", "--initial-branch", "main"),
        ("remote", "add", "origin", f"https://github.com/{name}"),
        ("add", "*.yml"),
        (*who, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "First version"),
    ):
        subprocess.run(["git", *arguments], cwd=tree, check=True, capture_output=True)


def read_log(done: subprocess.CompletedProcess[str]) -> Ran:
    """Read the log that act writes as JSON, one object a line."""
    lines = [
        json.loads(line)
        for line in (done.stdout + done.stderr).splitlines()
        if line.startswith("{")
    ]
    jobs = {line["jobID"]: line["jobResult"] for line in lines if "jobResult" in line}
    summaries = [
        line["content"]
        for line in lines
        if line.get("command") == "summary" and len(line["stepID"]) > 1
    ]
    notes = [
        (line["command"], line["arg"])
        for line in lines
        if line.get("command") in ("error", "warning", "notice")
    ]
    return Ran(done.returncode, done.stdout + done.stderr, "\n".join(summaries), jobs, notes)


def find_act() -> str:
    """Find act, or skip the test and say what is missing."""
    act = shutil.which("act", path=f"{os.environ['PATH']}:{Path.home()}/go/bin")
    if not act:
        pytest.skip("act is not installed: with Go, go install github.com/nektos/act@v0.2.89")
    return act


@cache
def find_wheels() -> Path:
    """Find the folder of the locked wheels, filled once for each lock."""
    lock = ROOT / "requirements.txt"
    key = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = ROOT / "build" / f"wheels-{key}"
    if not folder.exists():
        draft = folder.with_name(f"{folder.name}.{os.getpid()}")
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--require-hashes",
        ]
        command += ["--only-binary", ":all:", "--requirement", str(lock), "--dest", str(draft)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode and not package_index.is_reachable():
            pytest.skip("no package index can be reached from here")
        assert done.returncode == 0, done.stderr
        if not folder.exists():
            draft.rename(folder)
    return folder


def open_stage(world: World, folder: Path, roadmap: Path) -> Stage:
    """Put a learner's work tree beside a world; the server is to be entered by the caller."""
    return Stage(Server(world), make_tree(folder, roadmap), find_act(), find_wheels())


def open_example(world: World, folder: Path, example: Path) -> Stage:
    """Put a repository that uses the Action of another one beside a world."""
    tree = finish_tree(Path(shutil.copytree(example, folder / "tree")))
    action = fit_for_act(copy_template(folder / "action"))
    return Stage(Server(world), tree, find_act(), find_wheels(), action)
