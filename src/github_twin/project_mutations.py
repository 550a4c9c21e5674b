"""The GraphQL mutations of projects: each checks what the token may do, then changes the world."""

from __future__ import annotations

from collections.abc import Callable

from github_twin import project_cards as cards
from github_twin import project_contents as contents
from github_twin import project_edits as edits
from github_twin import tokens
from github_twin.clock import stamp
from github_twin.nodes import Item, make_card_item, make_field_item, make_project_item, need_node
from github_twin.project_access import check_owner, need_part
from github_twin.projects import Card, Field, Project
from github_twin.refusals import RefusedError
from github_twin.repositories import Repository
from github_twin.session import Input, Payload, Session
from github_twin.world import put_project

FIELD_KINDS = ("ProjectV2Field", "ProjectV2SingleSelectField", "ProjectV2IterationField")
TEXTS = {"title": "title", "shortDescription": "about", "readme": "readme", "public": "public"}


def create_project(session: Session, given: Input) -> Payload:
    """Make a project, linked to a repository where the input names one."""
    owner = need_node(session.world, given["ownerId"], "User", "Organization", "Bot").it
    check_owner(session.world, session.token, owner.login, "CreateProjectV2")
    linked = None
    if given.get("repositoryId"):
        repository = _need_repository(session, given["repositoryId"], owner.login)
        linked = repository.id
    draft = edits.Draft(owner.login, given["title"], linked)
    session.world, made = edits.create_project(session.world, session.user, draft)
    return {"projectV2": _show(session, made)}


def update_project(session: Session, given: Input) -> Payload:
    """Change what the input names of a project."""
    project = _need_project(session, given["projectId"], "UpdateProjectV2")
    changes: Input = {}
    for name, to in TEXTS.items():
        if given.get(name) is not None:
            changes[to] = given[name]
    closed = given.get("closed")
    if closed is True:
        changes["closed_at"] = project.closed_at or stamp(session.world)
    elif closed is False:
        changes["closed_at"] = None
    session.world = edits.edit_project(session.world, project, **changes)
    return {"projectV2": _show(session, project)}


def link_project(session: Session, given: Input) -> Payload:
    """Link a project to a repository of the same owner; once is as good as twice."""
    project = _need_project(session, given["projectId"], "LinkProjectV2ToRepository")
    repository = _need_repository(session, given["repositoryId"], project.owner)
    linked = project.repositories
    if repository.id not in linked:
        linked = (*linked, repository.id)
    session.world = edits.edit_project(session.world, project, repositories=linked)
    return {"repository": Item("Repository", repository, repository)}


def create_field(session: Session, given: Input) -> Payload:
    """Make a custom field."""
    project = _need_project(session, given["projectId"], "CreateProjectV2Field")
    name = given["name"]
    sort = given["dataType"]
    options = given.get("singleSelectOptions") or ()
    session.world, made = edits.create_field(session.world, project, name, sort, options)
    return {"projectV2Field": _show_field(session, project, made)}


def update_field(session: Session, given: Input) -> Payload:
    """Rename a field or overwrite its options; an empty list of options changes nothing (F4.7)."""
    world = session.world
    field_id = given["fieldId"]
    operation = "UpdateProjectV2Field"
    project, target = need_part(world, session.token, field_id, operation, *FIELD_KINDS)
    name = given.get("name")
    if name not in (None, target.name):
        project, target = contents.rename_field(project, target, name)
        world = put_project(world, project)
    options = given.get("singleSelectOptions")
    if options:
        world, target = edits.set_options(world, project, target, options)
    session.world = world
    return {"projectV2Field": _show_field(session, project, target)}


def add_item(session: Session, given: Input) -> Payload:
    """Add an issue or a pull request; one that is there already stays as it is (F4.9)."""
    project = _need_project(session, given["projectId"], "AddProjectV2ItemById")
    content_id = given["contentId"]
    content = need_node(session.world, content_id, "Issue", "PullRequest")
    home = content.repository
    number = content.it.number
    if not tokens.sees(session.world, session.token, home):
        raise RefusedError("no-node", id=content_id)
    session.world, card = cards.add_card(session.world, project, home, number, session.user)
    return {"item": _show_card(session, project, card)}


def archive_item(session: Session, given: Input) -> Payload:
    """Archive an item."""
    operation = "ArchiveProjectV2Item"
    project = _need_project(session, given["projectId"], operation)
    item_id = given["itemId"]
    home, card = need_part(session.world, session.token, item_id, operation, "ProjectV2Item")
    if home.id != project.id:
        raise RefusedError("card-foreign")
    session.world = cards.archive_card(session.world, project, card)
    return {"item": _show_card(session, project, card)}


def _need_project(session: Session, id: str, operation: str) -> Project:
    project, _ = need_part(session.world, session.token, id, operation, "ProjectV2")
    return project


def _need_repository(session: Session, id: str, owner: str) -> Repository:
    """Find a repository to link; it has to be the project owner's."""
    item = need_node(session.world, id, "Repository")
    repository: Repository = item.it
    if not tokens.sees(session.world, session.token, repository):
        raise RefusedError("no-node", id=id)
    if repository.owner != owner:
        raise RefusedError("link-foreign")
    return repository


def _show(session: Session, project: Project) -> Item:
    newest = session.world.projects[project.id]
    return make_project_item(newest)


def _show_field(session: Session, project: Project, field: Field) -> Item:
    newest = session.world.projects[project.id]
    return make_field_item(newest, field)


def _show_card(session: Session, project: Project, card: Card) -> Item:
    newest = session.world.projects[project.id]
    return make_card_item(newest, newest.cards[card.id])


PROJECT_MUTATIONS: dict[str, Callable[[Session, Input], Payload]] = {
    "addProjectV2ItemById": add_item,
    "archiveProjectV2Item": archive_item,
    "createProjectV2": create_project,
    "createProjectV2Field": create_field,
    "linkProjectV2ToRepository": link_project,
    "updateProjectV2": update_project,
    "updateProjectV2Field": update_field,
}
