"""A change as a request, and the ids that its answer brings."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from roadmap_bot.board.inputs import INPUTS, REQUESTS, find_ids
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.http.answers import FINE, UNSURE, Meaning, Reading
from roadmap_bot.http.queries import query
from roadmap_bot.http.request import Request
from roadmap_bot.keys import Key, file_path, label_key
from roadmap_bot.repository import Id, Look, Repository
from roadmap_bot.state import Comment, File, Issue, Label, Milestone

Known = Mapping[Key, Id]
Result = tuple[Change, Meaning, Mapping[Key, Id]]
REASONS = {"completed": "COMPLETED", "not_planned": "NOT_PLANNED", "duplicate": "DUPLICATE"}


def make_request(batch: Plan, seen: Look, known: Known) -> Request:
    """Make the one request that sends a batch, all of one sort."""
    sort, repository = batch[0].sort, seen.repository
    if sort in REQUESTS:
        return REQUESTS[sort](batch[0], seen, known)
    if sort.goes_alone:
        return _milestone_request(batch[0], repository, known)
    if sort is Sort.COMMIT:
        return query(sort.value, {"input0": _commit_input(batch, repository)}, writes=1)
    if sort in INPUTS:
        inputs = [INPUTS[sort](change, seen, known) for change in batch]
    else:
        inputs = [_INPUTS[sort](change, repository, known) for change in batch]
    variables = {f"input{index}": made for index, made in enumerate(inputs)}
    request = query(sort.value, variables, times=len(batch), writes=len(batch))
    return replace(request, token="board") if sort.is_of_board else request  # noqa: S106


def read_results(batch: Plan, reading: Reading) -> list[Result]:
    """Read what became of each change of a batch; a change that is fine and makes things brings their ids."""
    if batch[0].sort.goes_alone:
        return [_read_rest(batch[0], reading)]
    data = reading.data.get("data") or {}
    if batch[0].sort is Sort.COMMIT:
        meaning = _result(data, reading, "change0")
        return [(change, meaning, {}) for change in batch]
    return [_made(change, data, reading, f"change{index}") for index, change in enumerate(batch)]


def _read_rest(change: Change, reading: Reading) -> Result:
    made = Id(str(reading.data.get("node_id", "")), int(reading.data.get("number") or 0))
    lacks = change.sort is not Sort.UPDATE_ITEM and not made.number
    meaning = UNSURE if reading.meaning is FINE and lacks else reading.meaning
    return change, meaning, {change.key: made} if meaning is FINE and made.number else {}


def _made(change: Change, data: Mapping[str, Any], reading: Reading, alias: str) -> Result:
    meaning = _result(data, reading, alias)
    if meaning is not FINE:
        return change, meaning, {}
    ids = (
        find_ids(change, data[alias]) if change.sort.is_of_board else _find_id(change, data[alias])
    )
    return change, UNSURE if change.have is None and not ids else meaning, ids


def _result(data: Mapping[str, Any], reading: Reading, alias: str) -> Meaning:
    if alias in reading.failed:
        return reading.failed[alias]
    if data.get(alias) is not None:
        return FINE
    return UNSURE if reading.meaning is FINE else reading.meaning


def _find_id(change: Change, payload: Mapping[str, Any]) -> dict[Key, Id]:
    edge = payload.get("commentEdge") or {}
    node = payload.get("issue") or payload.get("label") or edge.get("node") or {}
    return {change.key: Id(node["id"], node.get("number", 0))} if "id" in node else {}


def _milestone_request(change: Change, repository: Repository, known: Known) -> Request:
    want = change.want
    assert isinstance(want, Milestone)
    path = f"/repos/{repository.name}/milestones"
    # Noon, because GitHub floors the time to midnight in the Pacific zone (F3.13).
    due = f"{want.due.isoformat()}T12:00:00Z" if want.due else None
    body: dict[str, Any] = {"title": want.title, "description": want.description, "due_on": due}
    if change.sort is Sort.CREATE_MILESTONE:
        return Request("POST", path, body, writes=1)
    if change.sort is not Sort.UPDATE_MILESTONE:
        body = {"state": "closed" if want.closed else "open"}
    return Request("PATCH", f"{path}/{known[change.key].number}", body, writes=1)


def _commit_input(batch: Plan, repository: Repository) -> Mapping[str, Any]:
    files = {file_path(change.key): change.want for change in batch}
    notes = [file.note for file in files.values() if isinstance(file, File) and file.note]
    return {
        "branch": {"repositoryNameWithOwner": repository.name, "branchName": repository.branch},
        "expectedHeadOid": repository.head,
        "message": {"headline": f"{notes[0] if notes else 'Update progress'} [skip ci]"},
        "fileChanges": {
            "additions": [
                {"path": path, "contents": base64.b64encode(file.text.encode()).decode()}
                for path, file in files.items()
                if isinstance(file, File) and file.text is not None
            ],
            "deletions": [
                {"path": path}
                for path, file in files.items()
                if isinstance(file, File) and file.gone
            ],
        },
    }


def _label_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    label = change.want
    assert isinstance(label, Label)
    return {
        "repositoryId": repository.id,
        "name": label.name,
        "color": label.color,
        "description": label.description,
    }


def _new_issue_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    issue = _issue(change)
    made: dict[str, Any] = {
        "repositoryId": repository.id,
        "title": issue.title,
        "body": issue.body,
        "labelIds": [known[label_key(name)].node for name in sorted(issue.labels)],
    }
    if issue.milestone:
        made["milestoneId"] = known[issue.milestone].node
    if issue.parent:
        made["parentIssueId"] = known[issue.parent].node
    if issue.assigned and repository.owner_is_user:
        made["assigneeIds"] = [repository.owner_id]
    return made


def _issue_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    have, want = change.have, _issue(change)
    assert isinstance(have, Issue)
    changed: dict[str, Any] = {"id": known[change.key].node}
    if have.title != want.title:
        changed["title"] = want.title
    if have.body != want.body:
        changed["body"] = want.body
    if have.milestone != want.milestone:
        changed["milestoneId"] = known[want.milestone].node if want.milestone else None
    return changed


def _labels_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    have, want = change.have, _issue(change)
    assert isinstance(have, Issue)
    names = sorted(have.labels ^ want.labels)
    return {
        "labelableId": known[change.key].node,
        "labelIds": [known[label_key(name)].node for name in names],
    }


def _parent_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    have, want = change.have, _issue(change)
    assert isinstance(have, Issue)
    parent = want.parent or have.parent or ""
    nested = {"issueId": known[parent].node, "subIssueId": known[change.key].node}
    return nested if change.sort is Sort.REMOVE_PARENT else {**nested, "replaceParent": True}


def _close_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    reason = _issue(change).closed
    closing = {"issueId": known[change.key].node, "stateReason": REASONS[str(reason)]}
    keeper = change.key.partition("~")[0]
    return (
        {**closing, "duplicateIssueId": known[keeper].node}
        if reason == "duplicate" and keeper in known
        else closing
    )


def _reopen_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    return {"issueId": known[change.key].node}


def _comment_input(change: Change, repository: Repository, known: Known) -> Mapping[str, Any]:
    comment = change.want
    assert isinstance(comment, Comment)
    return {"subjectId": known[comment.issue].node, "body": comment.body}


def _issue(change: Change) -> Issue:
    assert isinstance(change.want, Issue)
    return change.want


_INPUTS: Mapping[Sort, Callable[[Change, Repository, Known], Mapping[str, Any]]] = {
    Sort.CREATE_LABEL: _label_input,
    Sort.CREATE_ISSUE: _new_issue_input,
    Sort.UPDATE_ISSUE: _issue_input,
    Sort.ADD_LABELS: _labels_input,
    Sort.REMOVE_LABELS: _labels_input,
    Sort.ADD_PARENT: _parent_input,
    Sort.REMOVE_PARENT: _parent_input,
    Sort.REOPEN_ISSUE: _reopen_input,
    Sort.CLOSE_ISSUE: _close_input,
    Sort.ADD_COMMENT: _comment_input,
}
