"""The GraphQL mutations of projects: each checks what the token may do, then changes the world."""

from __future__ import annotations

from collections.abc import Callable

from github_twin import project_contents as contents
from github_twin import project_edits as edits
from github_twin import tokens
from github_twin.clock import stamp
from github_twin.nodes import Item, make_card_item, make_field_item, make_project_item, need_node
from github_twin.project_access import check_owner, need_part
from github_twin.projects import Project
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.session import Input, Payload, Session
from github_twin.world import put_project

FIELD_KINDS = ("ProjectV2Field", "ProjectV2SingleSelectField", "ProjectV2IterationField")
TEXTS = {"title": "title", "shortDescription": "about", "readme": "readme", "public": "public"}


def _need_project(session: Session, id: str, operation: str) -> Project:
    return need_part(session.world, session.token, id, operation, "ProjectV2")[0]


def _need_repository(session: Session, id: str, owner: str) -> Repository:
    """Find a repository to link; it has to be the project owner's."""
    repository: Repository = need_node(session.world, id, "Repository").it
    if not tokens.sees(session.world, session.token, repository):
        raise RefusedError("no-node", id=id)
    if repository.owner != owner:
        raise RefusedError("link-foreign")
    return repository


def _show(session: Session, project: Project) -> Item:
    return make_project_item(session.world.projects[project.id])


def create_project(session: Session, given: Input) -> Payload:
    """Make a project, linked to a repository where the input names one."""
    owner = need_node(session.world, given["ownerId"], "User", "Organization", "Bot").it
    check_owner(session.world, session.token, owner.login, "CreateProjectV2")
    linked = _need_repository(session, given["repositoryId"], owner.login).id if given.get("repositoryId") else None
    draft = edits.Draft(owner.login, given["title"], linked)
    session.world, made = edits.create_project(session.world, session.token.user, draft)
    return {"projectV2": _show(session, made)}


def update_project(session: Session, given: Input) -> Payload:
    """Change what the input names of a project."""
    project = _need_project(session, given["projectId"], "UpdateProjectV2")
    changes: Input = {to: given[name] for name, to in TEXTS.items() if given.get(name) is not None}
    if given.get("closed") is not None:
        changes["closed_at"] = (project.closed_at or stamp(session.world)) if given["closed"] else None
    session.world = edits.edit_project(session.world, project, **changes)
    return {"projectV2": _show(session, project)}


def link_project(session: Session, given: Input) -> Payload:
    """Link a project to a repository of the same owner; once is as good as twice."""
    project = _need_project(session, given["projectId"], "LinkProjectV2ToRepository")
    repository = _need_repository(session, given["repositoryId"], project.owner)
    linked = tuple(dict.fromkeys((*project.repositories, repository.id)))
    session.world = edits.edit_project(session.world, project, repositories=linked)
    return {"repository": Item("Repository", repository, repository)}


def create_field(session: Session, given: Input) -> Payload:
    """Make a custom field."""
    project = _need_project(session, given["projectId"], "CreateProjectV2Field")
    session.world, made = edits.create_field(
        session.world, project, given["name"], given["dataType"], given.get("singleSelectOptions") or ()
    )
    return {"projectV2Field": make_field_item(session.world.projects[project.id], made)}


def update_field(session: Session, given: Input) -> Payload:
    """Rename a field or overwrite its options; an empty list of options changes nothing (F4.7)."""
    world = session.world
    project, target = need_part(world, session.token, given["fieldId"], "UpdateProjectV2Field", *FIELD_KINDS)
    if given.get("name") not in (None, target.name):
        project, target = contents.rename_field(project, target, given["name"])
        world = put_project(world, project)
    if given.get("singleSelectOptions"):
        world, target = edits.set_options(world, project, target, given["singleSelectOptions"])
    session.world = world
    return {"projectV2Field": make_field_item(world.projects[project.id], target)}


def add_item(session: Session, given: Input) -> Payload:
    """Add an issue or a pull request; one that is there already stays as it is, archived or not (F4.9)."""
    project = _need_project(session, given["projectId"], "AddProjectV2ItemById")
    content = need_node(session.world, given["contentId"], "Issue", "PullRequest")
    if not tokens.sees(session.world, session.token, content.repository):
        raise RefusedError("no-node", id=given["contentId"])
    session.world, card = edits.add_card(
        session.world, project, content.repository, content.it.number, session.token.user
    )
    return {"item": make_card_item(session.world.projects[project.id], card)}


def archive_item(session: Session, given: Input) -> Payload:
    """Archive an item."""
    project = _need_project(session, given["projectId"], "ArchiveProjectV2Item")
    home, card = need_part(session.world, session.token, given["itemId"], "ArchiveProjectV2Item", "ProjectV2Item")
    if home.id != project.id:
        raise RefusedError("card-foreign")
    session.world = edits.archive_card(session.world, project, card)
    newest = session.world.projects[project.id]
    return {"item": make_card_item(newest, newest.cards[card.id])}


PROJECT_MUTATIONS: dict[str, Callable[[Session, Input], Payload]] = {
    "addProjectV2ItemById": add_item,
    "archiveProjectV2Item": archive_item,
    "createProjectV2": create_project,
    "createProjectV2Field": create_field,
    "linkProjectV2ToRepository": link_project,
    "updateProjectV2": update_project,
    "updateProjectV2Field": update_field,
}
