"""A change as a request, and the ids that its answer brings."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import pytest

from roadmap_bot.changes import Change, Sort
from roadmap_bot.github.writes import make_request, read_results
from roadmap_bot.http.answers import FINE, STALE, Meaning, Reading
from roadmap_bot.http.request import GRAPHQL
from roadmap_bot.repository import Id, Look
from roadmap_bot.state import Comment, File, Issue, Label, Milestone, Thing
from tests.github.test_doctor import WELL

SEEN = Look(WELL, {}, {})
KNOWN = {
    "label/roadmap": Id("LA_1"),
    "label/bake": Id("LA_2"),
    "milestone/M1": Id("MI_1", 7),
    "issue/W01": Id("I_1", 1),
    "issue/W02": Id("I_2", 2),
    "issue/W01-1": Id("I_3", 3),
    "issue/W01-1~9": Id("I_9", 9),
}
ISSUE = Issue("[W01-1] Mix", "body", frozenset({"roadmap", "bake"}), "milestone/M1", "issue/W01")


def variables(sort: str, key: str, want: Thing, have: Thing | None = None) -> Any:
    request = make_request((Change(Sort[sort.upper()], key, have, want),), SEEN, KNOWN)
    assert (request.method, request.path, request.writes) == ("POST", GRAPHQL, 1)
    assert request.body is not None
    return request.body["variables"]["input0"]


def issue(**changed: Any) -> Issue:
    from dataclasses import replace

    return replace(ISSUE, **changed)


def test_a_new_issue_is_made_labelled_and_nested_in_one_write() -> None:
    assert variables("create_issue", "issue/W01-2", ISSUE) == {
        "repositoryId": "R_1",
        "title": "[W01-1] Mix",
        "body": "body",
        "labelIds": ["LA_2", "LA_1"],
        "milestoneId": "MI_1",
        "parentIssueId": "I_1",
    }


def test_a_new_issue_without_parent_and_milestone_names_neither() -> None:
    made = variables("create_issue", "issue/W03", issue(milestone=None, parent=None))
    assert not {"milestoneId", "parentIssueId"} & set(made)


def test_an_update_sends_only_what_differs() -> None:
    assert variables("update_issue", "issue/W01-1", issue(title="New"), ISSUE) == {
        "id": "I_3",
        "title": "New",
    }
    assert variables("update_issue", "issue/W01-1", issue(body="New"), ISSUE) == {
        "id": "I_3",
        "body": "New",
    }
    assert variables("update_issue", "issue/W01-1", issue(milestone=None), ISSUE) == {
        "id": "I_3",
        "milestoneId": None,
    }
    bare = issue(milestone=None)
    assert variables("update_issue", "issue/W01-1", ISSUE, bare) == {
        "id": "I_3",
        "milestoneId": "MI_1",
    }


def test_labels_are_added_and_taken_one_by_one_never_resent_as_a_set() -> None:
    fewer = issue(labels=frozenset({"bake"}))
    assert variables("add_labels", "issue/W01-1", ISSUE, fewer) == {
        "labelableId": "I_3",
        "labelIds": ["LA_1"],
    }
    assert variables("remove_labels", "issue/W01-1", fewer, ISSUE) == {
        "labelableId": "I_3",
        "labelIds": ["LA_1"],
    }


def test_an_issue_moves_to_another_parent_or_to_none() -> None:
    moved = variables("add_parent", "issue/W01-1", issue(parent="issue/W02"), ISSUE)
    assert moved == {"issueId": "I_2", "subIssueId": "I_3", "replaceParent": True}
    freed = variables("remove_parent", "issue/W01-1", issue(parent=None), ISSUE)
    assert freed == {"issueId": "I_1", "subIssueId": "I_3"}


@pytest.mark.parametrize(
    ("reason", "name"), [("completed", "COMPLETED"), ("not_planned", "NOT_PLANNED")]
)
def test_an_issue_is_closed_with_its_reason(reason: Any, name: str) -> None:
    closed = variables("close_issue", "issue/W01-1", issue(closed=reason), ISSUE)
    assert closed == {"issueId": "I_3", "stateReason": name}


def test_a_duplicate_names_the_one_that_stays() -> None:
    closed = variables("close_issue", "issue/W01-1~9", issue(closed="duplicate"), ISSUE)
    assert closed == {"issueId": "I_9", "stateReason": "DUPLICATE", "duplicateIssueId": "I_3"}


def test_the_other_changes_name_what_they_are_about() -> None:
    assert variables("reopen_issue", "issue/W01-1", ISSUE, ISSUE) == {"issueId": "I_3"}
    comment = Comment("issue/W01-1", "Closed.")
    assert variables("add_comment", "comment/x", comment) == {"subjectId": "I_3", "body": "Closed."}
    label = Label("Bake", "d93f0b", "Baking")
    assert variables("create_label", "label/x", label) == {
        "repositoryId": "R_1",
        "name": "Bake",
        "color": "d93f0b",
        "description": "Baking",
    }


POINT = Milestone("First loaf", "text", dt.date(2026, 12, 6))


@pytest.mark.parametrize(
    ("sort", "want", "method", "path", "body"),
    [
        (
            "create_milestone",
            POINT,
            "POST",
            "",
            {"title": "First loaf", "description": "text", "due_on": "2026-12-06T12:00:00Z"},
        ),
        (
            "update_milestone",
            Milestone("New", "", None),
            "PATCH",
            "/7",
            {"title": "New", "description": "", "due_on": None},
        ),
        (
            "close_milestone",
            Milestone("x", "", None, closed=True),
            "PATCH",
            "/7",
            {"state": "closed"},
        ),
        ("reopen_milestone", Milestone("x", "", None), "PATCH", "/7", {"state": "open"}),
    ],
)
def test_milestones_go_by_rest_and_are_due_at_noon(
    sort: str, want: Milestone, method: str, path: str, body: Any
) -> None:
    request = make_request((Change(Sort[sort.upper()], "milestone/M1", None, want),), SEEN, KNOWN)
    assert (request.method, request.path) == (method, f"/repos/learner/roadmap/milestones{path}")
    assert request.body == body
    assert request.writes == 1


def test_all_files_go_out_in_one_commit_that_starts_no_workflow() -> None:
    batch = (
        Change(Sort.COMMIT, "file/README.md", File("a"), File("Größe\r\n", note="Update progress")),
        Change(Sort.COMMIT, "file/x.svg", None, File("<svg/>")),
        Change(Sort.COMMIT, "file/foreign", None, File(None)),
    )
    request = make_request(batch, SEEN, KNOWN)
    assert request.body is not None
    made = request.body["variables"]["input0"]
    assert made["branch"] == {"repositoryNameWithOwner": "learner/roadmap", "branchName": "main"}
    assert made["expectedHeadOid"] == "0" * 40
    assert made["message"] == {"headline": "Update progress [skip ci]"}
    files = {
        each["path"]: base64.b64decode(each["contents"])
        for each in made["fileChanges"]["additions"]
    }
    assert files == {"README.md": "Größe\r\n".encode(), "x.svg": b"<svg/>"}
    assert request.writes == 1


def test_a_commit_without_a_note_has_a_headline_all_the_same() -> None:
    (request,) = [make_request((Change(Sort.COMMIT, "file/a", None, File("a")),), SEEN, KNOWN)]
    assert request.body is not None
    assert request.body["variables"]["input0"]["message"]["headline"] == "Update progress [skip ci]"


def test_a_batch_repeats_one_shape_for_each_change() -> None:
    batch = tuple(
        Change(Sort.REOPEN_ISSUE, key, ISSUE, ISSUE) for key in ("issue/W01", "issue/W02")
    )
    request = make_request(batch, SEEN, KNOWN)
    assert request.body is not None
    assert request.body["variables"] == {"input0": {"issueId": "I_1"}, "input1": {"issueId": "I_2"}}
    assert request.body["query"].count("reopenIssue(") == 2
    assert request.writes == 2


REFUSED = Meaning("refused")
LIMIT = Meaning("wait")


def results(
    batch: tuple[Change, ...], data: Any, whole: Meaning = FINE, **failed: Meaning
) -> list[Any]:
    read = read_results(batch, Reading(whole, {"data": data}, failed))
    assert [change for change, _, _ in read] == list(batch)
    return [(meaning.kind, dict(ids)) for _, meaning, ids in read]


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
    assert (result[1].kind, dict(result[2])) == (kind, ids)
