"""Fields of the twin's projects and their options: what GitHub takes, and what a change loses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_twin import project_contents as contents
from github_twin.projects import BUILT_IN, MOST_FIELDS, MOST_OPTIONS, Card, Field, Option, Project
from github_twin.refusals import RefusedError
from github_twin.world import MIDNIGHT
from tests.kit.project_client import ProjectClient, option


@pytest.fixture
def client() -> ProjectClient:
    made = ProjectClient()
    made.make()
    return made


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


# Worlds to begin with


def test_a_value_that_its_field_cannot_hold_is_refused() -> None:
    field = Field(1, "Start", "DATE", MIDNIGHT)
    for held in ("2026-2-1", "soon", 3, True):
        with pytest.raises(RefusedError, match="value-invalid"):
            contents.check_value(field, held)
    contents.check_value(field, "2026-02-01")
    contents.check_value(field, None)
