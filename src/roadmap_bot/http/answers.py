"""What an answer of GitHub means: a pure reading of status, headers and body.

Shapes: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from roadmap_bot.errors import Problem
from roadmap_bot.http.bodies import (
    find_errors,
    find_places,
    is_complaint,
    is_optional,
    is_wrong_document,
    parse_body,
)
from roadmap_bot.http.limits import LIMIT_WORDS, find_seconds, is_limit, says_any
from roadmap_bot.http.refusals import (
    find_bar,
    find_code,
    find_failure,
    find_message,
    find_rule,
    find_text,
    is_of_one,
    is_passing,
    make_doubt,
    make_refusal,
)
from roadmap_bot.http.request import Answer

Kind = Literal["fine", "refused", "unsure", "stale", "smaller", "wait", "barred"]
KINDS = ("fine", "refused", "unsure", "stale", "smaller", "wait", "barred")  # the graver ones last
LIMIT_TYPES = ("RATE_LIMITED", "RATE_LIMIT")
SIZE_TYPES = ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED")
SIZE_WORDS = ("resource limits", "timeout on validation", "node limit")
STALE_WORDS = ("already_exists", "already been taken", "already exists")
TOO_LONG = (502, 504)  # F4.17, F4.26
RIGHTS_TYPES = ("FORBIDDEN", "INSUFFICIENT_SCOPES")


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
    body = parse_body(answer.text)
    if answer.status >= 500 or answer.status == 202:
        doubt = make_doubt(find_failure(answer, body), answer)
        return Reading(Meaning("unsure", doubt, find_seconds(answer, now)))
    if answer.status >= 300 or is_complaint(body):
        return Reading(_judge_refusal(answer, body, now))
    if answer.status == 204:
        return Reading(FINE)
    if isinstance(body, list):
        return Reading(FINE, {"list": body})
    if not isinstance(body, dict):
        return Reading(UNSURE)
    if body.get("errors"):
        return _read_errors(answer, body, now)
    return Reading(FINE, body)


def read_query(answer: Answer, now: float) -> Reading:
    """Read the answer to a query, which changes nothing: one that took too long is too large."""
    reading = read_answer(answer, now)
    if answer.status in TOO_LONG and not reading.meaning.seconds:
        return Reading(replace(reading.meaning, kind="smaller"))
    return reading


# GraphQL: errors of single aliases, and of the whole document


def _read_errors(answer: Answer, body: Mapping[str, Any], now: float) -> Reading:
    """Tell the errors of single aliases, which `data` names, from those of the whole document.

    An error that names no place is that of all aliases which brought nothing.
    """
    found = body.get("data")
    if not isinstance(found, dict):
        found = {}
    whole, failed = [FINE], dict[str, Meaning]()
    for error in find_errors(body):
        meaning = judge_error(error, answer, now)
        if is_optional(error) and meaning.kind not in ("smaller", "wait"):
            continue
        places = find_places(error, found)
        failed |= dict.fromkeys(places, _mean_one(meaning))
        if not places or narrow(meaning).kind in ("smaller", "wait", "barred"):
            whole.append(_mean_all(meaning))
    return Reading(find_gravest(whole), {**body, "data": found}, failed)


def narrow(meaning: Meaning) -> Meaning:
    """Return what a meaning is where only one thing was asked for: no reason to stop the others."""
    if meaning.kind == "barred" and is_of_one(meaning.problem):
        return Meaning("refused", meaning.problem)
    return meaning


def _mean_one(meaning: Meaning) -> Meaning:
    """Return what an error means at an alias: what may pass is said of that one thing, too."""
    problem = meaning.problem
    if meaning.kind == "unsure" and problem and problem.code == "github.unclear":
        values = {"what": problem.values["what"], "needs": problem.values["request"]}
        return Meaning("unsure", Problem("github.refused", values))
    return narrow(meaning)


def _mean_all(meaning: Meaning) -> Meaning:
    """Return what the error of one thing means where it is that of the whole document."""
    if meaning.kind == "refused":
        return Meaning("barred", meaning.problem)
    return meaning


def judge_error(error: Mapping[str, Any], answer: Answer, now: float) -> Meaning:
    """Say what one entry of GraphQL's `errors` means."""
    message = str(error.get("message") or "")
    sort = str(error.get("type") or "")
    low = message.lower()
    if sort in LIMIT_TYPES or says_any(low, LIMIT_WORDS):
        return Meaning("wait", seconds=find_seconds(answer, now))
    if sort in SIZE_TYPES or says_any(low, SIZE_WORDS):
        return Meaning("smaller", make_doubt(message, answer))
    if sort == "STALE_DATA":
        return STALE
    return _judge_words(error, sort, message, answer)


def _judge_words(error: Mapping[str, Any], sort: str, message: str, answer: Answer) -> Meaning:
    """Say what an error means that is no limit: of the unknown, look again, and keep the words."""
    low = message.lower()
    bar, rule = find_bar(low), find_rule(low, sort)
    refusal = make_refusal(rule or "refused", message, answer)
    if bar:
        return Meaning("barred", make_refusal(bar, message, answer))
    if rule:
        return Meaning("refused", refusal)
    if sort in RIGHTS_TYPES or "not accessible" in low:
        return Meaning("barred", make_refusal("forbidden", message, answer))
    if sort == "NOT_FOUND" or says_any(low, STALE_WORDS):
        return Meaning("stale", refusal)
    if sort == "UNPROCESSABLE":
        return Meaning("refused", refusal)
    if is_wrong_document(error):
        return Meaning("barred", make_refusal("outdated", message, answer))
    if is_passing(low) or not message:
        return Meaning("unsure", make_doubt(message, answer))
    return Meaning("unsure", refusal)


# REST: the status, and the words beside it


def _judge_refusal(answer: Answer, body: Any, now: float) -> Meaning:
    low = find_text(answer, body).lower()
    if is_limit(answer, low):
        return Meaning("wait", seconds=find_seconds(answer, now))
    if body is None and answer.text.lstrip().startswith("{"):  # cut off on its way
        return UNSURE
    message = find_message(answer, body)
    code = find_code(answer, low)
    kind = _find_kind(answer, code, low)
    return Meaning(kind, make_refusal(code, message, answer))


def _find_kind(answer: Answer, code: str, low: str) -> Kind:
    """Find what is refused; of what is gone, or never was there, whoever asked knows."""
    if code in ("protected", "ruled"):
        return "refused"
    if answer.status in (404, 409, 412) or says_any(low, STALE_WORDS):
        return "stale"
    if code == "refused" and answer.status in (400, 422):
        return "refused"
    return "barred"
