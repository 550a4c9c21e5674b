"""What can be done to labels: make, edit, delete; a name counts whatever its case (F3.1–F3.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from github_twin.clock import stamp
from github_twin.refusals import RefusedError
from github_twin.repositories import Label, Repository
from github_twin.world import World, put_repository, take_id

COLOR = re.compile(r"[0-9A-Fa-f]{6}")


def find_label(repository: Repository, name: str) -> Label | None:
    """Find a label by name, whatever its case."""
    wanted = name.casefold()
    return next((label for label in repository.labels.values() if label.name.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A label about to be made."""

    name: str
    color: str = "ededed"
    description: str | None = None
    default: bool = False


def create_label(world: World, repository: Repository, draft: Draft) -> tuple[World, Label]:
    """Make a label."""
    _check(repository, draft.name, draft.color, draft.description)
    world, new_id = take_id(world)
    label = Label(new_id, draft.name, draft.color.lower(), draft.description, stamp(world), draft.default)
    return put_repository(world, replace(repository, labels={**repository.labels, new_id: label})), label


def edit_label(world: World, repository: Repository, name: str, /, **changes: str) -> World:
    """Change a label's name, colour or description."""
    label = find_label(repository, name)
    if label is None:
        raise RefusedError("not-found")
    changed: Label = replace(label, **changes)  # type: ignore[arg-type]
    others = {key: one for key, one in repository.labels.items() if key != label.id}
    _check(replace(repository, labels=others), changed.name, changed.color, changed.description)
    return put_repository(world, replace(repository, labels={**repository.labels, label.id: changed}))


def delete_label(world: World, repository: Repository, name: str) -> World:
    """Delete a label; it vanishes from every issue."""
    label = find_label(repository, name)
    if label is None:
        raise RefusedError("not-found")
    issues = {
        number: replace(issue, labels=tuple(one for one in issue.labels if one != label.id))
        for number, issue in repository.issues.items()
    }
    labels = {key: one for key, one in repository.labels.items() if key != label.id}
    return put_repository(world, replace(repository, labels=labels, issues=issues))


def _check(repository: Repository, name: str, color: str, description: str | None) -> None:
    if len(name) > 50:
        raise RefusedError("label-name-long")
    if not COLOR.fullmatch(color):
        raise RefusedError("label-color")
    if len(description or "") > 100:
        raise RefusedError("label-description-long")
    if find_label(repository, name):
        raise RefusedError("label-exists")
