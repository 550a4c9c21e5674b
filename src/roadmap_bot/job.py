"""The Actions job: its environment read once, at the door, and the places where it leaves word."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from roadmap_bot.errors import Problem, UserError

EVENT_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True)
class Job:
    """What the environment of a GitHub Actions job says; on a laptop most of it is empty."""

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
    patience: float = 900.0

    def set_output(self, name: str, value: str) -> None:
        """Leave a value for later steps of the job."""
        if self.output:
            mark = secrets.token_hex(16)
            with self.output.open("a", encoding="utf-8") as file:
                file.write(f"{name}<<{mark}\n{value}\n{mark}\n")

    def add_summary(self, markdown: str) -> None:
        """Append to the page that GitHub shows for the run."""
        if self.summary:
            with self.summary.open("a", encoding="utf-8") as file:
                file.write(markdown.rstrip("\n") + "\n")


def read_job(environ: Mapping[str, str]) -> Job:
    """Read the job from its environment; raises UserError for values that make no sense."""
    return Job(
        repository=environ.get("GITHUB_REPOSITORY", ""),
        token=environ.get("GITHUB_TOKEN", ""),
        board_token=environ.get("ROADMAP_PROJECT_TOKEN", ""),
        api_url=_read_url(environ, "GITHUB_API_URL", Job.api_url),
        server_url=_read_url(environ, "GITHUB_SERVER_URL", Job.server_url),
        event_name=environ.get("GITHUB_EVENT_NAME", ""),
        event=_read_event(environ.get("GITHUB_EVENT_PATH", "")),
        ref=environ.get("GITHUB_REF", ""),
        actor=environ.get("GITHUB_ACTOR", ""),
        command=environ.get("ROADMAP_COMMAND") or "run",
        in_actions=environ.get("GITHUB_ACTIONS") == "true",
        output=_read_path(environ.get("GITHUB_OUTPUT", "")),
        summary=_read_path(environ.get("GITHUB_STEP_SUMMARY", "")),
        writes_per_minute=int(_read_number(environ, "ROADMAP_WRITES_PER_MINUTE", Job.writes_per_minute)),
        writes_per_hour=int(_read_number(environ, "ROADMAP_WRITES_PER_HOUR", Job.writes_per_hour)),
        patience=_read_number(environ, "ROADMAP_PATIENCE", Job.patience),
    )


def require_access(job: Job) -> None:
    """Raise UserError unless the job names a repository and a token."""
    owner, _, name = job.repository.partition("/")
    if not owner or not name or "/" in name:
        raise UserError(Problem("job.no-repository", {"value": job.repository}))
    if not job.token:
        raise UserError(Problem("job.no-token"))


def _read_url(environ: Mapping[str, str], name: str, default: str) -> str:
    url = environ.get(name) or default
    if not url.startswith(("https://", "http://")):
        raise UserError(Problem("job.bad-value", {"name": name, "value": url}))
    return url


def _read_number(environ: Mapping[str, str], name: str, default: float) -> float:
    text = environ.get(name) or str(default)
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 1 <= number < 1e9:
        raise UserError(Problem("job.bad-value", {"name": name, "value": text}))
    return number


def _read_path(text: str) -> Path | None:
    return Path(text) if text else None


def _read_event(path: str) -> Mapping[str, Any]:
    if not path:
        return {}
    try:
        if Path(path).stat().st_size > EVENT_LIMIT:
            raise UserError(Problem("job.bad-event", {"path": path}))
        event = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise UserError(Problem("job.bad-event", {"path": path})) from None
    if not isinstance(event, dict):
        raise UserError(Problem("job.bad-event", {"path": path}))
    return event
