"""The twin's projects keep GitHub's manners: made, linked, found, and in a world from the start."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin.projects import BUILT_IN
from tests.kit.project_client import WRITES, ProjectClient


@pytest.fixture
def client() -> ProjectClient:
    made = ProjectClient()
    made.make()
    return made


# Made


def test_a_project_is_made_private_and_linked_with_its_built_in_fields(
    client: ProjectClient,
) -> None:
    shown = client.seen()
    assert (shown["number"], shown["public"], shown["closed"]) == (1, False, False)
    assert (shown["readme"], shown["shortDescription"]) == (None, None)
    assert shown["url"] == "https://github.com/users/learner/projects/1"
    assert shown["repositories"] == {"nodes": [{"id": client.repository_id}]}
    assert [one["name"] for one in shown["fields"]["nodes"]] == list(BUILT_IN)
    status = shown["fields"]["nodes"][2]
    assert [(one["id"], one["name"]) for one in status["options"]] == [
        ("f75ad846", "Todo"),
        ("47fc9ee4", "In Progress"),
        ("98236657", "Done"),
    ]
    assert shown["views"]["nodes"] == [{"number": 1, "name": "View 1", "layout": "TABLE_LAYOUT"}]


def test_projects_are_numbered_by_owner_and_no_number_is_given_twice(client: ProjectClient) -> None:
    client.act("delete_project")
    assert client.make()["number"] == 2
    assert (
        client.refusal("create_board", ownerId=client.owner_id, title=" ")[1]
        == "Title can't be blank"
    )


def test_a_deleted_project_is_gone(client: ProjectClient) -> None:
    client.act("delete_project")
    assert client.refusal("update_board", projectId=client.id, title="x")[0] == "NOT_FOUND"
    linked = client.look()["data"]["repository"]["linked"]
    assert (linked["totalCount"], linked["nodes"]) == (0, [])


def test_what_an_update_names_changes_and_nothing_else(client: ProjectClient) -> None:
    client.change("update_board", projectId=client.id, readme="marker", public=True, closed=True)
    shown = client.seen()
    assert (shown["title"], shown["readme"], shown["public"], shown["closed"]) == (
        "Board",
        "marker",
        True,
        True,
    )
    client.change("update_board", projectId=client.id, closed=False, title="Other")
    assert (client.seen()["title"], client.seen()["closed"]) == ("Other", False)
    assert (
        client.refusal("update_board", projectId=client.id, title="")[1] == "Title can't be blank"
    )


def test_a_project_is_linked_once_and_only_to_a_repository_of_its_owner() -> None:
    client = ProjectClient("fork", has_issues=True)
    client.make(linked=False)
    for _ in range(2):
        client.change("link_board", projectId=client.id, repositoryId=client.repository_id)
    assert client.project.repositories == (client.home.id,)
    theirs = client.twin.world.repositories["author/roadmap"]
    refused = client.refusal(
        "link_board", projectId=client.id, repositoryId=f"R_kwDO{theirs.id:08X}"
    )
    assert refused == ("UNPROCESSABLE", "The project and the repository must have the same owner")


def test_projects_are_found_by_words_of_their_title_the_newest_first(client: ProjectClient) -> None:
    client.make("A board of mine", linked=False)
    client.make("Something else", linked=False)
    data = client.look("board")["data"]
    assert [one["title"] for one in data["repositoryOwner"]["projectsV2"]["nodes"]] == [
        "A board of mine",
        "Board",
    ]
    assert [one["title"] for one in data["repository"]["linked"]["nodes"]] == ["Board"]
    by_title = "orderBy: {field: TITLE, direction: ASC}"
    asked = f"projectsV2(first: 5, {by_title}, minPermissionLevel: ADMIN) {{ nodes {{ title }} }}"
    found = client.query(f'{{ repositoryOwner(login: "learner") {{ ... on User {{ {asked} }} }} }}')
    titles = [one["title"] for one in found["data"]["repositoryOwner"]["projectsV2"]["nodes"]]
    assert titles == ["A board of mine", "Board", "Something else"]


# Worlds to begin with


def test_a_world_can_begin_with_projects() -> None:
    given: list[dict[str, Any]] = [
        {"title": "Empty"},
        {
            "title": "Full",
            "linked": True,
            "items": [1, 2],
            "fields": {"Phase": "TEXT", "Kind": "SINGLE_SELECT"},
        },
        {"title": "Shut", "linked": True, "closed": True, "public": True, "readme": "text"},
    ]
    client = ProjectClient(projects=given)
    state = client.twin.dump()
    assert [(one["title"], one["linked"], one["closed"]) for one in state["boards"]] == [
        ("Empty", False, False),
        ("Full", True, False),
        ("Shut", True, True),
    ]
    assert state["board"]["title"] == "Full"
    assert [one["number"] for one in state["board"]["items"]] == [1, 2]
    client.id = f"PVT_kwDO{list(client.twin.world.projects)[1]:08X}"
    client.act("set_field", project=2, number=1, field="Phase", value="by hand")
    assert client.items()[0]["phase"] == {}
    assert "board" in ProjectClient().twin.dump()
    assert ProjectClient().twin.dump()["board"] is None


def test_an_organization_has_projects_of_its_own() -> None:
    client = ProjectClient(owner_kind="Organization")
    made = client.make()
    assert made["url"] == "https://github.com/orgs/learner/projects/1"
    owner = client.look()["data"]["repositoryOwner"]
    assert (owner["__typename"], owner["projectsV2"]["totalCount"]) == ("Organization", 1)
    assert client.seen()["owner"] == {"login": "learner"}


def test_every_document_of_the_board_is_served(client: ProjectClient) -> None:
    phase, item = client.field("Phase"), client.add(1)
    inputs: dict[str, dict[str, Any]] = {
        "create_board": {"ownerId": client.owner_id, "title": "Another"},
        "update_board": {"projectId": client.id, "public": False},
        "link_board": {"projectId": client.id, "repositoryId": client.repository_id},
        "create_field": {"projectId": client.id, "name": "Start", "dataType": "DATE"},
        "update_field": {"fieldId": phase["id"], "name": "Part"},
        "add_item": {"projectId": client.id, "contentId": client.content(2)},
        "archive_item": {"projectId": client.id, "itemId": item["id"]},
    }
    assert set(inputs) == set(WRITES)
    for name, values in inputs.items():
        assert client.change(name, **values)
