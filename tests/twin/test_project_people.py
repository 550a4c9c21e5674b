"""What people do to the twin's projects in the page."""

from __future__ import annotations

import pytest

from tests.kit.project_client import ProjectClient


@pytest.fixture
def client() -> ProjectClient:
    made = ProjectClient()
    made.make()
    return made


def test_people_move_cards_and_fill_fields(client: ProjectClient) -> None:
    client.act("add_field", name="Mood", sort="SINGLE_SELECT", options=["Good"])
    client.act("add_option", field="Mood", name="Bad")
    client.act("add_card", number=1)
    client.act("move_card", number=1, status="In Progress")
    client.act("set_field", number=1, field="Mood", value="Bad")
    board = client.twin.dump()["board"]
    assert board["items"] == [
        {
            "repository": "learner/roadmap",
            "number": 1,
            "archived": False,
            "values": {"Status": "In Progress", "Mood": "Bad"},
        }
    ]
    assert board["fields"][-1] == {
        "name": "Mood",
        "type": "single_select",
        "options": ["Good", "Bad"],
    }
    client.act("move_card", number=1, status=None)
    assert "Status" not in client.twin.dump()["board"]["items"][0]["values"]
    client.act("remove_card", number=1)
    assert client.items() == []


def test_people_add_change_and_delete_views(client: ProjectClient) -> None:
    client.act("add_view", name="Mine", layout="board")
    client.act("change_view", view="Mine", name="Ours")
    client.act("delete_view", view="View 1")
    (view,) = client.twin.dump()["board"]["views"]
    assert (view["name"], view["layout"], view["vertical_group_by"]) == (
        "Ours",
        "board",
        ["Status"],
    )
    client.act("delete_view", view="Ours")
    client.act("add_view", name="Third")
    assert client.project.views[0].number == 3


def test_a_copy_has_the_readme_the_fields_and_the_views_but_no_cards_and_no_link(
    client: ProjectClient,
) -> None:
    client.field("Phase")
    client.add(1)
    client.view(
        name="By status",
        layout="table",
        group_by=[client.project.status.id],
        sort_by=[[client.project.fields[0].id, "asc"]],
    )
    client.act("change_project", readme="marker", about="words")
    client.act("copy_project", title="A copy")
    old, copy = client.twin.dump()["boards"]
    assert [copy[key] for key in ("readme", "about", "fields", "views")] == [
        old[key] for key in ("readme", "about", "fields", "views")
    ]
    assert (copy["title"], copy["linked"], copy["items"], copy["number"]) == (
        "A copy",
        False,
        [],
        2,
    )
    both = client.twin.world.projects.values()
    ids = [part.id for one in both for part in one.fields] + [
        part.id for one in both for part in one.views
    ]
    assert len(ids) == len(set(ids))


def test_a_card_of_another_repository_may_bear_the_same_number(client: ProjectClient) -> None:
    client.add(1)
    client.act("add_foreign_card")
    client.act("add_foreign_card")
    homes = [one["content"] for one in client.items()]
    assert [one["number"] for one in homes] == [1, 1, 2]
    assert homes[0]["repository"] != homes[1]["repository"] == homes[2]["repository"]


def test_an_act_that_makes_no_sense_is_refused(client: ProjectClient) -> None:
    for act, values in (
        ("close_project", {"project": 9}),
        ("archive_card", {"number": 9}),
        ("set_field", {"number": 1, "field": "Mood", "value": 1}),
    ):
        with pytest.raises(ValueError, match=r"no project|not on project|no field"):
            client.act(act, **values)
    client.act("unlink_project")
    with pytest.raises(ValueError, match="no project"):
        client.act("delete_project")
