"""What the doctor asks GitHub beyond a look: what the token may do, and whether the branch is protected."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from roadmap_bot.errors import Problem
from roadmap_bot.github.doctor import PAGES
from roadmap_bot.http.answers import read_answer
from roadmap_bot.http.queries import query
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.http.request import Request
from roadmap_bot.repository import Repository

NOWHERE = "0" * 40


def find_lacking_right(reader: Reader, repository: Repository) -> tuple[Problem, ...]:
    """Find out whether the token may write here.

    Of a job's token GitHub tells no permissions, so two things are asked for that cannot be done in any case, an issue
    without a title and a commit upon none: a token that may not is refused for that first.
    """
    for request in _impossible(repository):
        meaning = read_answer(reader.send(request), reader.now()).meaning
        if (
            meaning.kind == "barred"
            and meaning.problem
            and meaning.problem.code == "github.forbidden"
        ):
            return (
                Problem("doctor.read-only", link=f"{repository.url}{PAGES['github.forbidden']}"),
            )
    return ()


def find_protection(reader: Reader, repository: Repository) -> Iterator[Problem]:
    """Find out whether the default branch is protected: what its rules allow, only a commit would show."""
    try:
        is_protected = reader.get(f"/branches/{quote(repository.branch or '')}").get("protected")
    except ReadFailed:  # a token may do without this right
        return
    if is_protected:
        yield Problem(
            "doctor.protected",
            {"branch": repository.branch},
            link=f"{repository.url}/settings/branches",
        )


def _impossible(repository: Repository) -> Iterator[Request]:
    yield Request("POST", f"/repos/{repository.name}/issues", {"title": ""}, writes=1)
    branch = {"repositoryNameWithOwner": repository.name, "branchName": repository.branch}
    commit = {"branch": branch, "expectedHeadOid": NOWHERE, "message": {"headline": "None"}}
    yield query("commit", {"input0": commit}, writes=1)
