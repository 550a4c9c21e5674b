"""REST: issues, their comments and sub-issues."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from github_twin import issues, labels, sub_issues
from github_twin.issue_objects import render_comment, render_issue
from github_twin.lists import find_listed
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.rest_call import Body, Call, cut_page
from github_twin.tokens import check_issue_write, check_issues_on, check_read, check_write, may_label
from github_twin.world import refresh


def _find_issue(call: Call, owner: str, name: str, number: str) -> tuple[Repository, Issue]:
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    check_issues_on(repository)
    issue = repository.issues.get(int(number))
    if issue is None:
        raise RefusedError("not-found")
    return repository, issue


def list_issues(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List issues and pull requests, the newest first unless asked otherwise."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    check_issues_on(repository)
    seen = find_listed(call.world, repository)
    state = call.query.get("state", "open")
    found = [one for one in seen.issues.values() if state in (one.state, "all")]
    if "labels" in call.query:
        wanted = {label.id for one in call.query["labels"].split(",") if (label := labels.find_label(seen, one))}
        found = [one for one in found if wanted <= set(one.labels)]
    key = {"updated": "updated_at"}.get(call.query.get("sort", "created"), "made_at")
    found.sort(key=lambda one: (getattr(one, key), one.number), reverse=call.query.get("direction", "desc") == "desc")
    return 200, [render_issue(call.world, seen, one) for one in cut_page(call, found)]


def show_issue(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Show an issue."""
    repository, issue = _find_issue(call, owner, name, number)
    return 200, render_issue(call.world, repository, issue)


def create_issue(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Make an issue; labels, milestone and assignees are dropped in silence where the caller may not set them."""
    repository = call.repository(owner, name)
    check_issue_write(call.world, call.token, repository, "CreateIssue")
    draft = issues.Draft(str(call.given.get("title", "")), call.given.get("body") or "")
    if may_label(call.world, call.token, repository):
        chosen = _need_labels(call, repository, call.given.get("labels") or [])
        repository = refresh(call.world, repository)
        milestone = _need_milestone(repository, call.given.get("milestone"))
        draft = replace(draft, labels=chosen, milestone=milestone, assignees=tuple(call.given.get("assignees") or ()))
    call.world, made = issues.create_issue(call.world, repository, call.token.user, draft)
    return 201, render_issue(call.world, refresh(call.world, repository), made)


def _need_labels(call: Call, repository: Repository, names: list[Any]) -> tuple[int, ...]:
    """Return the ids of labels by name; REST makes those that are missing."""
    chosen: list[int] = []
    for one in names:
        text = str(one["name"] if isinstance(one, dict) else one)
        label = labels.find_label(refresh(call.world, repository), text)
        if label is None:
            call.world, label = labels.create_label(call.world, refresh(call.world, repository), labels.Draft(text))
        chosen.append(label.id)
    return tuple(chosen)


def _need_milestone(repository: Repository, number: Any) -> int | None:
    if number is None:
        return None
    if not isinstance(number, int) or number not in repository.milestones:
        raise RefusedError("milestone-invalid", value=number)
    return number


def edit_issue(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Change what the body names of an issue."""
    repository, issue = _find_issue(call, owner, name, number)
    check_issue_write(call.world, call.token, repository, "UpdateIssue", issue)
    editor, given = call.token.user, call.given
    body = (given["body"] or "") if "body" in given else None
    call.world = issues.edit_issue(
        call.world, repository, issue.number, editor, {"title": given.get("title"), "body": body}
    )
    _edit_state(call, repository, issue.number)
    if may_label(call.world, call.token, repository):
        _edit_links(call, repository, issue.number)
    newest = refresh(call.world, repository)
    return 200, render_issue(call.world, newest, newest.issues[issue.number])


def _edit_state(call: Call, repository: Repository, number: int) -> None:
    newest, actor = refresh(call.world, repository), call.token.user
    if call.given.get("state") == "closed":
        reason = call.given.get("state_reason") or "completed"
        call.world = issues.close_issue(call.world, newest, number, issues.Closing(actor, reason))
    elif call.given.get("state") == "open":
        call.world = issues.reopen_issue(call.world, newest, number, actor)


def _edit_links(call: Call, repository: Repository, number: int) -> None:
    given = call.given
    if "labels" in given:
        chosen = _need_labels(call, repository, given["labels"] or [])
        call.world = issues.set_labels(call.world, refresh(call.world, repository), number, chosen)
    if "milestone" in given:
        milestone = _need_milestone(refresh(call.world, repository), given["milestone"])
        call.world = issues.set_milestone(call.world, refresh(call.world, repository), number, milestone)
    if "assignees" in given:
        call.world = issues.set_assignees(call.world, refresh(call.world, repository), number, given["assignees"] or ())


def list_comments(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """List the comments on an issue."""
    repository, issue = _find_issue(call, owner, name, number)
    seen = find_listed(call.world, repository)
    listed = seen.issues.get(issue.number, replace(issue, comments=()))
    return 200, [render_comment(call.world, seen, listed, one) for one in cut_page(call, list(listed.comments))]


def add_comment(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Comment on an issue."""
    repository, issue = _find_issue(call, owner, name, number)
    check_issue_write(call.world, call.token, repository, "AddComment")
    call.world, made = issues.add_comment(
        call.world, repository, issue.number, call.token.user, str(call.given.get("body", ""))
    )
    return 201, render_comment(call.world, repository, issue, made)


def add_child(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Nest an issue named by its database id, not its number (F3.22)."""
    repository, parent = _find_issue(call, owner, name, number)
    check_write(call.world, call.token, repository, "AddSubIssue")
    wanted = call.given.get("sub_issue_id")
    child = next((one for one in repository.issues.values() if one.id == wanted), None)
    if child is None:
        raise RefusedError("not-found")
    call.world = sub_issues.add_child(
        call.world, repository, parent.number, child.number, replace_parent=bool(call.given.get("replace_parent"))
    )
    newest = refresh(call.world, repository)
    return 201, render_issue(call.world, newest, newest.issues[parent.number])
