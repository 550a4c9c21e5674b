"""All that a repository holds as plain data, in the words of GitHub's REST answers."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from github_twin import git
from github_twin.commit_objects import render_commit
from github_twin.git import Blob
from github_twin.issue_objects import (
    render_comment,
    render_issue,
    render_label,
    render_milestone,
)
from github_twin.objects import Object
from github_twin.project_objects import make_project_url
from github_twin.projects import Card, Field, Project, Value, View
from github_twin.repositories import Issue, Repository
from github_twin.world import World, find_repository, find_repository_by_id


def dump_state(world: World, full_name: str) -> Object:
    """Dump a repository, its commits with the newest first, the files of its default branch.

    An issue names its `parent` by number; a file that is no text stands in Base64 after `base64:`.
    `board` is the first open project linked to the repository, None where there is none; `boards`
    are all projects there are.
    """
    repository = find_repository(world, full_name)
    if repository is None:
        raise ValueError(f"there is no repository {full_name}")
    boards = [_dump_board(world, repository, one) for one in world.projects.values()]
    milestones = repository.milestones.values()
    labels = repository.labels.values()
    return {
        "issues": [_dump_issue(world, repository, one) for one in repository.issues.values()],
        "milestones": [render_milestone(world, repository, one) for one in milestones],
        "labels": [render_label(world, repository, one) for one in labels],
        "pinned": [pin.number for pin in repository.pins],
        "comments": _dump_comments(world, repository),
        "commits": _dump_commits(world, repository),
        "board": _find_board(boards),
        "boards": boards,
        "files": _dump_files(repository),
    }


def _dump_issue(world: World, repository: Repository, issue: Issue) -> Object:
    shown = render_issue(world, repository, issue)
    return {**shown, "parent": issue.parent}


def _dump_comments(world: World, repository: Repository) -> list[Object]:
    dumped: list[Object] = []
    for issue in repository.issues.values():
        for comment in issue.comments:
            shown = render_comment(world, repository, issue, comment)
            dumped.append(shown)
    return dumped


def _dump_commits(world: World, repository: Repository) -> list[Object]:
    head = repository.head
    if head is None:
        return []
    history = git.find_history(repository.commits, head.sha)
    return [render_commit(world, repository, commit) for commit in history]


def _dump_files(repository: Repository) -> dict[str, str]:
    head = repository.head
    if head is None:
        return {}
    return {path: _dump_file(blob) for path, blob in sorted(head.files.items())}


def _dump_file(blob: Blob) -> str:
    text = blob.text
    if text is not None:
        return text
    encoded = base64.b64encode(blob.data).decode()
    return f"base64:{encoded}"


def _find_board(boards: Iterable[Object]) -> Object | None:
    for board in boards:
        if board["linked"] and not board["closed"]:
            return board
    return None


def _dump_board(world: World, repository: Repository, project: Project) -> Object:
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


def _dump_field(field: Field) -> Object:
    options = [one.name for one in field.options]
    return {"name": field.name, "type": field.sort.lower(), "options": options}


def _dump_card(world: World, project: Project, card: Card) -> Object:
    """Dump a card; a foreign one is told by its repository."""
    home = find_repository_by_id(world, card.home)
    assert home
    values: Object = {}
    for field in project.fields:
        if field.id in card.values:
            values[field.name] = _dump_value(field, card.values[field.id])
    return {
        "repository": home.full_name,
        "number": card.number,
        "archived": card.archived_at is not None,
        "values": values,
    }


def _dump_value(field: Field, value: Value) -> Any:
    option = field.option(str(value.held))
    if option is None:
        return value.held
    return option.name


def _dump_view(view: View, names: Mapping[int, str]) -> Object:
    return {
        "name": view.name,
        "layout": view.layout,
        "filter": view.filter,
        "visible_fields": [names[one] for one in view.visible_fields],
        "sort_by": [[names[one], way] for one, way in view.sort_by],
        "group_by": [names[one] for one in view.group_by],
        "vertical_group_by": [names[one] for one in view.vertical_group_by],
    }
