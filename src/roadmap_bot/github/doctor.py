"""What keeps the bot from working here, and how to mend it: each finding is one problem with one link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from roadmap_bot.board.token import token_form
from roadmap_bot.errors import Problem
from roadmap_bot.repository import Repository

PAGES = {  # of the repository, where it is mended
    "github.forbidden": "/settings/actions",
    "github.issues-off": "/settings#features",
    "github.archived": "/settings",
    "github.protected": "/settings/branches",
}
SWITCHES = {"roadmap.yml": "doctor.actions-off", "schedule.yml": "doctor.schedule-off"}


def find_obstacles(repository: Repository) -> tuple[Problem, ...]:
    """Find what makes it useless to go on."""
    return tuple(_obstacles(repository))


def explain(problem: Problem, url: str) -> Problem:
    """Give a problem the link to the page of the repository where it is mended."""
    page = PAGES.get(problem.code)
    return replace(problem, link=f"{url}{page}") if page and not problem.link else problem


def find_hints(
    repository: Repository, server_url: str, *, has_board_token: bool
) -> tuple[Problem, ...]:
    """Find what would make things better, though all else works."""
    if has_board_token:
        return ()
    secrets = f"{repository.url}/settings/secrets/actions/new"
    return (
        Problem("doctor.no-board", {"secrets": secrets}, link=token_form(repository, server_url)),
    )


def find_switches(workflows: Iterable[Mapping[str, Any]], url: str) -> tuple[Problem, ...]:
    """Find which of the learner's workflows are switched off, as in every new fork (F1.7, F1.8)."""
    states = {
        str(flow.get("path", "")).rpartition("/")[2]: str(flow.get("state", ""))
        for flow in workflows
    }
    return tuple(
        Problem(code, {"state": states[name]}, link=f"{url}/actions/workflows/{name}")
        for name, code in SWITCHES.items()
        if states.get(name, "active") != "active"
    )


def _obstacles(repository: Repository) -> Iterator[Problem]:
    settings = f"{repository.url}/settings"
    if repository.is_archived:
        yield Problem("doctor.archived", link=settings)
    elif not repository.has_issues:
        run = f"{repository.url}/actions/workflows/roadmap.yml"
        yield Problem("doctor.issues-off", {"run": run}, link=f"{settings}#features")
    elif repository.branch is None or repository.head is None:
        yield Problem("doctor.empty", link=repository.url)
    elif repository.permission in ("READ", "TRIAGE"):
        yield Problem("doctor.read-only", link=f"{settings}/actions")
