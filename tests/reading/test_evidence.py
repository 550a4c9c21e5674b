"""What may be evidence is read once in a run, whole or not at all, and never stops the run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.faults import Fault
from github_twin.shapes import STATUSES, Stubborn
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.reading.evidence import UNREAD, Once, read_pulls, read_tree
from roadmap_bot.repository import Pull, Pulls, Tree
from tests.kit.scene import MONDAY, NAME, Scene

FILES = {"README.md": "x", "projects/shop/main.py": "x", "link": "x"}


def make_scene() -> Scene:
    return Scene(seed.make_world("own", files=FILES, now=MONDAY))


def make_reader(scene: Scene) -> Reader:
    return Reader(scene.send, scene.clock.now, NAME)


def read(scene: Scene, once: Once[Tree]) -> Tree:
    sha = scene.home.head.sha
    return once.read(lambda: read_tree(make_reader(scene), sha), UNREAD)


def test_all_files_are_read_and_no_folder() -> None:
    scene = make_scene()
    tree = read(scene, Once())
    assert tree == Tree(frozenset(scene.home.head.files))
    assert tree.paths >= FILES.keys()
    assert "projects" not in tree.paths


def test_a_run_asks_once() -> None:
    scene, once = make_scene(), Once[Tree]()
    assert read(scene, once) is read(scene, once)
    assert scene.twin.requests == 1


def test_where_there_is_no_commit_there_are_no_files() -> None:
    scene = make_scene()
    assert read_tree(make_reader(scene), None) == Tree()
    assert read_pulls(make_reader(scene), None) == Pulls()
    assert scene.twin.requests == 0


def test_a_tree_that_is_cut_off_shows_nothing_and_says_so() -> None:
    scene = make_scene()
    scene.twin.limit(entries=2)
    assert read(scene, Once()) == Tree(frozenset(), is_whole=False, trouble="cut")


def test_a_tree_that_is_not_there_shows_nothing_and_says_so() -> None:
    scene, once = make_scene(), Once[Tree]()
    found = once.read(lambda: read_tree(make_reader(scene), "0" * 40), UNREAD)
    assert found.trouble == "unread"


@pytest.mark.parametrize("kind", ["502", "timeout", "cut-text", "500"])
def test_trouble_is_tried_again_once_and_then_passed_over(kind: str) -> None:
    scene, once = make_scene(), Once[Tree]()
    scene.twin.arm(Fault(1, kind), Fault(2, kind))
    with pytest.raises(ReadFailed):
        read(scene, once)
    assert read(scene, once) == Tree(frozenset(), is_whole=False, trouble="unread")
    assert read(scene, once).trouble == "unread"
    assert scene.twin.requests == 2


@pytest.mark.parametrize("kind", ["429-retry-after", "rate-limited"])
def test_a_limit_is_waited_for_however_often(kind: str) -> None:
    scene, once = make_scene(), Once[Tree]()
    scene.twin.arm(Fault(1, kind), Fault(2, kind))
    for _ in range(2):
        with pytest.raises(ReadFailed) as failed:
            read(scene, once)
        assert failed.value.meaning.kind == "wait"
    assert read(scene, once).is_whole


@pytest.mark.parametrize("status", STATUSES)
def test_a_refusal_is_no_reason_to_stop(status: str) -> None:
    scene = make_scene()
    path = f"/repos/{NAME}/git/trees/{scene.home.head.sha}"
    refused = Stubborn("GET", path, status)
    scene.twin.world = replace(scene.twin.world, stubborn=(refused,))
    assert read(scene, Once()).trouble == "unread"


# Pull requests


def merge(scene: Scene, title: str, **values: str) -> None:
    scene.twin.act("open_pull", seed.LEARNER, title=title, **values)
    number = max(scene.home.issues)
    scene.twin.act("merge", seed.LEARNER, number=number)
    scene.twin.advance(60)


def test_pull_requests_are_read_that_were_merged_into_the_default_branch_the_newest_first() -> None:
    scene = make_scene()
    merge(scene, "Sell bread", head="w01-1.1")
    merge(scene, "Elsewhere", base="next")
    merge(scene, "Sell cake")
    scene.twin.act("open_pull", seed.STRANGER, title="Not merged")
    scene.twin.act("open_pull", seed.STRANGER, title="Closed")
    scene.twin.act("close", seed.LEARNER, number=max(scene.home.issues))
    found = read_pulls(make_reader(scene), "main")
    assert found == Pulls((Pull(3, "Sell cake", "work"), Pull(1, "Sell bread", "w01-1.1")))


def test_of_many_pull_requests_the_last_hundred_are_read_in_one_request() -> None:
    scene = make_scene()
    for number in range(105):
        merge(scene, f"Number {number}")
    scene.twin.reset_counters()
    found = read_pulls(make_reader(scene), "main").merged
    assert [pull.title for pull in found] == [f"Number {number}" for number in range(104, 4, -1)]
    assert scene.twin.requests == 1


def test_where_the_job_may_not_see_them_there_are_none() -> None:
    permissions = {"issues": "write", "contents": "write"}
    world = seed.make_world("own", private=True, permissions=permissions, now=MONDAY)
    scene, once = Scene(world), Once[Pulls]()
    without = Pulls(is_whole=False)
    assert once.read(lambda: read_pulls(make_reader(scene), "main"), without) == without
