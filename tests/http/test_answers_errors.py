"""What the errors inside an answer mean, for one alias or for all, and laws over invented ones."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_twin.refusals import load_errors, make_answer, make_entry
from roadmap_bot.http.answers import (
    FINE,
    KINDS,
    Meaning,
    Reading,
    find_gravest,
    judge_error,
    read_answer,
)
from roadmap_bot.http.limits import DAY
from roadmap_bot.http.request import Answer
from tests.kit.github_answers import entry, graph

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
AT = NOW.timestamp()


def read(answer: Answer) -> Reading:
    return read_answer(answer, AT)


def test_an_error_at_an_alias_fails_that_alias_alone() -> None:
    answer = graph(
        entry("title is too long", "UNPROCESSABLE", "change0"),
        entry("Could not resolve to a node", "NOT_FOUND", "change2"),
        entry("Something went wrong", None, "change3"),
        data={
            "change0": None,
            "change1": {"issue": {"id": "I_1"}},
            "change2": None,
            "change3": None,
        },
    )
    reading = read(answer)
    assert reading.meaning is FINE
    assert {alias: meaning.kind for alias, meaning in reading.failed.items()} == {
        "change0": "refused",
        "change2": "stale",
        "change3": "unsure",
    }


@pytest.mark.parametrize(
    ("message", "sort", "kind"),
    [
        ("was submitted too quickly", "UNPROCESSABLE", "wait"),
        ("Repository was archived so is read-only.", "FORBIDDEN", "barred"),
        ("Resource limits for this query exceeded", None, "smaller"),
    ],
)
def test_an_alias_that_meets_a_limit_or_a_bar_speaks_for_all(
    message: str, sort: str | None, kind: str
) -> None:
    data = {"change0": {"issue": {"id": "I_1"}}, "change1": None}
    reading = read(graph(entry(message, sort, "change1"), data=data))
    assert reading.meaning.kind == kind
    assert reading.failed["change1"].kind == kind
    assert reading.data["data"] == data


@pytest.mark.parametrize(
    ("message", "sort", "kind"),
    [
        ("Resource not accessible by integration", "FORBIDDEN", "refused"),
        ("Could not resolve to a node with the global id of 'x'", "NOT_FOUND", "stale"),
        ("Unable to create comment because issue is locked", "UNPROCESSABLE", "refused"),
        ("Unable to create comment because issue is locked", "LOCKED", "unsure"),
        ("Unable to create comment because issue is locked", None, "unsure"),
        ("Something went wrong while executing your query.", None, "unsure"),
    ],
)
@pytest.mark.parametrize("names_it", [True, False])
def test_what_one_alias_suffers_from_stops_no_other_and_keeps_its_words(
    message: str, sort: str | None, kind: str, names_it: bool
) -> None:
    data = {"change0": {"issue": {"id": "I_1"}}, "change1": None}
    reading = read(graph(entry(message, sort, *(["change1"] if names_it else [])), data=data))
    assert reading.meaning is FINE
    meaning = reading.failed["change1"]
    assert meaning.problem is not None
    assert (meaning.kind, meaning.problem.values["what"]) == (kind, message)


@pytest.mark.parametrize(
    ("message", "sort", "code"),
    [
        ("Repository rule violations found", "UNPROCESSABLE", "github.ruled"),
        ("Repository rule violations found", None, "github.ruled"),
        ("Changes must be made through a pull request.", "FORBIDDEN", "github.ruled"),
        ("Cannot do that", "REPOSITORY_RULE_VIOLATION", "github.ruled"),
        ("Protected branch update failed", "UNPROCESSABLE", "github.protected"),
        ("Cannot do that", "BRANCH_PROTECTION_RULE_VIOLATION", "github.protected"),
    ],
)
def test_the_rules_of_a_branch_are_told_by_words_or_by_type(
    message: str, sort: str | None, code: str
) -> None:
    reading = read(graph(entry(message, sort, "change0"), data={"change0": None}))
    problem = reading.failed["change0"].problem
    assert problem is not None
    assert (reading.failed["change0"].kind, problem.code) == ("refused", code)


def test_of_several_errors_the_gravest_counts_whatever_their_order() -> None:
    limit, slip = entry("limit", "RATE_LIMITED"), entry("Something went wrong")
    assert read(graph(limit, slip)).meaning == read(graph(slip, limit)).meaning
    assert read(graph(limit, slip)).meaning.kind == "wait"


def test_where_data_is_null_an_error_with_a_path_speaks_for_the_whole() -> None:
    reading = read(graph(entry("title is too long", "UNPROCESSABLE", "change0")))
    assert reading.meaning.kind == "barred"
    assert reading.failed == {}


@pytest.mark.parametrize(
    "errors",
    [
        "oops",
        {"message": "oops"},
        ["oops"],
        [None],
        [{"path": [], "message": None}],
        [{"path": "x"}],
    ],
)
def test_errors_of_a_strange_shape_are_unsure(errors: Any) -> None:
    assert (
        read(Answer(200, {}, json.dumps({"data": None, "errors": errors}))).meaning.kind == "unsure"
    )


RECORDED = sorted(load_errors())


@pytest.mark.parametrize("code", [code for code in RECORDED if "answer" in load_errors()[code]])
def test_no_answer_that_refuses_passes_for_fine(code: str) -> None:
    assert read(Answer(*make_answer(code, {}))).meaning is not FINE


@pytest.mark.parametrize("code", [code for code in RECORDED if "entry" in load_errors()[code]])
def test_no_error_of_graphql_passes_for_fine(code: str) -> None:
    error = make_entry(code, {})
    assert judge_error(error, Answer(200), AT) is not FINE
    reading = read(graph({**error, "path": ["change0"]}, data={"change0": None}))
    assert reading.failed["change0"] is not FINE


HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"]),
    st.one_of(st.text(max_size=30), st.integers().map(str), st.just("0")),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["data", "errors", "message", "path", "type", "documentation_url", "a"]
            ),
            inner,
        ),
    ),
)


@given(st.integers(0, 599), HEADERS, st.one_of(st.text(max_size=50), JSON.map(json.dumps)))
def test_whatever_comes_has_a_meaning_and_never_a_wait_past_a_day(
    status: int, headers: dict[str, str], text: str
) -> None:
    meaning = read(Answer(status, headers, text)).meaning
    assert meaning.kind in KINDS
    assert meaning.seconds is None or 1 <= meaning.seconds <= DAY
    assert status < 300 or meaning.kind != "fine"


@given(st.lists(st.sampled_from(KINDS), min_size=1))
def test_the_gravest_of_meanings_is_among_them(kinds: list[Any]) -> None:
    assert KINDS.index(find_gravest(map(Meaning, kinds)).kind) == max(map(KINDS.index, kinds))
