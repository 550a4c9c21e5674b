"""The board's token: why GitHub refuses it, and the form for a better one."""

from __future__ import annotations

from roadmap_bot.errors import Problem
from roadmap_bot.repository import Repository

NO_FORM = ("forbidden", "no-permission")  # faults that another classic token would not mend


def explain_refusal(problem: Problem | str, repository: Repository) -> Problem:
    """Say what is wrong with the board's token, with the link that opens the form for a better one filled in."""
    code = problem if isinstance(problem, str) else _find_fault(problem, repository)
    what = "" if isinstance(problem, str) else problem.values.get("what", "")
    values = {"what": what, "owner": repository.owner}
    server = repository.url.removesuffix(f"/{repository.name}")
    return Problem(
        f"board.{code}", values, link=None if code in NO_FORM else token_form(repository, server)
    )


def token_form(repository: Repository, server_url: str) -> str:
    """Return the address of the form for a classic token, filled in."""
    scopes = "project,repo" if repository.is_private else "project"
    return f"{server_url}/settings/tokens/new?scopes={scopes}&description=roadmap-bot"


def _find_fault(problem: Problem, repository: Repository) -> str:
    what = str(problem.values.get("what", ""))
    if problem.code == "github.bad-token":
        return "bad-token"
    fine = "fine-grained" if repository.owner_is_user else "no-permission"
    found = {
        "by integration": "job-token",
        "personal access token": fine,
        "required scopes": "scope",
    }
    return next((code for words, code in found.items() if words in what), "forbidden")
