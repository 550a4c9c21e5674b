"""What can be done to issues, the same for REST, GraphQL and people: make, edit, label, close, comment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from github_twin.clock import stamp
from github_twin.project_edits import follow_closing, forget_issue
from github_twin.refusals import RefusedError
from github_twin.repositories import Comment, Edit, Event, Issue, Repository
from github_twin.sub_issues import add_child
from github_twin.world import World, put_issue, put_repository, refresh, take_id

LONGEST_TITLE = 256
LONGEST_BODY = 65_536
MOST_LABELS = 100
MOST_ASSIGNEES = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue about to be made."""

    title: str
    body: str = ""
    labels: tuple[int, ...] = ()
    milestone: int | None = None
    parent: int | None = None
    assignees: tuple[str, ...] = ()
    is_pull: bool = False


def create_issue(world: World, repository: Repository, author: str, draft: Draft) -> tuple[World, Issue]:
    """Make an issue, nested at once where the draft names a parent; numbers are shared with pull requests."""
    _check_text(draft.title, draft.body)
    _check_lists(draft.labels, draft.assignees)
    world, new_id = take_id(world)
    number = max((*repository.issues, repository.last_deleted)) + 1
    now = stamp(world)
    issue = Issue(
        new_id,
        number,
        draft.title,
        draft.body,
        author,
        now,
        now,
        labels=tuple(dict.fromkeys(draft.labels)),
        milestone=draft.milestone,
        assignees=tuple(dict.fromkeys(draft.assignees)),
        is_pull=draft.is_pull,
    )
    made = put_issue(world, repository, issue)
    if draft.parent is not None:
        made = add_child(made, refresh(made, repository), draft.parent, number)
    return made, refresh(made, repository).issues[number]


def edit_issue(
    world: World, repository: Repository, number: int, editor: str, texts: Mapping[str, str | None]
) -> World:
    """Change `title` or `body`, None leaves it; a changed body leaves an entry in its edit history."""
    issue = repository.issues[number]
    new_title, new_body = texts.get("title"), texts.get("body")
    title, body = issue.title if new_title is None else new_title, issue.body if new_body is None else new_body
    _check_text(title, body)
    if (title, body) == (issue.title, issue.body):
        return world
    now = stamp(world)
    edits = (*issue.edits, Edit(editor, now, body)) if body != issue.body else issue.edits
    return put_issue(world, repository, replace(issue, title=title, body=body, edits=edits, updated_at=now))


def set_labels(world: World, repository: Repository, number: int, labels: Collection[int]) -> World:
    """Give an issue exactly these labels."""
    return _update(world, repository, number, labels=tuple(dict.fromkeys(labels)))


def set_milestone(world: World, repository: Repository, number: int, milestone: int | None) -> World:
    """Put an issue under a milestone, or under none."""
    return _update(world, repository, number, milestone=milestone)


def set_assignees(world: World, repository: Repository, number: int, logins: Collection[str]) -> World:
    """Assign exactly these people."""
    return _update(world, repository, number, assignees=tuple(dict.fromkeys(logins)))


def _update(world: World, repository: Repository, number: int, **changes: object) -> World:
    issue = repository.issues[number]
    changed: Issue = replace(issue, **changes)  # type: ignore[arg-type]
    _check_lists(changed.labels, changed.assignees)
    return world if changed == issue else put_issue(world, repository, replace(changed, updated_at=stamp(world)))


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closes an issue and why: completed, not_planned, or a duplicate of `original`."""

    actor: str
    reason: str = "completed"
    original: int | None = None


def close_issue(world: World, repository: Repository, number: int, closing: Closing) -> World:
    """Close an issue; closing a closed one changes nothing, not even the reason (F3.18)."""
    issue = repository.issues[number]
    if issue.closed_at:
        return world
    world, event_id = take_id(world)
    now = stamp(world)
    closed = replace(
        issue,
        reason=closing.reason,
        closed_at=now,
        closed_by=closing.actor,
        duplicate_of=closing.original,
        updated_at=now,
        events=(*issue.events, Event(event_id, "closed", closing.actor, now, closing.reason)),
    )
    return follow_closing(put_issue(world, repository, closed), repository, closed)


def reopen_issue(world: World, repository: Repository, number: int, actor: str) -> World:
    """Open a closed issue again; an open one stays as it is."""
    issue = repository.issues[number]
    if not issue.closed_at:
        return world
    world, event_id = take_id(world)
    now = stamp(world)
    event = Event(event_id, "reopened", actor, now, "reopened")
    opened = replace(
        issue,
        reason="reopened",
        closed_at=None,
        closed_by=None,
        duplicate_of=None,
        updated_at=now,
        events=(*issue.events, event),
    )
    return put_issue(world, repository, opened)


def delete_issue(world: World, repository: Repository, number: int) -> World:
    """Delete an issue: its cards go, its sub-issues stay behind without a parent, its number is never given again."""
    gone = repository.issues[number]
    kept = {
        one.number: replace(
            one,
            parent=None if one.parent == number else one.parent,
            children=tuple(child for child in one.children if child != number),
        )
        for one in repository.issues.values()
        if one is not gone
    }
    world = forget_issue(world, repository, number)
    last = max(number, repository.last_deleted)
    return put_repository(world, replace(repository, issues=kept, last_deleted=last))


def add_comment(world: World, repository: Repository, number: int, author: str, body: str) -> tuple[World, Comment]:
    """Comment on an issue; the measured limit is one of bytes, 65,536 characters of four (F3.17)."""
    if not body.strip():
        raise RefusedError("comment-blank")
    if len(body.encode()) > 4 * LONGEST_BODY:
        raise RefusedError("comment-long")
    world, new_id = take_id(world)
    now = stamp(world)
    comment = Comment(new_id, author, body, now)
    issue = repository.issues[number]
    return put_issue(world, repository, replace(issue, comments=(*issue.comments, comment), updated_at=now)), comment


def _check_text(title: str, body: str) -> None:
    if not title.strip():
        raise RefusedError("title-blank")
    if len(title) > LONGEST_TITLE:
        raise RefusedError("title-long")
    if len(body) > LONGEST_BODY:
        raise RefusedError("body-long")


def _check_lists(labels: Collection[int], assignees: Collection[str]) -> None:
    if len(labels) > MOST_LABELS:
        raise RefusedError("labels-many")
    if len(assignees) > MOST_ASSIGNEES:
        raise RefusedError("assignees-many")
