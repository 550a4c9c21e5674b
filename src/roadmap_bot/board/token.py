"""The board's token: why GitHub refuses it, and the form for a better one."""

from __future__ import annotations

from roadmap_bot.errors import Problem
from roadmap_bot.repository import Repository

NO_FORM = ("forbidden", "no-permission")  # faults that another classic token would not mend
KINDS = {"github_pat_": "fine-grained", "ghs_": "job-token"}  # that reach no user's board (F2.3)


def explain_refusal(problem: Problem | str, repository: Repository) -> Problem:
    """Say what is wrong with the board's token, with a link to the form for a better one."""
    if isinstance(problem, str):
        return _make_problem(problem, "", repository)
    what = str(problem.values.get("what", ""))
    fault = _find_fault(problem.code, what, repository)
    return _make_problem(fault, what, repository)


def _make_problem(fault: str, what: str, repository: Repository) -> Problem:
    scopes = _find_scopes(repository)
    values = {"what": what, "owner": repository.owner, "scopes": ", ".join(scopes)}
    if fault in NO_FORM:
        return Problem(f"board.{fault}", values)
    server = repository.url.removesuffix(f"/{repository.name}")
    link = token_form(repository, server)
    if fault == "policy":  # the token may be good: by its side SAML is granted, and what it may
        link = f"{server}/settings/tokens"
    return Problem(f"board.{fault}", values, link=link)


def find_wrong_kind(token: str, repository: Repository) -> Problem | None:
    """Find by how a token begins that it can reach no board of this owner, whatever it may do.

    GitHub itself only shows no projects, and refuses later to make one.
    """
    if not repository.owner_is_user:
        return None
    for beginning, fault in KINDS.items():
        if token.startswith(beginning):
            return explain_refusal(fault, repository)
    return None


def token_form(repository: Repository, server_url: str) -> str:
    """Return the address of the form for a classic token, filled in; a roadmap outlives 30 days."""
    scopes = ",".join(_find_scopes(repository))
    form = f"{server_url}/settings/tokens/new?scopes={scopes}&description=roadmap-bot"
    return f"{form}&default_expires_at=none"  # F2.27


def _find_scopes(repository: Repository) -> tuple[str, ...]:
    """Find what a classic token needs here; boards of organisations need one more (F2.27)."""
    scopes = ["project"]
    if repository.is_private:
        scopes.append("repo")
    if not repository.owner_is_user:
        scopes.append("read:org")
    return tuple(scopes)


def _find_fault(code: str, what: str, repository: Repository) -> str:
    """Find the fault by GitHub's words."""
    if code in ("github.bad-token", "github.policy"):
        return code.removeprefix("github.")
    if "by integration" in what:
        return "job-token"
    if "personal access token" in what:
        return "fine-grained" if repository.owner_is_user else "no-permission"
    if "required scopes" in what:
        return "scope"
    return "forbidden"
