"""The board is read whole, and no request more is made than its pages need."""

from __future__ import annotations

import pytest

from tests.kit.bench_scene import grow, pages, size
from tests.kit.board_scene import FIELDS, BoardScene
from tests.kit.scene import load


def test_a_card_that_was_taken_off_comes_back_and_one_that_was_archived_does_not() -> None:
    scene = BoardScene.applied()
    scene.work("archive_card", "W01-1")
    scene.work("remove_card", "W01-2")
    scene.apply()
    assert scene.card("W01-1").archived_at
    assert set(scene.values("W01-2")) == {"Status", *FIELDS}
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.twin.requests == 3


@pytest.mark.parametrize("roadmap", ["tiny", "seed"])
def test_a_second_apply_asks_twice_a_page_and_writes_nothing(roadmap: str) -> None:
    scene, tree = BoardScene.applied(roadmap), load(roadmap).counts_files
    done = scene.apply()
    assert done.plan == ()
    assert scene.twin.requests == 2 * pages(load(roadmap)) + tree
    assert scene.twin.writes == 0


@pytest.mark.exhaustive
def test_a_thousand_tasks_get_their_board_and_requests_grow_no_faster_than_they_do() -> None:
    ratios = []
    for units in (5, 50):
        roadmap = grow(units, 19)
        scene = BoardScene(roadmap)
        scene.patience = 1e9
        scene.apply()
        assert len(scene.board["items"]) == size(roadmap)
        values = [set(card["values"]) for card in scene.board["items"]]
        assert values.count({"Status", *FIELDS}) == len(values) - units
        ratios.append(scene.twin.requests / size(roadmap))
        scene.pass_time()
        scene.apply()
        assert scene.twin.requests <= 2 * pages(roadmap)
        assert scene.twin.writes == 0
    assert ratios[1] <= ratios[0]
