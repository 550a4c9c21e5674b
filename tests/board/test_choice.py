"""The board is found again, and nothing that may be something else is taken for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from github_twin import seed
from roadmap_bot.board.memory import find_home, split_ids
from tests.kit.board_scene import BoardScene, codes

VIEWS = ("Board", "Phases", "Timeline")


def test_an_empty_project_of_exactly_our_title_is_taken() -> None:
    scene = BoardScene(
        projects=[{"title": "Bake a Loaf", "about": "Mine", "readme": "My own words."}]
    )
    scene.apply()
    (project,) = scene.projects
    assert len(project.cards) == 4
    assert project.about == "Mine"
    assert "My own words." in project.readme
    assert scene.board["linked"]
    scene.twin.reset_counters()
    scene.apply()
    assert scene.twin.writes == 0


def test_a_private_project_that_is_taken_stays_private() -> None:
    scene = BoardScene(projects=[{"title": "Bake a Loaf"}])
    scene.apply()
    assert not scene.board["public"]


@pytest.mark.parametrize(
    "project",
    [
        {"title": "Bake a loaf"},
        {"title": "Bake a Loaf of bread"},
        {"title": "Bake a Loaf", "items": [1]},
        {"title": "Bake a Loaf", "items": [1], "linked": True},
        {"title": "Bake a Loaf", "closed": True},
        {
            "title": "Bake a Loaf",
            "readme": "<!-- roadmap-bot: other-roadmap board 0123456789ab -->",
        },
    ],
)
def test_a_project_that_may_be_something_else_is_left_alone(project: dict[str, Any]) -> None:
    scene = BoardScene(issues=["Something"], projects=[project])
    before = scene.projects[0]
    scene.apply()
    assert scene.projects[0] == before
    assert len(scene.projects) == 2
    assert len(scene.project.cards) == 4


def test_a_board_under_another_name_and_without_its_link_is_found_by_its_mark() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", title="My Bake a Loaf board")
    scene.act("unlink_project")
    scene.apply()
    assert len(scene.projects) == 1
    assert scene.board["title"] == "My Bake a Loaf board"
    assert scene.twin.writes == 1


def test_a_linked_board_of_any_name_is_found_by_its_mark() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", title="面包")
    scene.apply()
    assert len(scene.projects) == 1
    assert scene.twin.writes == 0


def test_a_board_that_lost_its_readme_is_known_by_its_fields() -> None:
    scene = BoardScene.applied()
    scene.act("change_project", readme="All gone.")
    scene.apply()
    assert len(scene.projects) == 1
    assert find_home(scene.board["readme"])
    assert split_ids(scene.board["readme"])[0].rstrip().endswith("All gone.")
    assert [view["name"] for view in scene.board["views"]] == ["View 1", *VIEWS]


def test_the_board_of_another_repository_with_the_same_roadmap_is_not_ours() -> None:
    scene = BoardScene.applied()
    world = scene.twin.world
    home = scene.home
    moved = replace(home, id=home.id + 500, issues={}, labels={}, milestones={})
    other = replace(scene.project, repositories=(home.id,))
    scene.twin.world = replace(
        world,
        repositories={
            **world.repositories,
            "learner/roadmap": moved,
            "learner/older": replace(home, name="older"),
        },
        projects={other.id: other},
    )
    scene.apply()
    assert len(scene.projects) == 2
    assert scene.projects[0] == other


def test_of_a_board_and_its_copy_the_board_is_kept() -> None:
    scene = BoardScene.applied()
    scene.act("copy_project", title="Bake a Loaf")
    scene.apply()
    assert scene.twin.writes == 0
    scene.act("delete_project", project=1)
    scene.apply()
    assert [len(project.cards) for project in scene.projects] == [4]
    assert [view["name"] for view in scene.board["views"]] == ["View 1", *VIEWS]


def test_a_closed_board_is_left_alone_even_where_there_is_a_copy() -> None:
    scene = BoardScene.applied()
    scene.act("copy_project", title="A copy")
    scene.act("close_project", project=1)
    before = scene.projects
    done = scene.apply()
    assert codes(done) == ["board.closed"]
    assert scene.projects == before


def test_a_board_that_the_token_may_not_change_is_left_alone() -> None:
    scene = BoardScene.applied()
    world = scene.twin.world
    scene.use_board(seed.STRANGER_TOKEN)
    done = scene.apply()
    assert codes(done) == ["board.not-yours"]
    assert done.refused == ()
    assert scene.twin.world.projects == world.projects
