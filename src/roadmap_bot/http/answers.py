"""What an answer of GitHub means: a pure reading of status, headers and body.

Shapes: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from roadmap_bot.errors import Problem
from roadmap_bot.http.limits import LIMIT_WORDS, find_seconds, is_limit, says_any
from roadmap_bot.http.request import Answer

Kind = Literal["fine", "refused", "unsure", "stale", "smaller", "wait", "barred"]
KINDS = ("fine", "refused", "unsure", "stale", "smaller", "wait", "barred")  # the graver ones last
LIMIT_TYPES = ("RATE_LIMITED", "RATE_LIMIT")
SIZE_TYPES = ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED")
SIZE_WORDS = ("resource limits", "timeout on validation", "node limit")
STALE_TYPES = ("STALE_DATA", "NOT_FOUND")
STALE_WORDS = ("already_exists", "already been taken", "already exists")
RIGHTS_TYPES = ("FORBIDDEN", "INSUFFICIENT_SCOPES")
BARS: Mapping[int, str] = {401: "bad-token", 403: "forbidden", 410: "issues-off"}
BARRING_WORDS = {
    "archived": "archived",
    "issues are disabled": "issues-off",
    # Policies of organisations (F2.30)
    "forbids access via": "policy",
    "saml enforcement": "policy",
    "ip allow list": "policy",
    "app access restrictions": "policy",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to do about an answer.

    `fine`: go on · `refused`: this one thing is impossible, `problem` says why, the others may go
    on · `unsure`: it may or may not have happened, look again (`problem` may say why) · `stale`:
    GitHub holds something else than thought, look again · `smaller`: ask for less at a time ·
    `wait`: a limit, try after `seconds` · `barred`: all is impossible, `problem` says why.
    """

    kind: Kind
    problem: Problem | None = None
    seconds: float | None = None


FINE = Meaning("fine")
UNSURE = Meaning("unsure")
STALE = Meaning("stale")
SMALLER = Meaning("smaller")


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer read: what it means as a whole, its JSON, and what the aliases that failed mean."""

    meaning: Meaning
    data: Mapping[str, Any] = field(default_factory=dict)
    failed: Mapping[str, Meaning] = field(default_factory=dict)

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """The meaning of the whole, then those of the aliases that failed."""
        return (self.meaning, *self.failed.values())

    @property
    def found(self) -> Mapping[str, Any]:
        """What a GraphQL document found, by alias."""
        return self.data.get("data") or {}


def find_gravest(meanings: Iterable[Meaning]) -> Meaning:
    """Find the meaning that matters most."""
    return max(meanings, key=lambda meaning: KINDS.index(meaning.kind))


def read_answer(answer: Answer, now: float) -> Reading:
    """Read any answer; `now` is in seconds since 1970, as the times in its headers are."""
    if answer.status == 0:
        silence = Problem("github.silent", {"what": answer.text})
        return Reading(Meaning("unsure", silence))
    if answer.status >= 500 or answer.status == 202:
        return Reading(Meaning("unsure", seconds=find_seconds(answer, now)))
    body = _parse(answer.text)
    if answer.status >= 300 or _is_complaint(body):
        return Reading(_judge_refusal(answer, body, now))
    if answer.status == 204:
        return Reading(FINE)
    if not isinstance(body, dict):
        return Reading(UNSURE)
    if body.get("errors"):
        return _read_errors(answer, body, now)
    return Reading(FINE, body)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


# GraphQL: errors of single aliases, and of the whole document


def _read_errors(answer: Answer, body: Mapping[str, Any], now: float) -> Reading:
    """Tell the errors of single aliases, which `data` names, from those of the whole document."""
    found = body.get("data")
    if not isinstance(found, dict):
        found = {}
    whole, failed = [FINE], dict[str, Meaning]()
    for error in _find_errors(body):
        meaning = judge_error(error, answer, now)
        alias = _find_alias(error)
        if alias in found:
            failed[alias] = meaning
        if alias not in found or meaning.kind in ("smaller", "wait", "barred"):
            whole.append(_mean_all(meaning))
    return Reading(find_gravest(whole), {**body, "data": found}, failed)


def _find_errors(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    errors = body["errors"]
    if not isinstance(errors, list):
        errors = [errors]
    for error in errors:
        yield error if isinstance(error, dict) else {"message": str(error)}


def _find_alias(error: Mapping[str, Any]) -> str:
    path = error.get("path")
    if isinstance(path, list) and path:
        return str(path[0])
    return ""


def _mean_all(meaning: Meaning) -> Meaning:
    """Return what the error of one thing means where it is that of the whole document."""
    if meaning.kind == "refused":
        return Meaning("barred", meaning.problem)
    return meaning


def judge_error(error: Mapping[str, Any], answer: Answer, now: float) -> Meaning:
    """Say what one entry of GraphQL's `errors` means."""
    message = str(error.get("message", ""))
    sort = str(error.get("type", ""))
    low = message.lower()
    if sort in LIMIT_TYPES or says_any(low, LIMIT_WORDS):
        return Meaning("wait", seconds=find_seconds(answer, now))
    if sort in SIZE_TYPES or says_any(low, SIZE_WORDS):
        return SMALLER
    if sort in STALE_TYPES or says_any(low, STALE_WORDS):
        return STALE
    bar = _find_bar(low)
    if bar:
        return Meaning("barred", _make_problem(bar, message))
    if sort in RIGHTS_TYPES or "not accessible" in low:
        return Meaning("barred", _make_problem("forbidden", message))
    if sort == "BRANCH_PROTECTION_RULE_VIOLATION" or "protected branch" in low:
        return Meaning("refused", _make_problem("protected", message))
    if sort == "UNPROCESSABLE" or _is_wrong_document(error):
        return Meaning("refused", _make_problem("refused", message))
    return UNSURE


