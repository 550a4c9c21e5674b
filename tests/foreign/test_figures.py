"""Somebody else's figures are read by a strict model, or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_bot.foreign.figures import LARGEST, parse_figures
from roadmap_bot.report.progress_json import make_figures_schema
from tests.kit.cohort_scene import make_figures


def parse(**changes: Any) -> Any:
    return parse_figures(json.dumps(make_figures(**changes)))


def test_what_the_bot_writes_is_read() -> None:
    figures = parse(done=2)
    assert (figures.share, figures.week, figures.next[0].id) == (0.5, 11, "W01-3")
    assert figures.shared
    assert figures.closed is None


def test_all_that_is_read_is_of_version_1() -> None:
    known = json.loads(make_figures_schema())["properties"]
    assert set(make_figures()) <= set(known)


def test_keys_of_a_later_version_1_do_no_harm() -> None:
    assert parse(news={"of": ["the", "future"]})


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": "1"},
        {"generator": "somebody"},
        {"share": 1.2},
        {"share": -0.1},
        {"share": "all"},
        {"share": float("nan")},
        {"week": -1},
        {"week": 10**9},
        {"hours": {"done": 9, "total": 8}},
        {"hours": {"done": float("inf"), "total": float("inf")}},
        {"next": [{"id": "<script>", "title": "x"}]},
        {"next": [{"id": "W01-1", "title": "x" * 301}]},
        {"next": [{"id": "W01-1", "title": "x"}] * 101},
        {"date": "yesterday"},
        {"date": "1999-01-01"},
        {"date": "2026-11-20", "history": [{"date": "2026-11-30", "hours": 1}]},
        {"start": "9999-01-01"},
        {"closed": ["W01-1", "<b>"]},
        {"closed": "W01-1"},
        {"companions": ["ada/plan"] * 11},
        {"companions": ["not a repository"]},
        {"roadmap": {"id": "x" * 50, "title": "x"}},
        {"shared": "no"},
        {"history": None},
    ],
)
def test_what_cannot_be_is_not_believed(changes: dict[str, Any]) -> None:
    assert parse(**changes) is None


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", "[" * 50_000, '{"version": 1}', "1" * 5_000, "\x00", "\ud800"],
)
def test_what_is_no_such_file_is_not_read(text: str) -> None:
    assert parse_figures(text) is None


def test_what_is_too_large_is_not_read() -> None:
    assert parse(about="x" * LARGEST) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(key=st.sampled_from(sorted(make_figures())), value=JSON)
def test_whatever_stands_in_a_key_is_read_or_refused(key: str, value: Any) -> None:
    figures = parse(**{key: value})
    assert figures is None or 0 <= figures.share <= 1
