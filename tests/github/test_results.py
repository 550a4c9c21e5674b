"""Each change of a batch fares as its own part of the answer says, and brings the ids it made."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from roadmap_bot.changes import Change, Sort
from roadmap_bot.github.results import read_results
from roadmap_bot.http.answers import FINE, STALE, Meaning, Reading
from roadmap_bot.repository import Id
from roadmap_bot.state import Comment, File, Issue, Label, Milestone, Thing

ISSUE = Issue("[W01-1] Mix", "body", frozenset({"roadmap", "bake"}), "milestone/M1", "issue/W01")
POINT = Milestone("First loaf", "text", dt.date(2026, 12, 6))
REFUSED = Meaning("refused")
LIMIT = Meaning("wait")


def results(
    batch: tuple[Change, ...], data: Any, whole: Meaning = FINE, **failed: Meaning
) -> list[Any]:
    read = read_results(batch, Reading(whole, {"data": data}, failed))
    assert [result.change for result in read] == list(batch)
    return [(result.meaning.kind, dict(result.ids)) for result in read]


BATCH = tuple(Change(Sort.CREATE_ISSUE, f"issue/W0{index}", None, ISSUE) for index in range(3))


def test_each_alias_tells_of_its_own_change() -> None:
    data = {"change0": {"issue": {"id": "I_1", "number": 4}}, "change1": None, "change2": None}
    assert results(BATCH, data, change1=REFUSED, change2=STALE) == [
        ("fine", {"issue/W00": Id("I_1", 4)}),
        ("refused", {}),
        ("stale", {}),
    ]


def test_an_alias_that_says_nothing_is_unsure_or_what_the_whole_is() -> None:
    data = {"change0": {"issue": {"id": "I_1", "number": 4}}, "change1": None}
    assert [kind for kind, _ in results(BATCH, data)] == ["fine", "unsure", "unsure"]
    assert [kind for kind, _ in results(BATCH, data, LIMIT)] == ["fine", "wait", "wait"]
    assert [kind for kind, _ in results(BATCH, None, LIMIT)] == ["wait"] * 3


@pytest.mark.parametrize("payload", [{}, {"issue": None}])
def test_a_thing_that_was_made_without_an_id_is_unsure(payload: Any) -> None:
    assert results(BATCH[:1], {"change0": payload}) == [("unsure", {})]


@pytest.mark.parametrize(
    ("sort", "want", "payload", "id"),
    [
        ("create_label", Label("x"), {"label": {"id": "LA_9"}}, Id("LA_9")),
        (
            "add_comment",
            Comment("issue/W01", "x"),
            {"commentEdge": {"node": {"id": "IC_9"}}},
            Id("IC_9"),
        ),
    ],
)
def test_labels_and_comments_bring_their_ids(sort: str, want: Thing, payload: Any, id: Id) -> None:
    assert results((Change(Sort[sort.upper()], "key", None, want),), {"change0": payload}) == [
        ("fine", {"key": id})
    ]


def test_a_change_of_what_exists_needs_no_id() -> None:
    change = Change(Sort.ADD_LABELS, "issue/W01", ISSUE, ISSUE)
    assert results((change,), {"change0": {"clientMutationId": None}}) == [("fine", {})]


def test_all_files_of_a_commit_fare_alike() -> None:
    batch = tuple(Change(Sort.COMMIT, f"file/{name}", None, File(name)) for name in "ab")
    assert results(batch, {"change0": {"commit": {"oid": "1"}}}) == [("fine", {}), ("fine", {})]
    assert results(batch, {"change0": None}, change0=STALE) == [("stale", {}), ("stale", {})]


@pytest.mark.parametrize(
    ("reading", "kind", "ids"),
    [
        (Reading(FINE, {"number": 3, "node_id": "MI_3"}), "fine", {"milestone/M1": Id("MI_3", 3)}),
        (Reading(FINE, {}), "unsure", {}),
        (Reading(FINE, {"number": None}), "unsure", {}),
        (Reading(REFUSED), "refused", {}),
    ],
)
def test_a_milestone_tells_its_number_or_is_unsure(reading: Reading, kind: str, ids: Any) -> None:
    (result,) = read_results((Change(Sort.CREATE_MILESTONE, "milestone/M1", None, POINT),), reading)
    assert (result.meaning.kind, dict(result.ids)) == (kind, ids)
