"""A change as a request: the one that sends a batch of them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from roadmap_bot.board import inputs as board
from roadmap_bot.changes import Change, Plan, Sort
from roadmap_bot.github import speech
from roadmap_bot.http.queries import query
from roadmap_bot.http.request import Request
from roadmap_bot.keys import Key, file_path, label_key, older_key, person_key
from roadmap_bot.repository import Id, Look, Repository
from roadmap_bot.state import File, Issue, Label, Milestone, Pin

Known = Mapping[Key, Id]
Input = Mapping[str, Any]

REASONS = {"completed": "COMPLETED", "not_planned": "NOT_PLANNED", "duplicate": "DUPLICATE"}
HEADLINE = "Update progress"  # of a commit whose files bring no note


def make_request(batch: Plan, seen: Look, known: Known) -> Request:
    """Make the one request that sends a batch, all of one sort."""
    sort = batch[0].sort
    if sort is Sort.COMMIT:
        return query(sort.value, {"input0": _commit_input(batch, seen.repository)}, writes=1)
    if sort.goes_alone:
        return REQUESTS[sort](batch[0], seen, known)
    make_input = INPUTS[sort]
    variables = {
        f"input{index}": make_input(change, seen, known) for index, change in enumerate(batch)
    }
    request = query(sort.value, variables, times=len(batch), writes=len(batch))
    if sort.is_of_board:
        return replace(request, token="board")  # noqa: S106
    return request


# Files: all in one commit


def name_branch(repository: Repository) -> Input:
    """Name the default branch as a commit wants it."""
    return {"repositoryNameWithOwner": repository.name, "branchName": repository.branch}


def _commit_input(batch: Plan, repository: Repository) -> Input:
    files = dict(_find_files(batch))
    return {
        "branch": name_branch(repository),
        "expectedHeadOid": repository.head,
        "message": _make_message(files.values()),
        "fileChanges": {
            "additions": list(_find_additions(files)),
            "deletions": [{"path": path} for path, file in files.items() if file.gone],
        },
    }


def _make_message(files: Collection[File]) -> Input:
    notes = [file.note for file in files if file.note]
    asked = [file.asked for file in files if file.asked]
    headline = notes[0] if notes else HEADLINE
    body = {"body": "\n".join(asked)} if asked else {}
    return {"headline": f"{headline} [skip ci]", **body}


def _find_files(batch: Plan) -> Iterator[tuple[str, File]]:
    for change in batch:
        if isinstance(change.want, File):
            yield file_path(change.key), change.want


def _find_additions(files: Mapping[str, File]) -> Iterator[Input]:
    for path, file in files.items():
        if file.text is not None:
            yield {"path": path, "contents": base64.b64encode(file.text.encode()).decode()}


# Milestones: by REST, one at a time


def _create_milestone(change: Change, seen: Look, known: Known) -> Request:
    body = _describe_milestone(_milestone(change))
    return Request("POST", _milestones_path(seen), body, writes=1)


def _update_milestone(change: Change, seen: Look, known: Known) -> Request:
    body = _describe_milestone(_milestone(change))
    return Request("PATCH", _milestone_path(change, seen, known), body, writes=1)


def _move_milestone(change: Change, seen: Look, known: Known) -> Request:
    body = {"state": "closed" if _milestone(change).closed else "open"}
    return Request("PATCH", _milestone_path(change, seen, known), body, writes=1)


def _describe_milestone(want: Milestone) -> Input:
    # Noon, because GitHub floors the time to midnight in the Pacific zone (F3.13).
    due = f"{want.due.isoformat()}T12:00:00Z" if want.due else None
    return {"title": want.title, "description": want.description, "due_on": due}


def _milestones_path(seen: Look) -> str:
    return f"/repos/{seen.repository.name}/milestones"


def _milestone_path(change: Change, seen: Look, known: Known) -> str:
    return f"{_milestones_path(seen)}/{known[change.key].number}"


def _milestone(change: Change) -> Milestone:
    assert isinstance(change.want, Milestone)
    return change.want


# Labels, issues and comments: by GraphQL, many at a time


def _label_input(change: Change, seen: Look, known: Known) -> Input:
    label = change.want
    assert isinstance(label, Label)
    return {
        "repositoryId": seen.repository.id,
        "name": label.name,
        "color": label.color,
        "description": label.description,
    }


def _rename_input(change: Change, seen: Look, known: Known) -> Input:
    label = change.want
    assert isinstance(label, Label)
    return {
        "id": known[change.key].node,
        "name": label.name,
        "description": label.description,
    }


def _new_issue_input(change: Change, seen: Look, known: Known) -> Input:
    issue, repository = _wanted(change), seen.repository
    made: dict[str, Any] = {
        "repositoryId": repository.id,
        "title": issue.title,
        "body": issue.body,
        "labelIds": _label_ids(issue.labels, known),
    }
    if issue.milestone:
        made["milestoneId"] = known[issue.milestone].node
    if issue.parent:
        made["parentIssueId"] = known[issue.parent].node
    person = known.get(person_key(issue.assignee))
    if person:
        made["assigneeIds"] = [person.node]
    return made


def _issue_input(change: Change, seen: Look, known: Known) -> Input:
    have, want = _held(change), _wanted(change)
    changed: dict[str, Any] = {"id": known[change.key].node}
    if have.title != want.title:
        changed["title"] = want.title
    if have.body != want.body:
        changed["body"] = want.body
    if have.milestone != want.milestone:
        changed["milestoneId"] = known[want.milestone].node if want.milestone else None
    return changed


def _labels_input(change: Change, seen: Look, known: Known) -> Input:
    """Name only the labels that come or go: the others may be changing at this moment."""
    differing = _held(change).labels ^ _wanted(change).labels
    return {"labelableId": known[change.key].node, "labelIds": _label_ids(differing, known)}


def _label_ids(names: frozenset[str], known: Known) -> list[str]:
    return [known[label_key(name)].node for name in sorted(names)]


def _add_parent_input(change: Change, seen: Look, known: Known) -> Input:
    return {**_nest(_wanted(change).parent, change.key, known), "replaceParent": True}


def _remove_parent_input(change: Change, seen: Look, known: Known) -> Input:
    return _nest(_held(change).parent, change.key, known)


def _nest(parent: Key | None, child: Key, known: Known) -> dict[str, Any]:
    assert parent is not None
    return {"issueId": known[parent].node, "subIssueId": known[child].node}


def _close_input(change: Change, seen: Look, known: Known) -> Input:
    reason = _wanted(change).closed
    assert reason is not None
    closing = {"issueId": known[change.key].node, "stateReason": REASONS[reason]}
    keeper = older_key(change.key)
    if reason == "duplicate" and keeper in known:
        closing["duplicateIssueId"] = known[keeper].node
    return closing


def _reopen_input(change: Change, seen: Look, known: Known) -> Input:
    return {"issueId": known[change.key].node}


def _pin_input(change: Change, seen: Look, known: Known) -> Input:
    assert isinstance(change.want, Pin)
    return {"issueId": known[change.want.issue].node}


def _held(change: Change) -> Issue:
    assert isinstance(change.have, Issue)
    return change.have


def _wanted(change: Change) -> Issue:
    assert isinstance(change.want, Issue)
    return change.want


REQUESTS: Mapping[Sort, Callable[[Change, Look, Known], Request]] = {
    **board.REQUESTS,
    Sort.CREATE_MILESTONE: _create_milestone,
    Sort.UPDATE_MILESTONE: _update_milestone,
    Sort.CLOSE_MILESTONE: _move_milestone,
    Sort.REOPEN_MILESTONE: _move_milestone,
}
INPUTS: Mapping[Sort, Callable[[Change, Look, Known], Input]] = {
    **board.INPUTS,
    **speech.INPUTS,
    Sort.CREATE_LABEL: _label_input,
    Sort.UPDATE_LABEL: _rename_input,
    Sort.CREATE_ISSUE: _new_issue_input,
    Sort.UPDATE_ISSUE: _issue_input,
    Sort.ADD_LABELS: _labels_input,
    Sort.REMOVE_LABELS: _labels_input,
    Sort.ADD_PARENT: _add_parent_input,
    Sort.REMOVE_PARENT: _remove_parent_input,
    Sort.REOPEN_ISSUE: _reopen_input,
    Sort.CLOSE_ISSUE: _close_input,
    Sort.ANSWER_ISSUE: _issue_input,
    Sort.PIN_ISSUE: _pin_input,
    Sort.UNPIN_ISSUE: _pin_input,
}
