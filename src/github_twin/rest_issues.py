"""REST: issues, their comments and sub-issues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from github_twin import issues, labels, sub_issues
from github_twin.issue_objects import render_comment, render_issue
from github_twin.lists import find_listed
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Label, Repository
from github_twin.rest_call import Body, Call, cut_page
from github_twin.tokens import (
    check_issue_write,
    check_issues_on,
    check_label_write,
    check_read,
    check_unlocked,
    check_write,
    may_label,
)
from github_twin.world import refresh

# The times that a list may be sorted by; any other order is that of creation.
SORTS = {"updated": "updated_at"}


# Issues


def list_issues(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """List issues and pull requests, the newest first unless asked otherwise."""
    repository = _need_repository(call, owner, name)
    seen = find_listed(call.world, repository)
    found = _find_asked(call, seen)
    time = SORTS.get(call.query.get("sort", "created"), "made_at")
    newest_first = call.query.get("direction", "desc") == "desc"
    found.sort(key=lambda issue: (getattr(issue, time), issue.number), reverse=newest_first)
    page = cut_page(call, found)
    return 200, [render_issue(call.world, seen, issue) for issue in page]


def _find_asked(call: Call, seen: Repository) -> list[Issue]:
    """Find the issues of the asked state that have all the asked labels."""
    state = call.query.get("state", "open")
    found = [one for one in seen.issues.values() if state in (one.state, "all")]
    if "labels" not in call.query:
        return found
    names = call.query["labels"].split(",")
    known = [labels.find_label(seen, name) for name in names]
    wanted = {label.id for label in known if label}
    return [issue for issue in found if wanted.issubset(issue.labels)]


def show_issue(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Show an issue."""
    repository, issue = _need_issue(call, owner, name, number)
    return 200, render_issue(call.world, repository, issue)


def create_issue(call: Call, owner: str, name: str) -> tuple[int, Body]:
    """Make an issue; labels, milestone, assignees are dropped where the caller may not set them."""
    repository = call.repository(owner, name)
    check_issue_write(call.world, call.token, repository, "CreateIssue")
    given = call.given
    title = str(given.get("title", ""))
    body = given.get("body") or ""
    draft = issues.Draft(title, body)
    if may_label(call.world, call.token, repository):
        draft = _add_links(call, repository, draft)
    repository = refresh(call.world, repository)
    call.world, made = issues.create_issue(call.world, repository, call.user, draft)
    return 201, _show_newest(call, repository, made.number)


def _add_links(call: Call, repository: Repository, draft: issues.Draft) -> issues.Draft:
    given = call.given
    assignees = tuple(given.get("assignees") or ())
    chosen = _need_labels(call, repository, given.get("labels") or ())
    milestone = _need_milestone(repository, given.get("milestone"))
    return replace(draft, labels=chosen, milestone=milestone, assignees=assignees)


