"""What can be done to issues, the same for REST, GraphQL and people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from github_twin.clock import stamp
from github_twin.project_cards import follow_closing, forget_issue
from github_twin.refusals import RefusedError
from github_twin.repositories import Comment, Edit, Event, Issue, Repository
from github_twin.sub_issues import add_child
from github_twin.world import World, put_issue, put_repository, refresh, take_id

LONGEST_TITLE = 256
LONGEST_BODY = 65_536
MOST_LABELS = 100
MOST_ASSIGNEES = 10
Key = TypeVar("Key", int, str)


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
    head: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closes an issue and why: completed, not_planned, or a duplicate of `original`."""

    actor: str
    reason: str = "completed"
    original: int | None = None


def create_issue(
    world: World, repository: Repository, author: str, draft: Draft
) -> tuple[World, Issue]:
    """Make an issue, nested where the draft names a parent; pull requests share its numbers."""
    _check_text(draft.title, draft.body)
    _check_lists(draft.labels, draft.assignees)
    world, new_id = take_id(world)
    now = stamp(world)
    issue = Issue(
        id=new_id,
        number=_next_number(repository),
        title=draft.title,
        body=draft.body,
        author=author,
        made_at=now,
        updated_at=now,
        labels=_drop_repeated(draft.labels),
        milestone=draft.milestone,
        assignees=_drop_repeated(draft.assignees),
        is_pull=draft.is_pull,
        head=draft.head,
        base=draft.base,
    )
    world = put_issue(world, repository, issue)
    if draft.parent is not None:
        newest = refresh(world, repository)
        world = add_child(world, newest, draft.parent, issue.number)
    newest = refresh(world, repository)
    return world, newest.issues[issue.number]


def _next_number(repository: Repository) -> int:
    """Return the next number; one that was deleted is not given again."""
    given_out = (*repository.issues, repository.last_deleted)
    return max(given_out) + 1


def _drop_repeated(given: Iterable[Key]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(given))


def edit_issue(
    world: World, repository: Repository, number: int, editor: str, texts: Mapping[str, str | None]
) -> World:
    """Change `title` or `body`, None leaves it; a changed body leaves an entry in its history."""
    issue = repository.issues[number]
    title = _choose(texts.get("title"), issue.title)
    body = _choose(texts.get("body"), issue.body)
    _check_text(title, body)
    if (title, body) == (issue.title, issue.body):
        return world
    now = stamp(world)
    edits = issue.edits
    if body != issue.body:
        edits = (*edits, Edit(editor, now, body))
    edited = replace(issue, title=title, body=body, edits=edits, updated_at=now)
    return put_issue(world, repository, edited)


def _choose(new: str | None, old: str) -> str:
    if new is None:
        return old
    return new


def set_labels(world: World, repository: Repository, number: int, labels: Collection[int]) -> World:
    """Give an issue exactly these labels."""
    chosen = _drop_repeated(labels)
    return _update(world, repository, number, labels=chosen)


def set_milestone(
    world: World, repository: Repository, number: int, milestone: int | None
) -> World:
    """Put an issue under a milestone, or under none."""
    return _update(world, repository, number, milestone=milestone)


def set_assignees(
    world: World, repository: Repository, number: int, logins: Collection[str]
) -> World:
    """Assign exactly these people."""
    chosen = _drop_repeated(logins)
    return _update(world, repository, number, assignees=chosen)


def _update(world: World, repository: Repository, number: int, **changes: object) -> World:
    issue = repository.issues[number]
    changed: Issue = replace(issue, **changes)  # type: ignore[arg-type]
    _check_lists(changed.labels, changed.assignees)
    if changed == issue:
        return world
    stamped = replace(changed, updated_at=stamp(world))
    return put_issue(world, repository, stamped)


def close_issue(world: World, repository: Repository, number: int, closing: Closing) -> World:
    """Close an issue; closing a closed one changes nothing, not even the reason (F3.18)."""
    issue = repository.issues[number]
    if issue.closed_at:
        return world
    world, event_id = take_id(world)
    now = stamp(world)
    event = Event(event_id, "closed", closing.actor, now, closing.reason)
    closed = replace(
        issue,
        reason=closing.reason,
        closed_at=now,
        closed_by=closing.actor,
        duplicate_of=closing.original,
        updated_at=now,
        events=(*issue.events, event),
    )
    world = put_issue(world, repository, closed)
    return follow_closing(world, repository, closed)


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
    """Delete an issue: its cards go, its sub-issues stay, its number is never given again."""
    world = forget_issue(world, repository, number)
    kept = {one: _forget_kin(issue, number) for one, issue in repository.issues.items()}
    del kept[number]
    last = max(number, repository.last_deleted)
    pins = tuple(pin for pin in repository.pins if pin.number != number)
    changed = replace(repository, issues=kept, last_deleted=last, pins=pins)
    return put_repository(world, changed)


def _forget_kin(issue: Issue, gone: int) -> Issue:
    """Take an issue that is gone out of another's family."""
    children = tuple(one for one in issue.children if one != gone)
    parent = issue.parent
    if parent == gone:
        parent = None
    return replace(issue, parent=parent, children=children)


def add_comment(
    world: World, repository: Repository, number: int, author: str, body: str
) -> tuple[World, Comment]:
    """Comment on an issue; the measured limit is one of bytes, four times 65,536 (F3.17)."""
    if not body.strip():
        raise RefusedError("comment-blank")
    if len(body.encode()) > 4 * LONGEST_BODY:
        raise RefusedError("comment-long")
    world, new_id = take_id(world)
    now = stamp(world)
    comment = Comment(new_id, author, body, now)
    issue = repository.issues[number]
    comments = (*issue.comments, comment)
    changed = replace(issue, comments=comments, updated_at=now)
    return put_issue(world, repository, changed), comment


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
