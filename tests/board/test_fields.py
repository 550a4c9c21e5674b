"""Our fields step aside for the learner's, and a Status is used as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_twin.projects import Project
from github_twin.world import World
from tests.kit.board_scene import FIELDS, BoardScene, codes, option_names


def put(world: World, project: Project) -> World:
    return replace(world, projects={**world.projects, project.id: project})


def with_status(scene: BoardScene, *names: str) -> None:
    """Give the Status of the project other options."""
    old = scene.project.status
    options = tuple(
        replace(old.options[0], id=f"option{index}", name=name) for index, name in enumerate(names)
    )
    fields = tuple(
        replace(old, options=options) if field == old else field for field in scene.project.fields
    )
    scene.twin.world = put(scene.twin.world, replace(scene.project, fields=fields))


@pytest.mark.parametrize("name", ["Hours", "hours"])
def test_a_field_of_the_learners_makes_ours_step_aside(name: str) -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf", "fields": {name: "TEXT"}}])
    done = scene.apply()
    (problem,) = [problem for problem in done.problems if problem.code == "board.field-taken"]
    assert problem.values == {"name": "Hours", "ours": "Hours (roadmap)"}
    assert problem.link == scene.board["url"]
    assert scene.values("W01-1")["Hours (roadmap)"] == 1.0
    assert name not in scene.values("W01-1")
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0
    scene.act("set_field", number=scene.number("W01-1"), field=name, value="two")
    scene.apply()
    assert scene.twin.writes == 0


def test_a_field_that_stepped_aside_keeps_its_name_when_the_place_is_free() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf", "fields": {"Hours": "TEXT"}}])
    scene.apply()
    fields = tuple(field for field in scene.project.fields if field.name != "Hours")
    scene.twin.world = put(scene.twin.world, replace(scene.project, fields=fields))
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


def test_a_field_of_the_same_name_and_type_is_used_as_it_is() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf", "fields": {"kind": "SINGLE_SELECT"}}])
    assert codes(scene.apply()) == []
    assert option_names(scene, "kind") == ["Baking", "One"]
    assert scene.values("W01")["kind"] == "Baking"
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


@pytest.mark.parametrize(
    ("names", "todo", "done"),
    [
        (("Backlog", "Doing", "Fertig"), "Backlog", "Fertig"),
        (("Done", "Later"), "Later", "Done"),
        (("Archive", "TODO"), "TODO", "Archive"),
    ],
)
def test_a_status_with_other_options_is_used_as_it_is(
    names: tuple[str, ...], todo: str, done: str
) -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf"}])
    with_status(scene, *names)
    scene.apply()
    assert scene.values("W01-1")["Status"] == todo
    assert option_names(scene, "Status") == list(names)
    scene.pass_time()
    scene.work("close", "W01-1")
    scene.pass_time()
    scene.apply()
    assert scene.values("W01-1")["Status"] == done
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


def test_a_status_with_a_single_option_says_nothing_and_is_left_alone() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf"}])
    with_status(scene, "Everything")
    scene.apply()
    assert set(scene.values("W01-1")) == set(FIELDS)
    scene.work("move_card", "W01-1", status="Everything")
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0
    assert scene.values("W01-1")["Status"] == "Everything"
