"""The twin's projects keep GitHub's manners: made, filled, changed by tokens and by people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_twin import project_contents as contents
from github_twin import projects
from github_twin.projects import BUILT_IN, MOST_FIELDS, MOST_OPTIONS, Card, Field, Option, Project
from github_twin.refusals import RefusedError
from github_twin.world import MIDNIGHT
from tests.kit.project_client import WRITES, ProjectClient, option


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


# Fields


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Status", "Name cannot have a reserved value, Name has already been taken"),
        ("type", "Name cannot have a reserved value"),
        ("phase", "Name has already been taken"),
        (" ", "Name can't be blank"),
    ],
)
def test_a_field_needs_a_name_of_its_own(client: ProjectClient, name: str, words: str) -> None:
    client.field("Phase")
    assert client.refusal("create_field", projectId=client.id, name=name, dataType="TEXT") == (
        "UNPROCESSABLE",
        words,
    )


def test_a_field_is_renamed_but_a_built_in_one_is_not(client: ProjectClient) -> None:
    phase = client.field("Phase")
    client.change("update_field", fieldId=phase["id"], name="PHASE")
    assert client.project.fields[-1].name == "PHASE"
    assert (
        client.refusal("update_field", fieldId=phase["id"], name="Type")[1]
        == "Name cannot have a reserved value"
    )
    status = client.seen()["fields"]["nodes"][2]
    assert client.refusal("update_field", fieldId=status["id"], name="State")[1].startswith(
        "Only custom fields"
    )


def test_fields_and_options_are_fifty_at_most(client: ProjectClient) -> None:
    refused = client.refusal(
        "create_field", projectId=client.id, name="Phase", dataType="SINGLE_SELECT"
    )
    assert refused[1] == "At least one option is required for a single select field"
    many = [option(f"o{n}") for n in range(MOST_OPTIONS + 1)]
    values = {"projectId": client.id, "name": "Week", "dataType": "SINGLE_SELECT"}
    assert client.refusal("create_field", **values, singleSelectOptions=many)[1].endswith(
        "more than 50 options"
    )
    client.change("create_field", **values, singleSelectOptions=many[1:])
    for index in range(MOST_FIELDS - len(BUILT_IN) - 1):
        client.act("add_field", name=f"f{index}")
    assert client.refusal("create_field", projectId=client.id, name="one more", dataType="TEXT")[
        1
    ].endswith("50 fields")


def test_the_colour_of_an_option_is_one_of_eight(client: ProjectClient) -> None:
    wrong = [option("A", color="CYAN")]
    body = client.run(
        "create_field",
        {
            "projectId": client.id,
            "name": "P",
            "dataType": "SINGLE_SELECT",
            "singleSelectOptions": wrong,
        },
    )
    assert "CYAN" in body["errors"][0]["message"]


def test_options_resent_without_their_ids_lose_what_items_held(client: ProjectClient) -> None:
    phase, item = client.field("Phase"), client.add(1)
    a, b = phase["options"]
    client.set(item, (phase, a["id"]))
    kept = client.change(
        "update_field",
        fieldId=phase["id"],
        singleSelectOptions=[option("A", id=a["id"]), option("C"), option("B", id=b["id"])],
    )["projectV2Field"]["options"]
    assert [one["name"] for one in kept] == ["A", "C", "B"]
    assert (kept[0]["id"], kept[2]["id"]) == (a["id"], b["id"])
    assert client.items()[0]["phase"]["name"] == "A"
    client.change("update_field", fieldId=phase["id"], singleSelectOptions=[])
    assert client.items()[0]["phase"]["name"] == "A"
    new = client.change(
        "update_field", fieldId=phase["id"], singleSelectOptions=[option("A"), option("B")]
    )
    assert {one["id"] for one in new["projectV2Field"]["options"]} & {
        one["id"] for one in kept
    } == set()
    assert client.items()[0]["phase"] is None


def test_options_go_only_where_they_belong(client: ProjectClient) -> None:
    hours, phase = client.field("Hours", "NUMBER"), client.field("Phase")
    refused = client.refusal("update_field", fieldId=hours["id"], singleSelectOptions=[option("A")])
    assert refused[1] == "Options are only for single select fields"
    strange = [option("A", id="00000000")]
    assert (
        client.refusal("update_field", fieldId=phase["id"], singleSelectOptions=strange)[0]
        == "UNPROCESSABLE"
    )
    both = {"name": "Part", "singleSelectOptions": strange}
    client.refusal("update_field", fieldId=phase["id"], **both)
    assert client.project.named("Phase")


MADE = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True)


@given(before=MADE, after=MADE, held=st.lists(st.integers(0, 5), max_size=4))
def test_a_value_lives_exactly_as_long_as_its_option(
    before: list[str], after: list[str], held: list[int]
) -> None:
    field = Field(
        1, "Phase", "SINGLE_SELECT", MIDNIGHT, tuple(Option(one, one.upper()) for one in before)
    )
    project = Project(9, 1, "o", "o", "t", MIDNIGHT, MIDNIGHT, fields=(field,))
    for index, choice in enumerate(held):
        project = contents.put_card(project, Card(index, 1, index, "o", MIDNIGHT, MIDNIGHT))
        chosen = before[choice % len(before)]
        project = contents.set_value(project, project.cards[index], field, chosen, MIDNIGHT)
    changed, new = contents.replace_options(project, field, [Option(one, one) for one in after])
    assert [one.id for one in new.options] == after
    for id, card in project.cards.items():
        keeps = card.values[1].held in after
        assert changed.cards[id].values == (card.values if keeps else {})


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
    assert (client.items(), client.seen()["oldest"]["totalCount"]) == ([], 0)
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


def test_items_come_in_pages_from_both_ends() -> None:
    client = ProjectClient(issues=[f"Task {number}" for number in range(1, 251)])
    client.make()
    inputs = [
        {"projectId": client.id, "contentId": client.content(number)} for number in range(1, 251)
    ]
    body = client.run("add_item", *inputs)
    assert len({one["item"]["id"] for one in body["data"].values()}) == 250
    shown = client.seen()
    assert (
        shown["oldest"]["totalCount"],
        len(shown["oldest"]["nodes"]),
        len(shown["newest"]["nodes"]),
    ) == (
        250,
        100,
        100,
    )
    more = client.seen(after=shown["oldest"]["pageInfo"]["endCursor"])["oldest"]["nodes"]
    numbers = [one["content"]["number"] for one in (*shown["oldest"]["nodes"], *more)]
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
    assert (shown["oldest"]["totalCount"], len(shown["fields"]["nodes"])) == (0, len(BUILT_IN))
    client.twin.advance(6)
    assert client.look()["data"]["repository"]["linked"]["totalCount"] == 1
    assert (client.seen()["oldest"]["totalCount"], len(client.seen()["fields"]["nodes"])) == (
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


# People


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


def test_a_value_that_its_field_cannot_hold_is_refused() -> None:
    field = Field(1, "Start", "DATE", MIDNIGHT)
    for held in ("2026-2-1", "soon", 3, True):
        with pytest.raises(RefusedError, match="value-invalid"):
            contents.check_value(field, held)
    contents.check_value(field, "2026-02-01")
    contents.check_value(field, None)
