"""The files of the default branch are read once in a run, whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.faults import Fault
from github_twin.shapes import STATUSES, Stubborn
from roadmap_bot.http.reader import Reader, ReadFailed
from roadmap_bot.reading.tree import Trees
from roadmap_bot.repository import Tree
from tests.kit.scene import MONDAY, NAME, Scene

FILES = {"README.md": "x", "projects/shop/main.py": "x", "link": "x"}


def make_scene() -> Scene:
    return Scene(seed.make_world("own", files=FILES, now=MONDAY))


def read(scene: Scene, trees: Trees) -> Tree:
    reader = Reader(scene.send, scene.clock.now, NAME)
    return trees.read(reader, scene.home.head.sha)


def test_all_files_are_read_and_no_folder() -> None:
    scene = make_scene()
    tree = read(scene, Trees())
    assert tree == Tree(frozenset(scene.home.head.files))
    assert tree.paths >= FILES.keys()
    assert "projects" not in tree.paths


def test_a_run_asks_once() -> None:
    scene, trees = make_scene(), Trees()
    assert read(scene, trees) is read(scene, trees)
    assert scene.twin.requests == 1


def test_where_there_is_no_commit_there_are_no_files() -> None:
    scene = make_scene()
    reader = Reader(scene.send, scene.clock.now, NAME)
    assert Trees().read(reader, None) == Tree()
    assert scene.twin.requests == 0


def test_a_tree_that_is_cut_off_shows_nothing_and_says_so() -> None:
    scene = make_scene()
    scene.twin.limit(entries=2)
    assert read(scene, Trees()) == Tree(frozenset(), is_whole=False, trouble="cut")


def test_a_tree_that_is_not_there_shows_nothing_and_says_so() -> None:
    scene = make_scene()
    reader = Reader(scene.send, scene.clock.now, NAME)
    assert Trees().read(reader, "0" * 40).trouble == "unread"


@pytest.mark.parametrize("kind", ["502", "timeout", "cut-text", "500"])
def test_trouble_is_tried_again_once_and_then_passed_over(kind: str) -> None:
    scene, trees = make_scene(), Trees()
    scene.twin.arm(Fault(1, kind), Fault(2, kind))
    with pytest.raises(ReadFailed):
        read(scene, trees)
    assert read(scene, trees) == Tree(frozenset(), is_whole=False, trouble="unread")
    assert read(scene, trees).trouble == "unread"
    assert scene.twin.requests == 2


@pytest.mark.parametrize("kind", ["429-retry-after", "rate-limited"])
def test_a_limit_is_waited_for_however_often(kind: str) -> None:
    scene, trees = make_scene(), Trees()
    scene.twin.arm(Fault(1, kind), Fault(2, kind))
    for _ in range(2):
        with pytest.raises(ReadFailed) as failed:
            read(scene, trees)
        assert failed.value.meaning.kind == "wait"
    assert read(scene, trees).is_whole


@pytest.mark.parametrize("status", STATUSES)
def test_a_refusal_is_no_reason_to_stop(status: str) -> None:
    scene = make_scene()
    path = f"/repos/{NAME}/git/trees/{scene.home.head.sha}"
    refused = Stubborn("GET", path, status)
    scene.twin.world = replace(scene.twin.world, stubborn=(refused,))
    assert read(scene, Trees()).trouble == "unread"
