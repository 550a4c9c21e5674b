"""What GitHub's words say that it refuses: one thing, all there is, or what a branch's rules bar.

The types of GraphQL's errors are not documented (F4.20), and of many refusals nobody knows the
shape (F4.28): each is told by several signs, and its words are never thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from roadmap_bot.errors import Problem
from roadmap_bot.http.limits import says_any
from roadmap_bot.http.redirects import STATUSES
from roadmap_bot.http.request import Answer

BARS: Mapping[int, str] = {401: "bad-token", 403: "forbidden", 410: "issues-off"}
ARCHIVED = ("repository was archived", "repository is archived", "repository has been archived")
# Policies of organisations say themselves what to do (F2.30).
POLICIES = ("forbids access via", "saml enforcement", "ip allow list", "app access restrictions")
NO_ISSUES = ("issues are disabled", "disabled issues", "issues has been disabled")
# Rulesets and classic protection are switched off on two pages (F2.28).
PROTECTION_WORDS = ("protected branch", "branch protection", "gh006")
RULE_WORDS = (
    *("rule violation", "ruleset", "gh013", "protected ref"),
    *("through a pull request", "required status check"),
)
LACKING_WORDS = ("not accessible by", "required scopes")
PASSING_WORDS = (
    *("something went wrong", "timeout", "timed out", "try again", "try your request again"),
    *("internal error", "internal server error", "temporarily", "unavailable", "respond in time"),
)
OF_ONE = ("forbidden", "refused", "not-found", "moved", "protected", "ruled")


def find_bar(low: str) -> str | None:
    """Find what keeps the bot from everything here, by words in lower case."""
    if says_any(low, ARCHIVED):
        return "archived"
    if says_any(low, NO_ISSUES):
        return "issues-off"
    return "policy" if says_any(low, POLICIES) else None


def find_rule(low: str, sort: str = "") -> str | None:
    """Find whether the rules of a branch refuse, by words in lower case and the error's type."""
    if sort.startswith("BRANCH_PROTECTION") or says_any(low, PROTECTION_WORDS):
        return "protected"
    if "RULE_VIOLATION" in sort or says_any(low, RULE_WORDS):
        return "ruled"
    return None


def is_passing(low: str) -> bool:
    """Whether words in lower case tell of a slip that may be gone the next time."""
    return says_any(low, PASSING_WORDS)


def is_of_one(problem: Problem | None) -> bool:
    """Whether a problem may be one thing's alone."""
    return problem is not None and problem.code.removeprefix("github.") in OF_ONE


def is_lacking(problem: Problem | None) -> bool:
    """Whether GitHub says that the token lacks a right."""
    if problem is None:
        return False
    return says_any(str(problem.values.get("what", "")).lower(), LACKING_WORDS)


def make_refusal(code: str, what: str, answer: Answer) -> Problem:
    """Make the problem that keeps GitHub's words, and names the right that it wants."""
    needs = answer.headers.get("x-accepted-github-permissions", "")
    shown = f" ({needs})" if needs else ""
    return Problem(f"github.{code}", {"what": what, "needs": shown})


def make_doubt(what: str, answer: Answer) -> Problem:
    """Make the problem of an answer that may mean anything, with what GitHub's support asks for."""
    request = answer.headers.get("x-github-request-id", "")
    shown = f" ({request})" if request else ""
    return Problem("github.unclear", {"what": what, "request": shown})


def find_code(answer: Answer, low: str) -> str:
    """Find the sentence that fits an answer of REST, `low` in lower case."""
    if answer.status in STATUSES:
        return "moved"
    if answer.status == 404:
        return "not-found"
    words = find_bar(low) or find_rule(low)
    return words or BARS.get(answer.status, "refused")


def find_text(answer: Answer, body: Any) -> str:
    """Find all that is said, without what JSON escapes."""
    if isinstance(body, dict | list):
        return json.dumps(body, ensure_ascii=False)
    return answer.text


def find_message(answer: Answer, body: Any) -> str:
    """Find what REST says in words, of single fields, too; of what moved, where to."""
    if answer.status in STATUSES:
        return answer.headers.get("location", "")
    if not isinstance(body, dict) or not body.get("message"):
        return f"HTTP {answer.status}"
    return ": ".join([str(body["message"]), *_find_details(body.get("errors"))])


def find_failure(answer: Answer, body: Any) -> str:
    """Find what GitHub says of its own failure, beside the status."""
    message, status = find_message(answer, body), f"HTTP {answer.status}"
    return status if message == status else f"{status}: {message}"


def _find_details(errors: Any) -> Iterator[str]:
    for error in errors if isinstance(errors, list) else ():
        if isinstance(error, dict) and error.get("message"):
            yield str(error["message"])
        elif isinstance(error, str):
            yield error
