"""What lists show where they lag: the things as they were a little while ago."""

from __future__ import annotations

import datetime as dt

from github_twin.projects import Project
from github_twin.repositories import Repository
from github_twin.world import LONGEST_LAG, World


def find_listed(world: World, repository: Repository) -> Repository:
    """Return the repository as lists see it: a little behind, where lists lag."""
    seen = _find_seen(world)
    past = world.past.get(repository.full_name.lower(), ()) if world.lag else ()
    return next((version.repository for version in past if version.until > seen), repository)


def _find_seen(world: World) -> dt.datetime:
    return world.now - dt.timedelta(seconds=min(world.lag, LONGEST_LAG.total_seconds()))


def find_listed_projects(world: World) -> list[Project]:
    """Return the projects as lists of them see them: one just made may still be missing, where lists lag."""
    if not world.lag:
        return list(world.projects.values())
    seen = _find_seen(world)
    found = [
        next((past.project for past in world.past_projects.get(id, ()) if past.until > seen), world.projects.get(id))
        for id in {**world.past_projects, **world.projects}
    ]
    return [one for one in found if one]


def find_listed_project(world: World, project: Project) -> Project:
    """Return a project as the lists inside it see it: a little behind, where lists lag."""
    seen = _find_seen(world)
    past = world.past_projects.get(project.id, ()) if world.lag else ()
    return next((version.project for version in past if version.until > seen and version.project), project)