def _is_wrong_document(error: Mapping[str, Any]) -> bool:
    """Whether the document itself is wrong, as where a server is older than the bot."""
    return not error.get("type", "") and "extensions" in error


# REST: the status, and the words beside it


def _is_complaint(body: Any) -> bool:
    """Tell an envelope of REST that says what is wrong, even with status 200 (F2.22)."""
    if not isinstance(body, dict) or "data" in body:
        return False
    return "message" in body and "documentation_url" in body


def _judge_refusal(answer: Answer, body: Any, now: float) -> Meaning:
    low = _find_text(answer, body).lower()
    if is_limit(answer, low):
        return Meaning("wait", seconds=find_seconds(answer, now))
    if body is None and answer.text.lstrip().startswith("{"):  # cut off on its way
        return UNSURE
    message = _find_message(answer, body)
    if answer.status == 404:  # gone, or never there: whoever asked knows
        return Meaning("stale", _make_problem("not-found", message))
    if answer.status in (409, 412) or says_any(low, STALE_WORDS):
        return STALE
    bar = _find_bar(low) or BARS.get(answer.status)
    if bar:
        needs = answer.headers.get("x-accepted-github-permissions", "")
        return Meaning("barred", _make_problem(bar, message, needs))
    problem = _make_problem("refused", message)
    if answer.status in (400, 422):
        return Meaning("refused", problem)
    return Meaning("barred", problem)


def _find_text(answer: Answer, body: Any) -> str:
    """Find all that is said, without what JSON escapes."""
    if isinstance(body, dict | list):
        return json.dumps(body, ensure_ascii=False)
    return answer.text


def _find_message(answer: Answer, body: Any) -> str:
    if isinstance(body, dict) and body.get("message"):
        return str(body["message"])
    return f"HTTP {answer.status}"


def _find_bar(low: str) -> str | None:
    for words, bar in BARRING_WORDS.items():
        if words in low:
            return bar
    return None


def _make_problem(code: str, what: str, needs: str = "") -> Problem:
    shown = f" ({needs})" if needs else ""
    return Problem(f"github.{code}", {"what": what, "needs": shown})
