"""A close look reads what was said and done on a few issues, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.http.reader import ReadFailed
from roadmap_bot.reading.closely import find_cut, read_closely
from roadmap_bot.reading.gather import read_wide
from tests.kit.learner import Learner
from tests.kit.scene import Scene, load
from tests.reading.test_gather import reader, spoiled


def applied() -> Scene:
    scene = Scene()
    scene.apply()
    return scene


def find_nodes(scene: Scene, *numbers: int) -> list[str]:
    wide = read_wide(reader(scene), ("README.md",))
    ids = [node["id"] for node in wide.issues if node["number"] in numbers]
    scene.twin.reset_counters()
    return ids


def names(scene: Scene) -> list[str]:
    return [entry.name for entry in scene.twin.world.log]


def say(scene: Scene, count: int) -> None:
    for index in range(count):
        scene.twin.act("comment", seed.LEARNER, number=2, body=f"Note {index}")


@pytest.mark.parametrize(("count", "more"), [(0, 0), (50, 0), (51, 1), (150, 1), (151, 2)])
def test_all_comments_are_read_in_their_order_however_many(count: int, more: int) -> None:
    scene = applied()
    say(scene, count)
    (id,) = find_nodes(scene, 2)
    details = read_closely(reader(scene), [id])
    said = [comment["body"] for comment in details[id]["comments"]["nodes"]]
    assert said == [f"Note {index}" for index in range(count)]
    assert names(scene) == ["LookClosely", *["ReadComments"] * more]


def test_comments_deleted_between_two_reads_are_not_waited_for() -> None:
    scene = applied()
    say(scene, 1)
    (id,) = find_nodes(scene, 2)

    def spoil(data: Any) -> None:
        data["nodes"][0]["comments"]["totalCount"] += 1

    details = read_closely(reader(scene, spoiled(scene.send, spoil)), [id])
    assert [comment["body"] for comment in details[id]["comments"]["nodes"]] == ["Note 0"]


def test_who_closed_and_opened_an_issue_is_read() -> None:
    scene = applied()
    scene.twin.act("close", seed.LEARNER, number=2)
    scene.twin.act("reopen", seed.HELPER, number=2)
    (id,) = find_nodes(scene, 2)
    events = read_closely(reader(scene), [id])[id]["timelineItems"]["nodes"]
    told = [(event["__typename"], event["actor"]["login"]) for event in events]
    assert told == [("ClosedEvent", seed.LEARNER), ("ReopenedEvent", seed.HELPER)]


@pytest.mark.parametrize(("size", "requests"), [(1, 4), (2, 2), (3, 2), (25, 1), (100, 1)])
def test_a_request_looks_at_as_many_as_were_asked_for_and_never_at_more_than_25(
    size: int, requests: int
) -> None:
    scene = applied()
    ids = find_nodes(scene, 1, 2, 3, 4)
    assert list(read_closely(reader(scene), ids, size)) == ids
    assert names(scene) == ["LookClosely"] * requests


def test_of_a_hundred_issues_25_are_looked_at_in_a_request() -> None:
    scene = Scene(roadmap="seed")
    scene.apply()
    ids = find_nodes(scene, *range(1, 61))
    assert len(read_closely(reader(scene), ids)) == 60
    assert names(scene) == ["LookClosely"] * 3


def test_nothing_to_look_at_is_no_request() -> None:
    scene = applied()
    scene.twin.reset_counters()
    assert read_closely(reader(scene), []) == {}
    assert names(scene) == []


SPOILS = {
    "a null issue": lambda data: data["nodes"].__setitem__(0, None),
    "what is no issue": lambda data: [data["nodes"][0].pop(key) for key in ("labels", "comments")],
    "fewer labels than there are": lambda data: data["nodes"][0]["labels"]["nodes"].clear(),
    "no data": lambda data: data.clear(),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_a_partial_close_look_is_no_look(spoil: Any) -> None:
    scene = applied()
    ids = find_nodes(scene, 2, 3)
    with pytest.raises(ReadFailed) as caught:
        read_closely(reader(scene, spoiled(scene.send, spoil)), ids)
    assert caught.value.meaning.kind == "unsure"


# Labels beyond the twenty that the wide look shows


def put_labels(learner: Learner, number: int, count: int) -> None:
    for index in range(count):
        learner.twin.act("make_label", seed.LEARNER, name=f"mine {index}")
        learner.twin.act("label", seed.LEARNER, number=number, name=f"mine {index}")


def find_cut_numbers(learner: Learner) -> Sequence[int]:
    wide = read_wide(reader(learner), ("README.md",))
    cut = set(find_cut(wide.issues, load()))
    return [node["number"] for node in wide.issues if node["id"] in cut]


def test_an_issue_of_ours_with_many_labels_is_looked_at_for_all_of_them(learner: Learner) -> None:
    number = learner.issue("W01-2").number
    put_labels(learner, number, 25)
    assert find_cut_numbers(learner) == [number]
    assert learner.apply().plan == ()
    assert "LookClosely" in names(learner)
    labels = learner.thing("W01-2").labels
    assert {f"mine {index}" for index in range(25)} <= labels


def test_many_labels_of_somebody_elses_issue_are_nobodys_business(learner: Learner) -> None:
    event = learner.twin.act("open_issue", seed.STRANGER, title="Hello")
    assert event is not None
    put_labels(learner, event.payload["issue"]["number"], 25)
    assert find_cut_numbers(learner) == []
