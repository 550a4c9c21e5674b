"""What people do with issues in the page, each as one act like those of `people`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from github_twin import events, issues, pins, sub_issues
from github_twin.actor import Actor, Done
from github_twin.clock import stamp
from github_twin.project_cards import follow_closing
from github_twin.projects import MERGED
from github_twin.repository_people import need_label
from github_twin.world import World, find_repository, put_issue, put_repository, refresh

HIDDEN = re.compile(r"^[ \t]*<!--.*?-->[ \t]*\n|[ \t]*<!--.*?-->", re.DOTALL | re.MULTILINE)
EMPTY_BOX = "[ ]"
TICKED_BOX = "[x]"


def open_issue(actor: Actor, title: str, body: str = "", labels: Sequence[str] = ()) -> Done:
    """Open an issue by hand."""
    chosen = tuple(need_label(actor.repository, one) for one in labels)
    draft = issues.Draft(title, body, chosen)
    world, issue = issues.create_issue(actor.world, actor.repository, actor.user, draft)
    return _tell(actor, world, issue.number, "opened")


def open_pull(
    actor: Actor, title: str, body: str = "", head: str = "work", base: str | None = None
) -> Done:
    """Open a pull request from the branch `head`: it takes a number that issues share.

    It goes to `base`, else to the default branch.
    """
    base = base or actor.repository.default_branch
    draft = issues.Draft(title, body, is_pull=True, head=head, base=base)
    world, _ = issues.create_issue(actor.world, actor.repository, actor.user, draft)
    return world, None


def merge(actor: Actor, number: int) -> Done:
    """Merge a pull request: it is closed, and a workflow of its own moves its cards (F4.12)."""
    pull = actor.repository.issues[number]
    now = stamp(actor.world)
    merged = replace(pull, closed_at=now, closed_by=actor.user, merged_at=now, updated_at=now)
    world = put_issue(actor.world, actor.repository, merged)
    return follow_closing(world, actor.repository, merged, MERGED), None


def close(
    actor: Actor, number: int, reason: str = "completed", original: int | None = None
) -> Done:
    """Close an issue."""
    closing = issues.Closing(actor.user, reason, original)
    world = issues.close_issue(actor.world, actor.repository, number, closing)
    return _tell(actor, world, number, "closed")


def reopen(actor: Actor, number: int) -> Done:
    """Open an issue again."""
    world = issues.reopen_issue(actor.world, actor.repository, number, actor.user)
    return _tell(actor, world, number, "reopened")


def delete(actor: Actor, number: int) -> Done:
    """Delete an issue for good."""
    payload = events.issues_payload(actor.world, actor.repository, number, "deleted")
    world = issues.delete_issue(actor.world, actor.repository, number)
    return actor.then(world).tell("issues", payload)


def edit(actor: Actor, number: int, title: str | None = None, body: str | None = None) -> Done:
    """Edit title or body."""
    before = actor.repository.issues[number]
    texts = {"title": title, "body": body}
    world = issues.edit_issue(actor.world, actor.repository, number, actor.user, texts)
    actor = actor.then(world)
    after = actor.repository.issues[number]
    changes = {}
    if after.title != before.title:
        changes["title"] = {"from": before.title}
    if after.body != before.body:
        changes["body"] = {"from": before.body}
    payload = events.issues_payload(actor.world, actor.repository, number, "edited")
    return actor.tell("issues", {**payload, "changes": changes})


def tick(actor: Actor, number: int, text: str, *, on: bool = True) -> Done:
    """Tick the first box whose line holds `text`, or take the tick off."""
    old, new = EMPTY_BOX, TICKED_BOX
    if not on:
        old, new = new, old
    lines = actor.repository.issues[number].body.split("\n")
    for index, line in enumerate(lines):
        if old in line and text in line:
            lines[index] = line.replace(old, new, 1)
            return edit(actor, number, body="\n".join(lines))
    raise ValueError(f"no {old} box with {text!r} in issue {number}")


def delete_marker(actor: Actor, number: int) -> Done:
    """Delete every HTML comment from a body, as people do who wonder what it is."""
    issue = actor.repository.issues[number]
    seen = HIDDEN.sub("", issue.body)
    return edit(actor, number, body=seen)


def label(actor: Actor, number: int, name: str) -> Done:
    """Put a label on an issue."""
    issue = actor.repository.issues[number]
    chosen = (*issue.labels, need_label(actor.repository, name))
    world = issues.set_labels(actor.world, actor.repository, number, chosen)
    return _tell(actor, world, number, "labeled")


def unlabel(actor: Actor, number: int, name: str) -> Done:
    """Take a label off an issue."""
    issue = actor.repository.issues[number]
    gone = need_label(actor.repository, name)
    kept = [one for one in issue.labels if one != gone]
    world = issues.set_labels(actor.world, actor.repository, number, kept)
    return _tell(actor, world, number, "unlabeled")


def assign(actor: Actor, number: int, logins: Sequence[str]) -> Done:
    """Assign exactly these people."""
    world = issues.set_assignees(actor.world, actor.repository, number, logins)
    return _tell(actor, world, number, "assigned")


def set_milestone(actor: Actor, number: int, milestone: int | None) -> Done:
    """Put an issue under a milestone, or under none."""
    world = issues.set_milestone(actor.world, actor.repository, number, milestone)
    if milestone is None:
        return _tell(actor, world, number, "demilestoned")
    return _tell(actor, world, number, "milestoned")


def move(actor: Actor, number: int, parent: int | None) -> Done:
    """Put an issue under another parent, or under none."""
    world = actor.world
    home = actor.repository
    former = home.issues[number].parent
    if parent is not None:
        return sub_issues.add_child(world, home, parent, number, replace_parent=True), None
    if former is not None:
        return sub_issues.remove_child(world, home, former, number), None
    return world, None


def lock(actor: Actor, number: int, *, on: bool = True) -> Done:
    """Lock the conversation of an issue, or unlock it."""
    issue = replace(actor.repository.issues[number], locked=on)
    world = put_issue(actor.world, actor.repository, issue)
    return _tell(actor, world, number, "locked" if on else "unlocked")


def pin(actor: Actor, number: int, *, on: bool = True) -> Done:
    """Pin an issue, or unpin it."""
    if on:
        world = pins.add_pin(actor.world, actor.repository, number, actor.user)
        return _tell(actor, world, number, "pinned")
    world = pins.remove_pin(actor.world, actor.repository, number)
    return _tell(actor, world, number, "unpinned")


def transfer(actor: Actor, number: int, to: str) -> Done:
    """Move an issue to another repository of its owner; by REST it is led on to (F3.51)."""
    other = find_repository(actor.world, to)
    if other is None or other.owner != actor.repository.owner:
        raise ValueError(f"an issue of {actor.repository.full_name} cannot move to {to}")
    issue = actor.repository.issues[number]
    draft = issues.Draft(issue.title, issue.body)
    world, made = issues.create_issue(actor.world, other, issue.author, draft)
    world = issues.delete_issue(world, refresh(world, actor.repository), number)
    left = refresh(world, actor.repository)
    moved = {**left.moved, number: (other.id, made.number)}
    return put_repository(world, replace(left, moved=moved)), None


def convert(actor: Actor, number: int) -> Done:
    """Convert an issue to a discussion: it is an issue no more, and its number stays taken."""
    return issues.delete_issue(actor.world, actor.repository, number), None


def _tell(actor: Actor, world: World, number: int, action: str) -> Done:
    """End an act with the event of an issue, as it is in the next world."""
    actor = actor.then(world)
    payload = events.issues_payload(actor.world, actor.repository, number, action)
    return actor.tell("issues", payload)
