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
BOARD_TOKEN = "ROADMAP_PROJECT_TOKEN"  # noqa: S105
REPOSITORY = re.compile(r"[\w-]+/(?!\.{1,2}\Z)[\w.-]+", re.ASCII)
URL = re.compile(r"https?://[\w.\[\]:-]+(/[\w./~-]*)?", re.ASCII)

_T = TypeVar("_T")
_N = TypeVar("_N", bound=float | None)


@dataclass(frozen=True)
class Job:
    """What the environment of a GitHub Actions job says; on a laptop most of it is empty.

    `problems` names what makes no sense in it; defaults stand in its place.
    """

    repository: str = ""
    token: str = field(default="", repr=False)
    board_token: str = field(default="", repr=False)
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
        token=reading.token("GITHUB_TOKEN"),
        board_token=reading.token(BOARD_TOKEN),
        api_url=reading.url("GITHUB_API_URL", Job.api_url),
        server_url=reading.url("GITHUB_SERVER_URL", Job.server_url),
        event_name=reading.text("GITHUB_EVENT_NAME"),
        event=reading.event("GITHUB_EVENT_PATH"),
        ref=reading.text("GITHUB_REF"),
        actor=reading.text("GITHUB_ACTOR"),
        in_actions=reading.text("GITHUB_ACTIONS") == "true",
        output=reading.path("GITHUB_OUTPUT"),
        summary=reading.path("GITHUB_STEP_SUMMARY"),
        writes_per_minute=int(reading.number("ROADMAP_WRITES_PER_MINUTE", Job.writes_per_minute)),
        writes_per_hour=int(reading.number("ROADMAP_WRITES_PER_HOUR", Job.writes_per_hour)),
        patience=reading.number("ROADMAP_PATIENCE", Job.patience),
        problems=tuple(reading.problems),
    )


def require_access(job: Job) -> None:
    """Raise UserError unless the job makes sense and names a repository and a token; it can do without the board's."""
    problems = [problem for problem in job.problems if problem.values.get("name") != BOARD_TOKEN]
    problems += _find_gaps(job)
    if problems:
        raise UserError(*problems)


def _find_gaps(job: Job) -> Iterator[Problem]:
    if not REPOSITORY.fullmatch(job.repository):
        yield Problem("job.no-repository", {"value": job.repository})
    if not job.token and not any(
        problem.values.get("name") == "GITHUB_TOKEN" for problem in job.problems
    ):
        form = f"{job.server_url}/settings/tokens/new?scopes=repo&description=roadmap-bot"
        yield Problem("job.no-token", link=form)


class _Reading:
    """Reads variables one by one, and notes what makes no sense."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        return self.environ.get(name, "").strip()

    def path(self, name: str) -> Path | None:
        return Path(self.text(name)) if self.text(name) else None

    def token(self, name: str) -> str:
        """Read a token; what is wrong with one is said without showing it."""
        token = self.text(name)
        if token.isascii() and token.isprintable() and " " not in token:
            return token
        self.problems.append(Problem("job.bad-token", {"name": name}))
        return ""

    def url(self, name: str, default: str) -> str:
        url = (self.text(name) or default).rstrip("/")
        return url if URL.fullmatch(url) else self._blame(name, default)

    def number(self, name: str, default: _N) -> float | _N:
        if not self.text(name):
            return default
        try:
            number = float(self.text(name))
        except ValueError:
            number = -1.0
        return number if 1 <= number < 1e9 else self._blame(name, default)

    def event(self, name: str) -> Mapping[str, Any]:
        """Read the event's payload, a JSON file."""
        path = self.path(name)
        if path is None:
            return {}
        event: Any = None
        with suppress(OSError, ValueError, RecursionError):
            event = json.loads(path.read_bytes()) if path.stat().st_size <= EVENT_LIMIT else None
        return event if isinstance(event, dict) else self._blame(name, {})

    def _blame(self, name: str, default: _T) -> _T:
        value = self.text(name).rpartition("@")[
            2
        ]  # what stands before it in an address may be secret
        self.problems.append(Problem("job.bad-value", {"name": name, "value": shorten(value)}))
        return default


def _append(path: Path | None, text: str) -> None:
    """Append to a file; where it cannot be written, the run is worth more than the word about it."""
    if path:
        with suppress(OSError), path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)
