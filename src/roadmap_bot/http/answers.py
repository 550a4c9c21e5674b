"""What an answer of GitHub means: a pure reading of status, headers and body.

Shapes and sources: GitHub's documents on REST and GraphQL rate limits,
https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api, and public threads on
what they leave out (https://github.com/cli/cli/issues/4801, https://github.com/yanyongyu/githubkit/issues/271).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from roadmap_bot.errors import Problem
from roadmap_bot.http.request import Answer

Kind = Literal["fine", "refused", "unsure", "stale", "smaller", "wait", "barred"]
KINDS = ("fine", "refused", "unsure", "stale", "smaller", "wait", "barred")  # the graver ones last
MINUTE, DAY = 60.0, 86_400.0
LIMIT_TYPES = ("RATE_LIMITED", "RATE_LIMIT")
LIMIT_WORDS = ("rate limit", "abuse detection", "submitted too quickly", "wait a few minutes")
SIZE_TYPES = ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED")
SIZE_WORDS = ("resource limits", "timeout on validation", "node limit")
STALE_WORDS = ("already_exists", "already been taken", "already exists")
RIGHTS_TYPES = ("FORBIDDEN", "INSUFFICIENT_SCOPES")
BARS: Mapping[int, str] = {401: "bad-token", 403: "forbidden", 410: "issues-off"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to do about an answer.

    `fine`: go on · `refused`: this one thing is impossible, `problem` says why, the others may go on ·
    `unsure`: it may or may not have happened, look again (`problem` may say why) · `stale`: GitHub holds something
    else than thought, look again · `smaller`: ask for less at a time · `wait`: a limit, try after `seconds` ·
    `barred`: all of it is impossible, `problem` says why.
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
    """An answer read: what it means as a whole, its JSON, and the meanings of the aliases that failed."""

    meaning: Meaning
    data: Mapping[str, Any] = field(default_factory=dict)
    failed: Mapping[str, Meaning] = field(default_factory=dict)


def read_answer(answer: Answer, now: float) -> Reading:
    """Read any answer; `now` is the time in seconds since 1970 that reset times are measured against."""
    body = _parse(answer.text)
    if answer.status == 0:
        return Reading(Meaning("unsure", Problem("github.silent", {"what": answer.text})))
    if answer.status >= 500 or answer.status == 202:
        return Reading(Meaning("unsure", seconds=_find_seconds(answer, now)))
    if answer.status >= 300 or _is_complaint(body):
        return Reading(_judge_refusal(answer, body, now))
    if not isinstance(body, dict):
        return Reading(UNSURE if answer.text.strip() else FINE)
    errors = body.get("errors")
    if not errors:
        return Reading(FINE, body)
    return _read_errors(answer, body, errors if isinstance(errors, list) else [errors], now)


def _is_complaint(body: Any) -> bool:
    """Tell an envelope of REST that says what is wrong, which comes with status 200, too (F2.22)."""
    return (
        isinstance(body, dict)
        and "message" in body
        and "documentation_url" in body
        and "data" not in body
    )


def _read_errors(answer: Answer, body: Mapping[str, Any], errors: list[Any], now: float) -> Reading:
    """Tell the errors of single aliases, which `data` names, from those of the whole document."""
    raw = body.get("data")
    data: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    whole, failed = [FINE], dict[str, Meaning]()
    for error in errors:
        entry = error if isinstance(error, dict) else {"message": str(error)}
        meaning = judge_error(entry, answer, now)
        path = entry.get("path")
        alias = str(path[0]) if isinstance(path, list) and path else ""
        if alias in data:
            failed[alias] = meaning
        if alias not in data or meaning.kind in ("smaller", "wait", "barred"):
            whole.append(
                meaning if meaning.kind != "refused" else Meaning("barred", meaning.problem)
            )
    return Reading(find_gravest(whole), {"data": data, "errors": errors}, failed)


def find_gravest(meanings: Iterable[Meaning]) -> Meaning:
    """Find the meaning that matters most."""
    return max(meanings, key=lambda meaning: KINDS.index(meaning.kind))


def judge_error(error: Mapping[str, Any], answer: Answer, now: float) -> Meaning:
    """Say what one entry of GraphQL's `errors` means."""
    message, sort = str(error.get("message", "")), str(error.get("type", ""))
    low = message.lower()
    if sort in LIMIT_TYPES or any(word in low for word in LIMIT_WORDS):
        return Meaning("wait", seconds=_find_seconds(answer, now))
    if sort in SIZE_TYPES or any(word in low for word in SIZE_WORDS):
        return SMALLER
    if sort in ("STALE_DATA", "NOT_FOUND") or any(word in low for word in STALE_WORDS):
        return STALE
    bar = _find_bar(low, "forbidden" if sort in RIGHTS_TYPES or "not accessible" in low else "")
    if bar:
        return Meaning("barred", _problem(bar, message))
    if sort == "BRANCH_PROTECTION_RULE_VIOLATION" or "protected branch" in low:
        return Meaning("refused", _problem("protected", message))
    # Without a type the document itself is wrong, as where a server is older than the bot.
    is_final = sort == "UNPROCESSABLE" or (not sort and "extensions" in error)
    return Meaning("refused", _problem("refused", message)) if is_final else UNSURE


