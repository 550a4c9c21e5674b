"""A look reads everything or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from github_twin.issues import Draft, create_issue
from roadmap_bot.decide import Act
from roadmap_bot.http.queries import query
from roadmap_bot.http.reader import PAGES, Reader, ReadFailed
from roadmap_bot.http.request import Answer, Request, Send
from roadmap_bot.reading.gather import make_look, read_wide
from roadmap_bot.repository import Look
from roadmap_bot.state import File
from tests.kit.scene import MONDAY, NAME, Scene, load

Change = Callable[[Any], object]


def reader(scene: Scene, send: Send | None = None) -> Reader:
    return Reader(send or scene.send, scene.clock.now, NAME)


def look(
    scene: Scene, send: Send | None = None, size: int = 100, paths: tuple[str, ...] = ("README.md",)
) -> Look:
    return make_look(load(), read_wide(reader(scene, send), paths, size))


def spoiled(send: Send, change: Change, at: int = 1) -> Send:
    """Change the data of the answer to request `at`."""
    seen: list[Request] = []

    def spoil(request: Request) -> Answer:
        seen.append(request)
        answer = send(request)
        if len(seen) != at:
            return answer
        body = json.loads(answer.text)
        change(body["data"])
        return replace(answer, text=json.dumps(body))

    return spoil


@pytest.fixture(scope="module")
def applied() -> Scene:
    scene = Scene()
    scene.apply()
    return scene


def look_request() -> Request:
    """Return what the first page of a look asks."""
    return query(
        "look",
        {"owner": "learner", "name": "roadmap", "head": True, "size": 9, "path0": "HEAD:README.md"},
    )


def with_issues(count: int) -> Scene:
    scene = Scene()
    for index in range(count):
        world = scene.twin.world
        scene.twin.world, _ = create_issue(
            world, world.repositories[NAME], seed.LEARNER, Draft(f"Note {index}")
        )
    return scene


def test_a_look_finds_what_was_made(applied: Scene) -> None:
    seen = look(applied)
    assert {"label/roadmap", "milestone/M1", "issue/W01", "issue/W01-1"} <= set(seen.things)
    assert seen.things["file/README.md"] == File("# My roadmap\n")
    assert seen.newest == 4
    assert seen.repository.name == NAME
    assert seen.repository.viewer == seed.JOB
    assert [commit.login for commit in seen.commits] == [seed.LEARNER]


SPOILS: dict[str, Change] = {
    "a null issue": lambda data: data["repository"]["issues"]["nodes"].__setitem__(0, None),
    "a null label": lambda data: data["repository"]["labels"]["nodes"].__setitem__(0, None),
    "a null milestone": lambda data: data["repository"]["milestones"]["nodes"].__setitem__(0, None),
    "fewer issues than there are": lambda data: data["repository"]["issues"]["nodes"].clear(),
    "fewer labels than there are": lambda data: data["repository"]["labels"]["nodes"].clear(),
    "fewer milestones than there are": lambda data: data["repository"]["milestones"][
        "nodes"
    ].clear(),
    "no data": lambda data: data.clear(),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_a_partial_look_is_no_look(applied: Scene, spoil: Change) -> None:
    def again(request: Request) -> Answer:  # the second page brings no more
        return spoiled(applied.send, spoil)(request)

    with pytest.raises(ReadFailed) as caught:
        look(applied, again)
    assert caught.value.meaning.kind == "unsure"


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_a_partial_look_never_reaches_the_diff(spoil: Change) -> None:
    scene = Scene()
    scene.apply()
    scene.twin.reset_counters()
    scene.send = spoiled(scene.send, spoil)
    assert scene.apply(Act.FOLLOW, Act.PRUNE).plan == ()
    assert scene.twin.writes == 0
    assert len(scene.home.issues) == 4


@pytest.mark.parametrize("cut", ["data", "[", '"issues"'])
def test_a_truncated_look_is_no_look(applied: Scene, cut: str) -> None:
    def send(request: Request) -> Answer:
        answer = applied.send(request)
        return replace(answer, text=answer.text[: answer.text.index(cut) + len(cut)])

    with pytest.raises(ReadFailed) as caught:
        look(applied, send)
    assert caught.value.meaning.kind == "unsure"


@pytest.mark.parametrize(
    "text", ['{"data": null}', "{}", "", "[]", '{"data": {"repository": null}}']
)
def test_an_empty_look_is_no_look(applied: Scene, text: str) -> None:
    with pytest.raises(ReadFailed):
        look(applied, lambda request: Answer(200, {}, text))


@pytest.mark.parametrize(
    ("count", "size", "pages"), [(0, 100, 1), (7, 10, 1), (10, 10, 1), (11, 10, 2), (45, 10, 5)]
)
def test_a_page_brings_as_many_issues_as_were_asked_for(count: int, size: int, pages: int) -> None:
    scene = with_issues(count)
    assert look(scene, size=size).newest == count
    assert scene.twin.requests == pages


def test_only_the_first_page_brings_the_files() -> None:
    scene = with_issues(30)
    assert look(scene, size=10).things["file/README.md"] == File("# My roadmap\n")


def test_a_list_that_never_ends_is_given_up() -> None:
    scene = with_issues(3)
    numbers = iter(range(10, 100_000))

    first = json.loads(scene.send(look_request()).text)["data"]["repository"]["issues"]["nodes"][0]

    def endless(request: Request) -> Answer:
        body = json.loads(scene.send(request).text)
        page = {"nodes": [{**first, "number": next(numbers)}], "totalCount": 99_999}
        body["data"]["repository"]["issues"] |= page
        return Answer(200, {}, json.dumps(body))

    scene.twin.reset_counters()
    with pytest.raises(ReadFailed):
        look(scene, endless)
    assert scene.twin.requests == PAGES


def test_a_repository_that_is_not_there_is_said_to_be_missing(applied: Scene) -> None:
    with pytest.raises(ReadFailed) as caught:
        read_wide(Reader(applied.send, applied.clock.now, "learner/nothing"), ("README.md",))
    meaning = caught.value.meaning
    assert meaning.kind == "barred"
    assert meaning.problem is not None
    assert meaning.problem.code == "github.not-found"


def test_an_address_without_a_github_is_said_to_be_wrong(applied: Scene) -> None:
    with pytest.raises(ReadFailed) as caught:
        look(applied, lambda request: Answer(404, {}, "<html>nothing here</html>"))
    assert caught.value.meaning.kind == "barred"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (500, "unsure"),
        (502, "smaller"),
        (504, "smaller"),
        (401, "barred"),
        (429, "wait"),
        (0, "unsure"),
    ],
)
def test_a_look_that_fails_says_what_to_do(applied: Scene, status: int, kind: str) -> None:
    with pytest.raises(ReadFailed) as caught:
        look(applied, lambda request: Answer(status))
    assert caught.value.meaning.kind == kind


def test_a_reset_time_is_measured_against_the_clock(applied: Scene) -> None:
    headers = {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(MONDAY.timestamp()) + 600),
    }
    scene = Scene()
    with pytest.raises(ReadFailed) as caught:
        look(scene, lambda request: Answer(403, headers, '{"message": "API rate limit exceeded"}'))
    assert caught.value.meaning.seconds == pytest.approx(600)


def test_what_rest_holds_is_read_below_the_repository(applied: Scene) -> None:
    assert reader(applied).get("")["full_name"] == NAME
    with pytest.raises(ReadFailed) as caught:
        reader(applied).get("/collaborators/nobody-there/permission")
    assert caught.value.meaning.kind == "stale"
