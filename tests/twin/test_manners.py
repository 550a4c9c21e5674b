"""Manners of GitHub that are easily forgotten: long references, rights on labels, links, names."""

from __future__ import annotations

import pytest

from github_twin import seed
from github_twin.git import LINK
from github_twin.twin import HOME
from github_twin.world import Token
from tests.kit.board_scene import BoardScene
from tests.kit.client import REPO, Client


@pytest.mark.parametrize(
    ("message", "closes"),
    [
        ("fixes #1", True),
        ("Closes: learner/roadmap#1", True),
        ("resolved Learner/Roadmap#1", True),
        ("close https://github.com/learner/roadmap/issues/1", True),
        ("fixes author/roadmap#1", False),
        ("closes https://github.com/author/roadmap/issues/1", False),
        ("see learner/roadmap#1", False),
    ],
)
def test_long_references_close_as_short_ones_do(message: str, closes: bool) -> None:
    client = Client()
    client.issue("One")
    client.twin.act("push", seed.LEARNER, HOME, commits=[{"message": message}])
    assert (client.home.issues[1].state == "closed") == closes


@pytest.mark.parametrize(("role", "count"), [("triage", 0), ("read", 0), ("write", 1)])
def test_the_labels_of_who_may_not_push_are_dropped(role: str, count: int) -> None:
    client = Client()
    client.label("bake")
    client.twin.act("change_settings", seed.LEARNER, HOME, collaborators={seed.STRANGER: role})
    client.token = seed.STRANGER_TOKEN
    assert client("POST", f"{REPO}/issues", {"title": "T", "labels": ["bake"]})[0] == 201
    assert len(client.home.issues[1].labels) == count


def test_who_may_write_pull_requests_alone_makes_no_label() -> None:
    client = Client()
    client.label("known")
    client.twin.act("open_pull", seed.LEARNER, HOME, title="A change")
    home = frozenset({HOME})
    only = Token("pulls", "actions", seed.JOB, frozenset(), {"pull-requests": "write"}, home)
    client.twin.world.tokens["pulls"] = only  # type: ignore[index]
    client.token = "pulls"
    assert client("POST", f"{REPO}/issues/1/labels", {"labels": ["known"]})[0] == 200
    status, body = client("POST", f"{REPO}/issues/1/labels", {"labels": ["unknown"]})
    assert (status, "create labels" in body["message"]) == (403, True)
    client.token = seed.JOB_TOKEN
    assert client("POST", f"{REPO}/issues/1/labels", {"labels": ["unknown"]})[0] == 200


def test_a_link_is_a_blob_that_holds_a_path() -> None:
    client = Client()
    files = {"README.md": {"link": "docs/README.md"}}
    client.twin.act("push", seed.LEARNER, HOME, commits=[{"message": "x", "files": files}])
    blob = client.home.head.files["README.md"]
    assert (blob.mode, blob.text) == (LINK, "docs/README.md")


def test_a_field_and_an_option_keep_what_they_are_under_another_name() -> None:
    scene = BoardScene.applied()
    before = {card.number: len(card.values) for card in scene.project.cards.values()}
    scene.twin.act("rename_field", seed.LEARNER, field="Phase", name="Stage")
    kind = scene.project.named("Kind")
    assert kind is not None
    first = kind.options[0]
    scene.twin.act("rename_option", seed.LEARNER, field="Kind", option=first.name, name="Ovens")
    renamed = scene.project.named("Kind")
    assert renamed is not None
    assert (renamed.options[0].id, renamed.options[0].name) == (first.id, "Ovens")
    names = [field.name for field in scene.project.fields]
    assert ("Stage" in names, "Phase" in names) == (True, False)
    assert {card.number: len(card.values) for card in scene.project.cards.values()} == before


def test_a_pull_request_that_was_merged_moves_its_card_to_done() -> None:
    scene = BoardScene.applied()
    scene.twin.act("open_pull", seed.LEARNER, title="A change")
    number = max(scene.home.issues)
    scene.twin.act("add_card", seed.LEARNER, number=number)
    scene.twin.act("merge", seed.LEARNER, number=number)
    card = next(one for one in scene.project.cards.values() if one.number == number)
    status = scene.project.status
    option = status.option(str(card.values[status.id].held))
    assert option is not None
    assert option.name == "Done"
    assert scene.home.issues[number].state == "closed"
