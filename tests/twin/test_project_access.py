"""Who reaches projects in the twin: by kind of token, by scope, by what the owner granted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.world import Token
from tests.kit.project_client import WRITES, ProjectClient

INTEGRATION = "Resource not accessible by integration"
PERSONAL = "Resource not accessible by personal access token"


@pytest.fixture
def client() -> ProjectClient:
    made = ProjectClient()
    made.make()
    return made


def give(client: ProjectClient, token: Token) -> None:
    """Let the client ask with a token of its own."""
    world = client.twin.world
    client.twin.world = replace(world, tokens={**world.tokens, token.text: token})
    client.token = token.text


def inputs(client: ProjectClient) -> dict[str, dict[str, Any]]:
    """Make an input for each mutation of projects."""
    phase, item = client.field("Phase"), client.add(1)
    return {
        "create_board": {"ownerId": client.owner_id, "title": "Another"},
        "update_board": {"projectId": client.id, "title": "Other"},
        "link_board": {"projectId": client.id, "repositoryId": client.repository_id},
        "create_field": {"projectId": client.id, "name": "Start", "dataType": "DATE"},
        "update_field": {"fieldId": phase["id"], "name": "Part"},
        "add_item": {"projectId": client.id, "contentId": client.content(2)},
        "archive_item": {"projectId": client.id, "itemId": item["id"]},
    }


@pytest.mark.parametrize(
    ("token", "words"), [(seed.JOB_TOKEN, INTEGRATION), (seed.FINE_TOKEN, PERSONAL)]
)
def test_neither_the_job_nor_a_fine_grained_token_writes_to_a_users_projects(
    client: ProjectClient, token: str, words: str
) -> None:
    given, before = inputs(client), client.twin.world.projects
    client.token = token
    for name in WRITES:
        assert client.refusal(name, **given[name]) == ("FORBIDDEN", words)
    assert client.twin.world.projects == before
    body = client.run(
        "look_items",
        id=client.id,
        **dict.fromkeys(("phase", "kind", "week", "hours", "start", "target"), "X"),
    )
    assert (body["data"], body["errors"][0]["type"], body["errors"][0]["message"]) == (
        {"node": None},
        "FORBIDDEN",
        words,
    )


def test_the_job_cannot_even_list_projects() -> None:
    body = ProjectClient(token=seed.JOB_TOKEN).look()
    assert body["data"]["repository"] is None
    assert {error["message"] for error in body["errors"]} == {INTEGRATION}


def test_a_fine_grained_token_counts_a_users_projects_but_sees_none(client: ProjectClient) -> None:
    client.token = seed.FINE_TOKEN
    body = client.look()
    listed = body["data"]["repositoryOwner"]["projectsV2"]
    assert (listed["totalCount"], listed["nodes"]) == (1, [None])
    errors = {tuple(error["path"]): (error["type"], error["message"]) for error in body["errors"]}
    assert errors[("repositoryOwner", "projectsV2", "nodes", 0)] == ("FORBIDDEN", PERSONAL)


def test_a_classic_token_without_the_scope_is_told_so_for_every_field(
    client: ProjectClient,
) -> None:
    given = inputs(client)
    client.token = seed.PLAIN_TOKEN
    body = client.look()
    assert "data" not in body
    assert {error["type"] for error in body["errors"]} == {"INSUFFICIENT_SCOPES"}
    assert body["errors"][0]["message"] == (
        "Your token has not been granted the required scopes to execute this query. "
        "The 'projectsV2' field requires one of the following scopes: ['read:project'], "
        "but your token has only been granted the: ['repo', 'workflow'] scopes. "
        "Please modify your token's scopes at: https://github.com/settings/tokens."
    )
    assert body["errors"][0]["locations"][0]["line"] > 1
    for name in WRITES:
        first = client.run(name, given[name])["errors"][0]
        assert (first["type"], "['project']" in first["message"]) == ("INSUFFICIENT_SCOPES", True)


def test_read_project_reads_and_writes_nothing(client: ProjectClient) -> None:
    given = inputs(client)
    client.token = seed.LOOK_TOKEN
    assert client.look()["data"]["repository"]["linked"]["nodes"][0]["title"] == "Board"
    for name in WRITES:
        (error,) = client.run(name, given[name])["errors"]
        assert error["type"] == "INSUFFICIENT_SCOPES"
    item = {"fullDatabaseId": next(iter(client.project.cards))}
    assert client.set(item)[0] == 404


def test_a_token_without_any_scope_is_told_that_it_has_none() -> None:
    client = ProjectClient()
    give(client, Token("bare", "classic", seed.LEARNER))
    assert "granted the: [''] scopes" in client.look()["errors"][0]["message"]


def test_the_scope_project_is_enough_for_a_public_repository_but_hides_a_private_one() -> None:
    client = ProjectClient(token=seed.PROJECT_TOKEN)
    client.make()
    client.add(1)
    assert client.items()[0]["content"]["number"] == 1
    private = ProjectClient(private=True)
    private.make()
    private.add(1)
    private.token = seed.PROJECT_TOKEN
    assert private.look()["errors"][0]["type"] == "NOT_FOUND"
    shown = private.seen()
    assert (shown["items"]["nodes"][0]["content"], shown["repositories"]["nodes"]) == (None, [])
    assert (
        private.refusal("add_item", projectId=private.id, contentId=private.content(2))[0]
        == "NOT_FOUND"
    )
    home = f"R_kwDO{private.home.id:08X}"
    assert private.refusal("link_board", projectId=private.id, repositoryId=home)[0] == "NOT_FOUND"


def test_strangers_see_public_projects_only_and_change_none(client: ProjectClient) -> None:
    client.token = seed.STRANGER_TOKEN
    assert client.refusal("update_board", projectId=client.id, title="x")[0] == "NOT_FOUND"
    assert client.look()["data"]["repository"]["linked"]["totalCount"] == 0
    client.act("change_project", public=True)
    shown = client.look()["data"]["repository"]["linked"]["nodes"][0]
    assert (shown["title"], shown["viewerCanUpdate"]) == ("Board", False)
    refused = client.refusal("update_board", projectId=client.id, title="x")
    assert refused == (
        "FORBIDDEN",
        "stranger does not have the correct permissions to execute `UpdateProjectV2`",
    )
    assert client.refusal("create_board", ownerId=client.owner_id, title="x")[0] == "FORBIDDEN"


def test_what_was_granted_can_be_taken_back(client: ProjectClient) -> None:
    client.act("grant", login="stranger")
    client.token = seed.STRANGER_TOKEN
    client.change("update_board", projectId=client.id, title="Ours")
    client.act("grant", login="stranger", level="none")
    assert client.refusal("update_board", projectId=client.id, title="x")[0] == "NOT_FOUND"


def test_the_owner_cannot_lose_a_project_to_its_maker(client: ProjectClient) -> None:
    client.act("grant", login="learner", level="none")
    assert client.seen()["viewerCanUpdate"] is True


def test_projects_of_an_organization_take_its_own_permission() -> None:
    client = ProjectClient(owner_kind="Organization", token=seed.ORG_TOKEN)
    client.make()
    client.field("Phase")
    client.token = seed.FINE_TOKEN
    assert client.refusal("update_board", projectId=client.id, title="x") == ("FORBIDDEN", PERSONAL)
    client.token = seed.JOB_TOKEN
    assert client.refusal("create_board", ownerId=client.owner_id, title="x") == (
        "FORBIDDEN",
        INTEGRATION,
    )


def test_a_member_makes_projects_of_the_organization_and_administers_them() -> None:
    client = ProjectClient(owner_kind="Organization")
    scopes = frozenset({"project", "repo", "read:org"})
    give(client, Token("member", "classic", seed.HELPER, scopes))
    client.make()
    assert client.seen()["viewerCanUpdate"] is True


def test_projects_of_an_organization_ask_a_classic_token_for_read_org() -> None:
    client = ProjectClient(owner_kind="Organization")
    client.make()
    client.token = seed.BARE_TOKEN
    sort, words = client.refusal("create_board", ownerId=client.owner_id, title="x")
    assert sort == "INSUFFICIENT_SCOPES"
    assert "read:org" in words
    own = ProjectClient(token=seed.BARE_TOKEN)
    own.make()


def test_the_permission_to_read_an_organizations_projects_is_not_one_to_write() -> None:
    client = ProjectClient(owner_kind="Organization")
    client.make()
    give(
        client,
        Token(
            "reader", "fine_grained", seed.LEARNER, permissions={"organization_projects": "read"}
        ),
    )
    assert client.look()["data"]["repository"]["linked"]["nodes"][0]["title"] == "Board"
    assert client.refusal("update_board", projectId=client.id, title="x") == ("FORBIDDEN", PERSONAL)
