"""What an answer of GitHub means as a whole: a table over recorded answers, and their reasons."""

from __future__ import annotations

import datetime as dt

import pytest

from roadmap_bot.http.answers import (
    Reading,
    read_answer,
)
from roadmap_bot.http.request import Answer
from tests.kit.github_answers import entry, graph, rest

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
AT = NOW.timestamp()
HTML = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
TOO_FAST = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
)


def read(answer: Answer) -> Reading:
    return read_answer(answer, AT)


WHOLE = [
    # What is fine.
    ("an answer with data", Answer(200, {}, '{"data": {"viewer": {"login": "a"}}}'), "fine", None),
    ("a thing of REST", Answer(201, {}, '{"number": 1, "node_id": "M_1"}'), "fine", None),
    (
        "a thing of REST that has a message, such as a commit",
        Answer(200, {}, '{"sha": "1", "message": "m"}'),
        "fine",
        None,
    ),
    ("nothing to say", Answer(204), "fine", None),
    ("an empty list of errors", Answer(200, {}, '{"data": {"a": 1}, "errors": []}'), "fine", None),
    # What may or may not have happened.
    ("no answer", Answer(0, {}, "ReadTimeout"), "unsure", None),
    ("500 in HTML", Answer(500, {}, HTML), "unsure", None),
    ("502 in HTML", Answer(502, {"content-type": "text/html"}, HTML), "unsure", None),
    ("503 without a body", Answer(503), "unsure", None),
    ("503 with Retry-After", Answer(503, {"retry-after": "30"}), "unsure", 30.0),
    (
        "504 after ten seconds",
        Answer(504, {}, '{"message": "We couldn\'t respond in time"}'),
        "unsure",
        None,
    ),
    ("headers that end before their time", Answer(200), "unsure", None),
    ("a thing made, of which nothing came", Answer(201, {}, " "), "unsure", None),
    ("a refusal that is cut off", Answer(403, {}, '{"message": "Resource not acc'), "unsure", None),
    ("a 401 that is cut off", Answer(401, {}, '{"message": "Bad cre'), "unsure", None),
    ("an error page with status 200", Answer(200, {}, HTML), "unsure", None),
    ("truncated JSON", Answer(200, {}, '{"data": {"change0": {"issue": {"id"'), "unsure", None),
    ("nesting past all bounds", Answer(200, {}, "[" * 100_000), "unsure", None),
    ("accepted, not done", Answer(202), "unsure", None),
    (
        "GitHub's own slip",
        graph(entry("Something went wrong while executing your query.")),
        "unsure",
        None,
    ),
    ("an error that is a word", graph("boom"), "unsure", None),
    # F2.19: the primary limit of REST.
    (
        "403, nothing remaining",
        rest(
            403,
            "API rate limit exceeded for installation ID 1.",
            x_ratelimit_remaining="0",
            x_ratelimit_reset=str(int(AT) + 90),
        ),
        "wait",
        90.0,
    ),
    (
        "429, nothing remaining",
        rest(
            429,
            "API rate limit exceeded",
            x_ratelimit_remaining="0",
            x_ratelimit_reset=str(int(AT) + 90),
        ),
        "wait",
        90.0,
    ),
    (
        "403, already exceeded",
        rest(403, "API rate limit already exceeded for user ID 1."),
        "wait",
        None,
    ),
    # F2.20: the secondary limit of REST.
    ("403, secondary", rest(403, TOO_FAST), "wait", None),
    ("429, secondary", rest(429, TOO_FAST), "wait", None),
    ("403 with Retry-After alone", rest(403, "Slow down", retry_after="60"), "wait", 60.0),
    ("a limit that is cut off", Answer(403, {"retry-after": "9"}, '{"message"'), "wait", 9.0),
    ("429 without a word", Answer(429), "wait", None),
    # F2.21: the primary limit of GraphQL, with status 200.
    (
        "RATE_LIMITED",
        graph(entry("API rate limit exceeded for installation ID 1.", "RATE_LIMITED")),
        "wait",
        None,
    ),
    (
        "RATE_LIMIT",
        graph(
            {**entry("API rate limit already exceeded", "RATE_LIMIT"), "code": "graphql_rate_limit"}
        ),
        "wait",
        None,
    ),
    (
        "RATE_LIMITED with a reset time",
        graph(
            entry("limit", "RATE_LIMITED"),
            x_ratelimit_remaining="0",
            x_ratelimit_reset=str(int(AT) + 30),
        ),
        "wait",
        30.0,
    ),
    # F2.22: the secondary limit of GraphQL.
    ("200 with a message", rest(200, TOO_FAST), "wait", None),
    ("200 with an error", graph(entry(TOO_FAST)), "wait", None),
    ("403 to GraphQL", rest(403, TOO_FAST, retry_after="60"), "wait", 60.0),
    (
        "too quickly, no path",
        graph(entry("was submitted too quickly", "UNPROCESSABLE")),
        "wait",
        None,
    ),
    # F3.19: a 422 that is a guard against abuse.
    (
        "422, spammed",
        rest(422, "Validation failed, or the endpoint has been spammed."),
        "wait",
        None,
    ),
    # F4.18: too much at a time.
    (
        "resource limits",
        graph(entry("Resource limits for this query exceeded.", "RESOURCE_LIMITS_EXCEEDED")),
        "smaller",
        None,
    ),
    (
        "resource limits, no type",
        graph(entry("Resource limits for this query exceeded.")),
        "smaller",
        None,
    ),
    ("timeout on validation", graph(entry("Timeout on validation of query")), "smaller", None),
    (
        "too many nodes",
        graph(entry("By the time this query traverses ...", "MAX_NODE_LIMIT_EXCEEDED")),
        "smaller",
        None,
    ),
    # GitHub holds something else.
    ("404", rest(404, "Not Found"), "stale", None),
    ("409", rest(409, "Conflict"), "stale", None),
    (
        "422, already there",
        rest(422, "Validation Failed", errors=[{"code": "already_exists", "field": "title"}]),
        "stale",
        None,
    ),
    (
        "no such repository",
        graph(entry("Could not resolve", "NOT_FOUND", "repository")),
        "stale",
        None,
    ),
    # This one thing is impossible.
    (
        "422",
        rest(422, "Validation Failed", errors=[{"code": "custom", "field": "title"}]),
        "refused",
        None,
    ),
    ("400", rest(400, "Problems parsing JSON"), "refused", None),
    # All of it is impossible.
    ("401", rest(401, "Bad credentials"), "barred", None),
    ("403", rest(403, "Resource not accessible by integration"), "barred", None),
    ("403 in an archive", rest(403, "Repository was archived so is read-only."), "barred", None),
    ("410", rest(410, "Issues are disabled for this repo"), "barred", None),
    (
        "301 that nobody followed",
        Answer(301, {"location": "https://elsewhere.test"}, ""),
        "barred",
        None,
    ),
    ("451", rest(451, "Unavailable due to DMCA takedown."), "barred", None),
    (
        "forbidden, no path",
        graph(entry("Resource not accessible by integration", "FORBIDDEN")),
        "barred",
        None,
    ),
    (
        "too few scopes",
        graph(entry("Your token has not been granted the required scopes", "INSUFFICIENT_SCOPES")),
        "barred",
        None,
    ),
    (
        "a document that is wrong",
        graph(
            {
                **entry("Field 'x' doesn't exist on type 'Issue'", None, "query", "x"),
                "extensions": {"code": "undefinedField"},
            }
        ),
        "barred",
        None,
    ),
]


