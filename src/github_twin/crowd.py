"""A crowd: many people, each with a repository of the same name that holds a few files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from github_twin import git
from github_twin.clock import stamp
from github_twin.repositories import Repository
from github_twin.world import User, World, refresh, take_id

Files = Mapping[str, bytes | str]


def add_crowd(world: World, crowd: Mapping[str, Files], *, is_private: bool = False) -> World:
    """Add the repositories `owner/name`, each with one commit, and whoever owns them."""
    users, repositories = dict(world.users), dict(world.repositories)
    for full_name, files in crowd.items():
        owner, _, name = full_name.partition("/")
        world, user_id = take_id(world)
        users.setdefault(owner, User(owner, user_id))
        world, new_id = take_id(world)
        made = _make_repository(world, new_id, owner, name, files)
        repositories[full_name.lower()] = replace(made, is_private=is_private)
    return replace(world, users=users, repositories=repositories)


def rewrite(world: World, full_name: str, files: Files) -> World:
    """Let a repository hold other files, by one more commit."""
    home = world.repositories[full_name.lower()]
    made = _commit(home, files)
    return replace(world, repositories={**world.repositories, full_name.lower(): made})


def rename(world: World, full_name: str, new_name: str) -> World:
    """Give a repository another name; GraphQL follows the old one."""
    home = refresh(world, world.repositories[full_name.lower()])
    owner, _, name = new_name.partition("/")
    renamed = replace(home, owner=owner, name=name)
    both = {full_name.lower(): renamed, new_name.lower(): renamed}
    return replace(world, repositories={**world.repositories, **both})


def describe(world: World, full_name: str, **facts: Any) -> World:
    """Change what a repository says of itself: `description`, `languages`, `is_private`."""
    home = world.repositories[full_name.lower()]
    told = replace(home, **facts)
    return replace(world, repositories={**world.repositories, full_name.lower(): told})


def vanish(world: World, full_name: str) -> World:
    """Delete a repository."""
    repositories = dict(world.repositories)
    del repositories[full_name.lower()]
    return replace(world, repositories=repositories)


def _make_repository(world: World, new_id: int, owner: str, name: str, files: Files) -> Repository:
    now = stamp(world)
    return _commit(Repository(new_id, owner, name, now, now, now), files)


def _commit(home: Repository, files: Files) -> Repository:
    author = git.Author(home.owner, f"{home.owner}@users.noreply.github.com", home.owner)
    made = {path: git.make_file(content) for path, content in files.items()}
    commit = git.make_commit(made, "Progress", author, home.made_at)
    commits = {**home.commits, commit.sha: commit}
    return replace(home, commits=commits, branches={home.default_branch: commit.sha})
