"""Reactions to comments: who may leave one, and how REST and GraphQL show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from github_twin.clock import stamp
from github_twin.issue_mutations import show_issue
from github_twin.issue_objects import REACTIONS
from github_twin.nodes import Item, make_id, need_node
from github_twin.objects import render_time
from github_twin.pages import Page, make_page
from github_twin.refusals import RefusedError
from github_twin.repositories import Comment, Issue, Reaction, Repository
from github_twin.resolvers import Info, Resolver, find_world, make_person_item
from github_twin.session import Input, Payload, Session
from github_twin.tokens import check_write, find_viewer, sees
from github_twin.world import World, put_issue


def react(
    world: World, repository: Repository, issue: Issue, comment: Comment, reaction: Reaction
) -> World:
    """Leave a reaction on a comment; the same one of the same person stays one (F3.72)."""
    named = [(one.user, one.content) for one in comment.reactions]
    if (reaction.user, reaction.content) in named:
        return world
    reacted = replace(comment, reactions=(*comment.reactions, reaction))
    comments = tuple(reacted if one.id == comment.id else one for one in issue.comments)
    return put_issue(world, repository, replace(issue, comments=comments))


def add_reaction(session: Session, given: Input) -> Payload:
    """React to a comment; on a locked issue nobody may, whatever their role (F3.71)."""
    node_id = given["subjectId"]
    item = need_node(session.world, node_id, "IssueComment")
    repository = item.repository
    if not sees(session.world, session.token, repository):
        raise RefusedError("no-node", id=node_id)
    issue, comment = item.it
    check_write(session.world, session.token, repository, "AddReaction")
    if issue.locked:
        raise RefusedError("forbidden-user", user=session.user, operation="AddReaction")
    reaction = Reaction(session.user, given["content"], stamp(session.world))
    session.world = react(session.world, repository, issue, comment, reaction)
    newest = show_issue(session, repository, issue.number)
    found = next(one for one in newest.it.comments if one.id == comment.id)
    subject = Item("IssueComment", newest.repository, (newest.it, found))
    shown = Item("Reaction", newest.repository, (subject, reaction))
    return {"reaction": shown, "subject": subject, "reactionGroups": _make_groups(subject)}


# What GraphQL shows of them


def _make_groups(item: Item) -> list[Item]:
    """Make the groups of a comment: one for each content, whether anybody left it or not."""
    return [Item("ReactionGroup", item.repository, (item, content)) for content in REACTIONS]


def _find_group(item: Item) -> Iterator[Reaction]:
    """Find the reactions of a group."""
    subject, content = item.it
    _, comment = subject.it
    yield from (one for one in comment.reactions if one.content == content)


def _has_reacted(item: Item, info: Info) -> bool:
    viewer = find_viewer(find_world(info), info.context.token)
    return any(one.user == viewer.login for one in _find_group(item))


def _list_reactors(item: Item, info: Info, **arguments: Any) -> Page:
    people = [make_person_item(find_world(info), one.user) for one in _find_group(item)]
    items = [one for one in people if one]
    return make_page(items, lambda one: one.it.id, arguments)


def _find_first(item: Item, info: Info) -> str | None:
    times = [one.made_at for one in _find_group(item)]
    return render_time(min(times)) if times else None


def _show_reaction_id(item: Item, info: Info) -> str:
    subject, reaction = item.it
    _, comment = subject.it
    return make_id("Reaction", item.repository.id, f"{comment.id}{reaction.content}")


REACTION_FIELDS: dict[str, dict[str, Resolver]] = {
    "Reaction": {
        "id": _show_reaction_id,
        "content": lambda item, info: item.it[1].content,
        "createdAt": lambda item, info: render_time(item.it[1].made_at),
    },
    "ReactionGroup": {
        "content": lambda item, info: item.it[1],
        "createdAt": _find_first,
        "viewerHasReacted": _has_reacted,
        "reactors": _list_reactors,
        "subject": lambda item, info: item.it[0],
    },
}


def list_groups(item: Item, info: Info) -> list[Item]:
    """List the groups of reactions to a comment."""
    return _make_groups(item)
