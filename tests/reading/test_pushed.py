"""The commits of a push are all found, and whose commits count is known."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.http.request import Answer, Request
from roadmap_bot.reading.people import Rights
from roadmap_bot.reading.pushed import find_trusted, read_pushed
from roadmap_bot.repository import Commit
from tests.kit.scene import MONDAY, NAME, Scene

NOW = MONDAY


def reader(scene: Scene) -> Reader:
    return Reader(scene.send, scene.clock.now, NAME)


def push(scene: Scene, count: int, **values: Any) -> Any:
    commits = [{"message": f"Commit {index}"} for index in range(count)]
    event = scene.twin.act("push", seed.LEARNER, commits=commits, **values)
    assert event is not None
    return event.payload


def test_a_push_that_the_look_reaches_back_beyond_needs_no_reading() -> None:
    scene = Scene()
    event = push(scene, 3)
    listed = (Commit(event["before"], "Initial commit", NOW, seed.LEARNER),)
    found = read_pushed(reader(scene), listed, event)
    assert [commit.message for commit in found] == ["Commit 0", "Commit 1", "Commit 2"]
    assert scene.twin.requests == 0


def test_what_a_push_brought_arrived_with_it_whatever_its_authors_clock_said() -> None:
    scene = Scene()
    event = push(scene, 1)
    event["commits"][0]["timestamp"] = "2025-01-01T00:00:00+08:00"
    for pushed_at in (int(NOW.timestamp()), NOW.isoformat()):
        event["repository"] = {**event["repository"], "pushed_at": pushed_at}
        (found,) = read_pushed(reader(scene), (), event)
        assert (found.date, found.is_news) == (NOW, True)


@pytest.mark.parametrize("pushed_at", [None, "yesterday", True, -1, 10**30, {}, []])
def test_where_a_push_does_not_say_when_it_arrived_its_commits_do(pushed_at: object) -> None:
    scene = Scene()
    event = push(scene, 1)
    event["commits"][0]["timestamp"] = NOW.isoformat()
    event["repository"] = {**event["repository"], "pushed_at": pushed_at}
    (found,) = read_pushed(reader(scene), (), event)
    assert found.date == NOW


def test_a_forced_push_carries_its_own_commits() -> None:
    scene = Scene()
    event = {**push(scene, 3), "forced": True}
    found = read_pushed(reader(scene), (), event)
    assert [commit.message for commit in found] == ["Commit 0", "Commit 1", "Commit 2"]
    assert scene.twin.requests == 0


def test_a_range_without_end_is_read_as_far_as_is_sensible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roadmap_bot.reading.pushed.PAGES", 2)
    scene = Scene()
    event = {**push(scene, 250), "commits": []}
    assert len(read_pushed(reader(scene), (), event)) == 200


@pytest.mark.parametrize(("count", "requests"), [(1, 1), (99, 1), (100, 2), (250, 3)])
def test_a_payload_that_is_short_is_completed_page_by_page(count: int, requests: int) -> None:
    scene = Scene()
    event = {**push(scene, count), "commits": []}
    found = read_pushed(reader(scene), (), event)
    assert [commit.message for commit in found] == [f"Commit {index}" for index in range(count)]
    assert {commit.login for commit in found} == {seed.LEARNER}
    assert scene.twin.requests == requests


def test_where_the_range_is_gone_the_payload_counts() -> None:
    scene = Scene()
    event = {**push(scene, 1), "before": "1" * 40}
    assert [commit.message for commit in read_pushed(reader(scene), (), event)] == ["Commit 0"]
    assert read_pushed(reader(scene), (), {**event, "commits": []}) == ()


@pytest.mark.parametrize(
    "ends", [("../../x", "1" * 40), (5, ["x"]), (None, None), ("0" * 40, "1" * 40), ("1" * 40, "")]
)
def test_ends_that_are_no_commits_are_never_asked_for(ends: tuple[Any, Any]) -> None:
    scene = Scene()
    assert (
        read_pushed(reader(scene), (), {"before": ends[0], "after": ends[1], "commits": []}) == ()
    )
    assert scene.twin.requests == 0


@pytest.mark.parametrize("status", [502, 429])
def test_what_cannot_be_read_now_is_not_taken_for_gone(status: int) -> None:
    scene = Scene()
    event = {**push(scene, 1), "commits": []}
    scene.send = lambda request: Answer(status)
    with pytest.raises(ReadFailed):
        read_pushed(reader(scene), (), event)
    with pytest.raises(ReadFailed):
        find_trusted(Rights(), reader(scene), (), ["somebody"])


def test_a_commit_that_belongs_to_no_account_has_no_login() -> None:
    scene = Scene()
    event = {**push(scene, 1), "commits": []}
    send = scene.send

    def anonymous(request: Request) -> Answer:
        answer = send(request)
        body = json.loads(answer.text)
        body["commits"][0]["author"] = body["commits"][0]["commit"]["author"] = None
        return replace(answer, text=json.dumps(body))

    scene.send = anonymous
    (commit,) = read_pushed(reader(scene), (), event)
    assert commit.login is None


def test_those_who_may_write_are_trusted_and_nobody_is_asked_twice() -> None:
    scene = Scene()
    names = (seed.LEARNER, "Pusher", "", "github-actions[bot]")
    authors = [
        seed.HELPER,
        seed.HELPER.upper(),
        seed.STRANGER,
        seed.AUTHOR,
        "nobody-there",
        "Learner",
    ]
    assert find_trusted(Rights(), reader(scene), names, authors) == {
        seed.LEARNER,
        "pusher",
        seed.HELPER,
    }
    assert scene.twin.requests == 4


def test_a_login_cannot_reach_another_address() -> None:
    scene = Scene()
    asked: list[str] = []

    def note(request: Request) -> Answer:
        asked.append(request.path)
        return Answer(404)

    scene.send = note
    assert find_trusted(Rights(), reader(scene), (), ["a/../b?c"]) == frozenset()
    assert asked == [f"/repos/{NAME}/collaborators/a%2F..%2Fb%3Fc/permission"]
