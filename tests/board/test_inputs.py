"""What is sent for a change is no more than differs, and what finds no room is told."""

from __future__ import annotations

from tests.kit.board_scene import BoardScene, with_kinds
from tests.kit.small_roadmap import make_roadmap, make_unit


def test_a_board_that_is_full_of_fields_says_what_was_left_out_and_is_not_red() -> None:
    scene = BoardScene(
        projects=[{"title": "Bake a Loaf", "fields": {f"Mine {n}": "TEXT" for n in range(38)}}]
    )
    done = scene.apply()
    (problem,) = (one for one in done.problems if one.code == "board.refused")
    assert problem.values["name"] == "Week, Hours, Start (+1)"
    assert done.refused == ()
    assert len(scene.home.issues) == 4
    assert len(scene.project.cards) == 4


def test_only_values_that_differ_are_written() -> None:
    scene = BoardScene.applied()
    scene.work("set_field", "W01-2", field="Hours", value=99)
    scene.work("set_field", "W01-2", field="Target", value=None)
    sent = scene.watch()
    scene.apply()
    (request,) = [request for request in sent if request.writes]
    assert request.method == "PATCH"
    assert [field["value"] for field in (request.body or {})["fields"]] == [1.0, "2026-11-29"]


def test_where_only_the_dates_of_one_unit_change_only_its_dates_are_written() -> None:
    roadmap = with_kinds("One", "Two")
    late = roadmap.units[0].model_copy(update={"weeks": (3, 4)})
    other = make_unit("W05", (5, 6), "one", 1)
    both = make_roadmap(
        start="first-monday",
        kinds=[kind.model_dump() for kind in roadmap.kinds],
        units=[roadmap.units[0].model_dump(), other],
        electives=[],
        self_check=[],
    )
    scene = BoardScene.applied(both)
    scene.roadmap = both.model_copy(update={"units": (late, both.units[1])})
    sent = scene.watch()
    scene.apply()
    patches = [request for request in sent if "/items/" in request.path]
    assert len(patches) == 3
    names = {field.id: field.name for field in scene.project.fields}
    assert {names[field["id"]] for one in patches for field in (one.body or {})["fields"]} == {
        "Week",
        "Start",
        "Target",
    }
