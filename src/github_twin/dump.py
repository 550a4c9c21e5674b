"""All that a repository holds as plain data, in the words of GitHub's REST answers."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from github_twin import git
from github_twin.commit_objects import render_commit
from github_twin.git import Blob
from github_twin.issue_objects import render_comment, render_issue, render_label, render_milestone
from github_twin.project_objects import make_project_url
from github_twin.projects import Card, Field, Project, View
from github_twin.repositories import Issue, Repository
from github_twin.world import World, find_repository


def dump_state(world: World, full_name: str) -> dict[str, Any]:
    """Dump a repository: issues, milestones, labels, comments, commits (the newest first), files of the default branch.

    An issue names its `parent` by number; a file that is no text stands in Base64 after `base64:`. `board` is the first
    open project linked to the repository, None where there is none; `boards` are all projects there are.
    """
    repository = find_repository(world, full_name)
    if repository is None:
        raise ValueError(f"there is no repository {full_name}")
    head = repository.head
    boards = [_dump_board(world, repository, one) for one in world.projects.values()]
    history = git.find_history(repository.commits, head.sha) if head else []
    return {
        "issues": [_dump_issue(world, repository, one) for one in repository.issues.values()],
        "milestones": [render_milestone(world, repository, one) for one in repository.milestones.values()],
        "labels": [render_label(world, repository, one) for one in repository.labels.values()],
        "comments": [
            render_comment(world, repository, issue, one)
            for issue in repository.issues.values()
            for one in issue.comments
        ],
        "commits": [render_commit(world, repository, one) for one in history],
        "board": next((one for one in boards if one["linked"] and not one["closed"]), None),
        "boards": boards,
        "files": {path: _dump_file(blob) for path, blob in sorted(head.files.items())} if head else {},
    }


def _dump_issue(world: World, repository: Repository, issue: Issue) -> dict[str, Any]:
    return {**render_issue(world, repository, issue), "parent": issue.parent}


def _dump_board(world: World, repository: Repository, project: Project) -> dict[str, Any]:
    names = {field.id: field.name for field in project.fields}
    return {
        "title": project.title,
        "url": make_project_url(world, project),
        "owner": project.owner,
        "number": project.number,
        "public": project.public,
        "closed": project.closed_at is not None,
        "linked": repository.id in project.repositories,
        "about": project.about,
        "readme": project.readme,
        "fields": [_dump_field(one) for one in project.fields],
        "items": [_dump_card(world, project, one) for one in project.cards.values()],
        "views": [_dump_view(one, names) for one in project.views],
    }


def _dump_field(field: Field) -> dict[str, Any]:
    return {"name": field.name, "type": field.sort.lower(), "options": [one.name for one in field.options]}


def _dump_card(world: World, project: Project, card: Card) -> dict[str, Any]:
    """Dump a card; a foreign one is told by its repository."""
    home = next(one for one in world.repositories.values() if one.id == card.home)
    values: dict[str, Any] = {}
    for field in project.fields:
        if field.id in card.values:
            held = card.values[field.id].held
            option = field.option(str(held))
            values[field.name] = option.name if option else held
    archived = card.archived_at is not None
    return {"repository": home.full_name, "number": card.number, "archived": archived, "values": values}


def _dump_view(view: View, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "name": view.name,
        "layout": view.layout,
        "filter": view.filter,
        "visible_fields": [names[one] for one in view.visible_fields],
        "sort_by": [[names[one], way] for one, way in view.sort_by],
        "group_by": [names[one] for one in view.group_by],
        "vertical_group_by": [names[one] for one in view.vertical_group_by],
    }


def _dump_file(blob: Blob) -> str:
    return f"base64:{base64.b64encode(blob.data).decode()}" if blob.text is None else blob.text
