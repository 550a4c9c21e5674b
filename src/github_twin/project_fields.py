"""What each field of a project answers in GraphQL, in tables by type like those of `fields`."""

from __future__ import annotations

from dataclasses import dataclass

from github_twin import tokens
from github_twin.nodes import Item, make_field_item, make_id, make_issue_item, make_project_item
from github_twin.objects import render_time
from github_twin.project_access import find_barrier, find_level, reaches
from github_twin.project_edits import find_project
from github_twin.project_lists import (
    list_parts,
    list_project_cards,
    list_repositories,
)
from github_twin.project_objects import make_project_url
from github_twin.projects import Card, Field, Option, Project, Value, View
from github_twin.refusals import RefusedError
from github_twin.resolvers import Info, Resolver, show, show_id
from github_twin.world import find_repository_by_id

FIELD_TYPES = ("ProjectV2Field", "ProjectV2IterationField", "ProjectV2SingleSelectField")
VALUE_TYPES = {
    "TEXT": "ProjectV2ItemFieldTextValue",
    "NUMBER": "ProjectV2ItemFieldNumberValue",
    "DATE": "ProjectV2ItemFieldDateValue",
    "SINGLE_SELECT": "ProjectV2ItemFieldSingleSelectValue",
    "ITERATION": "ProjectV2ItemFieldIterationValue",
}
# The types of values that have nothing of their own, or nothing that the twin knows.
PLAIN_VALUE_TYPES = (
    "ProjectV2ItemFieldTextValue",
    "ProjectV2ItemFieldIterationValue",
    "ProjectV2ItemFieldLabelValue",
    "ProjectV2ItemFieldMilestoneValue",
    "ProjectV2ItemFieldPullRequestValue",
    "ProjectV2ItemFieldRepositoryValue",
    "ProjectV2ItemFieldReviewerValue",
    "ProjectV2ItemFieldUserValue",
)


@dataclass(frozen=True, slots=True)
class CardValue:
    """What a card holds in a field."""

    card: Card
    field: Field
    value: Value

    @property
    def option(self) -> Option | None:
        """Return the chosen option of a single select field."""
        return self.field.option(str(self.value.held))


def find_project_item(item: Item, info: Info, number: int) -> Item:
    """Find an owner's project by its number, which never lags; refuse as though there were none."""
    world = info.context.world
    token = info.context.token
    owner: str = item.it.login
    barrier = find_barrier(world, token, owner)
    if barrier:
        raise barrier
    found = find_project(world, owner, number)
    if found is None or find_level(found, token.user) == "none":
        raise RefusedError("no-project", number=number)
    return make_project_item(found)


# A project


def _may_update(item: Item, info: Info) -> bool:
    level = find_level(item.it, info.context.token.user)
    return reaches(level, "write")


def _owner(item: Item, info: Info) -> Item:
    owner = info.context.world.users[item.it.owner]
    return Item(owner.kind, None, owner)


def _view(item: Item, info: Info, number: int) -> Item | None:
    for view in item.it.views:
        if view.number == number:
            return _make_view_item(item.it, view)
    return None


def _make_view_item(project: Project, view: View) -> Item:
    return Item("ProjectV2View", project, view)


# A card


def _content(item: Item, info: Info) -> Item | None:
    """Return the issue or pull request; what the token may not see is hidden (F4.15)."""
    world = info.context.world
    home = find_repository_by_id(world, item.it.home)
    if home is None or not tokens.sees(world, info.context.token, home):
        return None
    issue = home.issues.get(item.it.number)
    if issue is None:
        return None
    return make_issue_item(home, issue)


def _value(item: Item, info: Info, name: str) -> Item | None:
    project = item.repository
    card = item.it
    field = project.named(name)
    if field is None or field.id not in card.values:
        return None
    held = CardValue(card, field, card.values[field.id])
    return Item(VALUE_TYPES[field.sort], project, held)


def _value_id(item: Item, info: Info) -> str:
    held = item.it
    key = f"{held.card.id}_{held.field.id}"
    return make_id("ProjectV2ItemFieldValue", item.repository.id, key)


# A field


def _options(item: Item, info: Info, names: list[str] | None = None) -> list[Option]:
    options: tuple[Option, ...] = item.it.options
    return [one for one in options if names is None or one.name in names]


def _show_option(name: str) -> Resolver:
    """Make a resolver for options, which are no items: they have no ids of nodes."""
    return lambda option, info: getattr(option, name)


OPTION: dict[str, Resolver] = {
    "id": _show_option("id"),
    "name": _show_option("name"),
    "color": _show_option("color"),
    "description": _show_option("description"),
}
FIELD: dict[str, Resolver] = {
    "id": show_id,
    "databaseId": show("id"),
    "name": show("name"),
    "dataType": show("sort"),
    "options": _options,
}
VALUE: dict[str, Resolver] = {
    "id": _value_id,
    "field": lambda item, info: make_field_item(item.repository, item.it.field),
    "createdAt": lambda item, info: render_time(item.it.value.made_at),
    "updatedAt": lambda item, info: render_time(item.it.value.updated_at),
}
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
        "viewerCanUpdate": _may_update,
        "owner": _owner,
        "fields": list_parts(lambda project: project.fields, make_field_item),
        "view": _view,
        "views": list_parts(lambda project: project.views, _make_view_item),
        "items": list_project_cards,
        "repositories": list_repositories,
    },
    **dict.fromkeys(FIELD_TYPES, FIELD),
    "ProjectV2SingleSelectFieldOption": OPTION,
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
    "ProjectV2ItemFieldSingleSelectValue": {
        **VALUE,
        "name": lambda item, info: item.it.option.name,
        "optionId": lambda item, info: item.it.option.id,
    },
    "ProjectV2ItemFieldNumberValue": {
        **VALUE,
        "number": lambda item, info: item.it.value.held,
    },
    "ProjectV2ItemFieldDateValue": {
        **VALUE,
        "date": lambda item, info: item.it.value.held,
    },
    **dict.fromkeys(PLAIN_VALUE_TYPES, VALUE),
}
