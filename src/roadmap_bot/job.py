"""The Actions job: its environment read once, at the door, and the places where it leaves word."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.text.problems import shorten

EVENT_LIMIT = 64 * 1024 * 1024
TOKEN = "GITHUB_TOKEN"  # noqa: S105
BOARD_TOKEN = "ROADMAP_PROJECT_TOKEN"  # noqa: S105
COHORT_TOKEN = "ROADMAP_COHORT_TOKEN"  # noqa: S105
REPOSITORY = re.compile(r"[\w-]+/(?!\.{1,2}\Z)[\w.-]+", re.ASCII)
URL = re.compile(r"https?://[\w.\[\]:-]+(/[\w./~-]*)?", re.ASCII)

_T = TypeVar("_T")


@dataclass(frozen=True)
class Job:
    """What the environment of a GitHub Actions job says; on a laptop most of it is empty.

    `problems` names what makes no sense in it; defaults stand in its place.
    """

    repository: str = ""
    token: str = field(default="", repr=False)
    board_token: str = field(default="", repr=False)
    cohort_token: str = field(default="", repr=False)
    api_url: str = "https://api.github.com"
    server_url: str = "https://github.com"
    event_name: str = ""
    event: Mapping[str, Any] = field(default_factory=dict, repr=False)
    ref: str = ""
    actor: str = ""
    command: str = "run"
    in_actions: bool = False
    output: Path | None = None
    summary: Path | None = None
    writes_per_minute: int = 80
    writes_per_hour: int = 500
    outside_url: str = ""  # what plays the rest of the net, in a demo on this machine
    patience: float | None = None  # seconds; None: what suits the repository
    problems: tuple[Problem, ...] = ()

    def set_output(self, name: str, value: str) -> None:
        """Leave a value for later steps of the job."""
        mark = secrets.token_hex(16)
        _append(self.output, f"{name}<<{mark}\n{value}\n{mark}\n")

    def add_summary(self, markdown: str) -> None:
        """Append to the page that GitHub shows for the run."""
        _append(self.summary, markdown.rstrip("\n") + "\n")


def read_job(environ: Mapping[str, str]) -> Job:
    """Read the job from its environment."""
    reading = _Reading(environ)
    return Job(
        repository=reading.text("GITHUB_REPOSITORY"),
        token=reading.token(TOKEN),
        board_token=reading.token(BOARD_TOKEN),
        cohort_token=reading.token(COHORT_TOKEN),
        api_url=reading.url("GITHUB_API_URL", Job.api_url),
        server_url=reading.url("GITHUB_SERVER_URL", Job.server_url),
        event_name=reading.text("GITHUB_EVENT_NAME"),
        event=reading.event("GITHUB_EVENT_PATH"),
        ref=reading.text("GITHUB_REF"),
        actor=reading.text("GITHUB_ACTOR"),
        in_actions=reading.text("GITHUB_ACTIONS") == "true",
        output=reading.path("GITHUB_OUTPUT"),
        summary=reading.path("GITHUB_STEP_SUMMARY"),
        writes_per_minute=reading.count("ROADMAP_WRITES_PER_MINUTE", Job.writes_per_minute),
        writes_per_hour=reading.count("ROADMAP_WRITES_PER_HOUR", Job.writes_per_hour),
        outside_url=reading.url("ROADMAP_OUTSIDE_URL", Job.outside_url),
        patience=reading.number("ROADMAP_PATIENCE"),
        problems=tuple(reading.problems),
    )


def require_access(job: Job) -> None:
    """Raise UserError unless the job makes sense and names a repository and a token.

    It can do without the board's.
    """
    problems = [problem for problem in job.problems if _find_name(problem) != BOARD_TOKEN]
    problems += _find_gaps(job)
    if problems:
        raise UserError(*problems)


def _find_gaps(job: Job) -> Iterator[Problem]:
    if not REPOSITORY.fullmatch(job.repository):
        yield Problem("job.no-repository", {"value": job.repository})
    blamed = [_find_name(problem) for problem in job.problems]
    if not job.token and TOKEN not in blamed:
        form = f"{job.server_url}/settings/tokens/new?scopes=repo&description=roadmap-bot"
        yield Problem("job.no-token", link=form)


def _find_name(problem: Problem) -> object:
    """Find the variable that a problem is about."""
    return problem.values.get("name")


class _Reading:
    """Reads variables one by one, and notes what makes no sense."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        return self.environ.get(name, "").strip()

    def path(self, name: str) -> Path | None:
        text = self.text(name)
        if not text:
            return None
        return Path(text)

    def token(self, name: str) -> str:
        """Read a token; what is wrong with one is said without showing it."""
        token = self.text(name)
        is_plain = token.isascii() and token.isprintable()
        if is_plain and " " not in token:
            return token
        self.problems.append(Problem("job.bad-token", {"name": name}))
        return ""

    def url(self, name: str, default: str) -> str:
        url = (self.text(name) or default).rstrip("/")
        if url == default or URL.fullmatch(url):
            return url
        return self._blame(name, default)

    def count(self, name: str, default: int) -> int:
        return int(self.number(name) or default)

    def number(self, name: str) -> float | None:
        if not self.text(name):
            return None
        try:
            number = float(self.text(name))
        except ValueError:
            number = -1.0
        if 1 <= number < 1e9:
            return number
        return self._blame(name, None)

    def event(self, name: str) -> Mapping[str, Any]:
        """Read the event's payload, a JSON file."""
        path = self.path(name)
        if path is None:
            return {}
        event = _read_json(path)
        if isinstance(event, dict):
            return event
        return self._blame(name, {})

    def _blame(self, name: str, default: _T) -> _T:
        _, _, value = self.text(name).rpartition("@")  # an address may name a secret before it
        self.problems.append(Problem("job.bad-value", {"name": name, "value": shorten(value)}))
        return default


def _read_json(path: Path) -> object:
    """Read a JSON file of bearable size; None where that is no use."""
    with suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= EVENT_LIMIT:
            return json.loads(path.read_bytes())
    return None


def _append(path: Path | None, text: str) -> None:
    """Append to a file; where that fails, the run is worth more than the word about it."""
    if path is None:
        return
    with suppress(OSError), path.open("a", encoding="utf-8", errors="replace") as file:
        file.write(text)
