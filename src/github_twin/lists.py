"""What lists show where they lag: the things as they were a little while ago."""

from __future__ import annotations

import datetime as dt

from github_twin.projects import Project
from github_twin.repositories import Repository
from github_twin.world import LONGEST_LAG, World


def find_listed(world: World, repository: Repository) -> Repository:
    """Return the repository as lists see it: a little behind, where lists lag."""
    if not world.lag:
        return repository
    seen = _find_seen(world)
    key = repository.full_name.lower()
    for past in world.past.get(key, ()):
        if past.until > seen:
            return past.repository
    return repository


def find_listed_project(world: World, project: Project) -> Project:
    """Return a project as the lists inside it see it: a little behind, where lists lag."""
    if not world.lag:
        return project
    seen = _find_seen(world)
    for past in world.past_projects.get(project.id, ()):
        if past.until > seen and past.project:
            return past.project
    return project


def find_listed_projects(world: World) -> list[Project]:
    """Return the projects as lists of them see them: where lists lag, a new one may be missing."""
    if not world.lag:
        return list(world.projects.values())
    known = {**world.past_projects, **world.projects}
    found = [_find_listed_by_id(world, id) for id in known]
    return [project for project in found if project]


def _find_listed_by_id(world: World, id: int) -> Project | None:
    """Find a project as a list of projects sees it, None where the list has it not yet."""
    seen = _find_seen(world)
    for past in world.past_projects.get(id, ()):
        if past.until > seen:
            return past.project
    return world.projects.get(id)


def _find_seen(world: World) -> dt.datetime:
    """Return the moment whose state lists show."""
    longest = LONGEST_LAG.total_seconds()
    lag = min(world.lag, longest)
    return world.now - dt.timedelta(seconds=lag)
