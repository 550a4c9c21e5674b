"""Issues pinned above the list of issues, three at most (F3.58): by people, and by mutations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from github_twin.issue_mutations import need_issue, show_issue
from github_twin.nodes import Item, make_id, make_issue_item
from github_twin.pages import Page, make_page
from github_twin.refusals import RefusedError
from github_twin.repositories import Pin, Repository
from github_twin.resolvers import Info, Resolver, find_world, make_person_item, show_id
from github_twin.session import Input, Payload, Session
from github_twin.tokens import check_read, check_write
from github_twin.world import World, put_repository, take_id

MOST_PINS = 3


def add_pin(world: World, repository: Repository, number: int, actor: str) -> World:
    """Pin an issue; whoever pins one that is pinned already changes nothing."""
    if any(pin.number == number for pin in repository.pins):
        return world
    if len(repository.pins) >= MOST_PINS:
        raise RefusedError("pins-many")
    world, new_id = take_id(world)
    pins = (*repository.pins, Pin(new_id, number, actor))
    return put_repository(world, replace(repository, pins=pins))


def remove_pin(world: World, repository: Repository, number: int) -> World:
    """Unpin an issue; of one that is not pinned nothing is taken away."""
    pins = tuple(pin for pin in repository.pins if pin.number != number)
    return put_repository(world, replace(repository, pins=pins))


def pin_issue(session: Session, given: Input) -> Payload:
    """Pin an issue to its repository."""
    repository, issue = need_issue(session, given["issueId"])
    check_write(session.world, session.token, repository, "PinIssue")
    session.world = add_pin(session.world, repository, issue.number, session.user)
    return {"issue": show_issue(session, repository, issue.number)}


def unpin_issue(session: Session, given: Input) -> Payload:
    """Unpin an issue."""
    repository, issue = need_issue(session, given["issueId"])
    check_write(session.world, session.token, repository, "UnpinIssue")
    session.world = remove_pin(session.world, repository, issue.number)
    gone = [pin for pin in repository.pins if pin.number == issue.number]
    id = make_id("PinnedIssue", repository.id, gone[0].id) if gone else None
    return {"id": id, "issue": show_issue(session, repository, issue.number)}


def list_pinned(item: Item, info: Info, **arguments: Any) -> Page:
    """List what is pinned; this list never lags, as far as anybody knows."""
    check_read(info.context.token, item.repository, "issues")
    pins = [Item("PinnedIssue", item.repository, pin) for pin in item.it.pins]
    return make_page(pins, lambda one: one.it.id, arguments)


def _pinned(item: Item, info: Info) -> Item:
    return make_issue_item(item.repository, item.repository.issues[item.it.number])


PIN_FIELDS: dict[str, dict[str, Resolver]] = {
    "PinnedIssue": {
        "id": show_id,
        "issue": _pinned,
        "pinnedBy": lambda item, info: make_person_item(find_world(info), item.it.actor),
    }
}
