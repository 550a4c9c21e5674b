"""What keeps the bot from working here, and how to mend it: each finding has one link.

Some is known from a look; whether the token may write and whether the branch is protected is
asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from roadmap_bot.board.token import token_form
from roadmap_bot.errors import Problem
from roadmap_bot.github.switches import ROADMAP, workflow_page
from roadmap_bot.github.writes import name_branch
from roadmap_bot.http.answers import read_answer
from roadmap_bot.http.queries import query
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.http.request import Request
from roadmap_bot.reading.payload import ZEROS
from roadmap_bot.repository import Repository

FEATURES = "/settings#features"
UNFINISHED = (
    *("run.unfinished", "run.unsettled", "run.unreadable"),
    *("board.unfinished", "board.unreadable"),
)
PAGES = {  # of the repository, where it is mended
    "github.forbidden": "/settings/actions",
    "github.archived": "/settings",
    "github.protected": "/settings/branches",
    "github.ruled": "/settings/rules",
    **dict.fromkeys(UNFINISHED, f"/actions/workflows/{ROADMAP}"),
}
RULES = {  # as the page of rulesets calls them
    "pull_request": "Require a pull request before merging",
    "required_status_checks": "Require status checks to pass",
    "update": "Restrict updates",
}
HARMLESS = (
    *("creation", "deletion", "non_fast_forward"),
    *("required_linear_history", "required_signatures"),
)


def explain(problem: Problem, url: str) -> Problem:
    """Give a problem the link to the page of the repository where it is mended."""
    if problem.code == "github.issues-off":
        return _blame_issues(url)
    page = PAGES.get(problem.code)
    if not page or problem.link:
        return problem
    return replace(problem, link=f"{url}{page}")


# What a look shows


def find_obstacles(repository: Repository) -> tuple[Problem, ...]:
    """Find what makes it useless to go on."""
    return tuple(_find_obstacles(repository))


def _find_obstacles(repository: Repository) -> Iterator[Problem]:
    url = repository.url
    if repository.is_archived:
        yield Problem("doctor.archived", link=url + PAGES["github.archived"])
    elif not repository.has_issues:
        yield _blame_issues(url)
    elif repository.branch is None or repository.head is None:
        yield Problem("doctor.empty", link=url)
    elif repository.permission in ("READ", "TRIAGE"):
        yield _blame_token(repository)


def make_offer(repository: Repository, server_url: str) -> Problem:
    """Make the offer of a board, without which all else works."""
    secrets = f"{repository.url}/settings/secrets/actions/new"
    form = token_form(repository, server_url)
    return Problem("doctor.no-board", {"secrets": secrets}, link=form)


# What has to be asked for


def find_lacking_right(reader: Reader, repository: Repository) -> tuple[Problem, ...]:
    """Find out whether the token may write here.

    Of a job's token GitHub tells no permissions, so two things are asked for that cannot be done
    in any case, an issue without a title and a commit upon none: a token that may not is refused
    for that first.
    """
    for request in _find_impossible(repository):
        if _is_forbidden(request, reader):
            return (_blame_token(repository),)
    return ()


def find_protection(reader: Reader, repository: Repository) -> Iterator[Problem]:
    """Find out whether rules or a protection of the default branch may refuse commits there."""
    branch = repository.branch or ""
    rules = _find_rules(reader, branch)
    if rules:
        values = {"branch": branch, "what": ", ".join(rules)}
        yield Problem("github.ruled", values, link=repository.url + PAGES["github.ruled"])
    elif _is_protected(reader, branch):
        page = repository.url + PAGES["github.protected"]
        yield Problem("doctor.protected", {"branch": branch}, link=page)


def _find_rules(reader: Reader, branch: str) -> list[str]:
    """Find the rules that a signed commit on top of the branch may break (F2.51)."""
    try:
        listed = reader.list_all(f"/rules/branches/{quote(branch, safe='')}")
    except ReadFailed:  # a server may not know them
        return []
    types = dict.fromkeys(str(rule.get("type", "")) for rule in listed)
    return [RULES.get(one, one.replace("_", " ")) for one in types if one not in HARMLESS]


def _is_protected(reader: Reader, branch: str) -> bool:
    """Whether the branch is protected: what that allows, only a commit would show."""
    try:
        return bool(reader.get(f"/branches/{quote(branch)}").get("protected"))
    except ReadFailed:  # a token may do without this right
        return False


def _find_impossible(repository: Repository) -> Iterator[Request]:
    yield Request("POST", f"/repos/{repository.name}/issues", {"title": ""}, writes=1)
    commit = {
        "branch": name_branch(repository),
        "expectedHeadOid": ZEROS,
        "message": {"headline": "None"},
    }
    yield query("commit", {"input0": commit}, writes=1)


def _is_forbidden(request: Request, reader: Reader) -> bool:
    answer = reader.send(request)
    reading = read_answer(answer, reader.now())
    problems = [meaning.problem for meaning in reading.meanings]
    return any(problem and problem.code == "github.forbidden" for problem in problems)


def _blame_issues(url: str) -> Problem:
    run = workflow_page(url, ROADMAP)
    return Problem("doctor.issues-off", {"run": run}, link=f"{url}{FEATURES}")


def _blame_token(repository: Repository) -> Problem:
    return Problem("doctor.read-only", link=repository.url + PAGES["github.forbidden"])
