"""The board's token: why GitHub refuses it, and the form for a better one."""

from __future__ import annotations

from roadmap_bot.errors import Problem
from roadmap_bot.repository import Repository

NO_FORM = ("forbidden", "no-permission")  # faults that another classic token would not mend


def explain_refusal(problem: Problem | str, repository: Repository) -> Problem:
    """Say what is wrong with the board's token, with a link to the form for a better one."""
    if isinstance(problem, str):
        return _make_problem(problem, "", repository)
    what = str(problem.values.get("what", ""))
    fault = _find_fault(problem.code, what, repository)
    return _make_problem(fault, what, repository)


def _make_problem(fault: str, what: str, repository: Repository) -> Problem:
    values = {"what": what, "owner": repository.owner}
    if fault in NO_FORM:
        return Problem(f"board.{fault}", values)
    server = repository.url.removesuffix(f"/{repository.name}")
    return Problem(f"board.{fault}", values, link=token_form(repository, server))


def token_form(repository: Repository, server_url: str) -> str:
    """Return the address of the form for a classic token, filled in."""
    scopes = "project,repo" if repository.is_private else "project"
    return f"{server_url}/settings/tokens/new?scopes={scopes}&description=roadmap-bot"


def _find_fault(code: str, what: str, repository: Repository) -> str:
    """Find the fault by GitHub's words."""
    if code == "github.bad-token":
        return "bad-token"
    if "by integration" in what:
        return "job-token"
    if "personal access token" in what:
        return "fine-grained" if repository.owner_is_user else "no-permission"
    if "required scopes" in what:
        return "scope"
    return "forbidden"
