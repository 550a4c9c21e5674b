"""What people do with comments in the page, each as one act like those of `people`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from github_twin import events, issues
from github_twin.actor import Actor, Done
from github_twin.clock import stamp
from github_twin.reactions import react as add_reaction
from github_twin.repositories import Comment, Issue, Reaction
from github_twin.world import put_issue


def comment(actor: Actor, number: int, body: str) -> Done:
    """Comment on an issue."""
    world, _ = issues.add_comment(actor.world, actor.repository, number, actor.user, body)
    actor = actor.then(world)
    payload = events.comment_payload(actor.world, actor.repository, number)
    return actor.tell("issue_comment", payload)


def edit_comment(actor: Actor, number: int, body: str, index: int = -1) -> Done:
    """Edit a comment of an issue, one's own or, as whoever may write can, another's."""
    was = actor.repository.issues[number].comments[index].body

    def edit(found: Comment) -> Comment:
        now = stamp(actor.world)
        return replace(found, body=body, edited_at=now, editor=actor.user)

    actor = _change(actor, number, index, edit)
    payload = events.comment_payload(actor.world, actor.repository, number, index, "edited")
    return actor.tell("issue_comment", {**payload, "changes": {"body": {"from": was}}})


def delete_comment(actor: Actor, number: int, index: int = 0) -> Done:
    """Delete a comment of an issue."""
    issue = actor.repository.issues[number]
    kept = [one for place, one in enumerate(issue.comments) if place != index]
    changed = replace(issue, comments=tuple(kept))
    return put_issue(actor.world, actor.repository, changed), None


def react(actor: Actor, number: int, content: str, index: int = -1) -> Done:
    """React to a comment of an issue."""
    issue: Issue = actor.repository.issues[number]
    reaction = Reaction(actor.user, content, stamp(actor.world))
    found = issue.comments[index]
    return add_reaction(actor.world, actor.repository, issue, found, reaction), None


def _change(actor: Actor, number: int, index: int, change: Callable[[Comment], Comment]) -> Actor:
    """Change a comment; the issue counts as updated."""
    issue = actor.repository.issues[number]
    comments = list(issue.comments)
    comments[index] = change(comments[index])
    changed = replace(issue, comments=tuple(comments), updated_at=stamp(actor.world))
    return actor.then(put_issue(actor.world, actor.repository, changed))
