"""What can be done to labels: make, edit, delete; a name counts whatever its case (F3.1–F3.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from github_twin.clock import stamp
from github_twin.refusals import RefusedError
from github_twin.repositories import Issue, Label, Repository
from github_twin.world import World, put_repository, take_id

LONGEST_NAME = 50
LONGEST_DESCRIPTION = 100
COLOR = re.compile(r"[0-9A-Fa-f]{6}")


def find_label(repository: Repository, name: str) -> Label | None:
    """Find a label by name, whatever its case."""
    wanted = name.casefold()
    for label in repository.labels.values():
        if label.name.casefold() == wanted:
            return label
    return None


@dataclass(frozen=True, slots=True)
class Draft:
    """A label about to be made."""

    name: str
    color: str = "ededed"
    description: str | None = None
    default: bool = False


def create_label(world: World, repository: Repository, draft: Draft) -> tuple[World, Label]:
    """Make a label."""
    _check(draft.name, draft.color, draft.description)
    _check_free(repository, draft.name)
    world, new_id = take_id(world)
    color = draft.color.lower()
    now = stamp(world)
    label = Label(new_id, draft.name, color, draft.description, now, draft.default)
    return _put_label(world, repository, label), label


def edit_label(world: World, repository: Repository, name: str, /, **changes: str) -> World:
    """Change a label's name, colour or description."""
    label = _need_label(repository, name)
    changed: Label = replace(label, **changes)  # type: ignore[arg-type]
    _check(changed.name, changed.color, changed.description)
    others = _drop(repository, label)
    _check_free(replace(repository, labels=others), changed.name)
    return _put_label(world, repository, changed)


def delete_label(world: World, repository: Repository, name: str) -> World:
    """Delete a label; it vanishes from every issue."""
    gone = _need_label(repository, name)
    issues = {number: _take_off(issue, gone) for number, issue in repository.issues.items()}
    labels = _drop(repository, gone)
    return put_repository(world, replace(repository, labels=labels, issues=issues))


def _need_label(repository: Repository, name: str) -> Label:
    label = find_label(repository, name)
    if label is None:
        raise RefusedError("not-found")
    return label


def _put_label(world: World, repository: Repository, label: Label) -> World:
    labels = {**repository.labels, label.id: label}
    return put_repository(world, replace(repository, labels=labels))


def _drop(repository: Repository, gone: Label) -> dict[int, Label]:
    return {id: label for id, label in repository.labels.items() if id != gone.id}


def _take_off(issue: Issue, gone: Label) -> Issue:
    kept = tuple(id for id in issue.labels if id != gone.id)
    return replace(issue, labels=kept)


def _check(name: str, color: str, description: str | None) -> None:
    if len(name) > LONGEST_NAME:
        raise RefusedError("label-name-long")
    if not COLOR.fullmatch(color):
        raise RefusedError("label-color")
    if len(description or "") > LONGEST_DESCRIPTION:
        raise RefusedError("label-description-long")


def _check_free(repository: Repository, name: str) -> None:
    if find_label(repository, name):
        raise RefusedError("label-exists")
