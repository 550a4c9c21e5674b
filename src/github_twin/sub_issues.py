"""How issues nest: one parent, a hundred children, eight levels, no circle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from github_twin.clock import stamp
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Repository
from github_twin.world import World, put_repository

MOST_CHILDREN = 100
DEEPEST = 8


def add_child(
    world: World, repository: Repository, parent: int, child: int, *, replace_parent: bool = False
) -> World:
    """Nest an issue under another."""
    issues = repository.issues
    former = issues[child].parent
    if former == parent:
        raise RefusedError("child-twice")
    if former is not None and not replace_parent:
        raise RefusedError("parent-taken")
    _check_family(issues, parent, child)
    now = stamp(world)
    children = (*issues[parent].children, child)
    changed = dict(issues)
    if former is not None:
        changed[former] = _without(issues[former], child)
    changed[parent] = replace(issues[parent], children=children, updated_at=now)
    changed[child] = replace(issues[child], parent=parent, updated_at=now)
    return put_repository(world, replace(repository, issues=changed))


def _check_family(issues: Mapping[int, Issue], parent: int, child: int) -> None:
    """Refuse too many children, a circle, and too many levels."""
    if len(issues[parent].children) >= MOST_CHILDREN:
        raise RefusedError("children-many")
    ancestors = _ancestors(issues, parent)
    if child in ancestors:
        raise RefusedError("parent-circle")
    if len(ancestors) + _height(issues, child) > DEEPEST:
        raise RefusedError("parents-deep")


def remove_child(world: World, repository: Repository, parent: int, child: int) -> World:
    """Take an issue out from under its parent."""
    issues = repository.issues
    if issues[child].parent != parent:
        raise RefusedError("not-a-child")
    changed = dict(issues)
    changed[parent] = _without(issues[parent], child)
    changed[child] = replace(issues[child], parent=None, updated_at=stamp(world))
    return put_repository(world, replace(repository, issues=changed))


def _without(parent: Issue, child: int) -> Issue:
    children = tuple(number for number in parent.children if number != child)
    return replace(parent, children=children)


def _ancestors(issues: Mapping[int, Issue], number: int | None) -> list[int]:
    """List an issue and those above it."""
    found: list[int] = []
    while number is not None:
        found.append(number)
        number = issues[number].parent
    return found


def _height(issues: Mapping[int, Issue], number: int) -> int:
    """Return how many levels an issue and those below it take."""
    children = issues[number].children
    heights = [_height(issues, child) for child in children]
    return 1 + max(heights, default=0)