def _judge_refusal(answer: Answer, body: Any, now: float) -> Meaning:
    text = json.dumps(body, ensure_ascii=False) if isinstance(body, dict | list) else answer.text
    message = str(body.get("message", "")) if isinstance(body, dict) else ""
    low = text.lower()
    if _is_limit(answer, low):
        return Meaning("wait", seconds=_find_seconds(answer, now))
    message = message or f"HTTP {answer.status}"
    if answer.status == 404:  # gone, or never there: whoever asked knows
        return Meaning("stale", _problem("not-found", message))
    if answer.status in (409, 412) or any(word in low for word in STALE_WORDS):
        return STALE
    bar = _find_bar(low, BARS.get(answer.status, ""))
    if bar:
        return Meaning(
            "barred",
            _problem(bar, message, answer.headers.get("x-accepted-github-permissions", "")),
        )
    return Meaning(
        "refused" if answer.status in (400, 422) else "barred", _problem("refused", message)
    )


def _is_limit(answer: Answer, low: str) -> bool:
    if answer.status == 422:  # may be a guard against abuse (F3.19)
        return "spammed" in low or "submitted too quickly" in low
    spent = "retry-after" in answer.headers or answer.headers.get("x-ratelimit-remaining") == "0"
    said = any(word in low for word in LIMIT_WORDS)
    return answer.status == 429 or (
        answer.status in (200, 403) and (said or (answer.status == 403 and spent))
    )


def _find_bar(low: str, otherwise: str) -> str:
    if "archived" in low:
        return "archived"
    return "issues-off" if "issues are disabled" in low else otherwise


def _problem(code: str, what: str, needs: str = "") -> Problem:
    return Problem(f"github.{code}", {"what": what, "needs": f" ({needs})" if needs else ""})


def _find_seconds(answer: Answer, now: float) -> float | None:
    """Find how long GitHub asks to wait, a day at most; None where it does not say."""
    after = answer.headers.get("retry-after", "").strip()
    reset = answer.headers.get("x-ratelimit-reset", "").strip()
    seconds = _parse_after(after, now) if after else None
    if seconds is None and answer.headers.get("x-ratelimit-remaining") == "0":
        seconds = float(reset) - now if _is_number(reset) else MINUTE
    return seconds if seconds is None else min(max(seconds, 1.0), DAY)


def _parse_after(text: str, now: float) -> float:
    """Parse Retry-After: seconds, or a date; a minute where it is neither."""
    if _is_number(text):
        return float(text)
    try:
        return parsedate_to_datetime(text).timestamp() - now
    except (ValueError, TypeError, OverflowError, OSError):
        return MINUTE


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
