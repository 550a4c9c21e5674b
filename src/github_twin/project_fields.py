"""What each field of a project answers in GraphQL, in tables by type like those of `fields`."""

from __future__ import annotations

from github_twin import tokens
from github_twin.nodes import Item, make_field_item, make_id, make_issue_item, make_project_item
from github_twin.objects import render_time
from github_twin.project_access import find_barrier, find_level
from github_twin.project_edits import find_project
from github_twin.project_lists import list_parts, list_project_cards, list_repositories
from github_twin.project_objects import make_project_url
from github_twin.refusals import RefusedError
from github_twin.resolvers import Info, Resolver, show, show_id

VALUES = {
    "TEXT": "ProjectV2ItemFieldTextValue",
    "NUMBER": "ProjectV2ItemFieldNumberValue",
    "DATE": "ProjectV2ItemFieldDateValue",
    "SINGLE_SELECT": "ProjectV2ItemFieldSingleSelectValue",
    "ITERATION": "ProjectV2ItemFieldIterationValue",
}


def find_project_item(item: Item, info: Info, number: int) -> Item:
    """Find an owner's project by its number, which never lags; refuse as though there were none."""
    world, token = info.context.world, info.context.token
    owner: str = item.it.login
    barrier = find_barrier(world, token, owner)
    found = find_project(world, owner, number)
    if barrier or found is None or find_level(found, token.user) == "none":
        raise barrier or RefusedError("no-project", number=number)
    return make_project_item(found)


def _view(item: Item, info: Info, number: int) -> Item | None:
    found = next((one for one in item.it.views if one.number == number), None)
    return Item("ProjectV2View", item.it, found) if found else None


def _owner(item: Item, info: Info) -> Item:
    owner = info.context.world.users[item.it.owner]
    return Item(owner.kind, None, owner)


def _content(item: Item, info: Info) -> Item | None:
    """Return the issue or pull request; what the token may not see is hidden (F4.15)."""
    world = info.context.world
    home = next((one for one in world.repositories.values() if one.id == item.it.home), None)
    issue = home.issues.get(item.it.number) if home else None
    if home is None or issue is None or not tokens.sees(world, info.context.token, home):
        return None
    return make_issue_item(home, issue)


def _value(item: Item, info: Info, name: str) -> Item | None:
    field = item.repository.named(name)
    value = item.it.values.get(field.id) if field else None
    return Item(VALUES[field.sort], item.repository, (item.it, field, value)) if field and value else None


def _option(pick: str) -> Resolver:
    return lambda item, info: getattr(item.it[1].option(item.it[2].held), pick)


VALUE: dict[str, Resolver] = {
    "id": lambda item, info: make_id("ProjectV2ItemFieldValue", item.repository.id, f"{item.it[0].id}_{item.it[1].id}"),
    "field": lambda item, info: make_field_item(item.repository, item.it[1]),
    "createdAt": lambda item, info: render_time(item.it[2].made_at),
    "updatedAt": lambda item, info: render_time(item.it[2].updated_at),
}
FIELD: dict[str, Resolver] = {
    "id": show_id,
    "databaseId": show("id"),
    "name": show("name"),
    "dataType": show("sort"),
    "options": lambda item, info, names=None: [one for one in item.it.options if names is None or one.name in names],
}
HELD: Resolver = lambda item, info: item.it[2].held  # noqa: E731
PROJECT_FIELDS: dict[str, dict[str, Resolver]] = {
    "ProjectV2": {
        "id": lambda item, info: make_id("ProjectV2", item.it.id),
        "number": show("number"),
        "title": show("title"),
        "shortDescription": lambda item, info: item.it.about or None,
        "readme": lambda item, info: item.it.readme or None,
        "public": show("public"),
        "closed": lambda item, info: item.it.closed_at is not None,
        "url": lambda item, info: make_project_url(info.context.world, item.it),
        "viewerCanUpdate": lambda item, info: find_level(item.it, info.context.token.user) in ("write", "admin"),
        "owner": _owner,
        "fields": list_parts(lambda project: project.fields, make_field_item),
        "view": _view,
        "views": list_parts(lambda project: project.views, lambda project, one: Item("ProjectV2View", project, one)),
        "items": list_project_cards,
        "repositories": list_repositories,
    },
    **dict.fromkeys(("ProjectV2Field", "ProjectV2IterationField", "ProjectV2SingleSelectField"), FIELD),
    "ProjectV2SingleSelectFieldOption": {
        name: lambda option, info, name=name: getattr(option, name) for name in ("id", "name", "color", "description")
    },
    "ProjectV2View": {
        "id": show_id,
        "number": show("number"),
        "name": show("name"),
        "layout": lambda item, info: f"{item.it.layout.upper()}_LAYOUT",
    },
    "ProjectV2Item": {
        "id": show_id,
        "fullDatabaseId": lambda item, info: str(item.it.id),
        "isArchived": lambda item, info: item.it.archived_at is not None,
        "content": _content,
        "project": lambda item, info: make_project_item(item.repository),
        "fieldValueByName": _value,
    },
    "ProjectV2ItemFieldSingleSelectValue": {**VALUE, "name": _option("name"), "optionId": _option("id")},
    "ProjectV2ItemFieldNumberValue": {**VALUE, "number": HELD},
    "ProjectV2ItemFieldDateValue": {**VALUE, "date": HELD},
    **dict.fromkeys(
        (
            "ProjectV2ItemFieldTextValue",
            "ProjectV2ItemFieldIterationValue",
            "ProjectV2ItemFieldLabelValue",
            "ProjectV2ItemFieldMilestoneValue",
            "ProjectV2ItemFieldPullRequestValue",
            "ProjectV2ItemFieldRepositoryValue",
            "ProjectV2ItemFieldReviewerValue",
            "ProjectV2ItemFieldUserValue",
        ),
        VALUE,
    ),
}
