"""Items of the twin's projects: added, archived, listed late, and moved when an issue closes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import projects
from github_twin.projects import BUILT_IN
from tests.kit.project_client import ProjectClient, option


@pytest.fixture
def client() -> ProjectClient:
    made = ProjectClient()
    made.make()
    return made


# Items


def test_an_item_is_added_once(client: ProjectClient) -> None:
    first, again = client.add(1), client.add(1)
    assert first == again
    assert [one["content"]["number"] for one in client.items()] == [1]
    assert client.items()[0]["status"] is None


def test_an_archived_item_leaves_the_list_and_adding_it_again_does_not_bring_it_back(
    client: ProjectClient,
) -> None:
    item = client.add(1)
    for _ in range(2):
        client.change("archive_item", projectId=client.id, itemId=item["id"])
    assert (client.items(), client.seen()["items"]["totalCount"]) == ([], 0)
    assert client.add(1) == item
    assert client.items() == []
    assert client.query(
        f'{{ node(id: "{item["id"]}") {{ ... on ProjectV2Item {{ isArchived }} }} }}'
    )["data"] == {"node": {"isArchived": True}}
    client.twin.world = replace(client.twin.world, archived_listed=True)
    assert [one["isArchived"] for one in client.items()] == [True]
    client.act("archive_card", number=1, on=False)
    assert [one["isArchived"] for one in client.items()] == [False]


def test_an_item_of_another_project_is_not_archived(client: ProjectClient) -> None:
    item, first = client.add(1), client.id
    client.make("Other")
    values = {"projectId": client.id, "itemId": item["id"]}
    assert client.refusal("archive_item", **values)[1] == "The item does not exist in the project"
    assert client.refusal("archive_item", projectId=first, itemId=first)[0] == "NOT_FOUND"


def test_active_items_have_a_limit_that_archived_ones_do_not_count_for(
    client: ProjectClient,
) -> None:
    client.twin.world = replace(client.twin.world, most_cards=1)
    item = client.add(1)
    refused = client.refusal("add_item", projectId=client.id, contentId=client.content(2))
    assert refused == ("UNPROCESSABLE", "Project cannot have more than 1 items")
    client.change("archive_item", projectId=client.id, itemId=item["id"])
    client.add(2)


def test_items_come_in_pages() -> None:
    client = ProjectClient(issues=[f"Task {number}" for number in range(1, 251)])
    client.make()
    inputs = [
        {"projectId": client.id, "contentId": client.content(number)} for number in range(1, 251)
    ]
    body = client.run("add_item", *inputs)
    assert len({one["item"]["id"] for one in body["data"].values()}) == 250
    shown = client.seen()
    assert (shown["items"]["totalCount"], len(shown["items"]["nodes"])) == (250, 100)
    more = client.seen(after=shown["items"]["pageInfo"]["endCursor"])["items"]["nodes"]
    numbers = [one["content"]["number"] for one in (*shown["items"]["nodes"], *more)]
    assert numbers == list(range(1, 201))


def test_a_deleted_issue_takes_its_card_along_and_leaves_its_number_unused() -> None:
    client = ProjectClient()
    client.make()
    client.add(3)
    client.make("Other")
    client.twin.act("move", "learner", number=2, parent=3)
    client.twin.act("delete", "learner", number=3)
    assert client.twin.dump()["boards"][0]["items"] == []
    assert client.home.issues[2].parent is None
    client.issue("Four")
    assert sorted(client.home.issues) == [1, 2, 4]


def test_lists_of_projects_and_inside_them_lag_but_nodes_do_not() -> None:
    client = ProjectClient()
    client.twin.world = replace(client.twin.world, lag=5.0)
    made = client.make()
    assert len(made["fields"]["nodes"]) == len(BUILT_IN)
    assert client.look()["data"]["repository"]["linked"]["totalCount"] == 0
    client.twin.advance(2)
    client.field("Phase")
    client.add(1)
    shown = client.seen()
    assert (shown["items"]["totalCount"], len(shown["fields"]["nodes"])) == (0, len(BUILT_IN))
    client.twin.advance(6)
    assert client.look()["data"]["repository"]["linked"]["totalCount"] == 1
    assert (client.seen()["items"]["totalCount"], len(client.seen()["fields"]["nodes"])) == (
        1,
        len(BUILT_IN) + 1,
    )
    client.act("delete_project")
    assert client.look()["data"]["repository"]["linked"]["totalCount"] == 1
    client.twin.advance(6)
    assert client.look()["data"]["repository"]["linked"]["totalCount"] == 0


def test_each_aliased_mutation_is_a_write_and_one_that_fails_leaves_the_others(
    client: ProjectClient,
) -> None:
    client.twin.reset_counters()
    good = [{"projectId": client.id, "contentId": client.content(number)} for number in (1, 2)]
    body = client.run(
        "add_item", good[0], {"projectId": client.id, "contentId": "I_kwDO00000000_9"}, good[1]
    )
    assert [error["path"] for error in body["errors"]] == [["change1"]]
    assert body["data"]["change1"] is None
    assert client.twin.writes == 3
    assert len(client.items()) == 2


def test_the_content_limits_hold_for_projects_too(client: ProjectClient) -> None:
    client.twin.limit(minute=3, shape="too-quickly")
    inputs = [{"projectId": client.id, "contentId": client.content(number)} for number in (1, 2, 3)]
    (error,) = client.run("add_item", *inputs)["errors"]
    assert (error["path"], error["message"]) == (["change2"], "was submitted too quickly")
    assert len(client.project.cards) == 2


# What closing does


def test_closing_an_issue_moves_its_card_to_done_and_reopening_moves_none_back(
    client: ProjectClient,
) -> None:
    client.add(1)
    client.twin.advance(60)
    client.twin.act("close", "helper", number=1)
    done = client.items()[0]["status"]
    assert (done["name"], done["optionId"], done["updatedAt"]) == (
        "Done",
        "98236657",
        "2026-01-05T09:01:00Z",
    )
    client.twin.act("reopen", "helper", number=1)
    assert client.items()[0]["status"] == done


@pytest.mark.parametrize("why", ["off", "closed", "archived", "no-option"])
def test_the_workflow_moves_nothing_where_it_cannot(client: ProjectClient, why: str) -> None:
    client.add(1)
    if why == "off":
        client.act("switch_rule")
    elif why == "closed":
        client.act("close_project")
    elif why == "archived":
        client.act("archive_card", number=1)
    else:
        status = client.seen()["fields"]["nodes"][2]
        client.change(
            "update_field",
            fieldId=status["id"],
            singleSelectOptions=[option("Todo"), option("Done")],
        )
    client.twin.act("close", "learner", number=1)
    assert client.twin.dump()["boards"][0]["items"][0]["values"] == {}


def test_the_workflow_for_new_items_can_be_switched_on(client: ProjectClient) -> None:
    client.act("switch_rule", rule=projects.ADDED, on=True)
    client.add(1)
    assert client.items()[0]["status"]["name"] == "Todo"
