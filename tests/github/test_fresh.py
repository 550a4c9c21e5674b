"""What is about to be made or written is read once more, past lists that lag."""

from __future__ import annotations

import json

import pytest

from github_twin import seed
from roadmap_bot.github.fresh import find_unlisted
from roadmap_bot.http.reader import ReadFailed
from roadmap_bot.http.request import Answer, Request
from tests.kit.scene import Scene
from tests.reading.test_gather import look, reader, with_issues


def test_nodes_are_read_by_id_and_what_github_will_not_show_is_told_apart() -> None:
    scene = Scene()
    scene.apply()
    seen = look(scene)
    id = seen.ids["issue/W01-1"].node
    ((node,), failed) = reader(scene).find_nodes("read_bodies", [id])
    assert (node["id"], failed.kind) == (id, "fine")
    ((node,), failed) = reader(scene).find_nodes("read_bodies", [id, f"{id}99"])
    assert (node["id"], failed.kind) == (id, "stale")
    assert failed.problem is not None
    assert f"{id}99" in str(failed.problem.values["what"])


def test_issues_that_lists_do_not_show_yet_are_found_by_their_numbers() -> None:
    scene = with_issues(3)
    assert find_unlisted(reader(scene), 2)
    assert not find_unlisted(reader(scene), 3)
    assert scene.twin.requests == 2


def refuse(repository: object, **error: object) -> Answer:
    """Make an answer of GraphQL that holds an error."""
    body = {"data": {"repository": repository}, "errors": [error]}
    return Answer(200, {}, json.dumps(body))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(500), "unsure"),
        (Answer(502), "smaller"),
        (refuse(None, type="NOT_FOUND", path=["repository"]), "unsure"),
        (Answer(200, {}, '{"data": null}'), "unsure"),
        (Answer(429), "wait"),
        (refuse({}, message="Oops", path=["repository", "issue0"]), "unsure"),
    ],
)
def test_numbers_that_cannot_be_asked_for_are_not_taken_for_free(answer: Answer, kind: str) -> None:
    with pytest.raises(ReadFailed) as caught:
        find_unlisted(reader(Scene(), lambda request: answer), 3)
    assert caught.value.meaning.kind == kind


def test_a_body_that_somebody_edits_while_the_bot_is_about_to_write_it_is_looked_at_again() -> None:
    scene = Scene()
    scene.apply()
    issue = next(one for one in scene.home.issues.values() if one.title.startswith("[W01-1]"))
    scene.twin.act(
        "edit", seed.LEARNER, number=issue.number, body=issue.body.replace("Knead", "Need")
    )
    send = scene.send
    notes = iter(["My note.\n"])

    def meddle(request: Request) -> Answer:
        if "ReadBodies" in str((request.body or {}).get("query")):
            for note in notes:
                body = scene.home.issues[issue.number].body
                scene.twin.act("edit", seed.LEARNER, number=issue.number, body=f"{body}\n{note}")
        return send(request)

    scene.send = meddle
    scene.apply()
    body = scene.home.issues[issue.number].body
    assert "Knead for ten minutes" in body
    assert "My note." in body