@pytest.mark.parametrize(
    ("answer", "kind", "seconds"), [case[1:] for case in WHOLE], ids=[case[0] for case in WHOLE]
)
def test_every_recorded_answer_means_one_thing(
    answer: Answer, kind: str, seconds: float | None
) -> None:
    meaning = read(answer).meaning
    assert meaning.kind == kind
    assert meaning.seconds == (None if seconds is None else pytest.approx(seconds))
    if kind in ("refused", "barred") or answer.status in (0, 404):
        assert meaning.problem is not None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (rest(401, "Bad credentials"), "github.bad-token"),
        (rest(403, "Resource not accessible by integration"), "github.forbidden"),
        (rest(403, "Repository was archived so is read-only."), "github.archived"),
        (rest(404, "Not Found"), "github.not-found"),
        (rest(410, "Issues are disabled for this repo"), "github.issues-off"),
        (rest(422, "Validation Failed"), "github.refused"),
        (rest(451, ""), "github.refused"),
        (graph(entry("Repository was archived so is read-only.", "FORBIDDEN")), "github.archived"),
        (graph(entry("Issues are disabled for this repo", "UNPROCESSABLE")), "github.issues-off"),
        (
            graph(entry("Protected branch update failed", "BRANCH_PROTECTION_RULE_VIOLATION")),
            "github.protected",
        ),
    ],
)
def test_a_refusal_names_its_reason(answer: Answer, code: str) -> None:
    problem = read(answer).meaning.problem
    assert problem is not None
    assert problem.code == code


def test_the_rights_that_are_missing_are_told_as_the_header_names_them() -> None:
    problem = read(
        rest(
            403,
            "Resource not accessible by integration",
            x_accepted_github_permissions="issues=write",
        )
    ).meaning.problem
    assert problem is not None
    assert problem.values == {
        "what": "Resource not accessible by integration",
        "needs": " (issues=write)",
    }


def test_a_refusal_without_words_is_told_by_its_status() -> None:
    problem = read(Answer(451)).meaning.problem
    assert problem is not None
    assert problem.values["what"] == "HTTP 451"
