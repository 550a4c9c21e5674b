"""The REST calls of the twin's projects: all fields of an item, views, answers as in OpenAPI."""

from __future__ import annotations

from typing import Any

import pytest

from github_twin import seed
from tests.kit.project_client import ProjectClient
from tests.twin.test_openapi import check, find_answer

STRANGERS_CARD = {"fullDatabaseId": 999_999}


@pytest.fixture
def client() -> ProjectClient:
    made = ProjectClient()
    made.make()
    return made


def test_several_fields_are_set_in_one_write_and_null_clears(client: ProjectClient) -> None:
    phase, hours, start = (
        client.field("Phase"),
        client.field("Hours", "NUMBER"),
        client.field("Start", "DATE"),
    )
    item = client.add(1)
    client.twin.reset_counters()
    status, body = client.set(
        item, (phase, phase["options"][1]["id"]), (hours, 4.5), (start, "2026-02-01")
    )
    assert (status, client.twin.writes) == (200, 1)
    assert {one["name"]: one["value"] for one in body["fields"]} == {
        "Status": None,
        "Phase": {
            "id": phase["options"][1]["id"],
            "name": {"raw": "B", "html": "B"},
            "color": "BLUE",
            "description": {"raw": "", "html": ""},
        },
        "Hours": 4.5,
        "Start": "2026-02-01",
    }
    shown = client.items()[0]
    assert (shown["phase"]["name"], shown["hours"], shown["start"]) == (
        "B",
        {"number": 4.5},
        {"date": "2026-02-01"},
    )
    client.set(item, (hours, None))
    assert (client.items()[0]["hours"], client.items()[0]["phase"]["name"]) == (None, "B")


def test_a_value_has_the_time_it_was_set_and_the_same_value_again_keeps_it(
    client: ProjectClient,
) -> None:
    phase, item = client.field("Phase"), client.add(1)
    for name, time in (("A", "09:01"), ("A", "09:01"), ("B", "09:03")):
        client.twin.advance(60)
        chosen = next(one["id"] for one in phase["options"] if one["name"] == name)
        client.set(item, (phase, chosen))
        assert client.items()[0]["phase"]["updatedAt"] == f"2026-01-05T{time}:00Z"


@pytest.mark.parametrize(
    "wrong", ["text", "number", "bool", "option", "date", "built-in", "unknown"]
)
def test_a_wrong_value_changes_nothing_at_all(client: ProjectClient, wrong: str) -> None:
    phase, hours, start = (
        client.field("Phase"),
        client.field("Hours", "NUMBER"),
        client.field("Start", "DATE"),
    )
    item = client.add(1)
    before = client.project
    pairs: dict[str, tuple[Any, Any]] = {
        "text": (hours, "four"),
        "number": (start, 4),
        "bool": (hours, True),
        "option": (phase, "00000000"),
        "date": (start, "2026-02-30"),
        "built-in": ({"databaseId": client.project.fields[0].id}, "A title"),
        "unknown": ({"databaseId": 1}, "x"),
    }
    status, body = client.set(item, (hours, 1), pairs[wrong])
    assert (status, body["errors"][0]["resource"]) == (422, "ProjectV2Item")
    assert client.project == before


def test_a_text_is_set_where_the_learner_has_a_text_field(client: ProjectClient) -> None:
    phase, item = client.field("Phase", "TEXT"), client.add(1)
    assert client.set(item, (phase, "words"))[1]["fields"][-1]["value"] == "words"


def test_an_archived_item_cannot_be_updated(client: ProjectClient) -> None:
    hours, item = client.field("Hours", "NUMBER"), client.add(1)
    client.act("archive_card", number=1)
    status, body = client.set(item, (hours, 1))
    assert (status, body["message"]) == (422, "The item is archived and cannot be updated")


@pytest.mark.parametrize(
    "body", [{}, {"fields": {}}, {"fields": [{"id": "1", "value": 2}]}, {"fields": [{"id": 1}]}]
)
def test_a_body_of_another_form_is_refused(client: ProjectClient, body: Any) -> None:
    path = f"/users/learner/projectsV2/1/items/{client.add(1)['fullDatabaseId']}"
    status, answer = client("PATCH", path, body)
    assert (status, answer["message"].split("\n")[0]) == (422, "Invalid request.")


def test_who_may_not_is_refused_or_told_that_there_is_nothing(client: ProjectClient) -> None:
    item = client.add(1)
    assert client.set(STRANGERS_CARD)[0] == 404
    path = f"projectsV2/1/items/{item['fullDatabaseId']}"
    for start in ("/orgs/learner", "/users/nobody", "/users/helper"):
        assert client("PATCH", f"{start}/{path}", {"fields": []})[0] == 404
    for token, status in (
        (seed.JOB_TOKEN, 403),
        (seed.FINE_TOKEN, 403),
        (seed.PLAIN_TOKEN, 404),
        (seed.STRANGER_TOKEN, 404),
    ):
        client.token = token
        assert client.set(item)[0] == status
    client.act("change_project", public=True)
    assert client("GET", f"/users/learner/{path}")[0] == 200
    assert client.set(item)[0] == 404


def test_content_of_a_private_repository_is_hidden_from_a_token_without_repo() -> None:
    client = ProjectClient(private=True)
    client.make()
    item = client.add(1)
    client.token = seed.PROJECT_TOKEN
    assert client.set(item)[1]["content"] is None


# Views


