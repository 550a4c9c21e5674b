"""A change becomes one request, and a batch of them, too."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from roadmap_bot.changes import Change, Sort
from roadmap_bot.github.writes import make_request
from roadmap_bot.http.request import GRAPHQL
from roadmap_bot.repository import Id, Look
from roadmap_bot.state import Comment, File, Issue, Label, Milestone, Thing
from tests.kit.small_roadmap import make_repository

SEEN = Look(make_repository(), {}, {})
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
    return replace(ISSUE, **changed)


def test_a_new_issue_is_made_labelled_and_nested_in_one_write() -> None:
    assert variables("create_issue", "issue/W01-2", ISSUE) == {
        "repositoryId": "R",
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
        "repositoryId": "R",
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
    assert (request.method, request.path) == (method, f"/repos/ada/plan/milestones{path}")
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
    assert made["branch"] == {"repositoryNameWithOwner": "ada/plan", "branchName": "main"}
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
