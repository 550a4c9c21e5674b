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


def add_child(world: World, repository: Repository, parent: int, child: int, *, replace_parent: bool = False) -> World:
    """Nest an issue under another: one parent, a hundred children, eight levels, no circle."""
    issues = repository.issues
    if issues[child].parent == parent:
        raise RefusedError("child-twice")
    if issues[child].parent is not None and not replace_parent:
        raise RefusedError("parent-taken")
    if len(issues[parent].children) >= MOST_CHILDREN:
        raise RefusedError("children-many")
    if child in _ancestors(issues, parent):
        raise RefusedError("parent-circle")
    if len(_ancestors(issues, parent)) + _height(issues, child) > DEEPEST:
        raise RefusedError("parents-deep")
    now = stamp(world)
    changed = dict(issues)
    former = issues[child].parent
    if former is not None:
        changed[former] = _without(issues[former], child)
    changed[parent] = replace(issues[parent], children=(*issues[parent].children, child), updated_at=now)
    changed[child] = replace(issues[child], parent=parent, updated_at=now)
    return put_repository(world, replace(repository, issues=changed))


def remove_child(world: World, repository: Repository, parent: int, child: int) -> World:
    """Take an issue out from under its parent."""
    issues = repository.issues
    if issues[child].parent != parent:
        raise RefusedError("not-a-child")
    changed = {**issues, parent: _without(issues[parent], child)}
    changed[child] = replace(issues[child], parent=None, updated_at=stamp(world))
    return put_repository(world, replace(repository, issues=changed))


def _without(parent: Issue, child: int) -> Issue:
    return replace(parent, children=tuple(number for number in parent.children if number != child))


def _ancestors(issues: Mapping[int, Issue], number: int | None) -> list[int]:
    found: list[int] = []
    while number is not None:
        found.append(number)
        number = issues[number].parent
    return found


def _height(issues: Mapping[int, Issue], number: int) -> int:
    children = issues[number].children
    return 1 + max((_height(issues, child) for child in children), default=0)