def test_a_view_is_made_with_columns_groups_and_order(client: ProjectClient) -> None:
    phase = client.field("Phase")["databaseId"]
    status, made = client.view(
        name="Phases", layout="table", group_by=[phase], sort_by=[[phase, "desc"]], filter="x"
    )
    assert (status, made["number"], made["group_by"], made["sort_by"]) == (
        201,
        2,
        [phase],
        [[phase, "desc"]],
    )
    assert made["html_url"] == "https://github.com/users/learner/projects/1/views/2"
    assert len(made["visible_fields"]) == 5
    board = client.view(
        name="Board", layout="board", vertical_group_by=[phase], visible_fields=[phase]
    )[1]
    assert (board["vertical_group_by"], board["visible_fields"]) == ([phase], [phase])
    assert client.view(name="Plain", layout="board")[1]["vertical_group_by"] == [
        client.project.status.id
    ]
    assert client.view(name="Time", layout="roadmap")[1]["visible_fields"] == []
    assert [(one["number"], one["layout"]) for one in client.seen()["views"]["nodes"]] == [
        (1, "TABLE_LAYOUT"),
        (2, "TABLE_LAYOUT"),
        (3, "BOARD_LAYOUT"),
        (4, "BOARD_LAYOUT"),
        (5, "ROADMAP_LAYOUT"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x"},
        {"layout": "table"},
        {"name": "x", "layout": "list"},
        {"name": "x", "layout": "table", "color": "red"},
        {"name": "x", "layout": "table", "group_by": ["TITLE"]},
        {"name": "x", "layout": "table", "group_by": ["STATUS", "STATUS"]},
        {"name": "x", "layout": "table", "visible_fields": [1]},
        {"name": "x", "layout": "table", "visible_fields": 1},
        {"name": "x", "layout": "table", "sort_by": [["STATUS", "up"]]},
        {"name": "x", "layout": "roadmap", "visible_fields": ["STATUS"]},
    ],
)
def test_a_view_that_cannot_be_is_refused(client: ProjectClient, body: dict[str, Any]) -> None:
    names = {"TITLE": client.project.fields[0].id, "STATUS": client.project.status.id}

    def fill(part: Any) -> Any:
        return [fill(one) for one in part] if isinstance(part, list) else names.get(part, part)

    status, _ = client.view(**{key: fill(value) for key, value in body.items()})
    assert (status, len(client.project.views)) == (422, 1)


def test_a_user_is_named_by_number_where_views_are_made(client: ProjectClient) -> None:
    assert (
        client("POST", "/users/learner/projectsV2/1/views", {"name": "x", "layout": "table"})[0]
        == 404
    )
    assert (
        client("POST", "/users/101/projectsV2/9/views", {"name": "x", "layout": "table"})[0] == 404
    )


def test_an_organization_is_named_by_its_login_in_both_calls() -> None:
    client = ProjectClient(owner_kind="Organization", token=seed.ORG_TOKEN)
    client.make()
    hours, item = client.field("Hours", "NUMBER"), client.add(1)
    path, body = "/orgs/learner/projectsV2/1", {"fields": [{"id": hours["databaseId"], "value": 2}]}
    assert client("PATCH", f"{path}/items/{item['fullDatabaseId']}", body)[0] == 200
    status, view = client("POST", f"{path}/views", {"name": "x", "layout": "table"})
    assert (status, view["project_url"]) == (
        201,
        "https://api.github.com/orgs/learner/projectsV2/1",
    )


# OpenAPI


@pytest.mark.online
@pytest.mark.parametrize("kind", ["User", "Organization"])
def test_every_answer_about_projects_is_what_openapi_says(kind: str) -> None:
    client = ProjectClient(owner_kind=kind)
    client.make()
    phase, item = client.field("Phase"), client.add(1)["fullDatabaseId"]
    shelf = "users/{username}" if kind == "User" else "orgs/{org}"
    owner, viewer = (
        ("users/learner", "users/101") if kind == "User" else ("orgs/learner", "orgs/learner")
    )
    base = f"/{shelf}/projectsV2/{{project_number}}"
    views = base.replace("{username}", "{user_id}") + "/views"
    values = {"fields": [{"id": phase["databaseId"], "value": phase["options"][0]["id"]}]}
    calls: list[tuple[str, str, str, Any, int]] = [
        ("PATCH", f"{base}/items/{{item_id}}", f"/{owner}/projectsV2/1/items/{item}", values, 200),
        ("PATCH", f"{base}/items/{{item_id}}", f"/{owner}/projectsV2/1/items/{item}", {}, 422),
        ("PATCH", f"{base}/items/{{item_id}}", f"/{owner}/projectsV2/1/items/1", values, 404),
        ("GET", f"{base}/items/{{item_id}}", f"/{owner}/projectsV2/1/items/{item}", None, 200),
        ("GET", f"{base}/fields", f"/{owner}/projectsV2/1/fields", None, 200),
        ("GET", base, f"/{owner}/projectsV2/1", None, 200),
        ("POST", views, f"/{viewer}/projectsV2/1/views", {"name": "x", "layout": "board"}, 201),
        (
            "POST",
            views,
            f"/{viewer}/projectsV2/1/views",
            {"name": "x", "layout": "table", "group_by": [1]},
            422,
        ),
    ]
    wrong: list[str] = []
    for method, template, path, body, status in calls:
        given, answer = client(method, path, body)
        schema = find_answer(template, method, status)
        assert (given, bool(schema)) == (status, True), (method, path, answer)
        wrong += [f"{method} {path} {one}" for one in check(schema, answer)] if schema else []
    assert wrong == []
