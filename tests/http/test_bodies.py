"""What stands in the body of an answer is told apart before anybody judges it."""

from __future__ import annotations

from typing import Any

import pytest

from roadmap_bot.http.answers import FINE, read_answer
from roadmap_bot.http.bodies import find_errors, find_places, is_complaint, parse_body
from tests.kit.github_answers import entry, graph

FOUND = {"viewer": {"login": "a"}, "repository": None}


@pytest.mark.parametrize("text", ["", "<html>", '{"data": ', "[" * 100_000])
def test_what_is_no_json_is_nothing(text: str) -> None:
    assert parse_body(text) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"message": "Not Found", "documentation_url": "x"}, True),
        ({"message": "Not Found"}, False),
        ({"message": "a", "documentation_url": "x", "data": {}}, False),
        ([], False),
        (None, False),
    ],
)
def test_only_an_envelope_of_rest_complains(body: Any, expected: bool) -> None:
    assert is_complaint(body) is expected


@pytest.mark.parametrize("errors", [[{"message": "a"}], {"message": "a"}, "a", ["a"]])
def test_errors_are_entries_whatever_they_came_as(errors: Any) -> None:
    assert list(find_errors({"errors": errors})) == [{"message": "a"}]


@pytest.mark.parametrize(
    ("path", "places"),
    [
        (["viewer", "login"], ["viewer"]),
        (["elsewhere"], []),
        ([], ["repository"]),
        (None, ["repository"]),
        ("viewer", ["repository"]),
    ],
)
def test_an_error_without_a_place_is_about_what_brought_nothing(
    path: Any, places: list[str]
) -> None:
    assert find_places({"path": path}, FOUND) == places


@pytest.mark.parametrize(
    "path",
    [
        ("repository", "templateRepository"),
        ("repository", "parent"),
        ("repository", "parent", "defaultBranchRef"),
        ("repository", "issues", "nodes", 3, "parent"),
    ],
)
@pytest.mark.parametrize("sort", ["FORBIDDEN", "NOT_FOUND", "SAML", None])
def test_an_error_about_what_may_be_null_is_none(path: tuple[Any, ...], sort: str | None) -> None:
    words = "Resource not accessible by integration"
    reading = read_answer(graph(entry(words, sort, *path), data={"repository": {}}), 0.0)
    assert (reading.meaning, reading.failed) == (FINE, {})


@pytest.mark.parametrize("words", ["API rate limit exceeded", "Resource limits exceeded"])
def test_a_limit_is_one_wherever_it_was_met(words: str) -> None:
    answer = graph(entry(words, None, "repository", "parent"), data={"repository": {}})
    assert read_answer(answer, 0.0).meaning.kind in ("wait", "smaller")
