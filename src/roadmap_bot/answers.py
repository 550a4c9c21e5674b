"""What an answer of GitHub means: a pure reading of status, headers and body.

Shapes and sources: GitHub's documents on REST and GraphQL rate limits,
https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api, and public threads on
what they leave out (https://github.com/cli/cli/issues/4801, https://github.com/yanyongyu/githubkit/issues/271).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from roadmap_bot.errors import Problem
from roadmap_bot.seam import Answer

Kind = Literal["fine", "refused", "wait", "smaller", "stale", "unsure"]
MINUTE = 60.0
LIMIT_WORDS = ("rate limit", "abuse detection", "submitted too quickly", "wait a few minutes")
LIMIT_TYPES = ("RATE_LIMITED", "RATE_LIMIT")
SIZE_WORDS = ("resource limits", "timeout on validation", "node limit")
STALE_WORDS = ("already_exists", "already been taken", "already exists")
REFUSALS: Mapping[int, str] = {
    401: "github.bad-token",
    403: "github.forbidden",
    404: "github.not-found",
    410: "github.issues-off",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to do about an answer.

    `fine`: go on · `refused`: no use trying again, `problem` says why · `wait`: a limit, try after `seconds` ·
    `smaller`: ask for less at a time · `stale`: GitHub holds something else than thought, look again ·
    `unsure`: it may or may not have happened, look again.
    """

    kind: Kind
    problem: Problem | None = None
    seconds: float | None = None


FINE = Meaning("fine")
UNSURE = Meaning("unsure")
STALE = Meaning("stale")


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer read: what it means as a whole, its JSON, and the meanings of the aliases that failed."""

    meaning: Meaning
    data: Mapping[str, Any] = field(default_factory=dict)
    failed: Mapping[str, Meaning] = field(default_factory=dict)


def read_answer(answer: Answer, now: float) -> Reading:
    """Read any answer; `now` is the time in seconds since 1970 that reset times are measured against."""
    body = _parse(answer.text)
    if answer.status == 0 or answer.status >= 500 or answer.status == 202:
        return Reading(UNSURE)
    if answer.status >= 300:
        return Reading(_refusal(answer, body, now))
    if not isinstance(body, dict):
        return Reading(UNSURE if answer.text.strip() else FINE)
    errors = body.get("errors")
    if not errors:
        return Reading(FINE if "message" not in body or "data" in body or len(body) > 3 else UNSURE, body)
    return _read_errors(answer, body, errors if isinstance(errors, list) else [errors], now)


def _read_errors(answer: Answer, body: Mapping[str, Any], errors: list[Any], now: float) -> Reading:
    raw = body.get("data")
    data: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    whole, failed = FINE, {}
    for error in errors:
        meaning = judge_error(error if isinstance(error, dict) else {"message": str(error)}, answer, now)
        path = error.get("path") if isinstance(error, dict) else None
        if isinstance(path, list) and path and meaning.kind in ("refused", "stale", "unsure"):
            failed[str(path[0])] = meaning
        else:
            whole = meaning
            if isinstance(path, list) and path:
                failed[str(path[0])] = meaning
    return Reading(whole, {"data": data}, failed)


def judge_error(error: Mapping[str, Any], answer: Answer, now: float) -> Meaning:
    """Say what one entry of GraphQL's `errors` means."""
    message, sort = str(error.get("message", "")), str(error.get("type", ""))
    low = message.lower()
    if sort in LIMIT_TYPES or any(word in low for word in LIMIT_WORDS):
        return Meaning("wait", Problem("github.limit", {"what": message}), _seconds(answer, now))
    if any(word in low for word in SIZE_WORDS):
        return Meaning("smaller")
    if sort in ("STALE_DATA", "NOT_FOUND") or any(word in low for word in STALE_WORDS):
        return STALE
    if sort == "FORBIDDEN" or "not accessible" in low:
        return Meaning("refused", Problem("github.forbidden", {"what": message}))
    if sort == "UNPROCESSABLE":
        return Meaning("refused", Problem("github.refused", {"what": message}))
    if not sort and "extensions" in error:  # the document itself is wrong: a bug of ours
        return Meaning("refused", Problem("github.refused", {"what": message}))
    return UNSURE


def _refusal(answer: Answer, body: Any, now: float) -> Meaning:
    text = json.dumps(body, ensure_ascii=False) if isinstance(body, dict | list) else answer.text
    message = str(body.get("message", "")) if isinstance(body, dict) else ""
    low = text.lower()
    limited = answer.status in (403, 429) and (
        answer.status == 429
        or "retry-after" in answer.headers
        or answer.headers.get("x-ratelimit-remaining") == "0"
        or any(word in low for word in LIMIT_WORDS)
    )
    if limited or (answer.status == 422 and any(word in low for word in ("spammed", "submitted too quickly"))):
        return Meaning("wait", Problem("github.limit", {"what": message}), _seconds(answer, now))
    if answer.status in (409, 412) or any(word in low for word in STALE_WORDS):
        return STALE
    if answer.status == 403 and "archived" in low:
        return Meaning("refused", Problem("github.archived"))
    needs = answer.headers.get("x-accepted-github-permissions", "")
    values = {"what": message or f"HTTP {answer.status}", "needs": needs}
    return Meaning("refused", Problem(REFUSALS.get(answer.status, "github.refused"), values))


def _seconds(answer: Answer, now: float) -> float | None:
    """Return how long GitHub asks to wait, None where it does not say."""
    after = answer.headers.get("retry-after", "").strip()
    if after.isdigit():
        return float(min(int(after), 86_400))
    if after:
        try:
            return max(0.0, parsedate_to_datetime(after).timestamp() - now)
        except (ValueError, TypeError, OverflowError):
            return MINUTE
    reset = answer.headers.get("x-ratelimit-reset", "")
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(1.0, float(reset[:12]) - now)
    return None


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