def edit_issue(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Change what the body names of an issue."""
    repository, issue = _need_issue(call, owner, name, number)
    check_issue_write(call.world, call.token, repository, "UpdateIssue", issue)
    _edit_texts(call, repository, issue.number)
    _edit_state(call, repository, issue.number)
    if may_label(call.world, call.token, repository):
        _edit_links(call, repository, issue.number)
    return 200, _show_newest(call, repository, issue.number)


def _edit_texts(call: Call, repository: Repository, number: int) -> None:
    """Change title and body; a body of null empties it."""
    texts = {"title": call.given.get("title")}
    if "body" in call.given:
        texts["body"] = call.given["body"] or ""
    call.world = issues.edit_issue(call.world, repository, number, call.user, texts)


def _edit_state(call: Call, repository: Repository, number: int) -> None:
    newest = refresh(call.world, repository)
    state = call.given.get("state")
    if state == "closed":
        reason = call.given.get("state_reason") or "completed"
        closing = issues.Closing(call.user, reason)
        call.world = issues.close_issue(call.world, newest, number, closing)
    elif state == "open":
        call.world = issues.reopen_issue(call.world, newest, number, call.user)


def _edit_links(call: Call, repository: Repository, number: int) -> None:
    given = call.given
    if "labels" in given:
        chosen = _need_labels(call, repository, given["labels"] or ())
        newest = refresh(call.world, repository)
        call.world = issues.set_labels(call.world, newest, number, chosen)
    if "milestone" in given:
        newest = refresh(call.world, repository)
        milestone = _need_milestone(newest, given["milestone"])
        call.world = issues.set_milestone(call.world, newest, number, milestone)
    if "assignees" in given:
        newest = refresh(call.world, repository)
        people = given["assignees"] or ()
        call.world = issues.set_assignees(call.world, newest, number, people)


def add_labels(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Put labels on an issue or pull request; those that are missing are made (F2.29)."""
    repository, issue = _need_issue(call, owner, name, number)
    check_issue_write(call.world, call.token, repository, "AddLabelsToLabelable", issue)
    added = _need_labels(call, repository, call.given.get("labels") or ())
    newest = refresh(call.world, repository)
    chosen = (*issue.labels, *added)
    call.world = issues.set_labels(call.world, newest, issue.number, chosen)
    return 200, _show_newest(call, repository, issue.number)["labels"]


# Comments and sub-issues


def list_comments(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """List the comments on an issue."""
    repository, issue = _need_issue(call, owner, name, number)
    seen = find_listed(call.world, repository)
    silent = replace(issue, comments=())
    listed = seen.issues.get(issue.number, silent)
    page = cut_page(call, listed.comments)
    return 200, [render_comment(call.world, seen, listed, comment) for comment in page]


def add_comment(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Comment on an issue."""
    repository, issue = _need_issue(call, owner, name, number)
    check_issue_write(call.world, call.token, repository, "AddComment")
    check_unlocked(call.world, call.token, repository, issue)
    body = str(call.given.get("body", ""))
    world, made = issues.add_comment(call.world, repository, issue.number, call.user, body)
    call.world = world
    return 201, render_comment(world, repository, issue, made)


def add_child(call: Call, owner: str, name: str, number: str) -> tuple[int, Body]:
    """Nest an issue named by its database id, not its number (F3.22)."""
    repository, parent = _need_issue(call, owner, name, number)
    check_write(call.world, call.token, repository, "AddSubIssue")
    child = _need_issue_by_id(repository, call.given.get("sub_issue_id"))
    call.world = sub_issues.add_child(
        call.world,
        repository,
        parent.number,
        child.number,
        replace_parent=bool(call.given.get("replace_parent")),
    )
    return 201, _show_newest(call, repository, parent.number)


# What a call names


def _need_repository(call: Call, owner: str, name: str) -> Repository:
    """Return a repository whose issues may be read."""
    repository = call.repository(owner, name)
    check_read(call.token, repository, "issues")
    check_issues_on(repository)
    return repository


def _need_issue(call: Call, owner: str, name: str, number: str) -> tuple[Repository, Issue]:
    repository = _need_repository(call, owner, name)
    issue = repository.issues.get(int(number))
    if issue is None:
        raise _find_fate(call, repository, int(number))
    return repository, issue


def _find_fate(call: Call, repository: Repository, number: int) -> RefusedError:
    """Find what became of an issue that is not here (F3.51)."""
    if number in repository.moved:
        id, new = repository.moved[number]
        rest = call.path.partition(f"/issues/{number}")[2]
        url = f"{call.world.url}/repositories/{id}/issues/{new}{rest}"
        return RefusedError("moved-301", url=url)
    is_gone = number <= repository.last_deleted
    return RefusedError("gone" if is_gone else "not-found")


def _need_issue_by_id(repository: Repository, id: Any) -> Issue:
    for issue in repository.issues.values():
        if issue.id == id:
            return issue
    raise RefusedError("not-found")


def _need_labels(call: Call, repository: Repository, names: Iterable[Any]) -> tuple[int, ...]:
    """Return the ids of labels by name; REST makes those that are missing."""
    chosen: list[int] = []
    for one in names:
        name = one["name"] if isinstance(one, dict) else one
        label = _need_label(call, repository, str(name))
        chosen.append(label.id)
    return tuple(chosen)


def _need_label(call: Call, repository: Repository, name: str) -> Label:
    newest = refresh(call.world, repository)
    known = labels.find_label(newest, name)
    if known:
        return known
    check_label_write(call.world, call.token, newest)
    call.world, made = labels.create_label(call.world, newest, labels.Draft(name))
    return made


def _need_milestone(repository: Repository, number: Any) -> int | None:
    if number is None:
        return None
    if not isinstance(number, int) or number not in repository.milestones:
        raise RefusedError("milestone-invalid", value=number)
    return number


def _show_newest(call: Call, repository: Repository, number: int) -> Body:
    newest = refresh(call.world, repository)
    return render_issue(call.world, newest, newest.issues[number])
